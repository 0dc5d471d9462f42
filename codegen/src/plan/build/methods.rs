//! Request functions, grouped by tag.

use indexmap::IndexMap;

use super::arms::{self, Answers};
use super::constraints::Asked;
use super::naming::operation_words;
use super::security::SecuritySchemes;
use super::text;
use super::types::Types;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::{Api, Operation, Parameter, ParameterLocation, Response, SchemaId, SchemaKind};
use crate::names::{Ident, Scope};
use crate::plan::{
    Argument, ArgumentLocation, ArgumentType, Docs, Gate, Method, Module, Outcome, Type,
};
use crate::resolve::Skipped;

/// Modules of the crate that no tag may take.
const RESERVED_MODULES: [&str; 14] = [
    "foreign", "lib", "main", "mod", "models", "runtime", "servers", "security", "core", "std",
    "alloc", "http", "chrono", "wire",
];

/// Names that a module of request functions needs for itself.
const RESERVED_TYPES: [&str; 27] = [
    "API",
    "Answer",
    "BTreeMap",
    "Base64",
    "Box",
    "Bytes",
    "Client",
    "DateTime",
    "Decoded",
    "Error",
    "FixedOffset",
    "Map",
    "Method",
    "NaiveDate",
    "Nullable",
    "Operation",
    "OperationInfo",
    "Option",
    "Request",
    "Response",
    "Result",
    "Secret",
    "Self",
    "Sending",
    "String",
    "Value",
    "Vec",
];

/// What every part of this pass works with.
pub(super) struct Context<'a> {
    /// The description.
    pub(super) api: &'a Api,
    /// The type of each schema.
    pub(super) types: &'a Types<'a>,
    /// The ways to authenticate.
    pub(super) security: &'a SecuritySchemes,
    /// The operations that are left out.
    pub(super) skipped: &'a mut Vec<Skipped>,
    /// Where everything is reported.
    pub(super) diagnostics: &'a mut Diagnostics,
}

/// The names that are given within one module.
struct ModuleScope {
    functions: Scope,
    types: Scope,
}

/// Every operation that is supported, in the module of its first tag.
pub(super) fn modules(context: &mut Context<'_>) -> Vec<Module> {
    let mut idents = Scope::with_reserved(&RESERVED_MODULES);
    if !context.api.events.is_empty() {
        idents.allocate(&[Ident::snake("webhooks")]);
        idents.allocate(&[Ident::snake("callbacks")]);
    }
    let mut modules: IndexMap<Option<&str>, (Module, ModuleScope)> = IndexMap::new();
    let api = context.api;
    for operation in &api.operations {
        let tag = operation.tags.first().map(String::as_str);
        let (module, scope) = modules.entry(tag).or_insert_with(|| {
            let ident = tag.map_or_else(super::untagged, Ident::file);
            let telling = Ident::snake(&format!("{} operations", ident.as_str()));
            let module = Module {
                ident: idents.allocate(&[ident, telling]),
                docs: module_docs(api, tag),
                gate: Gate::default(),
                methods: Vec::new(),
            };
            let scope = ModuleScope {
                functions: Scope::default(),
                types: Scope::with_reserved(&RESERVED_TYPES),
            };
            (module, scope)
        });
        match method(context, operation, scope) {
            Ok(method) => module.methods.push(method),
            Err(reason) => skip(context, operation, reason),
        }
    }
    modules.into_values().map(|(module, _)| module).collect()
}

fn skip(context: &mut Context<'_>, operation: &Operation, reason: Diagnostic) {
    let reason = reason
        .operation(operation.label())
        .with_severity(Severity::Warning);
    context.diagnostics.push(reason.clone());
    context.skipped.push(Skipped { reason });
}

