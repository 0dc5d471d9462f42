//! Proxies: the one that is set, the one that the environment names, and none.

use crate::support::{Reply, Server, list, send};
use codegen_runtime::{Client, ErrorKind};
use std::process::Command;

const URL_VARIABLE: &str = "TEST_OF_PROXY_URL";

#[test]
fn a_proxy_that_is_set_is_used_with_its_password() {
    let proxy = Server::always(Reply::json(200, "[]"));
    let url = format!("http://user:hunter2@{}", proxy.address());
    let builder = Client::builder("http://nowhere.invalid/api").proxy(url);
    assert!(!format!("{builder:?}").contains("hunter2"));
    send(&builder.build().unwrap(), &list()).unwrap();
    let request = proxy.request();
    assert_eq!(request.target, "http://nowhere.invalid/api/runners");
    assert_eq!(
        request.header("proxy-authorization"),
        Some("Basic dXNlcjpodW50ZXIy")
    );
}

#[test]
fn a_proxy_that_cannot_be_used_is_an_error_that_does_not_repeat_its_password() {
    let error = Client::builder("http://h")
        .proxy("http://user:hunter2@")
        .build()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    let text = format!("{error} {error:?}");
    assert!(
        text.contains("proxy") && !text.contains("hunter2"),
        "{text}"
    );
}

#[test]
fn a_proxy_of_the_environment_is_used_unless_it_is_refused() {
    // The environment of this process is shared with the other tests: so another process, which runs the test below.
    let proxy = Server::always(Reply::json(200, "[]"));
    let run = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "proxies::in_another_environment"])
        .env("http_proxy", format!("http://{}", proxy.address()))
        .env_remove("no_proxy")
        .env_remove("NO_PROXY")
        .env(URL_VARIABLE, "http://nowhere.invalid")
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stdout)
    );
    assert_eq!(proxy.received().len(), 2);
}

/// Does nothing unless the test above runs it.
#[test]
fn in_another_environment() {
    let Ok(url) = std::env::var(URL_VARIABLE) else {
        return;
    };
    send(&Client::builder(&url).build().unwrap(), &list()).unwrap();
    let error = Client::builder(&url)
        .no_proxy()
        .build()
        .unwrap()
        .send_blocking(list())
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Dns);
}
