//! Reading XML into the same places that JSON is read into.
//!
//! XML does not say of what type a text is, nor whether what is there once is a list: the places do.

use serde::de::{Error as _, Visitor};
use serde_json::{Error, Map, Value};

use super::super::read::Reader;
use super::super::read_model::Table;
use super::super::seen::Seen;
use super::super::trail::Trail;
use super::super::{DecodeError, Json, List, Map as Entries, Model, Slot, Tuple, ViewMut, VisitMut};
use super::choose::Choices;
use super::enclosed::encloses;
use super::names::{find, forms};
use super::tree::{Node, parse};
use super::{Xml, XmlNode};

/// The member of a value of any shape that holds the text beside attributes and elements.
pub(super) const TEXT: &str = "#text";

/// Reads a value from an XML document.
///
/// The name of the root is not looked at, and that of a member only up to its prefix, unless two members differ in
/// nothing but the namespace. What is not known is kept or ignored as in JSON. An element that is empty is a text of no
/// length, or no value where that can be and a text cannot.
///
/// # Errors
///
/// Where the text is not one XML document, is nested too deep or refers to entities of its own, or where it is not
/// one that the type can hold.
#[inline]
pub fn from_xml<T: Slot>(document: &str) -> Result<T, DecodeError> {
    let mut value = T::blank();
    read_document(&mut value, document)?;
    Ok(value)
}

fn read_document(value: &mut dyn Slot, document: &str) -> Result<(), DecodeError> {
    let place = |at: usize| document.get(..at).unwrap_or(document);
    let root = parse(document);
    let root = root.map_err(|fault| DecodeError::of_text(place(fault.at), fault.message))?;
    let mut walk = Walk::default();
    walk.read(value.view_mut(), &root).map_err(|error| {
        let start = place(walk.failed.unwrap_or_default());
        DecodeError::of_text_at(start, error.to_string(), &walk.trail)
    })
}

/// What is remembered while a document is read.
#[derive(Default)]
pub(super) struct Walk {
    pub(super) trail: Trail,
    /// Where the element stands that could not be read.
    pub(super) failed: Option<usize>,
    /// How much of what has been read is not kept, or kept only as it came.
    pub(super) lost: usize,
    pub(super) choices: Choices,
}

impl Walk {
    /// Reads an element or attribute into a place.
    pub(super) fn read(&mut self, view: ViewMut<'_>, node: &Node) -> Result<(), Error> {
        self.read_view(view, node).inspect_err(|_| {
            self.failed.get_or_insert(node.at);
        })
    }

    fn read_view(&mut self, view: ViewMut<'_>, node: &Node) -> Result<(), Error> {
        match view {
            ViewMut::Option(optional) if node.is_nil => optional.set_null(),
            ViewMut::Option(optional) => {
                let mark = self.trail.mark();
                let outcome = self.read(optional.insert(), node);
                if outcome.is_ok() || !node.is_blank() {
                    return outcome;
                }
                self.trail.cut(mark);
                self.failed = None;
                optional.set_null();
            }
            ViewMut::Value(slot) => *slot = value(node),
            ViewMut::Union(union) => return self.read_union(union, node),
            view if node.is_nil => return self.reader(view).visit_unit(),
            ViewMut::Model(model) => return self.read_model(model, node),
            ViewMut::Map(map) => {
                map.clear();
                return self.read_entries(map, node.parts.iter().collect());
            }
            ViewMut::List(list) if node.elements().next().is_none() => {
                return self.read_texts(list, &node.text);
            }
            ViewMut::List(list) => {
                list.clear();
                let items = node.elements();
                return self.read_items(list, items);
            }
            ViewMut::Tuple(tuple) => {
                let items: Vec<_> = node.elements().collect();
                return self.read_tuple(tuple, &items);
            }
            ViewMut::Json(slot) if !node.parts.is_empty() => {
                return slot.put(value(node)).map_err(Error::custom);
            }
            view if node.elements().next().is_some() => {
                return Err(self.reader(view).mismatch("elements"));
            }
            view => return self.read_text(view, &node.text),
        }
        Ok(())
    }

    fn reader<'v, 't>(&'t mut self, view: ViewMut<'v>) -> Reader<'v, 't> {
        Reader {
            view,
            trail: &mut self.trail,
        }
    }