fn module_docs(api: &Api, tag: Option<&str>) -> Docs {
    let declared = api
        .tags
        .iter()
        .find(|declared| Some(declared.name.as_str()) == tag);
    let text = declared.and_then(|declared| declared.description.as_deref());
    let docs = crate::docs::markdown(text.unwrap_or_default());
    match tag {
        _ if !docs.is_empty() => docs,
        Some(tag) => vec![format!(
            "Operations of the tag {}.",
            crate::docs::code_span(tag)
        )],
        None => vec!["Operations without a tag.".to_owned()],
    }
}

fn method(
    context: &mut Context<'_>,
    operation: &Operation,
    scope: &mut ModuleScope,
) -> Result<Method, Diagnostic> {
    if let Some(body) = &operation.request_body {
        return Err(Diagnostic::warning(
            Code::UnsupportedBody,
            "a request body is not supported yet",
        )
        .at(&body.pointer)
        .help("the other operations are generated without it"));
    }
    let words = operation_words(operation);
    let arguments = arguments(context, operation)?;
    let by_route = format!(
        "{} {}",
        operation.method.as_str().to_lowercase(),
        operation.path
    );
    let function = scope
        .functions
        .allocate(&[Ident::snake(&words), Ident::snake(&by_route)]);
    let name = function.as_str();
    let request = scope.types.allocate(&request_names(name));
    let answers = arms::answers(context, operation, &request, &mut scope.types);
    for warning in &answers.warnings {
        // Many operations share a response.
        context.diagnostics.push_once(warning.clone());
    }
    let (arguments, setters): (Vec<_>, Vec<_>) =
        arguments.into_iter().partition(|(_, required)| *required);
    let unpaired = |list: Vec<(Argument, bool)>| list.into_iter().map(|(each, _)| each).collect();
    Ok(Method {
        docs: docs(context, operation, &answers),
        function,
        deprecated: operation.deprecated,
        operation: operation.label(),
        http_method: operation.method.as_str(),
        path: operation.path.to_string(),
        arguments: unpaired(arguments),
        setters: unpaired(setters),
        accept: answers.accept,
        security: context.security.alternatives(operation),
        idempotent: operation.method.is_idempotent(),
        output: answers.output,
        failure: answers.failure,
        arms: answers.arms,
        request,
    })
}

/// What the request of a function can be called. It is a constructor too, so that it must differ from every function
/// and argument, which it does not in a script without capitals.
fn request_names(function: &str) -> Vec<Ident> {
    let plain = Ident::pascal(function);
    let has_capital = plain.as_str().contains(char::is_uppercase);
    let telling = Ident::pascal(&format!("{function} call"));
    let plain = has_capital.then_some(plain);
    plain.into_iter().chain([telling]).collect()
}

/// The parameters as arguments and setters, with whether every request has it.
fn arguments(
    context: &Context<'_>,
    operation: &Operation,
) -> Result<Vec<(Argument, bool)>, Diagnostic> {
    // A setter must not take the place of a method that every request has.
    let mut scope = Scope::with_reserved(&[
        "send",
        "send_blocking",
        "header",
        "timeout",
        "into_request",
        "decode",
        "clone",
    ]);
    operation
        .parameters
        .iter()
        .map(|parameter| {
            let (location, ty) = support(context, parameter)?;
            let by_location = format!("{} {}", parameter.name, parameter.location);
            let argument = Argument {
                ident: scope.allocate(&[Ident::snake(&parameter.name), Ident::snake(&by_location)]),
                wire_name: parameter.name.clone(),
                location,
                ty,
                deprecated: parameter.deprecated,
                docs: parameter_docs(context, parameter),
            };
            Ok((argument, parameter.required))
        })
        .collect()
}

