//! Servers: those of an operation, those with variables, and those that are relative.

use crate::support::{API, BEARER, EnterpriseServer, List, list_info};
use codegen_runtime::{Api, BaseUrl, Client, ErrorKind, Operation, OperationInfo, SecurityScheme};

type Security = &'static [&'static [&'static SecurityScheme]];

const TOKEN: Security = &[&[&BEARER]];

/// An operation that has this server, in an API that is served at these.
fn operation(servers: &'static [&'static str], server: &'static str, security: Security) -> List {
    // Operations are statics; those of tests are few.
    let api = Box::leak(Box::new(Api {
        name: API.name,
        version: API.version,
        user_agent: API.user_agent,
        headers: API.headers,
        servers,
        rate_limit: API.rate_limit,
    }));
    List::needing(Box::leak(Box::new(OperationInfo {
        api,
        server,
        security,
        ..list_info(&[])
    })))
}

fn url(list: List, client: impl Into<BaseUrl>) -> String {
    let message = list.into_http_request(client).unwrap();
    message.uri().to_string()
}

const PUBLIC: &[&str] = &["https://api.example.com", "https://{stage}.example.net/v1/"];

#[test]
fn an_operation_goes_to_its_own_server_where_the_client_is_at_one_of_the_description() {
    for client in [
        "https://api.example.com",
        "https://API.example.com/",
        "https://x.example.net/v1",
    ] {
        let own = operation(PUBLIC, "https://uploads.example.com/up", &[]);
        assert_eq!(url(own, client), "https://uploads.example.com/up/runners");
    }
    let api = "https://api.example.com";
    assert_eq!(url(operation(PUBLIC, "", &[]), api), "https://api.example.com/runners");
}

#[test]
fn a_server_on_the_same_host_is_where_the_client_is() {
    let enterprise = "{protocol}://{hostname}/api/v3";
    for (described, server, client, expected) in [
        (
            enterprise,
            "/api/uploads",
            "http://ghe:8080/api/v3/",
            "http://ghe:8080/api/uploads",
        ),
        (enterprise, "/", "https://ghe/api/v3", "https://ghe"),
        (
            enterprise,
            "https://up.{hostname}/x",
            "https://ghe/api/v3",
            "https://up.ghe/x",
        ),
        ("/v1", "/files/", "https://h/v1", "https://h/files"),
        ("./v1", "/files", "https://h/v1", "https://h/files"),
        ("/", "/files", "https://h", "https://h/files"),
        ("{endpoint}/a/v1", "/files", "https://h/b/a/v1", "https://h/files"),
    ] {
        let list = operation(vec![described].leak(), server, &[]);
        assert_eq!(url(list, client), format!("{expected}/runners"), "{client}");
    }
}

#[test]
fn a_client_for_another_place_has_all_of_the_api_there() {
    for client in [
        "http://127.0.0.1:4010",
        "https://api.example.com:8443",
        "https://gateway.example.org/api.example.com",
        "https://a/b.example.net/v1",
        "https://x.example.net/v2",
        "http://api.example.com",
    ] {
        let list = operation(PUBLIC, "https://uploads.example.com", TOKEN);
        assert_eq!(url(list, client), format!("{client}/runners"));
    }
}

#[test]
fn a_request_goes_where_its_caller_says() {
    for server in ["", "https://uploads.example.com"] {
        let list = operation(PUBLIC, server, &[]);
        let list = list.base_url("http://localhost:1/here/");
        assert_eq!(url(list, "https://api.example.com"), "http://localhost:1/here/runners");
    }
    let list = operation(PUBLIC, "", &[]).base_url("https://h/?x=1");
    let error = list.into_http_request("https://h").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("leave out `?`"), "{error}");
}

#[test]
fn a_credential_is_not_sent_unencrypted_to_an_operations_server() {
    let uploads = "http://uploads.example.com";
    let list = operation(PUBLIC, uploads, TOKEN);
    let error = list.into_http_request("https://api.example.com").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("`base_url`"), "{error}");
    for open in [&[] as Security, &[&[]]] {
        assert_eq!(
            url(operation(PUBLIC, uploads, open), "https://api.example.com"),
            "http://uploads.example.com/runners"
        );
    }
}

