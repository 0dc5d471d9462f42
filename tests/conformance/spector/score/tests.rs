//! What makes a row pass.

use super::*;

fn row(status: u64, answer: Option<Value>) -> Row {
    Row {
        scenario: "Pets_get".to_owned(),
        step: "1".to_owned(),
        status,
        answer,
        ..Row::default()
    }
}

#[test]
fn a_row_passes_where_the_status_and_the_value_are_the_expected_ones() {
    let told = |kind: &str, status: u64, value: Value| json!({ "outcome": kind, "status": status, "value": value });
    let pet = json!({ "at": "2022-08-26T18:38:00.000Z", "next": "{base}/2", "size": 1.0 });
    let same = json!({ "at": "2022-08-26T18:38:00Z", "next": "http://here/2", "size": 1 });
    let less = json!({ "at": "2022-08-26T18:38:00Z", "next": "http://here/2" });
    for (row, outcome, passes) in [
        (row(204, None), told("answer", 204, Value::Null), true),
        (row(204, None), told("answer", 200, Value::Null), false),
        (
            row(200, Some(pet.clone())),
            told("answer", 200, same.clone()),
            true,
        ),
        (
            row(200, Some(pet.clone())),
            told("answer", 200, less),
            false,
        ),
        (row(400, Some(pet)), told("error", 400, same), true),
        (row(403, None), told("undocumented", 403, Value::Null), true),
        (
            row(204, None),
            told("undocumented", 400, Value::Null),
            false,
        ),
        (row(200, None), told("decode", 200, Value::Null), false),
    ] {
        let is_passed = verdict(&row, &outcome, "http://here") == Verdict::Passed;
        assert_eq!(is_passed, passes, "{outcome}");
    }
}

#[test]
fn a_scenario_is_as_good_as_its_worst_step() {
    let mut score = Score::default();
    let mut second = row(200, None);
    second.step = "2".to_owned();
    score.add(&second, Verdict::Failed("no".to_owned()));
    score.add(&row(200, None), Verdict::Passed);
    let said = "failed: Pets_get: no\n0 passed, 1 failed, 0 not applicable, of 1 scenarios\n";
    assert_eq!(score.to_string(), said);
}
