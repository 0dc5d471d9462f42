//! What is read as a value, and what is sent as that.

use serde_json::json;

use super::*;

#[test]
fn a_text_that_is_a_value_for_the_client_is_judged_by_what_the_server_takes() {
    let text = json!("<?xml version='1.0'?><a>1</a>");
    let get = Row {
        status: 200,
        answer: Some(text.clone()),
        ..Row::default()
    };
    let put = Row {
        status: 204,
        body: Some(text.clone()),
        ..Row::default()
    };
    let rows = [&get, &put];
    let calls = [Call::default(), Call::default()];
    let read = json!({ "outcome": "answer", "status": 200, "value": { "a": 1 } });
    let refused = json!({ "outcome": "arguments" });
    let made = again(&rows, &calls, &[read.clone(), refused.clone()]);
    let bodies: Vec<_> = made
        .iter()
        .map(|(at, call)| (*at, &call.arguments["body"]))
        .collect();
    assert_eq!(bodies, [(1, &json!({ "a": 1 }))]);

    let mut outcomes = [read.clone(), json!({ "outcome": "answer", "status": 204 })];
    restore(&rows, &mut outcomes, "");
    assert_eq!(outcomes[0]["value"], text);
    let mut outcomes = [
        read.clone(),
        json!({ "outcome": "undocumented", "status": 400 }),
    ];
    restore(&rows, &mut outcomes, "");
    assert_eq!(outcomes[0], read);
}

#[test]
fn a_text_that_nobody_sends_is_judged_by_the_texts_in_it() {
    let text = json!("<?xml version='1.0'?>\n<a>\n <b>x</b>\n <c><d>{base}/1</d></c>\n</a>\n");
    let get = Row {
        answer: Some(text.clone()),
        ..Row::default()
    };
    for (value, is_right) in [
        (json!({ "c": { "d": "http://h/1" }, "b": "x" }), true),
        (json!({ "c": { "d": "http://h/2" }, "b": "x" }), false),
        (json!({ "b": "x" }), false),
    ] {
        let mut outcomes = [json!({ "value": value })];
        restore(&[&get], &mut outcomes, "http://h");
        assert_eq!(outcomes[0]["value"] == text, is_right, "{value}");
    }
}
