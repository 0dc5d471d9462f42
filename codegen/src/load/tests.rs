//! Tests of the stage as a whole.

mod bounds;
mod files;
mod identifiers;
mod problems;

use openapiv3::{ReferenceOr, SchemaKind, Type};
use serde_json::json;

use super::*;
use crate::source::{Source, char_boundary};

/// A document that is fit to load.
pub(super) fn document(text: &str) -> Document {
    let mut sources = Sources::new();
    sources.set_document(Source::new("openapi.yaml", text));
    let mut diagnostics = Diagnostics::new();
    load(&mut sources, &mut diagnostics).unwrap_or_else(|| panic!("{diagnostics:?}"))
}

/// The node as a `T`, and what is said about it.
fn seen<T: View>(document: &Document, pointer: &str) -> (T, Vec<String>) {
    let pointer = JsonPointer::parse(pointer).unwrap();
    let mut diagnostics = Diagnostics::new();
    match document.view_noting(&pointer, &mut diagnostics).unwrap() {
        ReferenceOr::Item(item) => (
            item,
            diagnostics
                .iter()
                .map(|problem| format!("{problem:?}"))
                .collect(),
        ),
        ReferenceOr::Reference { reference } => panic!("a reference to {reference}"),
    }
}

fn reference<T>(reference: &ReferenceOr<T>) -> &str {
    match reference {
        ReferenceOr::Reference { reference } => reference,
        ReferenceOr::Item(_) => "inline",
    }
}

#[test]
fn views_are_hollow() {
    let document = document(
        "openapi: 3.1.0\npaths:\n  /a%/{b}:\n    parameters: [{name: b, in: path, style: form, schema: {type: string}}]\n    \
         get:\n      operationId: 7\n      tags: one\n      deprecated: 'true'\n      callbacks: {c: {}}\n      \
         parameters: [{$ref: '#/x'}, {name: q, in: query, type: integer, required: true}]\n      \
         responses: {200: {content: {application/json: {schema: {}}}, headers: {X: {schema: {}}}}, x-y: 1}\n",
    );
    let path = "#/paths/~1a%25~1{b}";
    let (path_item, _) = seen::<openapiv3::PathItem>(&document, path);
    assert!(path_item.get.is_some() && path_item.put.is_none());
    assert_eq!(
        reference(&path_item.parameters[0]),
        format!("{path}/parameters/0")
    );

    let (operation, problems) = seen::<openapiv3::Operation>(&document, &format!("{path}/get"));
    assert_eq!(problems, [] as [&str; 0]);
    assert_eq!(operation.operation_id.as_deref(), Some("7"));
    assert_eq!(operation.tags, ["one"]);
    assert!(operation.deprecated);
    let responses: Vec<_> = operation
        .responses
        .responses
        .values()
        .map(reference)
        .collect();
    assert_eq!(responses, [format!("{path}/get/responses/200")]);

    let (response, _) = seen::<openapiv3::Response>(&document, responses[0]);
    assert_eq!(response.description, "");
    assert_eq!(
        reference(&response.headers["X"]),
        format!("{path}/get/responses/200/headers/X")
    );
    let schema = response.content["application/json"]
        .schema
        .as_ref()
        .unwrap();
    assert_eq!(
        reference(schema),
        format!("{path}/get/responses/200/content/application~1json/schema")
    );

    let (_, problems) = seen::<openapiv3::Parameter>(&document, &format!("{path}/parameters/0"));
    let warning = "`style` should be a style for the location of the parameter and is ignored";
    assert_eq!(
        problems,
        [format!(
            "warning[ignored-keyword]: {warning:?} at {path}/parameters/0/style"
        )]
    );

    // The type of a parameter in the style of Swagger 2.0 is found at the parameter.
    let place = format!("{path}/get/parameters/1");
    let (parameter, _) = seen::<openapiv3::Parameter>(&document, &place);
    let format = &parameter.parameter_data_ref().format;
    assert!(
        matches!(format, openapiv3::ParameterSchemaOrContent::Schema(schema) if reference(schema) == place)
    );
    let (schema, _) = seen::<openapiv3::Schema>(&document, &place);
    assert!(matches!(
        schema.schema_kind,
        SchemaKind::Type(Type::Integer(_))
    ));
}