fn support(
    context: &Context<'_>,
    parameter: &Parameter,
) -> Result<(ArgumentLocation, ArgumentType), Diagnostic> {
    let (location, style) = match parameter.location {
        ParameterLocation::Path => (ArgumentLocation::Path, "simple"),
        ParameterLocation::Query => (ArgumentLocation::Query, "form"),
        ParameterLocation::Header => (ArgumentLocation::Header, "simple"),
        ParameterLocation::Cookie => return Err(unsupported(parameter, "a cookie")),
    };
    let Some(schema) = &parameter.schema else {
        return Err(unsupported(parameter, "a value with a media type"));
    };
    if parameter.style.name != style {
        return Err(unsupported(
            parameter,
            &format!("the style `{}`", parameter.style.name),
        ));
    }
    let ty = match context.types.place(schema).ty {
        Type::String | Type::DateTime | Type::Date | Type::Base64 | Type::Secret => {
            ArgumentType::Text
        }
        Type::Foreign(_) => match context.types.plain(schema) {
            Some(Type::String) => ArgumentType::Text,
            Some(plain) => ArgumentType::Plain(plain),
            None => return Err(unsupported(parameter, "a list, an object or a choice")),
        },
        Type::Model(name) if is_text_enum(context, schema) => ArgumentType::Enum(name),
        plain @ (Type::Bool
        | Type::I32
        | Type::I64
        | Type::U32
        | Type::U64
        | Type::F32
        | Type::F64) => ArgumentType::Plain(plain),
        _ => return Err(unsupported(parameter, "a list, an object or a choice")),
    };
    Ok((location, ty))
}

fn is_text_enum(context: &Context<'_>, schema: &SchemaId) -> bool {
    let schema = context.api.aliased(schema);
    schema.is_some_and(|schema| match &schema.kind {
        SchemaKind::Enum { values, .. } => values.iter().all(|value| value.value.is_string()),
        _ => false,
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

fn parameter_docs(context: &Context<'_>, parameter: &Parameter) -> Docs {
    let schema = parameter.schema.as_ref();
    let aliased = schema.and_then(|id| context.api.aliased(id));
    let default = aliased.and_then(|schema| schema.about.default.as_ref());
    text::parameter_docs(parameter, default, &asked(context, parameter))
}

/// What is asked of a parameter's value.
fn asked(context: &Context<'_>, parameter: &Parameter) -> Asked {
    let schema = parameter.schema.as_ref();
    let asked = schema.map(|id| Asked::of(context.api, context.types, id));
    asked.unwrap_or_default()
}

/// What is said about a request function: what it is for, where it goes, what it takes and how it fails.
fn docs(context: &Context<'_>, operation: &Operation, answers: &Answers) -> Docs {
    let route = crate::docs::code_span(&format!("{} {}", operation.method, operation.path));
    let mut docs = crate::docs::markdown(operation.summary.as_deref().unwrap_or_default());
    if let [line] = docs.as_mut_slice()
        && line.ends_with(char::is_alphanumeric)
    {
        line.push('.');
    }
    text::add_line(&mut docs, route);
    text::add_paragraph(
        &mut docs,
        operation.description.as_deref().unwrap_or_default(),
    );
    let arguments = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    let arguments = arguments.map(|parameter| {
        let asked = asked(context, parameter);
        (
            crate::docs::code_span(&parameter.name),
            text::argument_docs(parameter, &asked),
        )
    });
    add_list(&mut docs, "# Arguments", arguments);
    let failed = |response: &&Response| !arms::is_success(operation, response.status);
    let responses = operation.responses.iter().filter(failed);
    let errors = responses.map(|each| {
        (
            format!("`{}`", each.status),
            crate::docs::markdown(&each.description),
        )
    });
    if !matches!(answers.failure, Outcome::Unit) {
        add_list(&mut docs, "# Documented errors", errors);
    }
    docs
}

fn add_list(docs: &mut Docs, heading: &str, items: impl Iterator<Item = (String, Docs)>) {
    let mut items = items.peekable();
    if items.peek().is_none() {
        return;
    }
    text::add_line(docs, heading.to_owned());
    for (name, words) in items {
        let line: Vec<_> = words
            .iter()
            .take_while(|line| !line.is_empty())
            .map(String::as_str)
            .collect();
        match line.as_slice() {
            [] => docs.push(format!("- {name}")),
            _ => docs.push(format!("- {name}: {}", line.join(" "))),
        }
    }
}