#[test]
fn the_value_of_a_server_variable_stays_in_its_place() {
    for (server, value, expected) in [
        ("https://{x}/v1", "h:8080", Ok("https://h:8080/v1")),
        ("https://{x}/v1/", "h", Ok("https://h/v1")),
        ("{x}://h", "http", Ok("http://h")),
        ("https://h/{x}/v1", "a/b", Ok("https://h/a/b/v1")),
        ("https://h/{x}", "", Ok("https://h")),
        ("https://{x}api.h", "", Ok("https://api.h")),
        ("{x}/v1", "https://h/a/", Ok("https://h/a/v1")),
        ("{x}", "https://h/a", Ok("https://h/a")),
        ("https://{x}/v1", "h/y", Err("`x` holds `/`")),
        ("https://{x}/v1", "me@h", Err("`x` holds `@`")),
        ("https://{x}/v1", "h\n", Err("`x` holds `\\n`")),
        ("https://{x}/v1", "", Err("no usable host")),
        ("https://{x}.h", "", Err("has no host")),
        ("{x}://h", "https://evil", Err("`x` holds `/`")),
        ("https://h/{x}", "a?b=", Err("`x` holds `?`")),
        ("https://h/{x}", "a#", Err("`x` holds `#`")),
        ("https://h/{x}/v1", "..", Err("`.` or `..`")),
        ("https://h/{y}", "a", Err("`y` has no value")),
        ("{x}/v1", "h", Err("no scheme")),
    ] {
        assert_base(BaseUrl::of_server(server, &[("x", value)]), expected, value);
    }
}

#[test]
fn a_relative_server_is_at_the_origin_that_the_caller_gives() {
    for (origin, server, expected) in [
        ("https://h", "/v1", Ok("https://h/v1")),
        ("https://h:8080/", "/v1/", Ok("https://h:8080/v1")),
        ("https://h", "/{x}", Ok("https://h/y")),
        ("https://h", "/", Ok("https://h")),
        ("https://h/gateway", "/", Ok("https://h/gateway")),
        ("https://h", "", Ok("https://h")),
        ("https://h", ".", Ok("https://h")),
        ("https://h/docs/", "", Ok("https://h/docs")),
        ("https://h/docs", "./v1", Ok("https://h/docs/v1")),
        ("https://h/docs", "v1", Ok("https://h/docs/v1")),
        ("https://h/docs", "../v1", Ok("https://h/v1")),
        ("https://h", "../v1", Err("`.` or `..`")),
        ("https://h/v1", "/v1", Err("the origin has a path, `/v1`")),
        ("h", "/v1", Err("no scheme")),
        ("https://h", "/v1?a=b", Err("leave out `?`")),
    ] {
        let base = BaseUrl::of_relative_server(origin, server, &[("x", "y")]);
        assert_base(base, expected, server);
    }
}

fn assert_base(base: BaseUrl, expected: Result<&str, &str>, about: &str) {
    match (Client::builder(base.clone()).build(), expected) {
        (Ok(_), Ok(expected)) => {
            assert_eq!(url(operation(&[], "", &[]), base), format!("{expected}/runners"));
        }
        (Err(error), Err(advice)) => {
            assert_eq!(error.kind(), ErrorKind::Configuration);
            assert!(error.to_string().contains(advice), "{about}: {error}");
        }
        (given, expected) => assert_eq!(format!("{given:?}"), format!("{expected:?}"), "{about}"),
    }
}

#[test]
fn a_server_with_variables_is_one_of_the_description() {
    let server = EnterpriseServer {
        protocol: "https".to_owned(),
        hostname: "ghe.example.com".to_owned(),
    };
    let list = operation(API.servers, "/api/uploads", &[]);
    assert_eq!(url(list, server), "https://ghe.example.com/api/uploads/runners");
}

#[cfg(feature = "reqwest")]
#[test]
fn the_credential_goes_to_an_operations_server_from_a_client_of_the_description_only() {
    use crate::support::{self, Reply, Server};
    let list = || Reply::json(200, "[]");
    let (api, uploads) = (Server::always(list()), Server::always(list()));
    let own = format!("http://{}/up", uploads.address()).leak();
    let call = operation(API.servers, own, TOKEN);
    support::send(&support::client(&api), &call).unwrap();
    let request = uploads.request();
    assert_eq!(request.target, "/up/runners");
    let token = format!("Bearer {}", support::TOKEN);
    assert_eq!(request.header("authorization"), Some(token.as_str()));
    assert_eq!((api.received().len(), uploads.received().len()), (0, 2));

    let gateway = format!("http://{}/gateway", api.address());
    let gateway = Client::builder(gateway).no_proxy().bearer_token("other");
    support::send(&gateway.build().unwrap(), &call).unwrap();
    assert_eq!(api.request().target, "/gateway/runners");
    assert_eq!((api.received().len(), uploads.received().len()), (2, 2));
}
