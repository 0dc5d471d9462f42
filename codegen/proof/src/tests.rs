//! What comes back, what does not, and who is to blame for it.

use serde_json::{Value, json};

use super::{Check, Report, Schemas, report};

/// What a good model does: it keeps what it knows, and writes moments in its own way.
fn good(sample: &[u8]) -> Result<Vec<u8>, String> {
    let mut value: Value = serde_json::from_slice(sample).unwrap();
    let members = value.as_object_mut().ok_or("not an object")?;
    members.remove("unknown");
    if let Some(born) = members.get_mut("born") {
        *born = json!("2020-01-01T00:00:00+00:00");
    }
    if !members.contains_key("name") {
        return Err("there is no `name`".to_owned());
    }
    Ok(value.to_string().into_bytes())
}

/// A model that loses a member.
fn forgetful(sample: &[u8]) -> Result<Vec<u8>, String> {
    let mut value: Value = serde_json::from_slice(sample).unwrap();
    value.as_object_mut().ok_or("not an object")?.remove("born");
    Ok(value.to_string().into_bytes())
}

fn panicking(_: &[u8]) -> Result<Vec<u8>, String> {
    panic!("on purpose")
}

fn checked(check: fn(&[u8]) -> Result<Vec<u8>, String>, sample: &Value) -> Report {
    let schemas = Schemas::new(&json!({
        "/pet": {
            "type": "object",
            "properties": {
                "name": { "type": "string" },
                "born": { "$ref": "urn:description#/$defs/~1born%7B%7D" },
            },
            "required": ["name"],
        },
        "/born{}": { "anyOf": [{ "type": "string", "format": "date-time" }, { "type": "null" }] },
    }));
    let file = json!({ "samples": [{ "schema": "/pet", "at": "/here", "value": sample }] });
    let checks: [Check; 1] = [("/pet", check)];
    report(&file, &checks, &schemas.unwrap())
}

fn counts(report: &Report) -> (usize, usize, usize) {
    (report.passed, report.failed.len(), report.rejected.len())
}

#[test]
fn a_sample_that_means_the_same_passes() {
    for sample in [
        json!({ "name": "a" }),
        json!({ "name": "a", "born": "2020-01-01T00:00:00.000Z" }),
        json!({ "name": "a", "unknown": 1 }),
    ] {
        assert_eq!(counts(&checked(good, &sample)), (1, 0, 0), "{sample}");
    }
}

#[test]
fn a_sample_that_its_schema_rejects_is_the_documents_fault() {
    for sample in [json!({}), json!({ "name": "a", "born": "yesterday" })] {
        assert_eq!(counts(&checked(good, &sample)), (0, 0, 1), "{sample}");
    }
}

#[test]
fn a_sample_that_a_model_changes_fails() {
    let born = json!({ "name": "a", "born": "2020-01-01T00:00:00Z" });
    let report = checked(forgetful, &born);
    assert_eq!(counts(&report), (0, 1, 0));
    assert!(report.failed[0].problem.contains("at `/born`"), "{report}");
    // Another moment is not another spelling.
    let other = json!({ "name": "a", "born": "2020-01-01T00:00:01Z" });
    assert_eq!(counts(&checked(good, &other)), (0, 1, 0));
    assert_eq!(counts(&checked(panicking, &born)), (0, 1, 0));
}

#[test]
fn nothing_may_be_dropped_where_the_file_says_so() {
    let schemas = Schemas::new(&json!({ "/pet": {} })).unwrap();
    let mut file =
        json!({ "samples": [{ "schema": "/pet", "value": { "name": "a", "unknown": 1.0 } }] });
    let checks: [Check; 1] = [("/pet", good)];
    assert_eq!(counts(&report(&file, &checks, &schemas)), (1, 0, 0));
    file["exact"] = json!(true);
    assert_eq!(counts(&report(&file, &checks, &schemas)), (0, 1, 0));
}

#[test]
fn numbers_are_compared_by_value() {
    fn whole(sample: &[u8]) -> Result<Vec<u8>, String> {
        let list: Vec<f64> = serde_json::from_slice(sample).map_err(|error| error.to_string())?;
        let whole: Vec<_> = list
            .into_iter()
            .map(f64::trunc)
            .map(|number| number.to_string())
            .collect();
        Ok(format!("[{}]", whole.join(",")).into_bytes())
    }
    let schemas = Schemas::new(&json!({ "/list": { "type": "array" } })).unwrap();
    let checks: [Check; 1] = [("/list", whole)];
    for (value, expected) in [(json!([1.0, 2]), (1, 0, 0)), (json!([1.5, 2]), (0, 1, 0))] {
        let file = json!({ "samples": [{ "schema": "/list", "value": value }] });
        assert_eq!(counts(&report(&file, &checks, &schemas)), expected);
    }
}

#[test]
fn bytes_are_compared_as_such() {
    /// Writes whatever it has read with padding, and in the alphabet that is not for URLs.
    fn padded(sample: &[u8]) -> Result<Vec<u8>, String> {
        let text: String = serde_json::from_slice(sample).map_err(|error| error.to_string())?;
        let text = text.trim_end_matches('=').replace('_', "/");
        if text.len() % 4 == 1 || text.contains(' ') {
            return Err("not base64".to_owned());
        }
        Ok(json!(format!("{text:=<4}")).to_string().into_bytes())
    }
    let schema = json!({ "type": "string", "format": "byte" });
    let schemas = Schemas::new(&json!({ "/bytes": schema })).unwrap();
    let checks: [Check; 1] = [("/bytes", padded)];
    for (value, expected) in [
        ("aa", (1, 0, 0)),
        ("aa==", (1, 0, 0)),
        ("a_", (1, 0, 0)),
        ("aaaaa", (0, 0, 1)),
        ("a b", (0, 0, 1)),
        ("a===", (0, 0, 1)),
    ] {
        let file = json!({ "samples": [{ "schema": "/bytes", "value": value }] });
        assert_eq!(
            counts(&report(&file, &checks, &schemas)),
            expected,
            "{value}"
        );
    }
}

/// What only another branch names is unknown to the one that fits.
#[test]
fn members_belong_to_the_branch_that_fits() {
    let kind = |kind: &str, other: &str| {
        json!({
            "type": "object",
            "properties": { "kind": { "enum": [kind] }, other: { "type": "integer" } },
            "required": ["kind"],
        })
    };
    let schemas = Schemas::new(&json!({
        "/choice": { "oneOf": [kind("a", "unknown"), { "$ref": "urn:description#/$defs/~1b" }] },
        "/open": { "anyOf": [{ "required": ["name"] }, { "additionalProperties": { "type": "integer" } }] },
        "/b": kind("b", "name"),
    }));
    let schemas = schemas.unwrap();
    let checks: [Check; 2] = [("/choice", good), ("/open", good)];
    for (schema, value, expected) in [
        (
            "/choice",
            json!({ "kind": "a", "name": 1, "unknown": 1 }),
            (0, 1, 0),
        ),
        (
            "/choice",
            json!({ "kind": "b", "name": 1, "unknown": 1 }),
            (1, 0, 0),
        ),
        // Both may fit at first sight; the validator knows better.
        ("/open", json!({ "name": "a", "unknown": 1 }), (1, 0, 0)),
        ("/open", json!({ "name": 1, "unknown": 1 }), (0, 1, 0)),
    ] {
        let file = json!({ "samples": [{ "schema": schema, "value": value }] });
        assert_eq!(
            counts(&report(&file, &checks, &schemas)),
            expected,
            "{value}"
        );
    }
}
