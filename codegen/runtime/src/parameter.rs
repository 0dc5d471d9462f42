//! How a parameter is written.

mod content;
mod deep_object;
mod encode;
mod style;
mod value;

pub(super) use self::encode::encode;
pub(super) use self::style::{Location, Style};
pub use self::value::ParameterValue;

/// How a parameter is written: its name, and what of its style is not as its location has it.
///
/// A property of a form is one too: there, it is written as in a query.
///
/// Where it stands says which method of [`Request`](super::Request) sets it. By default, a parameter of a path or a
/// header is written in the style `simple`, one of a query or a cookie in the style `form`, as `OpenAPI` has it (Parameter
/// Object, "Style Values"). A name alone is such a parameter.
///
/// ```text
/// const LABELS: Parameter = Parameter::new("labels").pipe_delimited();
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    name: &'static str,
    pub(super) style: Option<Style>,
    pub(super) explode: Option<bool>,
    pub(super) is_reserved: bool,
    is_sent_empty: bool,
}

impl Parameter {
    /// A parameter in the style that its location has by default.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            style: None,
            explode: None,
            is_reserved: false,
            is_sent_empty: false,
        }
    }

    /// In the style `label`, of paths: `.blue`.
    #[must_use]
    pub const fn label(self) -> Self {
        self.in_style(Style::Label)
    }

    /// In the style `matrix`, of paths: `;color=blue`.
    #[must_use]
    pub const fn matrix(self) -> Self {
        self.in_style(Style::Matrix)
    }

    /// In the style `spaceDelimited`, of queries: `color=blue%20black`.
    ///
    /// What `OpenAPI` does not define of it is written as in the style `form`: what is [exploded](Self::exploded), and
    /// single values.
    #[must_use]
    pub const fn space_delimited(self) -> Self {
        self.in_style(Style::SpaceDelimited)
    }

    /// In the style `pipeDelimited`, of queries: `color=blue%7Cblack`.
    ///
    /// What `OpenAPI` does not define of it is written as in the style `form`: what is [exploded](Self::exploded), and
    /// single values.
    #[must_use]
    pub const fn pipe_delimited(self) -> Self {
        self.in_style(Style::PipeDelimited)
    }

    /// In the style `deepObject`, of queries: `color%5BR%5D=100&color%5BG%5D=200`.
    ///
    /// `OpenAPI` defines only objects of single values. Beyond that, what many servers read is written: an object in
    /// another as `filter%5Ba%5D%5Bb%5D=1`, a list as `ids%5B0%5D=x&ids%5B1%5D=y`, wherever it stands, and a single value
    /// as in the style `form`.
    #[must_use]
    pub const fn deep_object(self) -> Self {
        self.in_style(Style::DeepObject)
    }

    /// As JSON: a parameter that has `content` instead of a style.
    ///
    /// In a header, what is not ASCII is written by the escapes of JSON, and elsewhere it is percent-encoded.
    #[must_use]
    pub const fn json(self) -> Self {
        self.in_style(Style::Json)
    }

    /// With a text of its own for each element and member (`explode: true`), which only `form` has by default.
    #[must_use]
    pub const fn exploded(mut self) -> Self {
        self.explode = Some(true);
        self
    }

    /// With one text for all elements or members (`explode: false`), which all styles but `form` have by default.
    ///
    /// It changes nothing for `deepObject`, which `OpenAPI` defines in one way only.
    #[must_use]
    pub const fn joined(mut self) -> Self {
        self.explode = Some(false);
        self
    }

    /// With characters that RFC 3986 reserves, and what is percent-encoded already, left as they are in values
    /// (`allowReserved`).
    ///
    /// `#` is encoded all the same, `?` in a path, `,` and `;` in a cookie: they would end what they stand in.
    #[must_use]
    pub const fn reserved(mut self) -> Self {
        self.is_reserved = true;
        self
    }

    /// With its name alone where it is a list without elements or an object without members, which are not sent
    /// otherwise (`allowEmptyValue`). It is of queries and cookies.
    #[must_use]
    pub const fn or_empty(mut self) -> Self {
        self.is_sent_empty = true;
        self
    }

    const fn in_style(mut self, style: Style) -> Self {
        self.style = Some(style);
        self
    }

    pub(super) const fn name(&self) -> &'static str {
        self.name
    }
}

impl From<&'static str> for Parameter {
    #[inline]
    fn from(name: &'static str) -> Self {
        Self::new(name)
    }
}