#[test]
fn views_of_odd_schemas() {
    let cases = [
        (
            "{type: integer, maximum: 18446744073709551615, minimum: 0.5, multipleOf: 0.1}",
            "integer 1.. {\"x-codegen-maximum\": 18446744073709551615}",
        ),
        (
            "{type: integer, minimum: -1e100, enum: [1, '2', 3.0]}",
            "integer .. [1, 2, 3] {\"x-codegen-minimum\": -1e+100}",
        ),
        (
            "{type: string, enum: [1, true, a], minLength: '3', items: {}, properties: {a: {}}}",
            "string [1, true, a]",
        ),
        (
            "{type: object, items: {}, required: true, properties: {$ref: {type: string}, b: 1}}",
            "object $ref=#/components/schemas/A/properties/$ref !required !b",
        ),
        (
            "{type: array, items: {}, minItems: -1, title: 5, default: null}",
            "array #/components/schemas/A/items !minItems",
        ),
        (
            "{type: boolean, format: x, enum: ['true']}",
            "boolean [true]",
        ),
        ("{type: money}", "other !type"),
        (
            "{allOf: [], oneOf: [{}, x], discriminator: {propertyName: a, mapping: {b: 1}}}",
            "oneOf #/components/schemas/A/oneOf/0 !1",
        ),
        ("{$ref: 5, description: d}", "other"),
    ];
    for (schema, expected) in cases {
        let document = document(&format!(
            "openapi: 3.0.0\ncomponents: {{schemas: {{A: {schema}}}}}\n"
        ));
        let (schema, problems) = seen::<openapiv3::Schema>(&document, "/components/schemas/A");
        let mut found = summary(&schema.schema_kind);
        if !schema.schema_data.extensions.is_empty() {
            found += &format!(" {:?}", schema.schema_data.extensions)
                .replace("Number(", "")
                .replace(')', "");
        }
        for problem in problems {
            found.push_str(" !");
            found.push_str(problem.split('`').nth(1).unwrap());
        }
        assert_eq!(found, expected);
    }
}

fn summary(kind: &SchemaKind) -> String {
    let list = |values: Vec<String>| {
        if values.is_empty() {
            String::new()
        } else {
            format!(" [{}]", values.join(", "))
        }
    };
    match kind {
        SchemaKind::Type(Type::Integer(integer)) => {
            let bound =
                |bound: Option<i64>| bound.map(|bound| bound.to_string()).unwrap_or_default();
            let values = integer
                .enumeration
                .iter()
                .flatten()
                .map(ToString::to_string)
                .collect();
            format!(
                "integer {}..{}{}",
                bound(integer.minimum),
                bound(integer.maximum),
                list(values)
            )
        }
        SchemaKind::Type(Type::String(string)) => {
            format!(
                "string{}",
                list(string.enumeration.iter().flatten().cloned().collect())
            )
        }
        SchemaKind::Type(Type::Boolean(boolean)) => {
            let values = boolean
                .enumeration
                .iter()
                .flatten()
                .map(ToString::to_string);
            format!("boolean{}", list(values.collect()))
        }
        SchemaKind::Type(Type::Object(object)) => {
            let pairs = object
                .properties
                .iter()
                .map(|(name, schema)| format!(" {name}={}", reference(schema)));
            format!("object{}", pairs.collect::<String>())
        }
        SchemaKind::Type(Type::Array(array)) => {
            format!("array {}", array.items.as_ref().map(reference).unwrap())
        }
        SchemaKind::OneOf { one_of } => {
            format!("oneOf {}", one_of.iter().map(reference).collect::<String>())
        }
        _ => "other".to_owned(),
    }
}

