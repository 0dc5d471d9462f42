//! An XML document as a tree, parsed within bounds.
//!
//! Nothing is loaded and nothing is expanded but what XML itself defines: what a document type declares is passed over,
//! and a reference to it is an error.

use std::collections::BTreeSet;
use std::rc::Rc;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};

use super::names::{XSI, is_char};

/// How deep elements may be in one another: as deep as values may be in JSON.
const MAX_DEPTH: usize = 128;

/// An element or an attribute.
#[derive(Default)]
pub(super) struct Node {
    /// Its name, without a prefix.
    pub(super) name: String,
    /// The namespace of the name.
    pub(super) namespace: Option<Rc<str>>,
    pub(super) is_attribute: bool,
    /// Whether it says that it is null.
    pub(super) is_nil: bool,
    /// The attributes, then the elements, as they stand.
    pub(super) parts: Vec<Node>,
    /// What of its text is its own.
    pub(super) text: String,
    /// Where in the document it stands.
    pub(super) at: usize,
}

impl Node {
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.parts.iter().filter(|part| !part.is_attribute)
    }

    /// Whether it is there and says nothing.
    pub(super) fn is_blank(&self) -> bool {
        self.parts.is_empty() && self.text.trim().is_empty()
    }
}

/// What is wrong with a document, and where.
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) message: String,
}

/// The root of a document.
pub(super) fn parse(document: &str) -> Result<Node, Fault> {
    let mut reader = NsReader::from_str(document);
    reader.config_mut().expand_empty_elements = true;
    let mut parser = Parser::default();
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(document.len());
        let outcome = match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => parser.take(&event, &reader, at),
            Err(error) => Err(error.to_string()),
        };
        outcome.map_err(|message| Fault { at, message })?;
    }
    let ended = parser.open.is_empty().then_some(parser.root).flatten();
    ended.ok_or_else(|| Fault {
        at: document.len(),
        message: "the document ends before its root does".to_owned(),
    })
}

#[derive(Default)]
struct Parser {
    /// The elements that are not closed yet, from the outside in.
    open: Vec<Node>,
    root: Option<Node>,
    /// Each namespace once, however often it is named.
    namespaces: BTreeSet<Rc<str>>,
}

impl Parser {
    fn take(&mut self, event: &Event<'_>, reader: &NsReader<&[u8]>, at: usize) -> Result<(), String> {
        match event {
            Event::Start(start) => {
                if self.open.len() >= MAX_DEPTH {
                    return Err(format!("elements are more than {MAX_DEPTH} deep"));
                }
                if self.open.is_empty() && self.root.is_some() {
                    return Err("the document has a second root".to_owned());
                }
                let mut node = self.element(start, reader)?;
                node.at = at;
                self.open.push(node);
            }
            Event::End(_) => {
                if let Some(closed) = self.open.pop() {
                    match self.open.last_mut() {
                        Some(holder) => holder.parts.push(closed),
                        None => self.root = Some(closed),
                    }
                }
            }
            Event::Text(text) => self.text(&text.xml10_content())?,
            Event::CData(text) => self.text(&text.xml10_content())?,
            Event::GeneralRef(reference) => {
                let text = expanded(reference)?;
                self.text(&text)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        match self.open.last_mut() {
            Some(_) if !text.chars().all(is_char) => {
                Err("the text holds a character that XML does not have".to_owned())
            }
            Some(node) => {
                node.text.push_str(text);
                Ok(())
            }
            None if text.trim().is_empty() => Ok(()),
            None => Err("expected an element, found a text".to_owned()),
        }
    }

    fn element(&mut self, start: &BytesStart<'_>, reader: &NsReader<&[u8]>) -> Result<Node, String> {
        let (namespace, name) = reader.resolver().resolve_element(start.name());
        let mut node = Node {
            name: name.into_inner().to_owned(),
            namespace: self.namespace(&namespace),
            ..Node::default()
        };
        let mut names = BTreeSet::new();
        // The library would compare each name with all others.
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| error.to_string())?;
            if !names.insert(attribute.key.into_inner().to_owned()) {
                return Err("an attribute is there twice".to_owned());
            }
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            let text = attribute.normalized_value(XmlVersion::Implicit1_0);
            let text = text.map_err(|error| error.to_string())?.into_owned();
            let (namespace, name) = reader.resolver().resolve_attribute(attribute.key);
            let namespace = self.namespace(&namespace);
            // What belongs to XML Schema is about the element, and no part of it.
            if namespace.as_deref() == Some(XSI) {
                node.is_nil |= name.into_inner() == "nil" && matches!(text.trim(), "true" | "1");
                continue;
            }
            node.parts.push(Node {
                name: name.into_inner().to_owned(),
                namespace,
                is_attribute: true,
                text,
                ..Node::default()
            });
        }
        Ok(node)
    }

    fn namespace(&mut self, found: &ResolveResult<'_>) -> Option<Rc<str>> {
        let ResolveResult::Bound(namespace) = found else {
            return None;
        };
        let namespace = namespace.into_inner();
        if let Some(known) = self.namespaces.get(namespace) {
            return Some(Rc::clone(known));
        }
        let new: Rc<str> = namespace.into();
        self.namespaces.insert(Rc::clone(&new));
        Some(new)
    }
}

/// What a reference such as `&amp;` or `&#10;` stands for.
fn expanded(reference: &BytesRef<'_>) -> Result<String, String> {
    let char = reference.resolve_char_ref();
    if let Some(char) = char.map_err(|error| error.to_string())? {
        return Ok(char.into());
    }
    let text = resolve_predefined_entity(reference).map(str::to_owned);
    text.ok_or_else(|| "the document refers to an entity that XML does not define".to_owned())
}
