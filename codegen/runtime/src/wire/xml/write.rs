//! Writing XML from the same views that JSON is written from.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use serde_json::Value;

use super::super::{Model, Parts, Slot, View, Visit, elements, members, take_apart};
use super::names::{XSI, forms, is_char, is_name};
use super::read::TEXT;
use super::{Xml, XmlNode};

/// Writes a value as an XML document, whose root is called as `root` says.
///
/// # Errors
///
/// What there is no form for: a name or a character that XML does not have, a number that is not finite, an attribute
/// or a text that is an object.
pub fn to_xml(view: View<'_>, root: &Xml) -> Result<String, String> {
    let mut page = Page {
        writer: Writer::new(Vec::new()),
        bound: Vec::new(),
    };
    page.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    page.element(root.name, root, view)?;
    String::from_utf8(page.writer.into_inner()).map_err(|error| error.to_string())
}

struct Page {
    writer: Writer<Vec<u8>>,
    /// The prefixes that stand for namespaces here, from the outside in.
    bound: Vec<(&'static str, &'static str)>,
}

impl Page {
    fn event(&mut self, event: Event<'_>) -> Result<(), String> {
        let written = self.writer.write_event(event);
        written.map_err(|error| error.to_string())
    }

    /// A member of an object: an element, or one for each item of a list that nothing encloses.
    fn member(&mut self, name: &str, form: &Xml, view: View<'_>) -> Result<(), String> {
        let outcome = match view {
            list @ (View::List(_) | View::Tuple(_) | View::Value(Value::Array(_))) if form.items.is_none() => {
                elements(&list, &mut |item| self.element(name, form, item))
            }
            view => self.element(name, form, view),
        };
        outcome.map_err(|error| format!("`{name}` {error}"))
    }

    fn element(&mut self, name: &str, form: &Xml, view: View<'_>) -> Result<(), String> {
        if let View::Json(json) = view {
            let value = json.value();
            let value = value.map_err(|error| format!("cannot be written: {error}"))?;
            return self.element(name, form, View::Value(&value));
        }
        let outer = self.bound.len();
        let mut start = BytesStart::new(qualified(name, self.prefix(form))?);
        self.declare(&mut start, form);
        let outcome = match view {
            View::Model(model) => {
                let mut outcome = Ok(());
                model.members(Visit(&mut |slots| {
                    let start = start.borrow().into_owned();
                    outcome = self.model(start, outer, model, slots);
                }));
                outcome
            }
            View::Absent | View::Null | View::Value(Value::Null) => {
                start.push_attribute(("xmlns:xsi", XSI));
                start.push_attribute(("xsi:nil", "true"));
                self.event(Event::Empty(start))
            }
            view => self.whole(start, |page| page.content(name, form, view)),
        };
        self.bound.truncate(outer);
        outcome
    }

