//! The server that stands in for an API: what it answers, what it refuses, and what it tells of calls.

use crate::support::{
    API, BASIC, BEARER, BasicError, COOKIE, Create, DIGEST, KEY, List, Log, MUTUAL_TLS, OAUTH, OPEN_ID, QUERY_KEY,
    Token, block_on, create, delete, list, log,
};
use codegen_runtime::mock::{BodyType, Description, Mock, Reply, json};
use codegen_runtime::{
    self as runtime, Called, Client, ErrorKind, Operation, OperationInfo, Request, RetryPolicy, Secret, SecurityScheme,
    Untyped,
};
use http::Method;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// As the generator writes it: a line for each operation.
static DESCRIPTION: Description = Description {
    operations: r#"{"//": "@generated",
"POST /enterprises/{enterprise}/token": {"id":"create","security":[["bearerAuth"]],"responses":{"201":{"type":"application/json","example":{"token":"of the example"}},"404":{"type":"application/json","example":{"message":"Not Found"}}}},
"DELETE /runners/{group}:{runner_id}/.{group}": {"id":"delete","security":[["bearerAuth"]],"parameters":[{"in":"path","name":"runner_id","required":true,"type":"integer"}],"responses":{"204":{}}},
"GET /runners": {"id":"list","parameters":[{"in":"query","name":"per_page","type":"integer"},{"in":"query","name":"state","enum":["on","off"],"separator":","},{"in":"query","name":"filter","deep":true,"type":"boolean"},{"in":"header","name":"x-page","type":"number"},{"in":"cookie","name":"theme","type":"json"}],"responses":{"200":{"type":"application/json","example":[7],"headers":{"x-total":"1"}}}},
"GET /runners/{runner_id}": {"id":"get","responses":{"default":{"type":"application/json","example":"any"}}},
"GET /runners/downloads": {"id":"downloads","responses":{"2XX":{"type":"application/json","example":"literal"}}},
"GET /runners/{a}/{b}": {"id":"two","responses":{}},
"GET /runners/{c}/b": {"id":"mixed","responses":{}},
"PUT /token": {"id":"put","parameters":[{"in":"query","name":"dry","required":true,"type":"boolean"}],"body":{"required":true,"content":["application/json","text/*"]},"responses":{"200":{"type":"text/plain","text":"done"}}},
"GET /log": {"id":"log","responses":{"200":{"type":"text/plain","text":"a line"}}}
}"#,
    servers: &["{protocol}://{hostname}/api/v3", "/of/{tenant}/"],
    security_schemes: &[
        &BEARER,
        &BASIC,
        &KEY,
        &QUERY_KEY,
        &COOKIE,
        &DIGEST,
        &OAUTH,
        &OPEN_ID,
        &MUTUAL_TLS,
    ],
    bodies: &[&[], &[PUT_BODY]],
};

const PUT_BODY: BodyType = ("PUT /token", "application/json", json::<Token>);

/// What a test does to a request.
type Change = fn(Request) -> Request;

#[derive(Debug, Clone)]
struct Put(Request);

runtime::operation!(
    Put => String, Untyped;
    PUT "/token", id = "put", accept = "text/plain":
    200 => success text
);

fn put() -> Put {
    Put(Request::new(Put::INFO).query("dry", &true))
}

fn once(mock: &Mock) -> Client {
    mock.client().retry(RetryPolicy::none()).build().unwrap()
}

fn called<O: Operation>(mock: &Mock, operation: O) -> Called<O> {
    once(mock).send_blocking(operation)
}

/// Calls another path by `GET`; the answer is a text.
fn get(mock: &Mock, path: &'static str) -> Result<String, String> {
    let info: &'static OperationInfo = Box::leak(Box::new(OperationInfo {
        method: Method::GET,
        path,
        ..*Put::INFO
    }));
    match called(mock, Put(Request::new(info))) {
        Ok(answer) => Ok(answer.into_inner()),
        Err(error) => Err(error.to_string()),
    }
}

