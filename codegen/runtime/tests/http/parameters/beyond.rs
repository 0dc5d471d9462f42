//! Where the specification leaves open how a value is written, and parameters beside each other.

use super::{COLOR, message, query};
use crate::support::List;
use codegen_runtime::serde_json::json;
use codegen_runtime::{Operation, Parameter, ParameterValue, Request};

#[test]
fn what_the_specification_leaves_open_is_written_as_servers_read_it() {
    let list = vec!["a".to_owned(), "b c".to_owned()];
    for parameter in [
        Parameter::new("x").space_delimited().exploded(),
        Parameter::new("x").pipe_delimited().exploded(),
    ] {
        assert_eq!(query(parameter, &list).unwrap(), "x=a&x=b%20c");
        assert_eq!(query(parameter, &COLOR).unwrap(), "R=100&G=200&B=150");
    }
    let deep = Parameter::new("f").deep_object();
    for (value, expected) in [
        (json!({"a": {"b": 1}}), "f%5Ba%5D%5Bb%5D=1"),
        (json!({"a": ["x", "y"]}), "f%5Ba%5D%5B0%5D=x&f%5Ba%5D%5B1%5D=y"),
        (json!(["x", null, {"c d": "&"}]), "f%5B0%5D=x&f%5B1%5D%5Bc%20d%5D=%26"),
        (json!({"a": [], "b": {}, "c": null, "d": ""}), "f%5Bd%5D="),
        (json!({"a": []}), "nothing"),
        (json!(5), "f=5"),
    ] {
        assert_eq!(query(deep, &value).as_deref(), Ok(expected), "{value}");
        assert_eq!(query(deep.joined(), &value).as_deref(), Ok(expected), "{value}");
    }
}

#[test]
fn a_parameter_that_is_set_again_is_replaced() {
    let set = |request: Request, value: &dyn ParameterValue| {
        let request = request.path("color", value).query("q", value);
        request.cookie("c", value).header_parameter("h", value)
    };
    let twice = message(|request| set(set(request, &"a"), &"b")).unwrap();
    assert_eq!(twice.uri(), "http://h/vb?q=b");
    assert_eq!(twice.headers()["cookie"], "c=b");
    assert_eq!(twice.headers()["h"], "b");

    let clear = |request: Request| {
        let request = request.query("q", &"a").query("q", &None::<i64>);
        let request = request.cookie("c", &"a").cookie("c", &None::<i64>);
        request.header("h", "a").header_parameter("h", &None::<i64>)
    };
    let cleared = message(clear).unwrap();
    assert_eq!(cleared.uri(), "http://h/value");
    assert!(!cleared.headers().contains_key("cookie"));
    assert!(!cleared.headers().contains_key("h"));
}

#[test]
fn cookies_share_a_header_and_are_not_printed() {
    let request = List::needing(List::INFO).with(|request| {
        let request = request.header("cookie", "a=1").header_parameter("x-secret", &"hunter2");
        request.cookie("b", &"hunter2 ;").cookie("c", &2_i64)
    });
    let debug = format!("{request:?}");
    assert!(debug.contains("\"b\"") && !debug.contains("hunter2"), "{debug}");
    let message = request.into_http_request("http://h").unwrap();
    let cookies = &message.headers()["cookie"];
    assert_eq!(cookies, "a=1; b=hunter2%20%3B; c=2");
    assert!(cookies.is_sensitive());
}
