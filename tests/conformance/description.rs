//! A description as a judge reads it: by itself, so that a mistake of the generator's is not made twice.

use std::fs;
use std::io;
use std::path::Path;

use serde_json::Value;

/// The methods that a path item can have (`OpenAPI` specification, section Path Item Object).
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// How many references in a row are followed.
const MOST_REFERENCES: usize = 32;

/// A description, as it stands.
pub(crate) struct Description(Value);

/// Something of a description, with where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Node<'a> {
    pub(crate) place: String,
    pub(crate) value: &'a Value,
}

/// An operation.
pub(crate) struct Operation<'a> {
    /// The method and the path.
    pub(crate) name: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) parameters: Vec<Parameter<'a>>,
    pub(crate) body: Option<Body<'a>>,
    pub(crate) responses: Option<Node<'a>>,
}

/// A parameter.
pub(crate) struct Parameter<'a> {
    pub(crate) name: String,
    pub(crate) location: String,
    pub(crate) is_required: bool,
    pub(crate) style: String,
    pub(crate) explode: bool,
    pub(crate) schema: Option<Node<'a>>,
    pub(crate) examples: Vec<&'a Value>,
}

/// What a request carries.
pub(crate) struct Body<'a> {
    pub(crate) is_required: bool,
    pub(crate) content: Vec<Media<'a>>,
}

/// A body in one media type.
pub(crate) struct Media<'a> {
    pub(crate) name: String,
    pub(crate) schema: Option<Node<'a>>,
    pub(crate) examples: Vec<&'a Value>,
}

