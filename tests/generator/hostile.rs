//! Documents that mean harm, or mean nothing: no panic, no code from text, no path outside the folder.

use std::fmt::Write as _;
use std::fs;

use codegen::{Config, Spec, Stage};
use tests::{PLAIN, workspace};

fn rust(text: &str) -> Result<String, String> {
    let spec = Spec::Text {
        name: "hostile.yaml".to_owned(),
        text: text.to_owned(),
    };
    let config = Config::new(spec, "nowhere");
    match codegen::print(&config, Stage::Rust, PLAIN) {
        Ok((text, _)) => Ok(text),
        Err(failure) => Err(failure.to_string()),
    }
}

/// Cuts, doubles and swaps pieces of good documents; the outcome does not matter, only that there is one.
#[test]
fn broken_documents_never_panic() {
    let mut texts = vec![fs::read_to_string(workspace().join("spec/openapi.yaml")).unwrap()];
    for entry in fs::read_dir("fixtures/features").unwrap() {
        texts.push(fs::read_to_string(entry.unwrap().path()).unwrap());
    }
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |bound: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        usize::try_from(random % bound.max(1) as u64).unwrap()
    };
    let mut outcomes = [0, 0];
    for round in 0..600 {
        let text = &texts[round % texts.len()];
        let mut lines: Vec<&str> = text.lines().collect();
        for _ in 0..=next(4) {
            if lines.is_empty() {
                break;
            }
            let (a, b) = (next(lines.len()), next(lines.len()));
            match next(4) {
                0 => drop(lines.remove(a)),
                1 => lines.insert(a, lines[b]),
                2 => lines.swap(a, b),
                _ => lines.truncate(a.max(1)),
            }
        }
        outcomes[usize::from(rust(&lines.join("\n")).is_ok())] += 1;
    }
    assert!(
        outcomes.iter().all(|count| *count > 20),
        "both outcomes are tried: {outcomes:?}"
    );
}

/// Text of the document in every place where text goes into code.
#[test]
fn text_from_a_document_never_becomes_code() {
    let evil = r#""; } pub fn evil() {} /* */ #![evil] \u{0} {} {x} \\ ` */ \" "#;
    let quoted = serde_json::to_string(evil).unwrap();
    let text = format!(
        r##"
openapi: 3.0.3
info: {{title: {quoted}, version: {quoted}, description: {quoted}}}
servers: [{{url: {quoted}, description: {quoted}}}, {{url: "https://{{a}}/", variables: {{a: {{default: {quoted}, enum: [{quoted}]}}}}}}]
tags: [{{name: {quoted}, description: {quoted}}}]
security: [{{{quoted}: []}}]
paths:
  ? {path}
  : get:
      operationId: {quoted}
      tags: [{quoted}]
      summary: {quoted}
      description: {quoted}
      parameters: [{{name: {quoted}, in: query, description: {quoted}, schema: {{type: string}}}}]
      responses:
        "200": {{description: {quoted}, content: {{{media}: {{schema: {{$ref: "#/components/schemas/a"}}}}}}}}
        "404": {{description: {quoted}, content: {{{media}: {{schema: {{type: string}}}}}}}}
components:
  securitySchemes: {{{quoted}: {{type: apiKey, in: header, name: {quoted}, description: {quoted}}}}}
  schemas:
    a: {{type: object, title: {quoted}, description: {quoted}, properties: {{{quoted}: {{type: string, enum: [{quoted}], example: {quoted}, default: {quoted}}}}}}}
"##,
        path = serde_json::to_string(&format!("/{evil}").replace(['{', '}'], "")).unwrap(),
        media = serde_json::to_string(&format!("application/json; {evil}")).unwrap(),
    );
    let rust = rust(&text).unwrap();
    // Every mention is inside a literal or a comment, never an item.
    for line in rust.lines().filter(|line| line.contains("fn evil")) {
        let inert = line.trim_start().starts_with("//") || line.contains('"');
        assert!(inert, "{line}");
    }
    assert!(rust.contains("fn evil"), "the text is kept somewhere");
    let items = rust
        .lines()
        .filter(|line| line.trim_start().starts_with("pub fn evil()"));
    assert_eq!(items.count(), 0);
}

