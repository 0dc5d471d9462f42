//! Bodies that are forms: `application/x-www-form-urlencoded`.

use super::parameter::{Parameter, ParameterValue, Style};
use super::percent::push;
use super::request::Request;
use super::wire::{Parts, View, elements, members, take_apart, view_to_json};

impl Request {
    /// Sets a body that is an object written as a form (`application/x-www-form-urlencoded`), its properties as the
    /// operation has it.
    ///
    /// Of other properties, a list is a pair for each of its elements, and an object is JSON (`OpenAPI` 3.1.1,
    /// "Encoding the x-www-form-urlencoded Media Type"). Properties that are `null` are left out.
    #[must_use]
    pub fn form(mut self, value: &dyn ParameterValue) -> Self {
        match encode(value, self.parts.info.form) {
            Ok(text) => self.bytes("application/x-www-form-urlencoded", text),
            Err(fault) => {
                self.note(format!("the body cannot be written as a form: {fault}"));
                self
            }
        }
    }
}

/// Writes an object as a form; or says what cannot be written. Properties that are `null` are left out.
fn encode(value: &dyn ParameterValue, fields: &[Parameter]) -> Result<String, String> {
    let mut output = String::new();
    let mut form = Form {
        write: &mut |pair| pair.encode_into(&mut output),
        allow_reserved: false,
    };
    take_apart(value.view(), &mut |parts| match parts {
        Parts::Nothing => Ok(()),
        Parts::Object(object) => members(&object, &mut |name, view| {
            match fields.iter().find(|field| field.name() == name) {
                None => form.default_property(name, view),
                Some(field) if field.style == Some(Style::Json) => form.json(name, view),
                Some(field) => form.property(name, view, field),
            }
            .map_err(|error| format!("`{name}` {error}"))
        }),
        Parts::Text(_) | Parts::List(_) => Err("only an object is a form".to_owned()),
    })?;
    Ok(output)
}

/// Whether each part of a property is a pair of its own, as is usual in forms.
fn is_exploded(field: &Parameter) -> bool {
    let usual = matches!(field.style, None | Some(Style::Form));
    field.explode.unwrap_or(usual)
}

/// The pairs of one property in its style, with nothing encoded.
pub(super) fn pairs(field: &Parameter, view: View<'_>, add: &mut dyn FnMut(&str, &str)) -> Result<(), String> {
    let mut form = Form {
        write: &mut |pair| add(pair.name, &pair.plain()),
        allow_reserved: false,
    };
    form.property(field.name(), view, field)
}

/// What the pairs are written to.
struct Form<'w> {
    write: &'w mut dyn FnMut(Pair<'_>),
    allow_reserved: bool,
}

/// A name with what stands for its value: several texts where they have a delimiter.
struct Pair<'a> {
    name: &'a str,
    texts: &'a [String],
    style: Option<Style>,
    allow_reserved: bool,
}

