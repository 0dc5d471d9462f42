//! What Prism says, and what that means.

use super::*;

fn outcome(kind: &str, body: &Value) -> Value {
    json!({ "outcome": kind, "body": body.to_string() })
}

fn problem(kind: &str, violations: &Value) -> Value {
    let kind = format!("https://stoplight.io/prism/errors#{kind}");
    json!({ "type": kind, "validation": violations })
}

#[test]
fn what_prism_says_is_told_from_what_it_answers() {
    let of_request = json!([{ "location": ["path", "id"] }]);
    let of_response = json!([{ "location": ["response", "body"] }]);
    let other = json!({ "message": "gone" });
    for (outcome, class) in [
        (json!({ "outcome": "answer" }), Class::Good),
        (outcome("error", &other), Class::Good),
        (outcome("decode", &other), Class::Undecoded),
        (outcome("undocumented", &other), Class::Undecoded),
        (json!({ "outcome": "arguments" }), Class::Unsent),
        (json!({ "outcome": "transport" }), Class::Unserved),
        (
            outcome("error", &problem("UNPROCESSABLE_ENTITY", &of_request)),
            Class::Refused,
        ),
        (
            outcome("undocumented", &problem("VIOLATIONS", &of_response)),
            Class::Contradicted,
        ),
        (
            outcome("decode", &problem("NO_RESPONSE_DEFINED", &Value::Null)),
            Class::Unserved,
        ),
    ] {
        assert_eq!(Class::of(&outcome), class, "{outcome}");
    }
}

#[test]
fn an_answer_that_its_own_schema_rejects_is_no_fault_of_the_client() {
    let calls = [Call::default()];
    let outcomes = [json!({ "outcome": "decode", "status": 200, "body": "{}" })];
    let score = Score::of(&calls, &outcomes, |_, _| None);
    assert!(!score.is_good());
    let score = Score::of(&calls, &outcomes, |_, _| Some("no name".to_owned()));
    assert!(score.is_good());
    assert!(
        score
            .to_string()
            .contains("contradicted by their own schemas: : no name"),
        "{score}"
    );
}
