//! How members and bodies are written in XML, and which models need to know.

use std::collections::{BTreeMap, BTreeSet};

use super::reach::Reach;
use crate::model::{self, Api, Object, Property, SchemaId, SchemaKind, component_name};
use crate::names::Ident;
use crate::plan::{BodyForm, Item, Method, Module, Reading, Xml, XmlNode};

/// How each member of an object is written, where that is not as an element of its own name.
pub(super) fn members(api: &Api, object: &Object) -> Vec<Option<Xml>> {
    let properties = || object.properties.iter();
    let mut members: Vec<_> = properties()
        .map(|(name, property)| member(api, name, property))
        .collect();
    let usual = Xml::default();
    if members.iter().any(|xml| *xml != usual) {
        let count = count(properties().map(|(name, _)| name).zip(&members));
        for ((name, property), xml) in properties().zip(&mut members) {
            let is_shared = count.get(&key(name, xml)).is_some_and(|count| *count > 1);
            // Two members of one type, which has a name: only their own names tell them apart.
            if is_shared && !has_own_name(api, property) {
                xml.name.clear();
            }
        }
    }
    let unusual = |xml: Xml| (xml != usual).then_some(xml);
    members.into_iter().map(unusual).collect()
}

/// Whether the name of a member is said where the member is.
fn has_own_name(api: &Api, property: &Property) -> bool {
    let schema = &property.schema;
    let inline = api.schemas.get(schema);
    let inline = inline.filter(|_| component_name(schema).is_none());
    let said = [Some(&property.about), inline.map(|schema| &schema.about)];
    let mut said = said.into_iter().flatten().filter_map(|it| it.xml.as_ref());
    said.any(|xml| xml.name.is_some())
}

/// What tells members apart in XML.
type Key = (XmlNode, String, String);

fn key(member: &str, xml: &Xml) -> Key {
    let name = if xml.name.is_empty() {
        member
    } else {
        &xml.name
    };
    (xml.node, xml.namespace.clone(), name.to_owned())
}

fn count<'a>(members: impl Iterator<Item = (&'a String, &'a Xml)>) -> BTreeMap<Key, usize> {
    let mut count = BTreeMap::new();
    for (name, xml) in members {
        *count.entry(key(name, xml)).or_insert(0) += 1;
    }
    count
}

/// How a member is written, where that is not as an element of its own name.
fn member(api: &Api, name: &str, property: &Property) -> Xml {
    let about = property.about.xml.clone().unwrap_or_default();
    let mut said = about.or(said(api, &property.schema));
    if is_object(api, &property.schema) {
        // It cannot be a text, whatever is said.
        (said.attribute, said.text) = (false, false);
    }
    let item = items(api, &property.schema).filter(|_| !said.attribute && !said.text);
    let mut xml = match item.map(|item| self::item(api, item)) {
        None => single(said),
        Some(item) if said.wrapped => Xml {
            items: Some(Box::new(item)),
            ..single(said)
        },
        // A name beside a list that nothing encloses has no effect (`OpenAPI` specification, section XML Object).
        Some(item) => item,
    };
    if xml.name == name {
        xml.name.clear();
    }
    xml
}

/// How the schema is written where nothing but itself gives it a name.
pub(super) fn root(api: &Api, id: &SchemaId) -> Xml {
    let mut xml = item(api, id);
    xml.name = own_name(api, id, xml.name).unwrap_or_else(|| "root".to_owned());
    xml.items = items(api, id).map(|id| {
        let mut item = item(api, id);
        item.name = own_name(api, id, item.name).unwrap_or_else(|| "item".to_owned());
        Box::new(item)
    });
    xml
}

/// The name that the document gives a schema: in XML, or else among others of its kind.
fn own_name(api: &Api, id: &SchemaId, said: String) -> Option<String> {
    let said = Some(said).filter(|name| !name.is_empty());
    let title = || api.schemas.get(id)?.about.title.clone();
    let name = said.or_else(|| component_name(id)).or_else(title)?;
    let plain = name
        .chars()
        .map(|char| if is_plain(char) { char } else { '_' });
    let name: String = plain.collect();
    name.starts_with(|char: char| char == '_' || char.is_alphabetic())
        .then_some(name)
}