#[test]
fn tags_and_names_do_not_lead_out_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    for tag in [
        "../../evil",
        "/etc/evil",
        "..",
        "a/b",
        "con",
        ".",
        "lib",
        "runtime",
    ] {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    get:\n      tags: ['{tag}']\n      responses: {{'204': {{description: d}}}}\n"
        );
        let spec = Spec::Text {
            name: "tags.yaml".to_owned(),
            text,
        };
        codegen::generate(&Config::new(spec, &out)).unwrap();
        let outside: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        assert_eq!(outside, std::slice::from_ref(&out), "{tag}");
    }
}

/// Few bytes that would mean a lot of work to whoever follows every reference each time.
#[test]
fn reference_bombs_are_worked_through_once() {
    let reference =
        |name: &str, number: usize| format!("{{$ref: '#/components/schemas/{name}{number}'}}");
    let document = |schemas: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
        )
    };
    let mut doubled = String::new();
    for number in 0..60 {
        let next = reference("A", number + 1);
        let _ = writeln!(doubled, "    A{number}: {{allOf: [{next}, {next}]}}");
    }
    doubled.push_str("    A60: {type: object, properties: {end: {type: string}}}\n");
    assert!(
        rust(&document(&doubled))
            .unwrap()
            .contains("pub struct A0 {")
    );
    let mut chained = String::new();
    for number in 0..300 {
        let next = reference("B", (number + 1) % 300);
        let _ = writeln!(
            chained,
            "    B{number}: {{type: object, properties: {{a: {next}, b: {next}, c: {next}}}}}"
        );
    }
    assert!(
        rust(&document(&chained))
            .unwrap()
            .contains("pub a: Option<Box<B1>>")
    );
    let endless = "    C: {type: array, items: {$ref: '#/components/schemas/C'}}\n    D: {type: object, properties: {c: {$ref: '#/components/schemas/C'}}}\n";
    assert!(
        rust(&document(endless))
            .unwrap()
            .contains("pub c: Option<Vec<Value>>")
    );
    let mut held = String::new();
    let mut chosen = String::new();
    for number in 0..3_000 {
        let next = reference("E", number + 1);
        let _ = writeln!(held, "    E{number}: {{type: array, items: {next}}}");
    }
    held.push_str("    E3000: {type: string}\n");
    assert!(rust(&document(&held)).unwrap().contains("Vec<Vec<Value>>"));
    for number in 0..24 {
        let others: Vec<_> = (0..24).map(|other| reference("F", other)).collect();
        let others = others.join(", ");
        let _ = writeln!(
            chosen,
            "    F{number}: {{oneOf: [{{type: object, properties: {{a{number}: {{type: string}}}}}}, {others}]}}"
        );
    }
    assert!(rust(&document(&chosen)).unwrap().contains("pub enum F23 {"));
}

/// Each holds two of the next, all of which must be there: a value of the first would have millions of members.
#[test]
fn made_up_values_are_bounded() {
    let mut text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a: {get: {responses: {'200': {description: A., content: {application/json: {schema: {$ref: '#/components/schemas/G0'}}}}}}}\ncomponents:\n  schemas:\n    G20: {type: string}\n".to_owned();
    for number in 0..20 {
        let next = format!("{{$ref: '#/components/schemas/G{}'}}", number + 1);
        let _ = writeln!(
            text,
            "    G{number}: {{type: object, required: [a, b], properties: {{a: {next}, b: {next}}}}}"
        );
    }
    let folder = tempfile::tempdir().unwrap();
    let spec = Spec::Text {
        name: "bomb.yaml".to_owned(),
        text,
    };
    codegen::generate(&Config::new(spec, folder.path()).with_mock()).unwrap();
    let answers = fs::metadata(folder.path().join("src/mock.json")).unwrap();
    assert!(answers.len() < 1_000_000, "{} bytes", answers.len());
}
