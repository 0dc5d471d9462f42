//! How each member of a model is written, and which names and characters XML has.

use super::super::Shape;
use super::tree::Node;
use super::{Xml, XmlNode};

/// The namespace of `xsi:nil`, which says that an element is null (XML Schema Part 1, section 2.6.2).
pub(super) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// How each member is written, all by name.
pub(super) fn forms(shape: &Shape, table: &[(usize, Xml)]) -> Vec<Xml> {
    let mut forms: Vec<Xml> = shape.members.iter().map(|name| Xml::named(name)).collect();
    for (index, xml) in table {
        if let Some(form) = forms.get_mut(*index) {
            let name = form.name;
            *form = *xml;
            if xml.name.is_empty() {
                form.name = name;
            }
        }
    }
    forms
}

/// The member that a part is, looked for where it probably is.
pub(super) fn find(forms: &[Xml], part: &Node, guess: usize) -> Option<usize> {
    let namespace = part.namespace.as_deref().unwrap_or_default();
    let mut named = (guess..forms.len()).chain(0..guess).filter(|&index| {
        let form = &forms[index];
        let node = if part.is_attribute {
            XmlNode::Attribute
        } else {
            XmlNode::Element
        };
        form.node == node && form.name == part.name
    });
    let first = named.next()?;
    let mut all = std::iter::once(first).chain(named);
    Some(all.find(|&index| forms[index].namespace == namespace).unwrap_or(first))
}

/// Whether a text is a name without a prefix (Namespaces in XML 1.0, production 4).
pub(super) fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(starts_name) && chars.all(|char| starts_name(char) || is_inside(char))
}

/// XML 1.0, production 4, without the colon.
fn starts_name(char: char) -> bool {
    matches!(char,
        'A'..='Z' | 'a'..='z' | '_' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
        | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

/// XML 1.0, production 4a.
fn is_inside(char: char) -> bool {
    matches!(char, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

/// Whether XML has a form for a character (XML 1.0, production 2).
pub(super) fn is_char(char: char) -> bool {
    matches!(char, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}
