//! Tests of `$id`, anchors and dynamic references.

use super::files::Loaded;

#[test]
fn follows_identifiers() {
    let schemas = r##"{"openapi": "3.1.0", "components": {"schemas": {
        "Tree": {"$id": "https://e.com/tree", "$dynamicAnchor": "node", "$anchor": "tree",
            "properties": {"left": {"$dynamicRef": "#node"}, "leaf": {"$ref": "leaf"}, "own": {"$ref": "#/$defs/own"},
                "list": {"$ref": "#/components/schemas/List"}},
            "$defs": {"own": {}, "leaf": {"$id": "leaf", "$anchor": "tree"}}},
        "List": {"$anchor": "list", "properties": {"$id": {"type": "string"}, "default": {"$anchor": "inside"}}},
        "A": {"$ref": "https://e.com/tree"}, "B": {"$ref": "https://e.com/leaf#tree"}, "C": {"$ref": "#list"},
        "D": {"$ref": "https://e.com/tree#/$defs/own"}, "E": {"$ref": "#tree"}, "F": {"$ref": "#inside"},
        "G": {"$ref": "#nothing"}, "H": {"$ref": "https://e.com/other"}, "I": {"$ref": "b.yaml#there"},
        "J": {"$ref": "https://e.com/b"}, "K": {"default": {"$anchor": "data"}, "items": {"$ref": "#data"}}
    }}}"##;
    let loaded = Loaded::new(&[
        ("openapi.json", schemas),
        (
            "b.yaml",
            "$defs: {x: {$anchor: there}}\n$id: https://e.com/b\n",
        ),
    ]);
    let cases = [
        ("Tree/properties/left", "#/components/schemas/Tree"),
        (
            "Tree/properties/leaf",
            "#/components/schemas/Tree/$defs/leaf",
        ),
        ("Tree/properties/own", "#/components/schemas/Tree/$defs/own"),
        ("Tree/properties/list", "#/components/schemas/List"),
        ("A", "#/components/schemas/Tree"),
        ("B", "#/components/schemas/Tree/$defs/leaf"),
        ("C", "#/components/schemas/List"),
        ("D", "#/components/schemas/Tree/$defs/own"),
        ("E", "#/components/schemas/Tree"),
        ("F", "#/components/schemas/List/properties/default"),
        ("I", "#/x-codegen-files/b.yaml/$defs/x"),
        ("J", "#/x-codegen-files/b.yaml"),
    ];
    for (name, expected) in cases {
        let found = loaded.resolved(&format!("/components/schemas/{name}"));
        assert_eq!(found, expected, "{name}");
    }
    for (name, expected) in [
        ("G", "the reference `#nothing` leads nowhere"),
        ("H", "nothing is fetched from the network"),
        ("K/items", "the reference `#data` leads nowhere"),
    ] {
        let found = loaded.resolved(&format!("/components/schemas/{name}"));
        assert!(found.ends_with(expected), "{found}");
    }
}

#[test]
fn knows_no_identifiers_in_3_0() {
    let loaded = Loaded::new(&[(
        "openapi.yaml",
        "openapi: 3.0.0\ncomponents: {schemas: {A: {$anchor: a}, B: {$ref: '#a'}}}\n",
    )]);
    let found = loaded.resolved("/components/schemas/B");
    assert!(
        found.ends_with("the reference `#a` leads nowhere"),
        "{found}"
    );
}
