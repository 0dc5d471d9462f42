//! The parsed document, addressed by JSON pointers.

use std::collections::BTreeMap;

use openapiv3::ReferenceOr;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::file_problem::FileProblem;
use super::fit::fit;
use super::hollow::Cutter;
use super::kind::{self, Kind};
use super::member::member;
use super::reference::{self, ReferenceError, reference_of};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::pointer::JsonPointer;
use crate::source::FILES;

/// The version that a document declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Version {
    /// 3.0.x.
    V3_0,
    /// 3.1.x.
    V3_1,
    /// 3.2.x, read as 3.1.
    V3_2,
}

/// A parsed document in the shape of `OpenAPI` 3.0.
#[derive(Debug)]
pub struct Document {
    pub(super) version: Version,
    /// The text of `openapi`, as written.
    pub(super) declared: String,
    pub(super) root: Value,
    /// Why references to other files are not followed, by what stands before their `#`.
    pub(super) problems: BTreeMap<String, FileProblem>,
}

/// A type of `openapiv3` that a node can be seen as.
pub trait View: DeserializeOwned {
    /// The kind of node that the type is.
    const KIND: NodeKind;
}

/// The kinds of nodes that can be seen on their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(
    missing_docs,
    reason = "they are called what the specification calls them"
)]
pub enum NodeKind {
    Info,
    Server,
    Tag,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    Response,
    Header,
    MediaType,
    Schema,
    SecurityScheme,
}

macro_rules! views {
    ($($kind:ident = $table:ident, $name:literal;)+) => {
        $(impl View for openapiv3::$kind {
            const KIND: NodeKind = NodeKind::$kind;
        })+

        impl NodeKind {
            fn table(self) -> &'static Kind {
                match self {
                    $(Self::$kind => &kind::$table,)+
                }
            }

            /// What messages call it, with its article.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)+
                }
            }
        }
    };
}

views! {
    Info = INFO, "an info object";
    Server = SERVER, "a server";
    Tag = TAG, "a tag";
    PathItem = PATH_ITEM, "a path item";
    Operation = OPERATION, "an operation";
    Parameter = PARAMETER, "a parameter";
    RequestBody = REQUEST_BODY, "a request body";
    Response = RESPONSE, "a response";
    Header = HEADER, "a header";
    MediaType = MEDIA_TYPE, "a media type";
    Schema = SCHEMA, "a schema";
    SecurityScheme = SECURITY_SCHEME, "a security scheme";
}

impl Document {
    /// The version that the document declares.
    #[must_use]
    pub fn version(&self) -> Version {
        self.version
    }

    /// The text of `openapi`, such as `3.0.3`.
    #[must_use]
    pub fn declared_version(&self) -> &str {
        &self.declared
    }

    /// The whole document. The files that it refers to are members of its member `x-codegen-files`, by their paths
    /// relative to the document's folder, and references to them lead there.
    #[must_use]
    pub fn root(&self) -> &Value {
        &self.root
    }

    /// The node that a pointer leads to, without following any `$ref`.
    #[must_use]
    pub fn get(&self, pointer: &JsonPointer) -> Option<&Value> {
        pointer
            .tokens()
            .try_fold(&self.root, |node, token| match node {
                Value::Object(members) => member(members, &token),
                Value::Array(elements) => {
                    let is_index = token == "0" || !token.starts_with(['0', '+']);
                    elements.get(token.parse::<usize>().ok().filter(|_| is_index)?)
                }
                _ => None,
            })
    }

    /// The file, other than the document itself, that holds a node, and where in that file the node is.
    #[must_use]
    pub fn file_of(pointer: &JsonPointer) -> Option<(String, JsonPointer)> {
        let files = JsonPointer::root().child(FILES);
        let name = pointer.within(&files)?.tokens().next()?.into_owned();
        let rest = pointer.within(&files.child(&name))?;
        Some((name, rest))
    }

    /// Follows `$ref` from node to node until there is none, also where one stands on the way to the node.
    ///
    /// # Errors
    /// Fails if there is no such node, if the references go round in a circle, or lead to a file that is not read.
    pub fn resolve(&self, pointer: &JsonPointer) -> Result<JsonPointer, ReferenceError> {
        self.find(pointer).map(|(place, _)| place)
    }

    /// The same, with the node that is there.
    pub(crate) fn find(
        &self,
        pointer: &JsonPointer,
    ) -> Result<(JsonPointer, &Value), ReferenceError> {
        reference::find(self, pointer)
    }

    /// The node as a typed value in which everything that may be a reference is one: inline children are
    /// references to their own pointers.
    ///
    /// What is wrong with an optional keyword costs that keyword only.
    ///
    /// # Errors
    /// Fails if there is no such node, or if it is not a `T`.
    pub fn view<T: View>(&self, pointer: &JsonPointer) -> Result<ReferenceOr<T>, Diagnostic> {
        self.view_noting(pointer, &mut Diagnostics::new())
    }

    /// The same as [`Document::view`], with a warning for every keyword that is ignored.
    ///
    /// # Errors
    /// Fails if there is no such node, or if it is not a `T`.
    pub fn view_noting<T: View>(
        &self,
        pointer: &JsonPointer,
        diagnostics: &mut Diagnostics,
    ) -> Result<ReferenceOr<T>, Diagnostic> {
        let node = self.get(pointer).ok_or_else(|| {
            Diagnostic::error(
                Code::UnresolvedReference,
                format!("there is no `{pointer}`"),
            )
            .at(pointer)
        })?;
        if let Some(reference) = reference_of(node) {
            return Ok(ReferenceOr::Reference {
                reference: reference.to_owned(),
            });
        }
        let not_one = |detail: &str| {
            let message = format!("this is not {}: {detail}", T::KIND.name());
            Diagnostic::error(Code::InvalidNode, message).at(pointer)
        };
        let members = node
            .as_object()
            .ok_or_else(|| not_one("it is not an object"))?;
        let mut cutter = Cutter::default();
        let mut hollow = cutter.cut(members, T::KIND.table(), pointer);
        fit(T::KIND, &mut hollow, pointer, &mut cutter);
        let item = serde_json::from_value(Value::Object(hollow))
            .map_err(|error| not_one(&error.to_string()))?;
        for ignored in cutter.ignored {
            let key = ignored.pointer.last().unwrap_or_default();
            let message = format!("`{key}` should be {} and is ignored", ignored.expected);
            let warning = Diagnostic::warning(Code::IgnoredKeyword, message).at(&ignored.pointer);
            diagnostics.push_once(warning);
        }
        Ok(ReferenceOr::Item(item))
    }
}
