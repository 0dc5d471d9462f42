//! Which parameters a generated request has, and which values it refuses.

use codegen_runtime::{ErrorKind, Operation};
use features::parameters::models::{Filter, FilterDeep};
use features::parameters::operations::shared;

#[test]
fn an_operations_parameters_are_before_its_paths_and_a_name_may_stand_in_several_places() {
    let call = shared(7, "n", 5).depth(3).id_query("q").id_cookie("c").flag("");
    let message = call.into_http_request("http://h").unwrap();
    assert_eq!(message.uri(), "http://h/shared/7/n?depth=3&id=q&flag=");
    assert_eq!(message.headers().get_all("x-trace").iter().count(), 1);
    assert_eq!(message.headers()["x-trace"], "5");
    assert_eq!(message.headers()["cookie"], "Id=c");
    assert_eq!(message.headers()["accept"], "*/*");
}

#[test]
#[expect(deprecated, reason = "it is sent all the same")]
fn a_deprecated_parameter_is_sent() {
    let message = shared(7, "n", 5).old("o").into_http_request("http://h");
    assert_eq!(message.unwrap().uri(), "http://h/shared/7/n?old=o");
}

#[test]
fn what_cannot_be_sent_is_an_error_before_anything_is_sent() {
    let nested = Filter::new().deep(FilterDeep::new().x(1));
    for (call, advice) in [
        (shared(7, "..", 5), "the path parameter `name` gives the segment `..`"),
        (shared(7, ".", 5), "the path parameter `name` gives the segment `.`"),
        (shared(7, "", 5), "the path parameter `name` is empty"),
        (shared(7, "n", 5).note("a\r\nb: c"), "the header parameter `note` holds a line break"),
        (shared(7, "n", 5).filter(&nested), "the query parameter `filter` holds a list or an object inside another"),
        (shared(7, "n", 5).header("x", "a\nb"), "the value for the header `x` holds a line break"),
    ] {
        let error = call.into_http_request("http://h").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{error}");
        assert!(error.to_string().contains(advice), "{error}");
    }
}
