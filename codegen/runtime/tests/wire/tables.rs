//! The wire form of the models, as the generator writes it: every path is qualified, so that no model's name can
//! stand in the way.

use codegen_runtime::wire;

impl wire::Model for super::Runner {
    #[inline]
    fn blank() -> Self {
        Self {
            id: wire::blank(),
            name: wire::blank(),
            status: wire::blank(),
            labels: wire::blank(),
            group_id: wire::blank(),
            version: wire::blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static wire::Shape {
        &wire::Shape {
            members: &["id", "name", "status", "labels", "group_id", "version"],
            required: &[0, 1, 2, 3],
            open: false,
        }
    }

    #[inline]
    fn members(&self, visit: wire::Visit<'_>) {
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
    fn members_mut(&mut self, visit: wire::VisitMut<'_>) {
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

impl wire::Model for super::RunnerLabel {
    #[inline]
    fn blank() -> Self {
        Self {
            name: wire::blank(),
            type_: wire::blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static wire::Shape {
        &wire::Shape {
            members: &["name", "type"],
            required: &[0],
            open: false,
        }
    }

    #[inline]
    fn members(&self, visit: wire::Visit<'_>) {
        visit.members(&[&self.name, &self.type_]);
    }

    #[inline]
    fn members_mut(&mut self, visit: wire::VisitMut<'_>) {
        visit.members(&mut [&mut self.name, &mut self.type_]);
    }
}

impl wire::Model for super::Nulls {
    #[inline]
    fn blank() -> Self {
        Self {
            plain: wire::blank(),
            nullable: wire::blank(),
            kept_apart: wire::blank(),
            may_lack: wire::blank(),
            may_lack_or_be_null: wire::blank(),
            may_lack_list: wire::blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static wire::Shape {
        &wire::Shape {
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
    fn members(&self, visit: wire::Visit<'_>) {
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
    fn members_mut(&mut self, visit: wire::VisitMut<'_>) {
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

impl wire::Model for super::Kinds {
    #[inline]
    fn blank() -> Self {
        Self {
            yes: wire::blank(),
            i32: wire::blank(),
            i64: wire::blank(),
            u32: wire::blank(),
            u64: wire::blank(),
            f32: wire::blank(),
            f64: wire::blank(),
            text: wire::blank(),
            at: wire::blank(),
            on: wire::blank(),
            any: wire::blank(),
            list: wire::blank(),
            map: wire::blank(),
            object: wire::blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static wire::Shape {
        &wire::Shape {
            members: &[
                "yes", "i32", "i64", "u32", "u64", "f32", "f64", "text", "at", "on", "any", "list", "map", "object",
            ],
            required: &[],
            open: false,
        }
    }

    #[inline]
    fn members(&self, visit: wire::Visit<'_>) {
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
    fn members_mut(&mut self, visit: wire::VisitMut<'_>) {
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

impl wire::Model for super::Repository {
    #[inline]
    fn blank() -> Self {
        Self {
            owner: wire::blank(),
            parent: wire::blank(),
            topics: wire::blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static wire::Shape {
        &wire::Shape {
            members: &["owner", "parent", "topics"],
            required: &[0],
            open: false,
        }
    }

    #[inline]
    fn members(&self, visit: wire::Visit<'_>) {
        visit.members(&[&self.owner, &self.parent, &self.topics]);
    }

    #[inline]
    fn members_mut(&mut self, visit: wire::VisitMut<'_>) {
        visit.members(&mut [&mut self.owner, &mut self.parent, &mut self.topics]);
    }
}

impl wire::Model for super::Owner {
    #[inline]
    fn blank() -> Self {
        Self {
            id: wire::blank(),
            email: wire::blank(),
            plan: wire::blank(),
            additional: wire::blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static wire::Shape {
        &wire::Shape {
            members: &["id", "email", "plan"],
            required: &[0, 2],
            open: true,
        }
    }

    #[inline]
    fn members(&self, visit: wire::Visit<'_>) {
        visit.members(&[&self.id, &self.email, &self.plan, &self.additional]);
    }

    #[inline]
    fn members_mut(&mut self, visit: wire::VisitMut<'_>) {
        visit.members(&mut [&mut self.id, &mut self.email, &mut self.plan, &mut self.additional]);
    }
}

impl wire::Model for super::Plan {
    #[inline]
    fn blank() -> Self {
        Self {
            seats: wire::blank(),
            notes: wire::blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static wire::Shape {
        &wire::Shape {
            members: &["seats", "notes"],
            required: &[],
            open: false,
        }
    }

    #[inline]
    fn members(&self, visit: wire::Visit<'_>) {
        visit.members(&[&self.seats, &self.notes]);
    }

    #[inline]
    fn members_mut(&mut self, visit: wire::VisitMut<'_>) {
        visit.members(&mut [&mut self.seats, &mut self.notes]);
    }
}

impl wire::Model for super::Counters {
    #[inline]
    fn blank() -> Self {
        Self {
            total: wire::blank(),
            additional: wire::blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static wire::Shape {
        &wire::Shape {
            members: &["total"],
            required: &[0],
            open: true,
        }
    }

    #[inline]
    fn members(&self, visit: wire::Visit<'_>) {
        visit.members(&[&self.total, &self.additional]);
    }

    #[inline]
    fn members_mut(&mut self, visit: wire::VisitMut<'_>) {
        visit.members(&mut [&mut self.total, &mut self.additional]);
    }
}

impl wire::Model for super::Token {
    #[inline]
    fn blank() -> Self {
        Self {
            token: wire::blank(),
            expires_at: wire::blank(),
        }
    }

    #[inline]
    fn shape(&self) -> &'static wire::Shape {
        &wire::Shape {
            members: &["token", "expires_at"],
            required: &[0, 1],
            open: false,
        }
    }

    #[inline]
    fn members(&self, visit: wire::Visit<'_>) {
        visit.members(&[&self.token, &self.expires_at]);
    }

    #[inline]
    fn members_mut(&mut self, visit: wire::VisitMut<'_>) {
        visit.members(&mut [&mut self.token, &mut self.expires_at]);
    }
}

wire::models!(
    super::Runner,
    super::RunnerLabel,
    super::Nulls,
    super::Kinds,
    super::Repository
);
wire::models!(super::Owner, super::Plan, super::Counters, super::Token);
wire::text_enums!(super::RunnerStatus);
