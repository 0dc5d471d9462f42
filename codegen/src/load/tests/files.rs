//! Tests of documents that consist of several files.

#![expect(
    clippy::disallowed_methods,
    reason = "tests write the files that they read"
)]

use std::path::Path;

use super::*;
use crate::diagnostics::{MessageFormat, Style};

/// Some files in a folder, the first of them loaded as the document.
pub(super) struct Loaded {
    folder: tempfile::TempDir,
    pub(super) sources: Sources,
    pub(super) diagnostics: Diagnostics,
    document: Option<Document>,
}

impl Loaded {
    pub(super) fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Self::open(folder, files[0].0)
    }

    pub(super) fn open(folder: tempfile::TempDir, name: &str) -> Self {
        let mut sources = Sources::new();
        let mut diagnostics = Diagnostics::new();
        sources.open_document(&folder.path().join(name)).unwrap();
        let document = load(&mut sources, &mut diagnostics);
        Self {
            folder,
            sources,
            diagnostics,
            document,
        }
    }

    pub(super) fn document(&self) -> &Document {
        self.document.as_ref().unwrap()
    }

    /// Where the references at a pointer end, or what is said about them.
    pub(super) fn resolved(&self, pointer: &str) -> String {
        let pointer = JsonPointer::parse(pointer).unwrap();
        match self.document().resolve(&pointer) {
            Ok(target) => target.to_string(),
            Err(error) => self.said(&error.into_diagnostic().into(), MessageFormat::Short),
        }
    }

    /// The schema that the references at a pointer lead to, as it is after loading.
    fn schema(&self, pointer: &str) -> String {
        let pointer = JsonPointer::parse(pointer).unwrap();
        let place = self.document().resolve(&pointer).unwrap();
        self.document().get(&place).unwrap().to_string()
    }

    pub(super) fn said(&self, diagnostics: &Diagnostics, format: MessageFormat) -> String {
        let style = Style {
            format,
            ..Style::default()
        };
        let text = crate::diagnostics::render(diagnostics, &self.sources, style);
        let folder = format!("{}/", self.folder.path().display());
        text.replace(&folder, "").trim_end().to_owned()
    }

    fn paths(&self) -> Vec<String> {
        let relative = |path: &Path| path.strip_prefix(self.folder.path()).unwrap().to_owned();
        let paths = self.sources.paths();
        let names = paths
            .iter()
            .map(|path| relative(path).display().to_string());
        names.collect()
    }
}

/// A document in which schemas `A`, `B` .. are these.
pub(super) fn schemas(version: &str, schemas: &str) -> String {
    format!("openapi: {version}\ncomponents:\n  schemas: {schemas}\n")
}

#[test]
fn follows_references_to_files() {
    let document = schemas(
        "3.0.0",
        "{A: {$ref: 'parts/a%20b.yaml#/x%7Ey'}, B: {$ref: parts/whole.json}, C: {$ref: './parts/../parts/whole.json'},\n\
         D: {$ref: 'parts/a%20b.yaml#/again'}, E: {$ref: 'parts/api.yaml#/components/schemas/Pet'}, Own: {}}",
    );
    let loaded = Loaded::new(&[
        ("api/openapi.yaml", &document),
        (
            "api/parts/a b.yaml",
            "x~y: {type: object, properties: {w: {$ref: 'whole.json#/properties/c'}, o: {$ref: '../openapi.yaml#/components/schemas/Own'}}}\n\
             again: {$ref: '#/x~y'}\n",
        ),
        (
            "api/parts/whole.json",
            r#"{"type": "object", "properties": {"c": {"type": "string"}, "up": {"$ref": "../../common/up.yaml#/U"}}}"#,
        ),
        (
            "common/up.yaml",
            "U: {items: {$ref: '../api/parts/whole.json'}}\nunused: {$ref: nowhere.yaml}\n",
        ),
        (
            "api/parts/api.yaml",
            "openapi: 3.0.0\ncomponents: {schemas: {Pet: {$ref: '#/components/schemas/Cat'}, Cat: {type: object}}}\n",
        ),
    ]);
    assert_eq!(loaded.said(&loaded.diagnostics, MessageFormat::Short), "");
    let files = "#/x-codegen-files";
    let cases = [
        ("/A", "parts~1a b.yaml/x~0y"),
        ("/A/properties/w", "parts~1whole.json/properties/c"),
        ("/B", "parts~1whole.json"),
        ("/C", "parts~1whole.json"),
        ("/B/properties/up", "..~1common~1up.yaml/U"),
        ("/B/properties/up/items", "parts~1whole.json"),
        ("/D", "parts~1a b.yaml/x~0y"),
        ("/E", "parts~1api.yaml/components/schemas/Cat"),
    ];
    for (pointer, expected) in cases {
        let found = loaded.resolved(&format!("/components/schemas{pointer}"));
        assert_eq!(found, format!("{files}/{expected}"), "{pointer}");
    }
    let own = loaded.resolved("/components/schemas/A/properties/o");
    assert_eq!(own, "#/components/schemas/Own");
    assert_eq!(
        loaded.paths(),
        [
            "api/../common/up.yaml",
            "api/openapi.yaml",
            "api/parts/a b.yaml",
            "api/parts/api.yaml",
            "api/parts/whole.json",
        ]
    );
}