#[test]
fn examples_answer_in_every_way_of_calling() {
    let mock = Mock::start(&DESCRIPTION);
    let client = once(&mock);
    let token = client.send_blocking(create("octo")).unwrap();
    assert_eq!(token.status(), 201);
    assert_eq!(token.token.expose_secret(), "of the example");
    let answer = block_on(client.send(list())).unwrap();
    assert_eq!(answer.headers()["x-total"], "1");
    assert_eq!(answer.into_inner(), [7]);
    assert_eq!(client.send_blocking(delete("g", 1)).unwrap().status(), 204);
    assert_eq!(*client.send_blocking(put_text("t")).unwrap(), "done");

    mock.assert_no_problems();
    let calls: Vec<_> = mock.received().iter().map(ToString::to_string).collect();
    assert_eq!(
        calls,
        [
            "POST /enterprises/octo/token",
            "GET /runners",
            "DELETE /runners/g:1/.g",
            "PUT /token?dry=true"
        ]
    );
    let (address, client) = (mock.address(), once(&mock));
    drop(mock);
    let error = client.send_blocking(list()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{address}");
}

fn put_text(text: &str) -> Put {
    Put(put().0.text("text/plain", text))
}

#[test]
fn a_handler_answers_by_what_came() {
    let mock = Mock::start(&DESCRIPTION);
    let mut count = 0;
    mock.on::<Create>(move |call| {
        count += 1;
        assert_eq!(call.header("authorization"), Some("Bearer mock"));
        let enterprise = call.path("enterprise").unwrap();
        match call.query("as") {
            Some("nobody") => Reply::status(404).json(&BasicError {
                message: format!("no {enterprise}"),
            }),
            Some(_) => Reply::status(404),
            None => Reply::ok(Token {
                token: Secret::from(format!("{enterprise} {count}")),
                note: None,
            }),
        }
    });
    let token = called(&mock, create("a b/c")).unwrap();
    assert_eq!((token.status().as_u16(), token.token.expose_secret()), (201, "a b/c 1"));
    let by = |who: &'static str| create("x").with(|request| request.query("as", &who));
    for (who, message) in [("nobody", "no x"), ("somebody", "Not Found")] {
        let error = called(&mock, by(who)).unwrap_err();
        assert_eq!(error.status().unwrap(), 404);
        assert_eq!(error.body().unwrap().message, message);
    }
    let calls = mock.calls::<Create>();
    mock.assert_called::<Create>(3);
    let seen: Vec<_> = calls.iter().map(|call| call.query("as")).collect();
    assert_eq!(seen, [None, Some("nobody"), Some("somebody")]);
    mock.assert_called::<List>(0);

    mock.reset();
    mock.assert_called::<Create>(0);
    let token = called(&mock, create("x")).unwrap();
    assert_eq!(token.token.expose_secret(), "of the example");
}

#[test]
fn texts_bytes_and_nothing_are_given_as_they_are() {
    let mock = Mock::start(&DESCRIPTION);
    mock.on::<Put>(|_| Reply::ok("\"plain\"".to_owned()));
    assert_eq!(*called(&mock, put_text("t")).unwrap(), "\"plain\"", "not as JSON");
    mock.on::<Log>(|_| Reply::status(202).bytes("application/zip", "PK"));
    let zip = called(&mock, log()).unwrap();
    assert_eq!(zip.headers()["content-type"], "application/zip");
    mock.on::<List>(|_| Reply::ok(vec![1, 2]).header("x-total", "2"));
    let answer = called(&mock, list()).unwrap();
    assert_eq!(answer.headers().get_all("x-total").iter().count(), 1);
    assert_eq!(answer.headers()["x-total"], "2");
    let mut numbers = mock.example::<List>();
    numbers.push(8);
    mock.on::<List>(move |_| Reply::ok(numbers.clone()));
    assert_eq!(called(&mock, list()).unwrap().into_inner(), [7, 8]);
    mock.on::<List>(|_| Reply::status(200).empty());
    let error = called(&mock, list()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    mock.assert_no_problems();
}

#[test]
fn a_script_goes_before_the_handler() {
    let mock = Mock::start(&DESCRIPTION);
    mock.on::<List>(|_| Reply::ok(vec![9]));
    mock.script::<List>([Reply::status(502), Reply::cut()]);
    mock.script([Reply::<List>::ok(vec![1]).after(Duration::from_millis(50))]);
    let client = mock.client().retry(RetryPolicy::none()).build().unwrap();
    let statuses = |outcome: Called<List>| match outcome {
        Ok(answer) => answer.into_inner(),
        Err(error) => vec![error.status().map_or(-1, |status| status.as_u16().into())],
    };
    let came: Vec<_> = (0..2).map(|_| statuses(client.send_blocking(list()))).collect();
    assert_eq!(came, [[502], [-1]]);
    let started = Instant::now();
    assert_eq!(statuses(client.send_blocking(list())), [1]);
    assert!(started.elapsed() >= Duration::from_millis(50));
    assert_eq!(statuses(client.send_blocking(list())), [9]);
    mock.assert_called::<List>(4);
    mock.assert_no_problems();
}

#[test]
fn retries_come_past_faults() {
    let mock = Mock::start(&DESCRIPTION);
    mock.script::<List>([
        Reply::status(503).header("retry-after", "0"),
        Reply::example().cut_short(),
    ]);
    let answer = mock.client().build().unwrap().send_blocking(list());
    assert_eq!(answer.unwrap().into_inner(), [7]);
    mock.assert_called::<List>(3);
}

#[test]
fn what_is_cut_stalls_or_drips_is_what_the_caller_sees() {
    let mock = Mock::start(&DESCRIPTION);
    let body = "x".repeat(40);
    let whole = || Reply::<Put>::status(200).bytes("text/plain", body.clone());
    mock.script::<Put>([
        whole().cut_short(),
        whole().slowly(Duration::from_millis(2)),
        whole().slowly(Duration::from_millis(2)).cut_short(),
        Reply::stall(),
        Reply::cut(),
    ]);
    let client = once(&mock);
    let within = |millis| {
        let request = put_text("t").0.timeout(Duration::from_millis(millis));
        client.send_blocking(Put(request))
    };
    let call = || within(30_000);
    let kind = |outcome: Called<Put>| outcome.unwrap_err().kind();
    assert_eq!(kind(call()), ErrorKind::Interrupted);
    let started = Instant::now();
    assert_eq!(*call().unwrap(), body);
    assert!(started.elapsed() >= Duration::from_millis(80));
    assert_eq!(kind(call()), ErrorKind::Interrupted);
    assert_eq!(kind(within(200)), ErrorKind::Timeout);
    assert_eq!(kind(call()), ErrorKind::Interrupted);
    mock.assert_no_problems();
}

#[test]
fn the_most_specific_path_is_meant_below_every_server() {
    let mock = Mock::start(&DESCRIPTION);
    for (path, operation) in [
        ("/runners", "list"),
        ("/runners/downloads", "downloads"),
        ("/runners/download", "get"),
        ("/runners/x/b", "mixed"),
        ("/runners/x/c", "two"),
        ("/api/v3/runners/downloads", "downloads"),
        ("/of/anybody/runners", "list"),
    ] {
        let _ = get(&mock, path);
        let call = mock.received().pop().unwrap();
        assert_eq!(call.uri().path(), path);
        let names: Vec<_> = mock.problems().iter().map(ToString::to_string).collect();
        assert_eq!(names, [""; 0], "{path}");
        // The operation is told by what its answer says.
        let said = match operation {
            "list" => "[7]",
            "downloads" => "\"literal\"",
            "get" => "\"any\"",
            _ => "",
        };
        assert_eq!(get(&mock, path).unwrap(), said, "{path}");
    }
    assert_eq!(mock.received()[4].path("c"), None);
    assert_eq!(mock.received()[6].path("c"), Some("x"));
}

#[test]
fn a_path_of_a_server_that_may_be_any_is_tried_last() {
    static ANY: Description = Description {
        operations: r#"
"GET /{anything}": {"id":"anything","responses":{"200":{"type":"text/plain","text":"anything"}}},
"GET /runners/{runner_id}": {"id":"get","responses":{"200":{"type":"text/plain","text":"a runner"}}},
"#,
        servers: &["https://example.com/{region}", "https://example.com/v1"],
        ..DESCRIPTION
    };
    let mock = Mock::start(&ANY);
    for (path, answer) in [
        ("/runners/7", "a runner"),
        ("/eu/runners/7", "a runner"),
        ("/eu/7", "anything"),
        ("/v1/7", "anything"),
        ("/7", "anything"),
    ] {
        assert_eq!(get(&mock, path).as_deref(), Ok(answer), "{path}");
    }
}

#[test]
fn what_no_operation_has_is_refused() {
    let mock = Mock::start(&DESCRIPTION);
    let elsewhere = get(&mock, "/elsewhere").unwrap_err();
    assert!(elsewhere.contains("400"), "{elsewhere}");
    assert!(get(&mock, "/token").is_err());
    let problems: Vec<_> = mock.problems().iter().map(ToString::to_string).collect();
    assert_eq!(
        problems,
        [
            "GET /elsewhere: the description has no operation with this path",
            "GET /token: the description has no operation with this method; the path is for PUT"
        ]
    );
    assert_eq!(mock.problems()[0].operation(), None);
    assert_eq!(mock.received().len(), 2);
}

#[test]
fn parameters_are_there_and_of_their_types() {
    let mock = Mock::start(&DESCRIPTION);
    let of_list = |change: Change| called(&mock, list().with(change)).is_ok();
    let rights: [Change; 4] = [
        |it| it.query("per_page", &-3),
        |it| it.query("state", &"on,off").header("x-page", "1.5"),
        |it| it.query("filter[a]", &true),
        |it| it.header("cookie", "a=b; theme={}"),
    ];
    for right in rights {
        assert!(of_list(right));
    }
    mock.assert_no_problems();
    let wrongs: [(Change, &str); 6] = [
        (
            |it| it.query("per_page", &"many"),
            "the query parameter `per_page` is `many`, which is not an integer",
        ),
        (
            |it| it.query("per_page", &""),
            "the query parameter `per_page` is ``, which is not an integer",
        ),
        (
            |it| it.query("state", &"on,up"),
            "the query parameter `state` is `up`, which is none of on, off",
        ),
        (
            |it| it.query("filter[a]", &"yes"),
            "the query parameter `filter` is `yes`, which is not `true` or `false`",
        ),
        (
            |it| it.header("x-page", "one"),
            "the header parameter `x-page` is `one`, which is not a number",
        ),
        (
            |it| it.header("cookie", "theme={"),
            "the cookie parameter `theme` is `{`, which is not JSON",
        ),
    ];
    for (wrong, message) in wrongs {
        assert!(!of_list(wrong), "{message}");
        assert_eq!(mock.problems().pop().unwrap().message(), message);
    }
    let text = called(&mock, Put(Request::new(Put::INFO).text("text/plain", "t"))).unwrap_err();
    assert_eq!(text.status().unwrap(), 400);
    let problem = mock.problems().pop().unwrap();
    assert_eq!(problem.message(), "the query parameter `dry` is missing");
    assert_eq!(problem.operation(), Some("put"));
}

#[test]
fn bodies_are_in_their_media_types_and_of_their_types() {
    let mock = Mock::start(&DESCRIPTION);
    let token = |token: &str| Token {
        token: token.into(),
        note: None,
    };
    for right in [put_text("t"), Put(put().0.json(&token("t")))] {
        called(&mock, right).unwrap();
    }
    for (wrong, message) in [
        (put(), "there is no body: the operation takes application/json, text/*"),
        (
            Put(put().0.bytes("image/png", "PNG")),
            "the body is in `image/png`, and the operation takes application/json, text/*",
        ),
        (
            Put(put().0.json(&vec![1])),
            "the body is not as described: .: expected an object",
        ),
    ] {
        called(&mock, wrong).unwrap_err();
        let problem = mock.problems().pop().unwrap();
        assert!(problem.message().starts_with(message), "{problem}");
    }
    let with_body = list().with(|request| request.text("text/plain", "t"));
    called(&mock, with_body).unwrap_err();
    let problem = mock.problems().pop().unwrap();
    assert_eq!(problem.message(), "there is a body, and the operation takes none");
}

#[test]
fn a_credential_is_there_where_it_is_needed() {
    let mock = Mock::start(&DESCRIPTION);
    let nobody = Client::builder(mock.url()).build().unwrap();
    // The client itself refuses to call without one; a header of one's own is a credential to it.
    let blank = create("x").with(|request| request.header("authorization", "Bearer "));
    nobody.send_blocking(blank).unwrap_err();
    assert_eq!(
        mock.problems().pop().unwrap().message(),
        "there is no credential for bearerAuth"
    );
}

#[test]
fn its_client_has_a_credential_of_each_kind() {
    static WANTING: Description = Description {
        operations: r#"
"GET /runners": {"id":"list","security":[["basicAuth"]],"responses":{"200":{"example":[],"type":"application/json"}}},
"#,
        ..DESCRIPTION
    };
    let schemes: [(&'static SecurityScheme, &'static str); 8] = [
        (&BEARER, r#""bearerAuth""#),
        (&BASIC, r#""basicAuth""#),
        (&KEY, r#""key""#),
        (&QUERY_KEY, r#""q""#),
        (&COOKIE, r#""c""#),
        (&DIGEST, r#""digest""#),
        (&OAUTH, r#""oauth""#),
        (&OPEN_ID, r#""openId""#),
    ];
    for (scheme, name) in schemes {
        let operations = WANTING.operations.replace(r#""basicAuth""#, name);
        let description = Box::leak(Box::new(Description {
            operations: operations.leak(),
            ..WANTING
        }));
        let mock = Mock::start(description);
        called(&mock, list()).unwrap_err();
        assert_eq!(mock.problems().len(), 1, "{name}");
        let alternatives: &'static [&'static SecurityScheme] = Box::leak(Box::new([scheme]));
        let security: &'static [_] = Box::leak(Box::new([alternatives]));
        let info = Box::leak(Box::new(OperationInfo {
            method: Method::GET,
            security,
            ..*List::INFO
        }));
        called(&mock, List::needing(info)).unwrap();
        assert_eq!(mock.problems().len(), 1, "{name}");
    }
}

#[test]
fn what_goes_wrong_in_a_handler_is_a_problem() {
    let mock = Mock::start(&DESCRIPTION);
    let called_before = Arc::<AtomicUsize>::default();
    let counter = Arc::clone(&called_before);
    mock.on::<List>(move |call| match counter.fetch_add(1, Ordering::SeqCst) {
        0 => {
            assert_eq!(call.query("per_page"), Some("2"), "as the test wants it");
            Reply::example()
        }
        1 => Reply::status(1000),
        2 => Reply::example().header("a b", ""),
        _ => Reply::ok(vec![3]),
    });
    for message in [
        "the handler panicked: assertion `left == right` failed: as the test wants it",
        "1000 is no status",
        "`a b` is no name for a header",
    ] {
        let error = called(&mock, list()).unwrap_err();
        assert_eq!(error.status().unwrap(), 500);
        let problem = mock.problems().pop().unwrap();
        assert!(problem.message().starts_with(message), "{problem}");
    }
    assert_eq!(called(&mock, list()).unwrap().into_inner(), [3]);
}

#[test]
fn assertions_say_what_came() {
    let fails = |assertion: fn(&Mock)| {
        let panic = std::thread::spawn(move || {
            let mock = Mock::start(&DESCRIPTION);
            let _ = get(&mock, "/elsewhere");
            assertion(&mock);
        });
        let panic = panic.join().unwrap_err();
        panic.downcast_ref::<String>().unwrap().clone()
    };
    assert_eq!(
        fails(|mock| mock.assert_called::<List>(1)),
        "`list` was called 0 times, not 1; what came:\n  GET /elsewhere"
    );
    assert_eq!(
        fails(Mock::assert_no_problems),
        "there were problems:\n  GET /elsewhere: the description has no operation with this path"
    );
    assert_eq!(
        fails(|mock| mock.on::<Unknown>(|_| Reply::example())),
        "`unknown` is not an operation of this API: GET /unknown"
    );
}

struct Unknown(Request);

runtime::operation!(
    Unknown => (), Untyped;
    GET "/unknown", id = "unknown":
    204 => empty(())
);
