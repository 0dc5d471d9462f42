//! Schemas: everything that is reached, one node at a time, each identified by where it stands.

mod additional;
mod assertions;
mod choice;
mod constraints;
mod heirs;
mod kind;
mod merge;
mod same;
mod whole;
mod xml;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::hash::BuildHasherDefault;
use std::rc::Rc;

use self::assertions::Assertions;
use self::same::Twins;
use self::whole::{Origin, Whole};
use super::Resolver;
use crate::diagnostics::{Code, Diagnostic};
use crate::load::{Keywords, ReferenceError};
use crate::model::{self, Annotations, Constraints, Schema, SchemaId, SchemaKind};
use crate::pointer::{ByPointer, JsonPointer};
use crate::source::FILES;

/// How deep a schema that stands nowhere may stand in another.
const MAX_WOVEN: usize = 8;

/// How many schemas that stand nowhere a document may come to.
const MAX_WOVEN_TOTAL: usize = 50_000;

/// The key below which stands what several schemas come to together.
pub(crate) const WOVEN: &str = "x-codegen-together";

/// The schemas that were reached and are still to be read.
#[derive(Debug, Default)]
pub(super) struct SchemaQueue<'a> {
    waiting: VecDeque<SchemaId>,
    /// Those that were reached, read or not; `None` until they are read. Boxed, as there will be many.
    reached: ByPointer<Option<Box<Schema>>>,
    /// What each schema asserts by itself, or why it cannot be read.
    assertions: ByPointer<Result<Rc<Assertions>, String>>,
    /// What comes together in schemas that stand nowhere.
    woven: ByPointer<Vec<Origin>>,
    /// Where what comes together was put.
    by_origins: BTreeMap<BTreeSet<Origin>, SchemaId>,
    twins: Twins<'a>,
    /// Which components name which in their `allOf`, once somebody asks.
    heirs: Option<ByPointer<Vec<SchemaId>>>,
    /// Where a schema is written once more.
    also_at: ByPointer<Vec<SchemaId>>,
}

/// How many places of a schema that is written again and again are kept.
const MAX_PLACES: usize = 8;

impl SchemaQueue<'_> {
    /// Makes room for so many schemas.
    pub(super) fn expect(&mut self, schemas: usize) {
        self.reached.reserve(schemas);
        self.assertions.reserve(schemas);
    }
}

