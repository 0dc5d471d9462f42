//! Proxies: the one that is set, the one that the environment names, and none.

use std::io::{self, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;

use crate::support::server::{Received, read_request};
use crate::support::{List, OPTIONAL_BEARER, Reply, Server, TOKEN, list, send};
use crate::tls::SecureServer;
use codegen_runtime::{Client, ErrorKind};

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
    assert_eq!(request.header("proxy-authorization"), Some("Basic dXNlcjpodW50ZXIy"));
    // As it stands in many an environment.
    let url = format!("localhost:{}", proxy.address().port());
    let client = Client::builder("http://nowhere.invalid/api").proxy(url).build();
    send(&client.unwrap(), &list()).unwrap();
    assert_eq!(proxy.received().len(), 4);
}

/// Lets everybody through, and notes what they ask for.
fn tunnel() -> (String, Arc<Mutex<Vec<Received>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://user:hunter2@{}", listener.local_addr().unwrap());
    let asked = Arc::<Mutex<Vec<_>>>::default();
    let noted = Arc::clone(&asked);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let request = read_request(&mut BufReader::new(&stream)).unwrap();
            let server = TcpStream::connect(&request.target).unwrap();
            noted.lock().unwrap().push(request);
            stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").unwrap();
            for (from, to) in [(stream.try_clone(), server.try_clone()), (Ok(server), Ok(stream))] {
                thread::spawn(move || io::copy(&mut from.unwrap(), &mut to.unwrap()));
            }
        }
    });
    (url, asked)
}

#[test]
fn an_encrypted_call_goes_through_a_proxy_that_learns_nothing_of_it() {
    let server = SecureServer::start();
    let (url, asked) = tunnel();
    let client = server.trusting().bearer_token(TOKEN).proxy(url).build().unwrap();
    assert_eq!(*send(&client, &List::needing(&OPTIONAL_BEARER)).unwrap(), [5]);
    let asked = asked.lock().unwrap();
    assert_eq!(asked.len(), 2);
    for request in &*asked {
        assert_eq!(request.method, "CONNECT");
        assert_eq!(format!("https://{}", request.target), server.base_url);
        assert_eq!(request.header("proxy-authorization"), Some("Basic dXNlcjpodW50ZXIy"));
        assert_eq!(request.header("authorization"), None);
    }
}

#[test]
fn a_proxy_that_cannot_be_used_is_an_error_that_does_not_repeat_its_password() {
    let of_another_kind = ["socks5", "ftp", "htp"].map(|scheme| format!("{scheme}://user:hunter2@localhost:1"));
    for url in of_another_kind
        .iter()
        .map(String::as_str)
        .chain(["http://user:hunter2@"])
    {
        let error = Client::builder("http://h").proxy(url).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        let text = format!("{error} {error:?}");
        assert!(text.contains("proxy") && !text.contains("hunter2"), "{text}");
    }
}

#[test]
fn a_proxy_of_the_environment_is_used_unless_it_is_refused() {
    // The environment of this process is shared with the other tests: so another process, which runs the test below.
    let proxy = Server::always(Reply::json(200, "[]"));
    let run = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "proxies::in_another_environment"])
        .env("http_proxy", format!("http://{}", proxy.address()))
        .env("no_proxy", "elsewhere.invalid")
        .env_remove("NO_PROXY")
        .env(URL_VARIABLE, "http://nowhere.invalid")
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stdout));
    assert_eq!(proxy.received().len(), 2);
}

/// Does nothing unless the test above runs it.
#[test]
fn in_another_environment() {
    let Ok(url) = std::env::var(URL_VARIABLE) else {
        return;
    };
    send(&Client::builder(&url).build().unwrap(), &list()).unwrap();
    let elsewhere = Client::builder("http://elsewhere.invalid");
    for builder in [Client::builder(&url).no_proxy(), elsewhere] {
        let error = builder.build().unwrap().send_blocking(list()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Dns);
    }
}
