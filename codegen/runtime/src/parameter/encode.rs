//! From a parameter and its value to the text that is sent.

use std::fmt::Write as _;

use super::super::wire::{View, view_to_json};
use super::Parameter;
use super::content::Content;
use super::deep_object;
use super::style::{Location, Marks, Style};

/// The text of a parameter, with its name where it has one, encoded; nothing where nothing is sent.
///
/// Else, what is wrong with the value, without the value.
pub(in super::super) fn encode(
    parameter: Parameter,
    location: Location,
    value: View<'_>,
) -> Result<Option<String>, String> {
    let fault = |what: String| format!("the {location} parameter `{}` {what}", parameter.name);
    let style = parameter.style.unwrap_or(location.style());
    let Some(marks) = Marks::of(style, location) else {
        return Err(fault(format!("cannot be written in the style `{style}`")));
    };
    let encoder = Encoder {
        parameter,
        location,
        style,
        marks,
    };
    encoder.encode(value).map_err(fault)
}

/// How one parameter is encoded.
pub(super) struct Encoder {
    parameter: Parameter,
    location: Location,
    style: Style,
    marks: Marks,
}

impl Encoder {
    fn encode(&self, value: View<'_>) -> Result<Option<String>, String> {
        // Most values are a text, of which nothing has to be taken apart.
        if let View::Str(text) = value
            && !matches!(self.style, Style::Json | Style::DeepObject)
        {
            return self.whole(self.item(self.value(text)));
        }
        let content = match (self.style, value) {
            (_, View::Absent) => Content::Nothing,
            (Style::Json, value) => Content::Text(self.json(value)?),
            (_, value) => Content::of(value)?,
        };
        let items = match &content {
            Content::Nothing => Vec::new(),
            _ if self.style == Style::DeepObject => deep_object::items(self, &content),
            content => self.items(content)?,
        };
        let mut items = items.into_iter();
        if let Some(mut text) = items.next() {
            for item in items {
                text.push_str(self.marks.separator);
                text.push_str(&item);
            }
            return self.whole(text);
        }
        let is_there = !matches!(content, Content::Nothing);
        match self.location {
            Location::Path => Err("has no value".to_owned()),
            Location::Query | Location::Cookie if is_there && self.parameter.is_sent_empty => {
                Ok(Some(self.pair(&self.name(), "")))
            }
            _ => Ok(None),
        }
    }

    /// All parts, with what stands before them.
    fn whole(&self, mut text: String) -> Result<Option<String>, String> {
        text.insert_str(0, self.marks.first);
        if self.location == Location::Header && !text.bytes().all(is_header_text) {
            return Err("holds a line break or another character that no header can carry".to_owned());
        }
        Ok(Some(text))
    }

    fn json(&self, value: View<'_>) -> Result<String, String> {
        let text = view_to_json(value)?;
        Ok(match self.location {
            Location::Header => ascii_json(&text),
            _ => text,
        })
    }

    /// The parts between which separators stand.
    fn items(&self, content: &Content) -> Result<Vec<String>, String> {
        let is_exploded = self.parameter.explode.unwrap_or(self.style == Style::Form);
        Ok(match content {
            Content::Nothing => Vec::new(),
            Content::Text(text) => vec![self.item(self.value(text))],
            Content::List(elements) => {
                let texts = elements.iter().map(|element| self.single(element));
                let texts: Vec<_> = texts.collect::<Result<_, _>>()?;
                if is_exploded {
                    texts.into_iter().map(|text| self.item(text)).collect()
                } else {
                    self.joined(&texts)
                }
            }
            Content::Object(members) => {
                let pairs = members
                    .iter()
                    .map(|(name, member)| Ok([self.location.name(name), self.single(member)?]));
                let pairs: Vec<_> = pairs.collect::<Result<_, String>>()?;
                if is_exploded {
                    let pair = |[name, value]: &[String; 2]| self.pair(name, value);
                    pairs.iter().map(pair).collect()
                } else {
                    self.joined(pairs.as_flattened())
                }
            }
        })
    }

    /// All parts as one; none where there are none.
    fn joined(&self, texts: &[String]) -> Vec<String> {
        if texts.is_empty() {
            Vec::new()
        } else {
            vec![self.item(texts.join(self.marks.delimiter))]
        }
    }

    /// A part of a list or an object, encoded.
    fn single(&self, content: &Content) -> Result<String, String> {
        match content {
            Content::Nothing => Ok(String::new()),
            Content::Text(text) => Ok(self.value(text)),
            Content::List(_) | Content::Object(_) => Err(format!(
                "holds a list or an object inside another, for which the style `{}` has no form",
                self.style
            )),
        }
    }

    /// A value that is encoded, with the parameter's name where the style has it.
    fn item(&self, value: String) -> String {
        if self.marks.is_named {
            self.pair(&self.name(), &value)
        } else {
            value
        }
    }

    /// A name and a value, both encoded.
    pub(super) fn pair(&self, name: &str, value: &str) -> String {
        match value {
            "" => format!("{name}{}", self.marks.if_empty),
            value => format!("{name}={value}"),
        }
    }

    /// The parameter's name, encoded.
    pub(super) fn name(&self) -> String {
        self.location.name(self.parameter.name)
    }

    /// A value, encoded.
    pub(super) fn value(&self, text: &str) -> String {
        self.location.value(text, self.parameter.is_reserved)
    }
}

/// What a header can carry without anybody guessing in which charset: printable ASCII, and tabs.
fn is_header_text(byte: u8) -> bool {
    matches!(byte, b'\t' | b' '..=b'~')
}

/// JSON without a character that a header cannot carry.
fn ascii_json(text: &str) -> String {
    let mut ascii = String::with_capacity(text.len());
    for character in text.chars() {
        // JSON itself escapes all other control characters.
        if character.is_ascii() && !character.is_ascii_control() {
            ascii.push(character);
        } else {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(ascii, "\\u{unit:04x}");
            }
        }
    }
    ascii
}