impl Form<'_> {
    fn default_property(&mut self, name: &str, view: View<'_>) -> Result<(), String> {
        take_apart(view, &mut |parts| match parts {
            Parts::Object(object) => self.json(name, object),
            Parts::List(list) => elements(&list, &mut |element| self.single(name, element)),
            Parts::Nothing => Ok(()),
            Parts::Text(text) => {
                self.pair(name, text.into_owned());
                Ok(())
            }
        })
    }

    fn property(&mut self, name: &str, view: View<'_>, field: &Parameter) -> Result<(), String> {
        self.allow_reserved = field.is_reserved;
        let outcome = match field.style {
            Some(Style::DeepObject) => self.deep(name, view),
            _ => self.flat(name, view, field),
        };
        self.allow_reserved = false;
        outcome
    }

    /// All styles that know of no depth: what lies deeper is JSON.
    fn flat(&mut self, name: &str, view: View<'_>, field: &Parameter) -> Result<(), String> {
        take_apart(view, &mut |parts| {
            let mut texts = Vec::new();
            match parts {
                Parts::List(list) if is_exploded(field) => {
                    return elements(&list, &mut |element| self.single(name, element));
                }
                Parts::Object(object) if is_exploded(field) => {
                    return members(&object, &mut |name, view| self.single(name, view));
                }
                Parts::Nothing => return Ok(()),
                Parts::Text(text) => texts.push(text.into_owned()),
                Parts::List(list) => elements(&list, &mut |element| {
                    texts.extend(text_of(element)?);
                    Ok(())
                })?,
                Parts::Object(object) => members(&object, &mut |name, view| {
                    if let Some(text) = text_of(view)? {
                        texts.extend([name.to_owned(), text]);
                    }
                    Ok(())
                })?,
            }
            if !texts.is_empty() {
                self.delimited(name, &texts, field.style);
            }
            Ok(())
        })
    }

    /// Members and elements by their path, as deep as they go.
    fn deep(&mut self, name: &str, view: View<'_>) -> Result<(), String> {
        take_apart(view, &mut |parts| match parts {
            Parts::Nothing => Ok(()),
            Parts::Text(text) => {
                self.pair(name, text.into_owned());
                Ok(())
            }
            Parts::List(list) => {
                let mut index = 0;
                elements(&list, &mut |element| {
                    let name = format!("{name}[{index}]");
                    index += 1;
                    self.deep(&name, element)
                })
            }
            Parts::Object(object) => members(&object, &mut |member, view| {
                self.deep(&format!("{name}[{member}]"), view)
            }),
        })
    }

    /// A pair whose value is text, or else JSON.
    fn single(&mut self, name: &str, view: View<'_>) -> Result<(), String> {
        if let Some(text) = text_of(view)? {
            self.pair(name, text);
        }
        Ok(())
    }

    fn json(&mut self, name: &str, view: View<'_>) -> Result<(), String> {
        self.pair(name, view_to_json(view)?);
        Ok(())
    }

    fn pair(&mut self, name: &str, text: String) {
        self.delimited(name, &[text], None);
    }

    fn delimited(&mut self, name: &str, texts: &[String], style: Option<Style>) {
        (self.write)(Pair {
            name,
            texts,
            style,
            allow_reserved: self.allow_reserved,
        });
    }
}

impl Pair<'_> {
    fn encode_into(&self, output: &mut String) {
        let delimiter = match self.style {
            Some(Style::SpaceDelimited) => "+",
            Some(Style::PipeDelimited) => "%7C",
            _ => ",",
        };
        if !output.is_empty() {
            output.push('&');
        }
        encode_into(output, self.name, is_kept);
        let keep = if self.allow_reserved {
            is_kept_or_reserved
        } else {
            is_kept
        };
        for (index, text) in self.texts.iter().enumerate() {
            output.push_str(if index == 0 { "=" } else { delimiter });
            encode_into(output, text, keep);
        }
    }

    fn plain(&self) -> String {
        self.texts.join(match self.style {
            Some(Style::SpaceDelimited) => " ",
            Some(Style::PipeDelimited) => "|",
            _ => ",",
        })
    }
}

/// A value as text, or else as JSON; none where there is none.
fn text_of(view: View<'_>) -> Result<Option<String>, String> {
    let mut text = None;
    take_apart(view, &mut |parts| {
        text = match parts {
            Parts::Nothing => None,
            Parts::Text(text) => Some(text.into_owned()),
            Parts::List(view) | Parts::Object(view) => Some(view_to_json(view)?),
        };
        Ok(())
    })?;
    Ok(text)
}

/// Percent-encoding as forms have it (WHATWG URL, section 5.2): a space is `+`.
fn encode_into(output: &mut String, text: &str, keep: fn(u8) -> bool) {
    for byte in text.bytes() {
        match byte {
            b' ' => output.push('+'),
            byte => push(output, byte, keep),
        }
    }
}

/// What needs no encoding in a form.
fn is_kept(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"*-._".contains(&byte)
}

/// As [`is_kept`], with the reserved characters of RFC 3986 except those that mean something in a form.
fn is_kept_or_reserved(byte: u8) -> bool {
    is_kept(byte) || b"~:/?#[]@!$'(),;=".contains(&byte)
}
