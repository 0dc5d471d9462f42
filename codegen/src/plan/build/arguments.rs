//! Parameters as arguments and setters.

use indexmap::IndexMap;

use super::methods::Context;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{MediaType, Method, Operation, Parameter, ParameterLocation, SchemaId};
use crate::names::{Ident, Scope};
use crate::plan::{Argument, ArgumentLocation, ArgumentType, Style, StyleName, Type};

/// The names that a request has for itself: a setter must not take the place of a method that every request has.
pub(super) fn scope(method: Method) -> Scope {
    let mut names = vec![
        "send",
        "request",
        "send_blocking",
        "header",
        "timeout",
        "base_url",
        "attempt_timeout",
        "retry",
        "into_request",
        "decode",
        "clone",
    ];
    if method == Method::Get {
        names.extend(["pages", "items", "pages_blocking", "items_blocking"]);
    }
    Scope::with_reserved(&names)
}

/// The parameters as arguments and setters, with whether every request has it.
pub(super) fn arguments(
    context: &Context<'_>,
    operation: &Operation,
    scope: &mut Scope,
) -> Result<Vec<(Argument, bool)>, Diagnostic> {
    operation
        .parameters
        .iter()
        .map(|parameter| {
            let (ty, style) = support(context, parameter)?;
            let by_location = format!("{} {}", parameter.name, parameter.location);
            let argument = Argument {
                ident: scope.allocate(&[Ident::snake(&parameter.name), Ident::snake(&by_location)]),
                wire_name: parameter.name.clone(),
                location: match parameter.location {
                    ParameterLocation::Path => ArgumentLocation::Path,
                    ParameterLocation::Query => ArgumentLocation::Query,
                    ParameterLocation::Header => ArgumentLocation::Header,
                    ParameterLocation::Cookie => ArgumentLocation::Cookie,
                },
                style,
                media_type: None,
                part: None,
                ty,
                deprecated: parameter.deprecated,
                docs: context.parameters.by_itself(parameter),
            };
            Ok((argument, parameter.required))
        })
        .collect()
}

/// What a parameter takes, and how that is written.
fn support(
    context: &Context<'_>,
    parameter: &Parameter,
) -> Result<(ArgumentType, Style), Diagnostic> {
    let schema = parameter.schema.as_ref();
    let ty = schema.map_or(Type::Value, |schema| context.types.place(schema).ty);
    if let Some(name) = &parameter.media_type {
        let media = MediaType {
            name: name.clone(),
            schema: parameter.schema.clone(),
            encoding: IndexMap::new(),
        };
        return match argument_type(context, parameter.schema.as_ref(), ty) {
            Some(ty) if media.is_json() => Ok((ty, Style::JSON)),
            Some(ArgumentType::Text) => Ok((ArgumentType::Text, Style::default())),
            _ => Err(unsupported(parameter, name)),
        };
    }
    let ty = argument_type(context, parameter.schema.as_ref(), ty)
        .ok_or_else(|| unsupported(parameter, "a type of another crate"))?;
    let style = style(parameter, &ty);
    Ok((ty, style))
}

/// What stands for a type where it is an argument; `None` where the type is of another crate and says not what it is.
pub(super) fn argument_type(
    context: &Context<'_>,
    schema: Option<&SchemaId>,
    ty: Type,
) -> Option<ArgumentType> {
    Some(match ty {
        Type::String | Type::Secret => ArgumentType::Text,
        Type::Foreign(path) if path.format().is_none() => {
            let plain = context.types.plain(schema?)?;
            return argument_type(context, schema, plain);
        }
        Type::Vec(items) => match *items {
            Type::String => ArgumentType::Texts,
            items => ArgumentType::List(items),
        },
        ty if ty.is_scalar() => ArgumentType::Value(ty),
        ty => ArgumentType::Reference(ty),
    })
}

/// How a parameter is written, as far as that is not as is usual where it is sent.
fn style(parameter: &Parameter, ty: &ArgumentType) -> Style {
    let said = &parameter.style;
    let name = style_name(&said.name);
    let is_single = match ty {
        ArgumentType::Text | ArgumentType::Value(_) => true,
        ArgumentType::Reference(ty) => matches!(ty, Type::Base64),
        _ => false,
    };
    // These two are the ones that a single value has a form in (`OpenAPI` specification, section Style Examples).
    let is_fit = |name: &StyleName| matches!(name, StyleName::Label | StyleName::Matrix);
    let name = name.filter(|name| !is_single || is_fit(name));
    let in_pairs = matches!(
        parameter.location,
        ParameterLocation::Query | ParameterLocation::Cookie
    );
    let usual = match name {
        None => in_pairs,
        Some(name) => name == StyleName::DeepObject,
    };
    let explode = (!is_single && said.explode != usual).then_some(said.explode);
    Style {
        name,
        explode: explode.filter(|_| name != Some(StyleName::DeepObject)),
        allow_reserved: said.allow_reserved,
        allow_empty: said.allow_empty,
        json: false,
    }
}

/// A style that is usual nowhere.
pub(super) fn style_name(name: &str) -> Option<StyleName> {
    Some(match name {
        "label" => StyleName::Label,
        "matrix" => StyleName::Matrix,
        "spaceDelimited" => StyleName::SpaceDelimited,
        "pipeDelimited" => StyleName::PipeDelimited,
        "deepObject" => StyleName::DeepObject,
        _ => return None,
    })
}

fn unsupported(parameter: &Parameter, what: &str) -> Diagnostic {
    let Parameter { name, location, .. } = parameter;
    Diagnostic::warning(
        Code::UnsupportedParameter,
        format!("{what} as the {location} parameter `{name}` is not supported yet"),
    )
    .at(&parameter.pointer)
    .help("the other operations are generated without it")
}