    /// The prefix of a name. One that stands for nothing is left out: to most readers it is an error (Namespaces in XML
    /// 1.0, section 5).
    fn prefix(&self, form: &Xml) -> &'static str {
        let is_bound = || self.bound.iter().any(|bound| bound.0 == form.prefix);
        if form.namespace.is_empty() && form.prefix != "xml" && !is_bound() {
            return "";
        }
        form.prefix
    }

    /// Binds a prefix to its namespace, unless it is bound to it already.
    fn declare(&mut self, start: &mut BytesStart<'_>, form: &Xml) {
        let (prefix, namespace) = (form.prefix, form.namespace);
        let mut bound = self.bound.iter().rev();
        let known = bound.find(|bound| bound.0 == prefix).map(|bound| bound.1);
        if namespace.is_empty() || known == Some(namespace) {
            return;
        }
        if prefix.is_empty() {
            start.push_attribute(("xmlns", namespace));
        } else {
            start.push_attribute((format!("xmlns:{prefix}").as_str(), namespace));
        }
        self.bound.push((prefix, namespace));
    }

    /// An element with what it holds.
    fn whole(
        &mut self,
        start: BytesStart<'_>,
        content: impl FnOnce(&mut Self) -> Result<(), String>,
    ) -> Result<(), String> {
        let before = self.writer.get_mut().len();
        self.event(Event::Start(start.borrow()))?;
        let opened = self.writer.get_mut().len();
        content(self)?;
        if self.writer.get_mut().len() > opened {
            return self.event(Event::End(BytesEnd::new(name_of(&start))));
        }
        self.writer.get_mut().truncate(before);
        self.event(Event::Empty(start))
    }

    fn content(&mut self, name: &str, form: &Xml, view: View<'_>) -> Result<(), String> {
        take_apart(view, &mut |parts| match parts {
            Parts::Nothing => Ok(()),
            Parts::Text(text) => self.text(&text),
            Parts::List(list) => {
                let item = form.items.copied().unwrap_or(Xml::named(""));
                let name = if item.name.is_empty() { name } else { item.name };
                elements(&list, &mut |view| self.element(name, &item, view))
            }
            Parts::Object(object) => members(&object, &mut |name, view| self.entry(name, view)),
        })
    }

    /// A member that no table names.
    fn entry(&mut self, name: &str, view: View<'_>) -> Result<(), String> {
        match view {
            View::Value(Value::String(text)) if name == TEXT => self.text(text),
            view => self.member(name, &Xml::named(""), view),
        }
    }

    fn model(
        &mut self,
        mut start: BytesStart<'_>,
        outer: usize,
        model: &dyn Model,
        slots: &[&dyn Slot],
    ) -> Result<(), String> {
        let shape = model.shape();
        let forms = forms(shape, model.xml());
        // Who declares a namespace declares those of the members, which then need not do so each.
        let declares = self.bound.len() > outer;
        let prefixed = forms.iter().filter(|form| !form.prefix.is_empty());
        for form in prefixed.filter(|form| form.node == XmlNode::Attribute || declares) {
            let mut own = self.bound.iter().skip(outer);
            if !own.any(|bound| bound.0 == form.prefix) {
                self.declare(&mut start, form);
            }
        }
        for (form, slot) in forms.iter().zip(slots) {
            if form.node == XmlNode::Attribute
                && let Some(text) = text_of(slot.view()).map_err(|error| of(form, &error))?
            {
                let name = qualified(form.name, self.prefix(form))?;
                start.push_attribute((name.as_str(), checked(&text)?));
            }
        }
        self.whole(start, |page| page.members(model, &forms, slots))
    }

    fn members(&mut self, model: &dyn Model, forms: &[Xml], slots: &[&dyn Slot]) -> Result<(), String> {
        let shape = model.shape();
        for (index, (form, slot)) in forms.iter().zip(slots).enumerate() {
            match (form.node, slot.view()) {
                (XmlNode::Attribute, _) => {}
                (XmlNode::Text, view) => {
                    let text = text_of(view).map_err(|error| of(form, &error))?;
                    self.text(&text.unwrap_or_default())?;
                }
                (XmlNode::Element, View::Absent) if !shape.required.contains(&index) => {}
                (XmlNode::Element, view) => self.member(form.name, form, view)?,
            }
        }
        match slots.last().map(|slot| slot.view()) {
            Some(rest @ View::Map(_)) if shape.open => members(&rest, &mut |name, view| self.entry(name, view)),
            _ => Ok(()),
        }
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        if text.is_empty() {
            return Ok(());
        }
        self.event(Event::Text(BytesText::new(checked(text)?)))
    }
}

fn name_of(start: &BytesStart<'_>) -> String {
    start.name().into_inner().to_owned()
}

fn of(form: &Xml, error: &str) -> String {
    format!("`{}` {error}", form.name)
}

fn qualified(name: &str, prefix: &str) -> Result<String, String> {
    if !is_name(name) || !(prefix.is_empty() || is_name(prefix)) {
        return Err(format!("has a name that XML does not have: {name:?}"));
    }
    Ok(match prefix {
        "" => name.to_owned(),
        prefix => format!("{prefix}:{name}"),
    })
}

fn checked(text: &str) -> Result<&str, String> {
    if text.chars().all(is_char) {
        Ok(text)
    } else {
        Err("holds a character that XML does not have".to_owned())
    }
}

/// What is one text: a single value, or a list of such, with a space between two (XML Schema Part 2, section 2.5.1.2).
fn text_of(view: View<'_>) -> Result<Option<String>, String> {
    let mut text = None;
    take_apart(view, &mut |parts| {
        match parts {
            Parts::Nothing => {}
            Parts::Text(single) => text = Some(single.into_owned()),
            Parts::List(list) => {
                let mut words = Vec::new();
                elements(&list, &mut |item| {
                    words.extend(text_of(item)?);
                    Ok(())
                })?;
                text = Some(words.join(" "));
            }
            Parts::Object(_) => return Err("is an object, and cannot be one text".to_owned()),
        }
        Ok(())
    })?;
    Ok(text)
}
