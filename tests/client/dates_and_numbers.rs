//! Dates and numbers arrive as they were sent.

use chrono::{DateTime, FixedOffset};
use ghes_runners::models::{AuthenticationToken, Runner};
use ghes_runners::runners;
use serde_json::{Value, json};

use crate::server::{Reply, Server};
use crate::support::{RUNNER, TOKEN, client};

#[test]
fn a_date_keeps_its_offset_and_its_milliseconds() {
    let server = Server::always(Reply::json(201, TOKEN));
    let token = both!(client(&server), runners::create_registration_token("octo")).unwrap();
    let expected: DateTime<FixedOffset> = "2020-01-22T12:13:35.123-08:00".parse().unwrap();
    assert_eq!(token.expires_at, expected);
    // Instants are compared without their offset.
    assert_eq!(token.expires_at.offset().local_minus_utc(), -8 * 3600);
    assert_eq!(token.expires_at.timestamp_subsec_millis(), 123);
}

#[test]
fn a_date_is_written_back_as_the_same_instant_with_the_same_offset() {
    for text in [
        "2020-01-22T12:13:35.123-08:00",
        "2020-01-22T12:13:35-08:00",
        "2016-07-11T22:14:10Z",
        "2016-07-11T22:14:10.000001+05:45",
    ] {
        let value = json!({"token": "t", "expires_at": text});
        let token: AuthenticationToken = serde_json::from_value(value).unwrap();
        let written = serde_json::to_value(&token).unwrap();
        let again: DateTime<FixedOffset> = written["expires_at"].as_str().unwrap().parse().unwrap();
        assert_eq!(
            (again, again.offset()),
            (token.expires_at, token.expires_at.offset()),
            "{text}"
        );
        let original: DateTime<FixedOffset> = text.parse().unwrap();
        assert_eq!(
            (again, again.offset()),
            (original, original.offset()),
            "{text}"
        );
    }
}

#[test]
fn what_is_no_date_is_an_error_at_its_member() {
    for text in [
        "",
        "tomorrow",
        "2020-01-22",
        "2020-13-22T12:13:35Z",
        "2020-01-22T12:13:35",
    ] {
        let body = json!({"token": "t", "expires_at": text}).to_string();
        let server = Server::always(Reply::json(201, &body));
        let error = both!(client(&server), runners::create_remove_token("octo")).unwrap_err();
        assert_eq!(
            error.decode_error().unwrap().path(),
            "expires_at",
            "{text:?}"
        );
    }
}

#[test]
fn an_id_may_need_all_64_bits() {
    for id in [
        2_147_483_648,
        4_294_967_296,
        9_007_199_254_740_993,
        i64::MAX,
    ] {
        let mut body: Value = serde_json::from_str(RUNNER).unwrap();
        for place in ["/id", "/labels/0/id"] {
            *body.pointer_mut(place).unwrap() = id.into();
        }
        body["runner_group_id"] = id.into();
        let server = Server::always(Reply::json(200, &body.to_string()));
        let runner = both!(client(&server), runners::get("octo", id)).unwrap();
        assert_eq!(
            (runner.id, runner.runner_group_id, runner.labels[0].id),
            (id, Some(id), Some(id))
        );
        let path = format!("/api/v3/enterprises/octo/actions/runners/{id}");
        assert_eq!(server.received()[0].target, path);
        assert_eq!(serde_json::to_value(&*runner).unwrap(), body);
    }
}

#[test]
fn an_id_that_does_not_fit_is_never_cut_down() {
    for id in [
        "9223372036854775808",
        "-9223372036854775809",
        "1e300",
        "0.5",
        "true",
        "\"5\"",
    ] {
        let body = RUNNER.replacen("23", id, 1);
        let error = serde_json::from_str::<Runner>(&body).unwrap_err();
        assert!(
            error
                .to_string()
                .contains("expected a whole number of 64 bits"),
            "{id}: {error}"
        );
    }
}