#[test]
fn finds_schemas_everywhere() {
    let schema = json!({"items": {"const": 1}, "example": {"const": 1}});
    let content = json!({"a/b": {"schema": schema, "example": {"schema": {"const": 1}}}});
    let operation = json!({
        "parameters": [{"schema": schema}, {"content": content}],
        "requestBody": {"content": content},
        "responses": {"200": {"content": content, "headers": {"x": {"schema": schema}}}},
    });
    let callback = json!({"onEvent": {"{$url}": {"post": operation}}});
    let mut root = json!({
        "paths": {"/a": {"parameters": [{"schema": schema}], "get": operation, "put": {"callbacks": callback}}},
        "webhooks": {"w": {"post": operation}},
        "components": {"responses": {"r": {"content": content}}, "pathItems": {"p": {"get": operation}}},
    });
    let before = root.to_string();
    normalize::normalize(&mut root, &kind::ROOT, Version::V3_0);
    let expected = before.replace(
        "\"items\":{\"const\":1}",
        "\"items\":{\"type\":\"integer\",\"enum\":[1]}",
    );
    assert_eq!(root.to_string(), expected);
}

/// Every place of a small document that has a bit of everything is mutated in many ways: nothing may panic.
#[test]
fn survives_mutations() {
    let text = "openapi: 3.1.0\ninfo: {title: &t \"é\", version: 1.0}\npaths:\n  /a/{b}:\n    get:\n      parameters:\n      \
                - {name: b, in: path, schema: {type: [string, 'null'], const: x}}\n      responses:\n        200: {description: *t}\n\
                components:\n  schemas:\n    A: {$ref: '#/components/schemas/B', minimum: 1e3}\n    B: {items: [{}], enum: [1, null]}\n    \
                C: {$id: 'u:v', $dynamicAnchor: c, items: {$dynamicRef: '#c'}, not: {$ref: 'f.yaml#/x'}}\n";
    let json = r##"{"openapi":"3.0.3","components":{"schemas":{"A":{"anyOf":[{"$ref":"#/a~1%7B"},{"type":"null"}],"x-\u00e9":[1.5e3,true]}}}}"##;
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap() % below
    };
    let snippets = [
        "", " ", "\n", "\t", "{", "}", "[", "]", ":", ",", "\"", "'", "&t", "*t", "<<: ", "- ",
        "|", "~", "\u{feff}", "é", "$ref", "null", "9e999", "!x ", "---\n", "#", "\\",
    ];
    for round in 0..1500 {
        let mut text = if round % 2 == 0 {
            text.to_owned()
        } else {
            json.to_owned()
        };
        for _ in 0..=random(3) {
            let (from, length) = (random(text.len() + 1), random(4));
            let from = char_boundary(&text, from);
            let to = char_boundary(&text, from + length);
            text.replace_range(from..to, snippets[random(snippets.len())]);
        }
        if random(4) == 0 {
            text.truncate(char_boundary(&text, random(text.len() + 1)));
        }
        exercise(if round % 2 == 0 { "a.yaml" } else { "a.json" }, &text);
    }
}

/// Loads, views and reports whatever there is.
fn exercise(name: &str, text: &str) {
    let mut sources = Sources::new();
    sources.set_document(Source::new(name, text));
    let mut diagnostics = Diagnostics::new();
    if let Some(document) = load(&mut sources, &mut diagnostics) {
        let mut waiting = vec![JsonPointer::root()];
        while let Some(pointer) = waiting.pop() {
            let _ = document.view::<openapiv3::Schema>(&pointer);
            let _ = document.view::<openapiv3::Operation>(&pointer);
            let _ = document.view::<openapiv3::Parameter>(&pointer);
            diagnostics.extend(
                document
                    .resolve(&pointer)
                    .err()
                    .map(ReferenceError::into_diagnostic),
            );
            let members = document
                .get(&pointer)
                .and_then(serde_json::Value::as_object);
            waiting.extend(
                members
                    .into_iter()
                    .flatten()
                    .map(|(key, _)| pointer.child(key)),
            );
        }
    }
    let rendered =
        crate::diagnostics::render(&diagnostics, &sources, crate::diagnostics::Style::default());
    assert_eq!(rendered.is_empty(), diagnostics.is_empty());
}