#[test]
fn reads_any_kind_of_node_from_files() {
    let loaded = Loaded::new(&[
        (
            "openapi.yaml",
            "openapi: 3.1.0\npaths:\n  /a: {$ref: a.yaml}\n  /b:\n    get: {$ref: 'op.yaml'}\n\
             components: {$ref: components.yaml}\n",
        ),
        (
            "a.yaml",
            "parameters: [{$ref: 'parts.yaml#/p'}]\n\
             get: {requestBody: {$ref: 'parts.yaml#/b'}, responses: {200: {$ref: 'parts.yaml#/r'}}}\n",
        ),
        (
            "parts.yaml",
            "p: {name: p, in: query, schema: {const: 1}}\nb: {content: {a/b: {schema: {const: 2}}}}\n\
             r: {headers: {h: {$ref: '#/h'}}, content: {a/b: {schema: {const: 4}, example: {schema: {const: 5}}}}}\n\
             h: {schema: {const: 3}}\nneither: {const: 6}\n",
        ),
        (
            "op.yaml",
            "operationId: op\ntags: [t]\nparameters: [{$ref: 'parts.yaml#/p'}, {name: q, in: query, schema: {const: 7}}]\n",
        ),
        (
            "components.yaml",
            "schemas: {$ref: 'schemas.yaml'}\nsecuritySchemes: {s: {$ref: 'security.yaml#/s'}}\n",
        ),
        ("schemas.yaml", "Pet: {const: 8}\nOther: {$ref: '#/Pet'}\n"),
        ("security.yaml", "s: {type: http, scheme: basic}\n"),
    ]);
    assert_eq!(loaded.said(&loaded.diagnostics, MessageFormat::Short), "");
    let cases = [
        ("/paths/~1a/parameters/0/schema", "1"),
        ("/paths/~1a/get/requestBody/content/a~1b/schema", "2"),
        ("/paths/~1a/get/responses/200/headers/h/schema", "3"),
        ("/paths/~1a/get/responses/200/content/a~1b/schema", "4"),
        ("/paths/~1b/get/parameters/0/schema", "1"),
        ("/paths/~1b/get/parameters/1/schema", "7"),
        ("/components/schemas/Pet", "8"),
        ("/components/schemas/Other", "8"),
    ];
    for (pointer, value) in cases {
        let expected = format!("{{\"type\":\"integer\",\"enum\":[{value}]}}");
        assert_eq!(loaded.schema(pointer), expected, "{pointer}");
    }
    let example = "/paths/~1a/get/responses/200/content/a~1b/example/schema";
    assert_eq!(loaded.schema(example), "{\"const\":5}");
    assert_eq!(
        loaded.schema("/x-codegen-files/parts.yaml/neither"),
        "{\"const\":6}"
    );
    let (operation, _) = seen::<openapiv3::Operation>(loaded.document(), "/paths/~1b/get");
    assert_eq!(operation.operation_id.as_deref(), Some("op"));
    assert_eq!(operation.tags, ["t"]);
    let security = loaded.resolved("/components/securitySchemes/s");
    assert_eq!(security, "#/x-codegen-files/security.yaml/s");
}

