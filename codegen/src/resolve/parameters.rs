//! Parameters: those of the path item and those of the operation, paired by name *and* location.

use indexmap::IndexMap;
use openapiv3::{Parameter, ParameterSchemaOrContent};
use serde_json::Value;

use super::{Resolver, content};
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{self, ParameterLocation, ParameterStyle, PathTemplate};
use crate::pointer::JsonPointer;

/// Whose parameters they are.
pub(super) struct Owner<'a> {
    /// Where the operation stands.
    pub(super) operation: &'a JsonPointer,
    /// Where its path item stands.
    pub(super) path_item: &'a JsonPointer,
    /// The path.
    pub(super) path: &'a PathTemplate,
    /// How people refer to the operation.
    pub(super) label: &'a str,
}

/// Header parameters that a document may declare but that others decide (`OpenAPI` specification, section Parameter
/// Object: "shall be ignored").
const RESERVED_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// The parameters of an operation; an operation's own take the place of its path item's.
pub(super) fn parameters(
    resolver: &mut Resolver<'_>,
    owner: &Owner<'_>,
) -> Result<Vec<model::Parameter>, Diagnostic> {
    let mut found: IndexMap<(String, String), model::Parameter> = IndexMap::new();
    for holder in [owner.path_item, owner.operation] {
        let list = holder.child("parameters");
        for index in 0..resolver.len(&list) {
            let parameter = parameter(resolver, &list.index(index))?;
            if is_reserved(&parameter) {
                continue;
            }
            let name = match parameter.location {
                // The name of a header has no case (RFC 9110, section 5.1).
                ParameterLocation::Header => parameter.name.to_ascii_lowercase(),
                _ => parameter.name.clone(),
            };
            let key = (name, parameter.location.to_string());
            found.insert(key, parameter);
        }
    }
    let parameters = found.into_values().collect();
    check_path(resolver, owner, parameters)
}

fn is_reserved(parameter: &model::Parameter) -> bool {
    parameter.location == ParameterLocation::Header
        && RESERVED_HEADERS
            .iter()
            .any(|name| parameter.name.eq_ignore_ascii_case(name))
}

fn parameter(
    resolver: &mut Resolver<'_>,
    pointer: &JsonPointer,
) -> Result<model::Parameter, Diagnostic> {
    let place = resolver.place(pointer)?;
    if let Some(known) = resolver.parameters.get(&place) {
        return Ok(known.clone());
    }
    let parameter = read(resolver, &place)?;
    resolver.parameters.insert(place, parameter.clone());
    Ok(parameter)
}

fn read(
    resolver: &mut Resolver<'_>,
    pointer: &JsonPointer,
) -> Result<model::Parameter, Diagnostic> {
    let (place, raw) = resolver.follow::<Parameter>(pointer)?;
    let mut allow_empty = false;
    let (location, style, data) = match raw {
        Parameter::Path {
            parameter_data,
            style,
        } => (ParameterLocation::Path, style_name(&style), parameter_data),
        Parameter::Query {
            parameter_data,
            style,
            allow_empty_value,
            ..
        } => {
            allow_empty = allow_empty_value.unwrap_or_default();
            (ParameterLocation::Query, style_name(&style), parameter_data)
        }
        Parameter::Header {
            parameter_data,
            style,
        } => (
            ParameterLocation::Header,
            style_name(&style),
            parameter_data,
        ),
        Parameter::Cookie {
            parameter_data,
            style,
        } => (
            ParameterLocation::Cookie,
            style_name(&style),
            parameter_data,
        ),
    };
    let (media_type, schema) = value(resolver, &place, &data.format)?;
    // The typed view has it of query parameters only; a template may say it of one in the path.
    let reserved = resolver.document.get(&place.child("allowReserved"));
    let allow_reserved = reserved.and_then(Value::as_bool).unwrap_or_default();
    Ok(model::Parameter {
        name: data.name,
        location,
        description: data.description,
        required: data.required || location == ParameterLocation::Path,
        deprecated: data.deprecated.unwrap_or_default(),
        style: ParameterStyle {
            explode: data.explode.unwrap_or(style == "form"),
            name: style,
            allow_reserved,
            allow_empty,
        },
        media_type,
        schema,
        pointer: place,
    })
}

/// What a parameter holds, and in which media type where it has one.
fn value(
    resolver: &mut Resolver<'_>,
    place: &JsonPointer,
    format: &ParameterSchemaOrContent,
) -> Result<(Option<String>, Option<model::SchemaId>), Diagnostic> {
    Ok(match format {
        ParameterSchemaOrContent::Schema(_) => {
            (None, Some(resolver.reach(&place.child("schema"))?))
        }
        // It has exactly one entry (`OpenAPI` specification, section Parameter Object).
        ParameterSchemaOrContent::Content(_) => {
            let mut content = content::content(resolver, &place.child("content"))?.into_iter();
            let media = content.next();
            media.map_or((None, None), |media| (Some(media.name), media.schema))
        }
    })
}

/// The name that the specification gives a style, as `openapiv3` writes it.
fn style_name(style: &impl serde::Serialize) -> String {
    match serde_json::to_value(style) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}

/// Drops path parameters that the path has no place for; a variable without a parameter fails.
fn check_path(
    resolver: &mut Resolver<'_>,
    owner: &Owner<'_>,
    parameters: Vec<model::Parameter>,
) -> Result<Vec<model::Parameter>, Diagnostic> {
    let in_path = |parameter: &model::Parameter| parameter.location == ParameterLocation::Path;
    for variable in owner.path.variables() {
        if !parameters
            .iter()
            .any(|each| in_path(each) && each.name == variable)
        {
            return Err(undeclared(owner, variable));
        }
    }
    let (used, unused): (Vec<_>, Vec<_>) = parameters.into_iter().partition(|parameter| {
        !in_path(parameter) || owner.path.variables().any(|name| name == parameter.name)
    });
    for parameter in unused {
        resolver.warn(unused_parameter(owner, &parameter));
    }
    Ok(used)
}

fn undeclared(owner: &Owner<'_>, variable: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::PathParameterUndeclared,
        format!("the path has `{{{variable}}}`, but no path parameter is named so"),
    )
    .at_key(owner.operation)
    .label("this operation cannot be sent")
    .help(format!(
        "declare a parameter with `name: {variable}`, `in: path` and `required: true`"
    ))
}

fn unused_parameter(owner: &Owner<'_>, parameter: &model::Parameter) -> Diagnostic {
    let name = &parameter.name;
    Diagnostic::warning(
        Code::PathParameterUnused,
        format!(
            "the path parameter `{name}` has no place in `{}`",
            owner.path
        ),
    )
    .at(&parameter.pointer)
    .label("this parameter is ignored")
    .help(format!(
        "put `{{{name}}}` into the path, or take the parameter away"
    ))
    .operation(owner.label)
}
