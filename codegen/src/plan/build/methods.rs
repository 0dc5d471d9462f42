//! Request functions, grouped by tag.

use indexmap::IndexMap;

use super::arms;
use super::headers::HeaderSets;
use super::naming::operation_words;
use super::parameter_docs::ParameterDocs;
use super::security::SecuritySchemes;
use super::types::Types;
use super::{arguments, bodies, method_docs, own_servers};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::model::{Api, Operation};
use crate::names::{Ident, Scope};
use crate::plan::{Argument, Docs, Gate, Method, Module};
use crate::resolve::Skipped;

/// Modules of the crate that no tag may take.
const RESERVED_MODULES: [&str; 16] = [
    "foreign", "headers", "lib", "main", "mock", "mod", "models", "runtime", "servers", "security",
    "core", "std", "alloc", "http", "chrono", "wire",
];

/// Names that a module of request functions needs for itself.
const RESERVED_TYPES: [&str; 37] = [
    "API",
    "Answer",
    "BTreeMap",
    "Base64",
    "Box",
    "Body",
    "ByteStream",
    "Bytes",
    "Client",
    "DateTime",
    "Decoded",
    "Error",
    "EventStream",
    "FixedOffset",
    "Into",
    "IntoIterator",
    "JsonLines",
    "Map",
    "Method",
    "Multipart",
    "NaiveDate",
    "Nullable",
    "Operation",
    "OperationInfo",
    "Option",
    "Parameter",
    "Request",
    "Response",
    "Result",
    "Secret",
    "Self",
    "Sending",
    "String",
    "Upload",
    "Value",
    "Vec",
    "Xml",
];

/// What every part of this pass works with.
pub(super) struct Context<'a> {
    /// The description.
    pub(super) api: &'a Api,
    /// The type of each schema.
    pub(super) types: &'a Types<'a>,
    /// What is said about each parameter.
    pub(super) parameters: ParameterDocs,
    /// The ways to authenticate.
    pub(super) security: &'a SecuritySchemes,
    /// The headers that answers declare.
    pub(super) headers: &'a mut HeaderSets,
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
    let words = operation_words(operation);
    let mut names = arguments::scope(operation.method);
    let mut parameters = arguments::arguments(context, operation, &mut names)?;
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
    let carried = bodies::carried(context, operation, &mut names, (&request, &mut scope.types));
    let answers = arms::answers(context, operation, &request, &mut scope.types);
    let docs = method_docs::docs(context, operation, &carried, &answers);
    parameters.extend(carried.parts);
    let (arguments, setters): (Vec<_>, Vec<_>) =
        parameters.into_iter().partition(|(_, required)| *required);
    let unpaired = |list: Vec<(Argument, bool)>| list.into_iter().map(|(each, _)| each).collect();
    Ok(Method {
        docs,
        function,
        deprecated: operation.deprecated,
        operation: operation.label(),
        http_method: operation.method.as_str(),
        path: operation.path.to_string(),
        server: own_servers::server(context.api, operation),
        arguments: unpaired(arguments),
        setters: unpaired(setters),
        body: carried.body,
        accept: answers.accept,
        security: context.security.alternatives(operation),
        idempotent: operation.idempotent,
        pages: None,
        headers: context.headers.of(context.types, operation, &request),
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
