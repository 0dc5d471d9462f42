//! Operations: what is sent and what may come back.

use std::fmt;

use serde::Serialize;

use super::schema::is_false;
use super::{Callback, Link, MediaType, Pages, RequestBody, SchemaId, SecurityRequirement, Server};
use crate::pointer::JsonPointer;

/// One operation: a method on a path.
#[derive(Debug, Clone, Serialize)]
pub struct Operation {
    /// Where the operation stands in the document.
    pub pointer: JsonPointer,
    /// `operationId`, where the document gives one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The HTTP method.
    pub method: Method,
    /// The path, split at its variables.
    pub path: PathTemplate,
    /// The tags, the first of which is the operation's home.
    pub tags: Vec<String>,
    /// A short line on what it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The document's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Where to read more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_docs: Option<String>,
    /// Whether callers should stop using it.
    pub deprecated: bool,
    /// Whether sending it twice does the same as sending it once.
    pub idempotent: bool,
    /// How its list comes page by page, where somebody says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<Pages>,
    /// Its parameters, those of the path item included.
    pub parameters: Vec<Parameter>,
    /// What it takes as a body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_body: Option<RequestBody>,
    /// What may come back, in document order, `default` included.
    pub responses: Vec<Response>,
    /// The alternatives of which one must be met; empty where anybody may call.
    pub security: Vec<SecurityRequirement>,
    /// Where it is served, if not where the API is: its own servers, or else those of its path.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub servers: Vec<Server>,
    /// What its answers are good for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// What it makes the API send.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub callbacks: Vec<Callback>,
}

impl Operation {
    /// Every schema that it names: of its parameters, its body and its responses.
    pub fn schemas(&self) -> impl Iterator<Item = &SchemaId> {
        let parameters = self.parameters.iter().filter_map(|it| it.schema.as_ref());
        let bodies = self.request_body.iter().flat_map(|body| &body.content);
        let responses = self.responses.iter().flat_map(|response| &response.content);
        let encodings = bodies.clone().flat_map(|media| media.encoding.values());
        let headers = encodings.flat_map(|encoding| &encoding.headers);
        let headers = headers.filter_map(|header| header.schema.as_ref());
        let content = bodies.chain(responses);
        let content = content.filter_map(|media| media.schema.as_ref());
        parameters.chain(content).chain(headers)
    }

    /// How people refer to the operation: its id, or `METHOD /path`.
    #[must_use]
    pub fn label(&self) -> String {
        match &self.id {
            Some(id) => id.clone(),
            None => format!("{} {}", self.method, self.path),
        }
    }
}

/// An HTTP method that a path item may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
#[expect(
    missing_docs,
    reason = "RFC 9110, section 9.3 and RFC 5789 say what each means"
)]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