impl Description {
    /// Reads a description, in JSON or YAML.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let text = fs::read_to_string(path)?;
        let value = match path.extension().and_then(|ending| ending.to_str()) {
            Some("json") => serde_json::from_str(&text)?,
            _ => serde_yaml::from_str(&text).map_err(io::Error::other)?,
        };
        Ok(Self(value))
    }

    /// A description in JSON.
    #[cfg(test)]
    pub(crate) fn parse(text: &str) -> serde_json::Result<Self> {
        serde_json::from_str(text).map(Self)
    }

    /// Every operation, in document order.
    pub(crate) fn operations(&self) -> Vec<Operation<'_>> {
        let paths = self.0.get("paths").and_then(Value::as_object);
        let mut operations = Vec::new();
        for (path, item) in paths.into_iter().flatten() {
            let item = self.resolved(Node {
                place: format!("/paths/{}", escaped(path)),
                value: item,
            });
            for method in METHODS {
                if let Some(node) = item.get(method) {
                    operations.push(self.operation(path, method, &item, &node));
                }
            }
        }
        operations
    }

    fn operation<'a>(
        &'a self,
        path: &str,
        method: &str,
        item: &Node<'a>,
        node: &Node<'a>,
    ) -> Operation<'a> {
        let mut parameters: Vec<Parameter<'_>> = Vec::new();
        let lists = [item.get("parameters"), node.get("parameters")];
        for parameter in lists.iter().flatten().flat_map(Node::items) {
            let Some(parameter) = self.parameter(parameter) else {
                continue;
            };
            // That of an operation stands for that of its path item.
            parameters.retain(|known| {
                (&known.name, &known.location) != (&parameter.name, &parameter.location)
            });
            parameters.push(parameter);
        }
        Operation {
            name: format!("{} {path}", method.to_uppercase()),
            method: method.to_uppercase(),
            path: path.to_owned(),
            body: node.get("requestBody").map(|body| self.body(body)),
            parameters,
            responses: node.get("responses"),
        }
    }

    /// The schema of the JSON that an operation answers with, where it is said of this very status.
    pub(crate) fn answer<'a>(&'a self, operation: &Operation<'a>, status: u64) -> Option<Node<'a>> {
        let response = operation.responses.as_ref()?.get(&status.to_string())?;
        let content = self.resolved(response).get("content")?;
        let mut content = content.members().filter(|(name, _)| name.contains("json"));
        let schema = content.next()?.1.get("schema")?;
        Some(self.resolved(schema))
    }

    fn parameter<'a>(&'a self, node: Node<'a>) -> Option<Parameter<'a>> {
        let node = self.resolved(node);
        let location = node.text("in")?.to_owned();
        let usual = match &*location {
            "query" | "cookie" => "form",
            _ => "simple",
        };
        let style = node.text("style").unwrap_or(usual).to_owned();
        let explode = node.value.get("explode").and_then(Value::as_bool);
        let content = node
            .get("content")
            .and_then(|content| content.members().next());
        let described = content.map_or(node.clone(), |(_, media)| media);
        Some(Parameter {
            name: node.text("name")?.to_owned(),
            is_required: node.value.get("required") == Some(&Value::Bool(true)),
            explode: explode.unwrap_or(style == "form"),
            schema: described.get("schema"),
            examples: self.examples(&described),
            style,
            location,
        })
    }

    fn body<'a>(&'a self, node: Node<'a>) -> Body<'a> {
        let node = self.resolved(node);
        let content = node.get("content");
        let content = content.iter().flat_map(Node::members);
        Body {
            is_required: node.value.get("required") == Some(&Value::Bool(true)),
            content: content
                .map(|(name, media)| Media {
                    name,
                    schema: media.get("schema"),
                    examples: self.examples(&media),
                })
                .collect(),
        }
    }

    /// The examples of a parameter or a media type.
    fn examples<'a>(&'a self, node: &Node<'a>) -> Vec<&'a Value> {
        let one = node.value.get("example");
        let several = node.get("examples");
        let several = several.iter().flat_map(Node::members);
        let several = several.filter_map(|(_, example)| self.resolved(example).value.get("value"));
        one.into_iter().chain(several).collect()
    }

    /// What a chain of references leads to.
    pub(crate) fn resolved<'a>(&'a self, mut node: Node<'a>) -> Node<'a> {
        for _ in 0..MOST_REFERENCES {
            let Some(place) = node.text("$ref").and_then(|to| to.strip_prefix('#')) else {
                break;
            };
            let Some(value) = self.0.pointer(place) else {
                break;
            };
            node = Node {
                place: place.to_owned(),
                value,
            };
        }
        node
    }

    /// The security schemes, by name.
    pub(crate) fn security_schemes(&self) -> Vec<(String, Node<'_>)> {
        let schemes = self.0.pointer("/components/securitySchemes");
        let node = schemes.map(|value| Node {
            place: "/components/securitySchemes".to_owned(),
            value,
        });
        let members = node.iter().flat_map(Node::members);
        members
            .map(|(name, scheme)| (name, self.resolved(scheme)))
            .collect()
    }
}

impl<'a> Node<'a> {
    pub(crate) fn get(&self, name: &str) -> Option<Self> {
        Some(Self {
            place: format!("{}/{}", self.place, escaped(name)),
            value: self.value.get(name)?,
        })
    }

    pub(crate) fn text(&self, name: &str) -> Option<&'a str> {
        self.value.get(name)?.as_str()
    }

    pub(crate) fn items(&self) -> impl Iterator<Item = Self> {
        let place = self.place.clone();
        let items = self.value.as_array().into_iter().flatten().enumerate();
        items.map(move |(index, value)| Self {
            place: format!("{place}/{index}"),
            value,
        })
    }

    pub(crate) fn members(&self) -> impl Iterator<Item = (String, Self)> {
        let place = self.place.clone();
        let members = self.value.as_object().into_iter().flatten();
        members.map(move |(name, value)| {
            let place = format!("{place}/{}", escaped(name));
            (name.clone(), Self { place, value })
        })
    }
}

/// A step of a pointer (RFC 6901).
fn escaped(text: &str) -> String {
    text.replace('~', "~0").replace('/', "~1")
}