impl Resolver<'_> {
    /// Follows the references at `pointer` to a schema, which will be read later.
    pub(super) fn reach(&mut self, pointer: &JsonPointer) -> Result<SchemaId, Diagnostic> {
        let found = self
            .find(pointer)
            .map_err(ReferenceError::into_diagnostic)?;
        if self.schemas.reached.contains_key(&found.place) {
            return Ok(found.place);
        }
        let first = if is_inline(&found.place) {
            self.schemas.twins.first(&found)
        } else {
            found.place.clone()
        };
        let id = found.place;
        if first != id {
            let places = self.schemas.also_at.entry(first.clone()).or_default();
            if places.len() < MAX_PLACES {
                places.push(id);
            }
        }
        self.enqueue(&first);
        Ok(first)
    }

    /// Keeps a schema that has been read, or stands nowhere.
    fn put(&mut self, id: SchemaId, schema: Schema) {
        self.schemas.reached.insert(id, Some(Box::new(schema)));
    }

    fn enqueue(&mut self, id: &SchemaId) {
        if !self.schemas.reached.contains_key(id) {
            self.schemas.reached.insert(id.clone(), None);
            self.schemas.waiting.push_back(id.clone());
        }
    }

    /// The same inside a schema, where a reference to nowhere costs one untyped value.
    pub(super) fn reach_part(&mut self, pointer: &JsonPointer) -> SchemaId {
        match self.reach(pointer) {
            Ok(id) => id,
            Err(reason) => {
                let untyped = untyped(reason.message().to_owned());
                self.put(pointer.clone(), untyped);
                self.warn(reason);
                pointer.clone()
            }
        }
    }

    /// A schema under `components`, which is a type even where nothing refers to it.
    pub(super) fn reach_component(&mut self, pointer: &JsonPointer) {
        self.reach_part(pointer);
    }

    /// What several origins come to together, which stands at `place` where it stands nowhere else.
    fn reach_together(&mut self, place: &SchemaId, origins: Vec<Origin>) -> SchemaId {
        if let [Origin::Schema(only)] = origins.as_slice() {
            return self.reach_part(only);
        }
        let key = match whole::expand(self, &origins) {
            Ok(whole) => whole.key(),
            // Reading it will fail once more, and say so.
            Err(_) => origins.iter().cloned().collect(),
        };
        // One of the schemas may hold all that the others do, as one that refers to itself does.
        for origin in &origins {
            let Origin::Schema(schema) = origin else {
                continue;
            };
            let alone = whole::expand(self, std::slice::from_ref(origin));
            if alone.is_ok_and(|alone| alone.key() == key) {
                return self.reach_part(schema);
            }
        }
        if let Some(id) = self.schemas.by_origins.get(&key) {
            return id.clone();
        }
        let id = place.clone();
        self.schemas.by_origins.insert(key, id.clone());
        let depth = id.tokens().filter(|token| token == WOVEN).count();
        if depth > MAX_WOVEN || self.schemas.woven.len() >= MAX_WOVEN_TOTAL {
            let reason = "too many schemas come together here".to_owned();
            self.put(id.clone(), untyped(reason));
            return id;
        }
        self.schemas.woven.insert(id.clone(), origins);
        self.enqueue(&id);
        id
    }

    /// What the schema at `id` asserts by itself; the reason where it cannot be read.
    fn assertions(&mut self, id: &SchemaId) -> Result<Rc<Assertions>, String> {
        if let Some(known) = self.schemas.assertions.get(id) {
            return known.clone();
        }
        let found = self.find(id).map_err(ReferenceError::into_diagnostic);
        let read = match found.and_then(|found| Keywords::of(id, found.node)) {
            Ok(mut keywords) => {
                let assertions = assertions::read(&mut keywords);
                let (schemas, ignored) = keywords.into_read();
                for (place, node) in schemas {
                    self.found_at(place, node);
                }
                for ignored in ignored {
                    self.diagnostics.push_once(ignored);
                }
                if let Some((_, mapping)) = &assertions.discriminator {
                    self.check_mapping(id, mapping);
                }
                Ok(Rc::new(assertions))
            }
            Err(reason) => {
                let message = reason.message().to_owned();
                self.warn(reason);
                Err(message)
            }
        };
        self.schemas.assertions.insert(id.clone(), read.clone());
        read
    }

    /// Warns of values of a discriminator that stand for no schema.
    fn check_mapping(&mut self, id: &SchemaId, mapping: &[(String, String)]) {
        for (value, target) in mapping {
            let place = match target.strip_prefix('#') {
                Some(_) => JsonPointer::parse(target).ok(),
                // Of several files, any may have a schema of that name.
                None if self.has_files() || target.contains(['/', '.']) => continue,
                None => Some(JsonPointer::root().extended(["components", "schemas", target])),
            };
            if place.is_none_or(|place| self.document.get(&place).is_none()) {
                let message =
                    format!("the value `{value}` stands for `{target}`, which is not there");
                self.diagnostics.push_once(
                    Diagnostic::warning(Code::UnresolvedReference, message)
                        .at(&id.extended(["discriminator", "mapping", value]))
                        .help("name a schema under `components.schemas`, or take the value away"),
                );
            }
        }
    }

    fn has_files(&self) -> bool {
        let files = JsonPointer::root().child(FILES);
        self.document.get(&files).is_some()
    }

    /// What the schema at `place` asserts, past a reference.
    fn assertions_past(&mut self, place: &JsonPointer) -> Result<Rc<Assertions>, String> {
        match self.find(place) {
            Ok(found) => self.assertions(&found.place),
            Err(error) => Err(error.into_diagnostic().message().to_owned()),
        }
    }

    /// What is said about the schema at `place`, a reference aside.
    fn about(&mut self, place: &JsonPointer) -> Annotations {
        let own = self.find(place).ok().filter(|found| found.place == *place);
        match own.and_then(|own| Keywords::of(place, own.node).ok()) {
            Some(mut keywords) => assertions::annotations(&mut keywords),
            None => Annotations::default(),
        }
    }
}

/// Whether a schema has no name of its own.
fn is_inline(id: &SchemaId) -> bool {
    model::component_name(id).is_none()
}