fn is_plain(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, '_' | '-' | '.')
}

/// An element of its own.
fn item(api: &Api, id: &SchemaId) -> Xml {
    Xml {
        node: XmlNode::Element,
        ..single(said(api, id))
    }
}

fn single(said: model::Xml) -> Xml {
    Xml {
        name: said.name.unwrap_or_default(),
        prefix: said.prefix.unwrap_or_default(),
        namespace: said.namespace.unwrap_or_default(),
        node: match (said.attribute, said.text) {
            (true, _) => XmlNode::Attribute,
            (_, true) => XmlNode::Text,
            _ => XmlNode::Element,
        },
        items: None,
    }
}

/// What is said of a schema, and of those that it is an alias of.
fn said(api: &Api, id: &SchemaId) -> model::Xml {
    let mut said = model::Xml::default();
    let mut next = Some(id);
    // As many steps as there are schemas: more would be a cycle.
    for _ in 0..=api.schemas.len() {
        let Some(schema) = next.and_then(|id| api.schemas.get(id)) else {
            break;
        };
        said = said.or(schema.about.xml.clone().unwrap_or_default());
        next = match &schema.kind {
            SchemaKind::Alias(target) => Some(target),
            _ => None,
        };
    }
    said
}

fn is_object(api: &Api, id: &SchemaId) -> bool {
    let kind = api.aliased(id).map(|schema| &schema.kind);
    matches!(kind, Some(SchemaKind::Object(_)))
}

/// What a list holds.
fn items<'a>(api: &'a Api, id: &SchemaId) -> Option<&'a SchemaId> {
    match &api.aliased(id)?.kind {
        SchemaKind::Array { items } => Some(items),
        _ => None,
    }
}

/// Whether there is more to a value than one text.
pub(super) fn is_structured(api: &Api, id: &SchemaId) -> bool {
    let is_whole = |id: &SchemaId| {
        let kind = api.aliased(id).map(|schema| &schema.kind);
        matches!(
            kind,
            Some(SchemaKind::Object(_) | SchemaKind::Array { .. } | SchemaKind::Tuple { .. })
        )
    };
    match api.aliased(id).map(|schema| &schema.kind) {
        Some(SchemaKind::Union(union)) => union.variants.iter().any(is_whole),
        _ => is_whole(id),
    }
}

/// Whether a function sends XML, or reads any.
pub(super) fn is_in(method: &Method) -> bool {
    let mut arms = method.arms.iter();
    is_sent(method) || arms.any(|arm| arm.body == Some(Reading::Xml))
}

fn is_sent(method: &Method) -> bool {
    let mut forms = method.body_forms();
    forms.any(|form| matches!(form, BodyForm::Xml(_)))
}

/// Forgets how the members of models are written that are never XML.
pub(super) fn forget_unused(modules: &[Module], models: &mut [Item]) {
    let reach = Reach::new(&[named(modules)], models);
    for item in models {
        if let Item::Struct(item) = item
            && reach.of(&item.name).is_empty()
        {
            for field in &mut item.fields {
                field.xml = None;
            }
        }
    }
}

/// The models that stand for XML, what those are made of aside.
fn named(modules: &[Module]) -> BTreeSet<&Ident> {
    let mut named = BTreeSet::new();
    for method in modules.iter().flat_map(|module| &module.methods) {
        let mut visit = |name| {
            named.insert(name);
        };
        for body in method.body.iter().filter(|_| is_sent(method)) {
            body.ty.named().each_model(&mut visit);
        }
        for (success, outcome) in [(true, &method.output), (false, &method.failure)] {
            let mut arms = method.arms.iter().filter(|arm| arm.success == success);
            if arms.any(|arm| arm.body == Some(Reading::Xml)) {
                for ty in outcome.types() {
                    ty.each_model(&mut visit);
                }
            }
        }
    }
    named
}
