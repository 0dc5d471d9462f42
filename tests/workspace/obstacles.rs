//! A description whose names are all in the way of something: keywords, what Rust brings into scope, what the client
//! itself is made of, and what is no name at all.

use serde_json::{Map, Value, json};

/// Keywords of every edition (Rust reference, section Keywords).
const KEYWORDS: [&str; 54] = [
    "abstract",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "macro_rules",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "raw",
    "ref",
    "return",
    "safe",
    "self",
    "Self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "union",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
];

/// What is in scope everywhere, and the crates that generated code names.
const IN_SCOPE: [&str; 56] = [
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Vec",
    "alloc",
    "bool",
    "bytes",
    "char",
    "chrono",
    "core",
    "derive",
    "drop",
    "f64",
    "http",
    "i64",
    "serde",
    "serde_json",
    "std",
    "str",
    "test",
    "u8",
    "usize",
    "vec",
];

/// What clients are made of.
const OWN: [&str; 38] = [
    "API",
    "Answer",
    "BTreeMap",
    "Base64",
    "BaseUrl",
    "Bytes",
    "Client",
    "ClientBuilder",
    "Credential",
    "DateTime",
    "Decoded",
    "Error",
    "INFO",
    "Map",
    "Method",
    "NaiveDate",
    "Nullable",
    "Operation",
    "OperationInfo",
    "Request",
    "Response",
    "Secret",
    "Sending",
    "Server",
    "Unknown",
    "Untyped",
    "Value",
    "additional_properties",
    "callbacks",
    "client",
    "header",
    "models",
    "operations",
    "runtime",
    "send",
    "servers",
    "webhooks",
    "wire",
];

/// Twins, and what is no name.
const ODD: [&str; 30] = [
    "",
    " ",
    "_",
    "__",
    "-",
    "fooBar",
    "foo_bar",
    "FooBar",
    "foo-bar",
    "foo bar",
    "FOO_BAR",
    "2fast",
    "404",
    "1",
    "01",
    "+1",
    "-1",
    "a.b",
    "a/b",
    "a~b",
    "@type",
    "$ref$",
    "#",
    "{x}",
    "🦀",
    "größe",
    "名前",
    "it's",
    "say \"hi\"",
    "two\nlines",
];

fn names() -> Vec<String> {
    let all = [&KEYWORDS[..], &IN_SCOPE, &OWN, &ODD].concat();
    let mut names: Vec<String> = all.into_iter().map(str::to_owned).collect();
    names.push("long_".repeat(80));
    names
}

/// Each name as that of a schema, a property, a variant of an enum and of a union, a parameter, a tag and an operation.
pub(crate) fn description() -> Value {
    let names = names();
    let text = json!({ "type": "string" });
    let properties: Map<String, Value> = names
        .iter()
        .map(|name| (name.clone(), text.clone()))
        .collect();
    let variants: Vec<_> = names
        .iter()
        .map(|name| {
            let tag = json!({ "type": "string", "enum": [name] });
            json!({ "title": name, "type": "object", "required": ["tag"], "properties": { "tag": tag } })
        })
        .collect();
    let parameters: Vec<_> = names
        .iter()
        .map(|name| json!({ "name": name, "in": "query", "schema": text }))
        .collect();
    let mut schemas: Map<String, Value> = names
        .iter()
        .map(|name| {
            let property = json!({ name: { "type": "object", "properties": { name: text } } });
            (
                name.clone(),
                json!({ "type": "object", "properties": property }),
            )
        })
        .collect();
    schemas.insert(
        "All properties".to_owned(),
        json!({ "type": "object", "properties": properties }),
    );
    schemas.insert(
        "All values".to_owned(),
        json!({ "type": "string", "enum": names }),
    );
    schemas.insert("All variants".to_owned(), json!({ "oneOf": variants }));
    let mut paths = Map::new();
    for (index, name) in names.iter().enumerate() {
        let schema = name
            .replace('~', "~0")
            .replace('/', "~1")
            .replace('%', "%25");
        let content = json!({ "schema": { "$ref": format!("#/components/schemas/{schema}") } });
        let responses =
            json!({ "200": { "description": name, "content": { "application/json": content } } });
        let get = json!({ "operationId": name, "tags": [name], "responses": responses });
        paths.insert(format!("/{index}"), json!({ "get": get }));
    }
    let responses = json!({ "204": { "description": "" } });
    let all = json!({ "operationId": "all", "parameters": parameters, "responses": responses });
    paths.insert("/all".to_owned(), json!({ "get": all }));
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Obstacles", "version": "1" },
        "paths": paths,
        "components": { "schemas": schemas },
    })
}