fn untyped(reason: String) -> Schema {
    Schema {
        about: Annotations::default(),
        constraints: Constraints::default(),
        also_at: Vec::new(),
        kind: SchemaKind::Untyped { reason },
    }
}

/// Reads every schema that was reached, and what those reach in turn.
pub(super) fn schemas(resolver: &mut Resolver<'_>) -> ByPointer<Schema> {
    while let Some(id) = resolver.schemas.waiting.pop_front() {
        let schema = schema(resolver, &id);
        resolver.put(id, schema);
    }
    let reached = std::mem::take(&mut resolver.schemas.reached);
    let mut also_at = std::mem::take(&mut resolver.schemas.also_at);
    let mut schemas = ByPointer::with_capacity_and_hasher(reached.len(), BuildHasherDefault::new());
    for (id, schema) in reached {
        if let Some(mut schema) = schema {
            schema.also_at = also_at.swap_remove(&id).unwrap_or_default();
            schemas.insert(id, *schema);
        }
    }
    schemas
}

fn schema(resolver: &mut Resolver<'_>, id: &SchemaId) -> Schema {
    let woven = resolver.schemas.woven.get(id).cloned();
    let is_woven = woven.is_some();
    let origins = woven.unwrap_or_else(|| vec![Origin::Schema(id.clone())]);
    let own = match origins.last() {
        Some(Origin::Schema(place)) => resolver.assertions_past(place).ok(),
        _ => None,
    };
    if let ([Origin::Schema(_)], Some(own)) = (origins.as_slice(), &own)
        && let Some(target) = kind::alias(resolver, own)
    {
        let parts = own.all_of.iter();
        let parts = parts.filter_map(|part| resolver.assertions_past(part).ok());
        let silent: Vec<_> = parts.filter(|part| part.is_silent()).collect();
        let or_null = silent.iter().any(|part| part.about.nullable);
        let xml = silent.iter().find_map(|part| part.about.xml.clone());
        return Schema {
            kind: SchemaKind::Alias(target),
            about: Annotations {
                nullable: own.about.nullable || or_null,
                xml: own.about.xml.clone().or(xml),
                ..own.about.clone()
            },
            constraints: own.constraints.clone(),
            also_at: Vec::new(),
        };
    }
    let whole = match whole::expand(resolver, &origins) {
        Ok(whole) => whole,
        Err(reason) => return untyped(reason),
    };
    let about = own
        .as_ref()
        .map(|own| own.about.clone())
        .unwrap_or_default();
    let inherited = match &own {
        Some(own) if !is_woven => heirs::kind(resolver, id, own),
        _ => None,
    };
    let mut schema = match inherited {
        Some(kind) => Schema {
            kind,
            ..untyped(String::new())
        },
        None => kind::schema(resolver, id, &whole),
    };
    // What comes together stands nowhere, so it is called after the last thing that comes in.
    let title = is_woven.then(|| last_name(resolver, &origins)).flatten();
    schema.about = Annotations {
        title: about.title.or(title),
        nullable: about.nullable || is_nullable(&whole),
        description: about
            .description
            .or_else(|| is_woven.then(|| described(&whole))?),
        ..about
    };
    schema
}

/// The name of the last schema among the origins.
fn last_name(resolver: &Resolver<'_>, origins: &[Origin]) -> Option<String> {
    let Some(Origin::Schema(place)) = origins.last() else {
        return None;
    };
    model::component_name(&resolver.document.resolve(place).ok()?)
}

/// Whether a part of an `allOf` says nothing but that `null` may stand there as well:
///
/// ```yaml
/// allOf:
///   - $ref: "#/components/schemas/File"
///   - nullable: true
/// ```
fn says_only_null_too(part: &Assertions) -> bool {
    part.about.nullable && part.is_silent()
}

/// Whether every part that says what a value is allows `null`, or one that says nothing else.
fn is_nullable(whole: &Whole) -> bool {
    if whole.parts.iter().any(|part| says_only_null_too(part)) {
        return true;
    }
    let mut telling = whole
        .parts
        .iter()
        .filter(|part| part.types.is_some() || part.only_null || part.values.is_some())
        .peekable();
    telling.peek().is_some() && telling.all(|part| part.about.nullable)
}

/// The words of the last part that has some.
fn described(whole: &Whole) -> Option<String> {
    let words = |part: &Rc<Assertions>| part.about.description.clone();
    whole.parts.iter().rev().find_map(words)
}
