//! The examples of RFC 6570, as far as a parameter can express them.
//!
//! `URI_TEMPLATE_SUITE` names a folder with the files of the suite: each has groups of variables and test cases.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;

use crate::support::{List, path_info};
use codegen_runtime::serde_json::{self, Map, Value};
use codegen_runtime::{Operation, Parameter, Request};

const FILES: [&str; 4] = [
    "spec-examples.json",
    "spec-examples-by-section.json",
    "extended-tests.json",
    "negative-tests.json",
];

/// Why a test case says nothing of parameters.
type Reason = &'static str;

#[test]
fn the_suite_of_uri_templates_passes_where_parameters_can_express_it() {
    let Some(folder) = env::var_os("URI_TEMPLATE_SUITE") else {
        println!("skipped: URI_TEMPLATE_SUITE names no folder with the suite");
        return;
    };
    let mut passed = 0;
    let mut skipped = BTreeMap::<Reason, usize>::new();
    let mut failed = Vec::new();
    for file in FILES {
        let text = fs::read_to_string(Path::new(&folder).join(file)).unwrap();
        let groups: Map<String, Value> = serde_json::from_str(&text).unwrap();
        for group in groups.values() {
            let variables = group["variables"].as_object().unwrap();
            for case in group["testcases"].as_array().unwrap() {
                let template = case[0].as_str().unwrap();
                match expand(template, variables) {
                    Err(reason) => *skipped.entry(reason).or_default() += 1,
                    Ok(uri) if is_expected(&case[1], &uri) => passed += 1,
                    Ok(uri) => {
                        failed.push(format!("{file}: {template} became {uri}, not {}", case[1]));
                    }
                }
            }
        }
    }
    println!("{passed} passed; skipped: {skipped:#?}");
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(passed > 100, "{passed}");
}

/// One text, or any of several where an object's order is free.
fn is_expected(expected: &Value, uri: &str) -> bool {
    match expected {
        Value::Array(expected) => expected.iter().any(|expected| is_expected(expected, uri)),
        expected => expected == uri,
    }
}

/// A template, as the path of an operation and its parameters.
#[derive(Default)]
struct Call {
    path: String,
    parameters: Vec<(Place, Parameter, Value)>,
    /// Whether what stands before the query's parameters is one of them, and not the path.
    continues_query: bool,
    /// The parameter whose value comes next.
    open: Option<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Path,
    Query,
}

/// What the parameters that a template stands for are written as.
fn expand(template: &str, variables: &Map<String, Value>) -> Result<String, Reason> {
    let call = translate(template, variables)?;
    // Something before the template: an operation's path is never empty.
    let info = Box::leak(Box::new(path_info(leak(format!("/v{}", call.path)))));
    let set = |request: Request, (place, parameter, value): &(Place, Parameter, Value)| match place {
        Place::Path => request.path(*parameter, value),
        Place::Query => request.query(*parameter, value),
    };
    let request = List::needing(info).with(|request| call.parameters.iter().fold(request, set));
    let message = request.into_http_request("http://h").map_err(|error| {
        let text = error.to_string();
        assert!(text.contains("would call another path"), "{template}: {text}");
        "a path whose segments a server would drop is refused"
    })?;
    let target = message.uri().path_and_query().unwrap().as_str();
    let uri = &target["/v".len()..];
    Ok(if call.continues_query {
        uri.replacen('?', "&", 1)
    } else {
        uri.to_owned()
    })
}

fn translate(template: &str, variables: &Map<String, Value>) -> Result<Call, Reason> {
    let mut call = Call::default();
    let mut rest = template;
    while let Some((literal, tail)) = rest.split_once('{') {
        let (expression, tail) = tail.split_once('}').ok_or("it is no template")?;
        add_literal(&mut call, literal)?;
        add_expression(&mut call, expression, variables)?;
        rest = tail;
    }
    add_literal(&mut call, rest)?;
    Ok(call)
}

/// The fixed text of a path, or parameters of a query that are written out.
fn add_literal(call: &mut Call, literal: &str) -> Result<(), Reason> {
    if literal.contains('}') {
        return Err("it is no template");
    }
    let (path, query) = literal.split_once('?').unwrap_or((literal, ""));
    call.path.push_str(path);
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        if value.is_empty() {
            call.open = Some(name.to_owned());
        } else {
            let parameter = Parameter::new(leak(name.to_owned()));
            call.parameters.push((Place::Query, parameter, Value::from(value)));
        }
    }
    Ok(())
}

fn add_expression(call: &mut Call, expression: &str, variables: &Map<String, Value>) -> Result<(), Reason> {
    let (operator, names) = match expression.chars().next() {
        Some(operator @ ('+' | ';' | '.' | '?' | '&')) => (operator, &expression[1..]),
        Some('#') => return Err("no style has fragments"),
        Some('/') => return Err("no style has segments"),
        _ => (' ', expression),
    };
    if names.contains(',') && matches!(operator, ' ' | '+') {
        return Err("no style has several variables in one list");
    }
    if operator == '&' && call.parameters.is_empty() {
        call.continues_query = true;
    }
    for name in names.split(',') {
        add_variable(call, operator, name, variables)?;
    }
    Ok(())
}

fn add_variable(call: &mut Call, operator: char, name: &str, variables: &Map<String, Value>) -> Result<(), Reason> {
    let (name, is_exploded) = match name.strip_suffix('*') {
        Some(name) => (name, true),
        None => (name, false),
    };
    if name.contains(':') {
        return Err("no style has prefixes");
    }
    if name.is_empty()
        || !name
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || "_.%".contains(character))
    {
        return Err("it is no template");
    }
    let value = variables.get(name).cloned().unwrap_or_default();
    let name = decoded(name).ok_or("it is no template")?;
    let parameter = Parameter::new(leak(name.clone()));
    let (place, parameter) = match operator {
        ';' => (Place::Path, parameter.matrix()),
        '.' => (Place::Path, parameter.label()),
        '+' => (Place::Path, parameter.reserved()),
        '?' | '&' => (Place::Query, parameter),
        // What a path has by default.
        _ => (Place::Path, parameter),
    };
    let parameter = if is_exploded {
        parameter.exploded()
    } else {
        parameter.joined()
    };
    if let Some(name) = call.open.take() {
        let parameter = Parameter::new(leak(name)).joined();
        let parameter = if operator == '+' {
            parameter.reserved()
        } else {
            parameter
        };
        call.parameters.push((Place::Query, parameter, value));
        return Ok(());
    }
    if place == Place::Path {
        if is_undefined(&value) {
            return Err("a path parameter must have a value");
        }
        call.path.extend(["{", &name, "}"]);
    }
    call.parameters.push((place, parameter, value));
    Ok(())
}

fn is_undefined(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(values) => values.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// A name that is percent-encoded in a template, as a parameter has it.
fn decoded(name: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = name;
    while let Some((before, tail)) = rest.split_once('%') {
        bytes.extend(before.bytes());
        let (digits, tail) = tail.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = tail;
    }
    bytes.extend(rest.bytes());
    String::from_utf8(bytes).ok()
}

fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}
