//! The wire form of the models, as the generator writes it.

use codegen_runtime::wire::{self, Model, Shape, Visit, VisitMut, blank};

use super::{
    Counters, Kinds, Nulls, Owner, Plan, Repository, Runner, RunnerLabel, RunnerStatus, Token,
};

impl Model for Runner {
    #[inline]
    fn blank() -> Self {
        Self {
            id: blank(),
            name: blank(),
            status: blank(),
            labels: blank(),
            group_id: blank(),
            version: blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static Shape {
        &Shape {
            members: &["id", "name", "status", "labels", "group_id", "version"],
            required: &[0, 1, 2, 3],
            open: false,
        }
    }

    #[inline]
    fn members(&self, visit: Visit<'_>) {
        visit.members(&[
            &self.id,
            &self.name,
            &self.status,
            &self.labels,
            &self.group_id,
            &self.version,
        ]);
    }

    #[inline]
    fn members_mut(&mut self, visit: VisitMut<'_>) {
        visit.members(&mut [
            &mut self.id,
            &mut self.name,
            &mut self.status,
            &mut self.labels,
            &mut self.group_id,
            &mut self.version,
        ]);
    }
}

impl Model for RunnerLabel {
    #[inline]
    fn blank() -> Self {
        Self {
            name: blank(),
            type_: blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static Shape {
        &Shape {
            members: &["name", "type"],
            required: &[0],
            open: false,
        }
    }

    #[inline]
    fn members(&self, visit: Visit<'_>) {
        visit.members(&[&self.name, &self.type_]);
    }

    #[inline]
    fn members_mut(&mut self, visit: VisitMut<'_>) {
        visit.members(&mut [&mut self.name, &mut self.type_]);
    }
}

impl Model for Nulls {
    #[inline]
    fn blank() -> Self {
        Self {
            plain: blank(),
            nullable: blank(),
            kept_apart: blank(),
            may_lack: blank(),
            may_lack_or_be_null: blank(),
            may_lack_list: blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static Shape {
        &Shape {
            members: &[
                "plain",
                "nullable",
                "kept_apart",
                "may_lack",
                "may_lack_or_be_null",
                "may_lack_list",
            ],
            required: &[0, 1, 2],
            open: false,
        }
    }

    #[inline]
    fn members(&self, visit: Visit<'_>) {
        visit.members(&[
            &self.plain,
            &self.nullable,
            &self.kept_apart,
            &self.may_lack,
            &self.may_lack_or_be_null,
            &self.may_lack_list,
        ]);
    }

    #[inline]
    fn members_mut(&mut self, visit: VisitMut<'_>) {
        visit.members(&mut [
            &mut self.plain,
            &mut self.nullable,
            &mut self.kept_apart,
            &mut self.may_lack,
            &mut self.may_lack_or_be_null,
            &mut self.may_lack_list,
        ]);
    }
}

impl Model for Kinds {
    #[inline]
    fn blank() -> Self {
        Self {
            yes: blank(),
            i32: blank(),
            i64: blank(),
            u32: blank(),
            u64: blank(),
            f32: blank(),
            f64: blank(),
            text: blank(),
            at: blank(),
            on: blank(),
            any: blank(),
            list: blank(),
            map: blank(),
            object: blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static Shape {
        &Shape {
            members: &[
                "yes", "i32", "i64", "u32", "u64", "f32", "f64", "text", "at", "on", "any", "list",
                "map", "object",
            ],
            required: &[],
            open: false,
        }
    }

    #[inline]
    fn members(&self, visit: Visit<'_>) {
        visit.members(&[
            &self.yes,
            &self.i32,
            &self.i64,
            &self.u32,
            &self.u64,
            &self.f32,
            &self.f64,
            &self.text,
            &self.at,
            &self.on,
            &self.any,
            &self.list,
            &self.map,
            &self.object,
        ]);
    }

    #[inline]
    fn members_mut(&mut self, visit: VisitMut<'_>) {
        visit.members(&mut [
            &mut self.yes,
            &mut self.i32,
            &mut self.i64,
            &mut self.u32,
            &mut self.u64,
            &mut self.f32,
            &mut self.f64,
            &mut self.text,
            &mut self.at,
            &mut self.on,
            &mut self.any,
            &mut self.list,
            &mut self.map,
            &mut self.object,
        ]);
    }
}

impl Model for Repository {
    #[inline]
    fn blank() -> Self {
        Self {
            owner: blank(),
            parent: blank(),
            topics: blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static Shape {
        &Shape {
            members: &["owner", "parent", "topics"],
            required: &[0],
            open: false,
        }
    }

    #[inline]
    fn members(&self, visit: Visit<'_>) {
        visit.members(&[&self.owner, &self.parent, &self.topics]);
    }

    #[inline]
    fn members_mut(&mut self, visit: VisitMut<'_>) {
        visit.members(&mut [&mut self.owner, &mut self.parent, &mut self.topics]);
    }
}

impl Model for Owner {
    #[inline]
    fn blank() -> Self {
        Self {
            id: blank(),
            email: blank(),
            plan: blank(),
            additional: blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static Shape {
        &Shape {
            members: &["id", "email", "plan"],
            required: &[0, 2],
            open: true,
        }
    }

    #[inline]
    fn members(&self, visit: Visit<'_>) {
        visit.members(&[&self.id, &self.email, &self.plan, &self.additional]);
    }

    #[inline]
    fn members_mut(&mut self, visit: VisitMut<'_>) {
        visit.members(&mut [
            &mut self.id,
            &mut self.email,
            &mut self.plan,
            &mut self.additional,
        ]);
    }
}

impl Model for Plan {
    #[inline]
    fn blank() -> Self {
        Self {
            seats: blank(),
            notes: blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static Shape {
        &Shape {
            members: &["seats", "notes"],
            required: &[],
            open: false,
        }
    }

    #[inline]
    fn members(&self, visit: Visit<'_>) {
        visit.members(&[&self.seats, &self.notes]);
    }

    #[inline]
    fn members_mut(&mut self, visit: VisitMut<'_>) {
        visit.members(&mut [&mut self.seats, &mut self.notes]);
    }
}

impl Model for Counters {
    #[inline]
    fn blank() -> Self {
        Self {
            total: blank(),
            additional: blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static Shape {
        &Shape {
            members: &["total"],
            required: &[0],
            open: true,
        }
    }

    #[inline]
    fn members(&self, visit: Visit<'_>) {
        visit.members(&[&self.total, &self.additional]);
    }

    #[inline]
    fn members_mut(&mut self, visit: VisitMut<'_>) {
        visit.members(&mut [&mut self.total, &mut self.additional]);
    }
}

impl Model for Token {
    #[inline]
    fn blank() -> Self {
        Self {
            token: blank(),
            expires_at: blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static Shape {
        &Shape {
            members: &["token", "expires_at"],
            required: &[0, 1],
            open: false,
        }
    }

    #[inline]
    fn members(&self, visit: Visit<'_>) {
        visit.members(&[&self.token, &self.expires_at]);
    }

    #[inline]
    fn members_mut(&mut self, visit: VisitMut<'_>) {
        visit.members(&mut [&mut self.token, &mut self.expires_at]);
    }
}

wire::models!(
    Runner,
    RunnerLabel,
    Nulls,
    Kinds,
    Repository,
    Owner,
    Plan,
    Counters,
    Token
);
wire::text_enums!(RunnerStatus);