    /// Reads a text into a place: as what the place takes.
    fn read_text(&mut self, view: ViewMut<'_>, text: &str) -> Result<(), Error> {
        let word = text.trim();
        match (view, word) {
            (view @ ViewMut::String(_), _) => self.reader(view).visit_str(text),
            (ViewMut::Json(slot), _) => put(slot, text).map_err(Error::custom),
            (view @ ViewMut::Bool(_), "true" | "1") => self.reader(view).visit_bool(true),
            (view @ ViewMut::Bool(_), "false" | "0") => self.reader(view).visit_bool(false),
            (view @ (ViewMut::Bool(_) | ViewMut::Text(_)), _) => self.reader(view).visit_str(word),
            (view, _) => match (word.parse::<i128>(), word.parse::<f64>()) {
                (Ok(number), _) => self.reader(view).visit_i128(number),
                (_, Ok(number)) => self.reader(view).visit_f64(number),
                _ => self.reader(view).visit_str(word),
            },
        }
    }

    /// Reads a list that is one text, as attributes have it (XML Schema Part 2, section 2.5.1.2).
    fn read_texts(&mut self, list: &mut dyn List, text: &str) -> Result<(), Error> {
        list.clear();
        for (index, word) in text.split_whitespace().enumerate() {
            let item = Node {
                text: word.to_owned(),
                ..Node::default()
            };
            self.read_view(list.push(), &item)
                .inspect_err(|_| self.trail.index(index))?;
        }
        Ok(())
    }

    fn read_items<'n>(&mut self, list: &mut dyn List, items: impl Iterator<Item = &'n Node>) -> Result<(), Error> {
        for (index, item) in items.enumerate() {
            self.read(list.push(), item).inspect_err(|_| self.trail.index(index))?;
        }
        Ok(())
    }

    fn read_tuple(&mut self, tuple: &mut dyn Tuple, items: &[&Node]) -> Result<(), Error> {
        let expected = tuple.expected();
        let mut outcome = Ok(());
        tuple.elements_mut(VisitMut(&mut |slots| {
            outcome = if slots.len() == items.len() {
                let mut pairs = slots.iter_mut().zip(items).enumerate();
                pairs.try_for_each(|(index, (slot, item))| {
                    self.read(slot.view_mut(), item)
                        .inspect_err(|_| self.trail.index(index))
                })
            } else {
                let found = items.len();
                Err(Error::custom(format_args!("expected {expected}, found one of {found}")))
            };
        }));
        outcome
    }

    fn read_model(&mut self, model: &mut dyn Model, node: &Node) -> Result<(), Error> {
        let table = Table::of(model);
        let forms = forms(table.shape, model.xml());
        let mut outcome = Ok(());
        model.members_mut(VisitMut(&mut |slots| {
            outcome = self.read_members(&table, &forms, slots, node);
        }));
        outcome
    }

    fn read_members(
        &mut self,
        table: &Table,
        forms: &[Xml],
        slots: &mut [&mut dyn Slot],
        node: &Node,
    ) -> Result<(), Error> {
        let (members, rest) = table.split(slots)?;
        let mut seen = Seen::new(members.len());
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        let mut guess = 0;
        for part in &node.parts {
            match find(forms, part, guess) {
                Some(index) => {
                    guess = index;
                    known.push((index, part));
                }
                None => unknown.push(part),
            }
        }
        let text = text_of(node);
        let texts = forms.iter().enumerate();
        let texts = texts.filter(|(_, form)| form.node == XmlNode::Text);
        let is_required = |index| table.shape.required.contains(&index);
        known.extend(texts.filter_map(|(index, _)| {
            let text = text.as_ref()?;
            (is_required(index) || !text.text.is_empty()).then_some((index, text))
        }));
        known.sort_by_key(|(index, _)| *index);
        for group in known.chunk_by(|one, other| one.0 == other.0) {
            let Some(&(index, _)) = group.first() else {
                continue;
            };
            seen.insert(index);
            let parts: Vec<_> = group.iter().map(|(_, part)| *part).collect();
            self.read_group(members[index].view_mut(), &forms[index], &parts)
                .inspect_err(|_| self.trail.name(table.shape.members[index]))?;
        }
        match rest.first_mut().map(|slot| slot.view_mut()) {
            Some(ViewMut::Map(rest)) if table.shape.open => self.read_entries(rest, unknown)?,
            _ => self.lost += unknown.len(),
        }
        // A list of no items leaves no trace.
        for &index in table.shape.required {
            let is_list = matches!(members[index].view_mut(), ViewMut::List(_));
            if is_list && forms[index].node == XmlNode::Element && forms[index].items.is_none() {
                seen.insert(index);
            }
        }
        table.complete(members, &seen, &mut self.trail)
    }

    /// Reads what is there under one name: the items of a list, or else the last of them.
    fn read_group(&mut self, view: ViewMut<'_>, form: &Xml, parts: &[&Node]) -> Result<(), Error> {
        let Some(latest) = parts.last() else {
            return Ok(());
        };
        let is_list = form.items.is_none() && form.node == XmlNode::Element;
        match view {
            ViewMut::List(list) if is_list => {
                list.clear();
                if parts.len() == 1 && encloses(list, latest) {
                    return self.read_items(list, latest.elements());
                }
                self.read_items(list, parts.iter().copied())
            }
            ViewMut::Tuple(tuple) if is_list => self.read_tuple(tuple, parts),
            ViewMut::Option(optional) if !latest.is_nil => {
                let view = optional.insert();
                if parts.len() > 1 || matches!(view, ViewMut::List(_) | ViewMut::Tuple(_)) {
                    return self.read_group(view, form, parts);
                }
                self.read(ViewMut::Option(optional), latest)
            }
            ViewMut::Value(slot) if parts.len() > 1 => {
                *slot = Value::Array(parts.iter().map(|part| value(part)).collect());
                Ok(())
            }
            view => self.read(view, latest),
        }
    }

    fn read_entries(&mut self, map: &mut dyn Entries, parts: Vec<&Node>) -> Result<(), Error> {
        for (name, parts) in by_name(parts) {
            self.read_group(map.insert(name), &Xml::named(""), &parts)
                .inspect_err(|_| self.trail.name(name))?;
        }
        Ok(())
    }
}