#[test]
fn rewrites_references_only() {
    let loaded = Loaded::new(&[
        (
            "openapi.yaml",
            &schemas(
                "3.0.0",
                "{A: {$ref: 'b.yaml#/B'}, C: {properties: {$ref: {type: string}},\n\
                 example: {$ref: b.yaml}, default: {$ref: b.yaml}, enum: [{$ref: b.yaml}], x-a: {$ref: b.yaml}}}",
            ),
        ),
        (
            "b.yaml",
            "B:\n  oneOf: [{$ref: '#/D'}]\n  discriminator: {propertyName: t, mapping: {d: '#/D', e: D, f: './b.yaml#/D'}}\n\
             D: {type: object, example: {$ref: '#/D'}}\n",
        ),
    ]);
    let data = r#"{"properties":{"$ref":{"type":"string"}},"example":{"$ref":"b.yaml"},"default":{"$ref":"b.yaml"},"enum":[{"$ref":"b.yaml"}],"x-a":{"$ref":"b.yaml"}}"#;
    assert_eq!(loaded.schema("/components/schemas/C"), data);
    let union = r##"{"oneOf":[{"$ref":"#/x-codegen-files/b.yaml/D"}],"discriminator":{"propertyName":"t","mapping":{"d":"#/x-codegen-files/b.yaml/D","e":"D","f":"#/x-codegen-files/b.yaml/D"}}}"##;
    assert_eq!(loaded.schema("/components/schemas/A"), union);
    let example = loaded.schema("/x-codegen-files/b.yaml/D");
    assert_eq!(example, r##"{"type":"object","example":{"$ref":"#/D"}}"##);
}

#[test]
fn keeps_the_version_of_each_file() {
    let loaded = Loaded::new(&[
        (
            "openapi.yaml",
            &schemas(
                "3.1.0",
                "{A: {$ref: 'old.yaml#/components/schemas/A'}, B: {$ref: 'new.yaml#/A'}}",
            ),
        ),
        (
            "old.yaml",
            "openapi: 3.0.0\ncomponents: {schemas: {A: {items: {$ref: 'new.yaml#/A', description: d}}}}\n",
        ),
        (
            "new.yaml",
            "A: {items: {$ref: '#/B', description: d}}\nB: {type: [string, 'null']}\n",
        ),
    ]);
    let old = r##"{"items":{"$ref":"#/x-codegen-files/new.yaml/A","description":"d"}}"##;
    assert_eq!(loaded.schema("/components/schemas/A"), old);
    let new =
        r##"{"items":{"description":"d","allOf":[{"$ref":"#/x-codegen-files/new.yaml/B"}]}}"##;
    assert_eq!(loaded.schema("/components/schemas/B"), new);
}

#[test]
fn follows_references_on_the_way() {
    let loaded = Loaded::new(&[
        (
            "openapi.yaml",
            &schemas(
                "3.1.0",
                "{B: {properties: {b: {items: {}}}}, A: {$ref: '#/components/schemas/B'}, Deep: {$ref: '#/components/schemas/A/properties/b'},\n\
                 Sibling: {$ref: '#/components/schemas/B', description: d}, Deeper: {$ref: '#/components/schemas/Sibling/properties/b/items'},\n\
                 Far: {$ref: 'c.yaml#/C/properties/d'}, Self: {$ref: '#/components/schemas/Self/properties/a'}}",
            ),
        ),
        ("c.yaml", "C: {$ref: d.yaml}\n"),
        ("d.yaml", "properties: {d: {const: 1}}\n"),
    ]);
    let b = "#/components/schemas/B/properties/b";
    assert_eq!(loaded.resolved("/components/schemas/Deep"), b);
    assert_eq!(
        loaded.resolved("/components/schemas/Deeper"),
        format!("{b}/items")
    );
    let far = "#/x-codegen-files/d.yaml/properties/d";
    assert_eq!(loaded.resolved("/components/schemas/Far"), far);
    assert_eq!(loaded.schema(far), r#"{"type":"integer","enum":[1]}"#);
    let itself = loaded.resolved("/components/schemas/Self");
    assert!(itself.contains("leads nowhere"), "{itself}");
}