impl Method {
    /// Every method, with the key that it has in a path item.
    pub const ALL: [(&'static str, Self); 8] = [
        ("get", Self::Get),
        ("put", Self::Put),
        ("post", Self::Post),
        ("delete", Self::Delete),
        ("options", Self::Options),
        ("head", Self::Head),
        ("patch", Self::Patch),
        ("trace", Self::Trace),
    ];

    /// The method as it stands in a request line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }

    /// Whether sending it twice does the same as sending it once (RFC 9110, section 9.2.2).
    #[must_use]
    pub fn is_idempotent(self) -> bool {
        !matches!(self, Self::Post | Self::Patch)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A path such as `/repos/{owner}/{repo}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathTemplate {
    /// The text and the variables, in order.
    pub segments: Vec<PathSegment>,
}

/// A piece of a path template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathSegment {
    /// Text that is sent as it stands.
    Literal(String),
    /// The name of a path parameter.
    Variable(String),
}

impl PathTemplate {
    /// Splits `text` at its `{variables}`; a brace that is never closed is text.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut segments = Vec::new();
        let mut rest = text;
        while let Some((before, name, after)) = split_variable(rest) {
            if !before.is_empty() {
                segments.push(PathSegment::Literal(before.to_owned()));
            }
            segments.push(PathSegment::Variable(name.to_owned()));
            rest = after;
        }
        if !rest.is_empty() {
            segments.push(PathSegment::Literal(rest.to_owned()));
        }
        Self { segments }
    }

    /// The names of the variables, in order.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().filter_map(|segment| match segment {
            PathSegment::Variable(name) => Some(name.as_str()),
            PathSegment::Literal(_) => None,
        })
    }
}

fn split_variable(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.find('{')?;
    let close = open + text[open..].find('}')?;
    Some((&text[..open], &text[open + 1..close], &text[close + 1..]))
}

impl fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for segment in &self.segments {
            match segment {
                PathSegment::Literal(text) => f.write_str(text)?,
                PathSegment::Variable(name) => write!(f, "{{{name}}}")?,
            }
        }
        Ok(())
    }
}

impl Serialize for PathTemplate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A parameter, which its name and its location identify together.
#[derive(Debug, Clone, Serialize)]
pub struct Parameter {
    /// Where the parameter stands in the document.
    pub pointer: JsonPointer,
    /// The name on the wire.
    pub name: String,
    /// Where it is sent.
    pub location: ParameterLocation,
    /// The document's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether every request must have it.
    pub required: bool,
    /// Whether callers should stop using it.
    pub deprecated: bool,
    /// How its value is written, where that is not as its media type has it.
    pub style: ParameterStyle,
    /// The media type of its value, where the document uses `content`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// What it holds; `None` where the document says nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<SchemaId>,
}

/// `in` of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(
    missing_docs,
    reason = "the OpenAPI specification, section Parameter Locations, says what each means"
)]
pub enum ParameterLocation {
    Path,
    Query,
    Header,
    Cookie,
}

impl fmt::Display for ParameterLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        })
    }
}

/// `style` and `explode` of a parameter (`OpenAPI` specification, section Style Values).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParameterStyle {
    /// The name of the style, such as `simple` or `form`.
    pub name: String,
    /// Whether each item or member is written on its own.
    pub explode: bool,
    /// `allowReserved`: whether the characters that a URL is divided by are sent as they are.
    #[serde(skip_serializing_if = "is_false")]
    pub allow_reserved: bool,
    /// `allowEmptyValue`: whether an empty value is sent as the name alone.
    #[serde(skip_serializing_if = "is_false")]
    pub allow_empty: bool,
}

/// What may come back.
#[derive(Debug, Clone, Serialize)]
pub struct Response {
    /// Where the response stands in the document.
    pub pointer: JsonPointer,
    /// For which status codes.
    pub status: StatusPattern,
    /// The document's own words.
    pub description: String,
    /// Headers that the document declares.
    pub headers: Vec<Header>,
    /// The forms its body may take; empty where it has none.
    pub content: Vec<MediaType>,
}

/// A header that a response declares.
#[derive(Debug, Clone, Serialize)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// The document's own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether every such response has it.
    #[serde(skip_serializing_if = "is_false")]
    pub required: bool,
    /// The media type of its value, where the document uses `content`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// What it holds, where the document says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<SchemaId>,
}

/// The status codes of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusPattern {
    /// One code, such as `404`.
    Exact(u16),
    /// A hundred codes, such as `4XX`, by their first digit.
    Range(u16),
    /// Every code that is not documented otherwise.
    Default,
}

impl StatusPattern {
    /// Reads the key of a response: `404`, `4XX` or `default`.
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        if key == "default" {
            return Some(Self::Default);
        }
        let (first, rest) = key.split_at_checked(1)?;
        let first: u16 = first.parse().ok().filter(|digit| (1..=5).contains(digit))?;
        if rest.eq_ignore_ascii_case("XX") {
            return Some(Self::Range(first));
        }
        let is_code = rest.len() == 2 && rest.bytes().all(|byte| byte.is_ascii_digit());
        is_code.then(|| key.parse().ok().map(Self::Exact))?
    }

    /// Whether the request did what it was for.
    #[must_use]
    pub fn is_success(self) -> bool {
        match self {
            Self::Exact(code) => (200..300).contains(&code),
            Self::Range(first) => first == 2,
            Self::Default => false,
        }
    }
}

impl fmt::Display for StatusPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(code) => write!(f, "{code}"),
            Self::Range(first) => write!(f, "{first}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

impl Serialize for StatusPattern {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_template_is_split_at_its_variables() {
        let cases: [(&str, &[&str]); 5] = [
            ("/a/{b}/c", &["b"]),
            ("/{a}:{b}.{c}", &["a", "b", "c"]),
            ("/a{", &[]),
            ("/a}{b", &[]),
            ("", &[]),
        ];
        for (text, variables) in cases {
            let path = PathTemplate::parse(text);
            assert_eq!(path.variables().collect::<Vec<_>>(), variables, "{text}");
            assert_eq!(path.to_string(), text);
        }
    }

    #[test]
    fn a_status_pattern_is_a_code_a_range_or_default() {
        let cases = [
            ("200", Some(StatusPattern::Exact(200))),
            ("4XX", Some(StatusPattern::Range(4))),
            ("5xx", Some(StatusPattern::Range(5))),
            ("default", Some(StatusPattern::Default)),
            ("20", None),
            ("2000", None),
            ("900", None),
            ("é00", None),
            ("+20", None),
            ("", None),
        ];
        for (key, pattern) in cases {
            assert_eq!(StatusPattern::parse(key), pattern, "{key}");
        }
    }
}