/// The text of an element, as one that holds nothing else; none where there are only elements.
fn text_of(node: &Node) -> Option<Node> {
    let is_there = node.elements().next().is_none() || !node.text.trim().is_empty();
    is_there.then(|| Node {
        text: node.text.clone(),
        at: node.at,
        ..Node::default()
    })
}

fn by_name(mut parts: Vec<&Node>) -> Vec<(&str, Vec<&Node>)> {
    parts.sort_by(|one, other| one.name.cmp(&other.name));
    let groups = parts.chunk_by(|one, other| one.name == other.name);
    let groups = groups.filter_map(|group| Some((group.first()?.name.as_str(), group.to_vec())));
    groups.collect()
}

/// A text, or an object of what the element holds, in which what is there several times is a list.
fn value(node: &Node) -> Value {
    if node.is_nil {
        return Value::Null;
    }
    if node.parts.is_empty() {
        return Value::String(node.text.clone());
    }
    let mut members = Map::new();
    for (name, parts) in by_name(node.parts.iter().collect()) {
        let mut values: Vec<_> = parts.into_iter().map(value).collect();
        let value = match (values.pop(), values.is_empty()) {
            (Some(only), true) => only,
            (last, _) => {
                values.extend(last);
                Value::Array(values)
            }
        };
        members.insert(name.to_owned(), value);
    }
    if !node.text.trim().is_empty() {
        members.insert(TEXT.to_owned(), Value::String(node.text.clone()));
    }
    Value::Object(members)
}

/// A text where a whole value goes: a number that loses nothing as one, else a text, else what the text says as JSON.
fn put(slot: &mut dyn Json, text: &str) -> Result<(), String> {
    let word = text.trim();
    if let Ok(number) = word.parse::<i64>()
        && slot.put(number.into()).is_ok()
    {
        return Ok(());
    }
    let outcome = slot.put(Value::String(text.to_owned()));
    outcome.or_else(|why| match word.parse::<Value>() {
        Ok(value) => slot.put(value),
        Err(_) => Err(why),
    })
}
