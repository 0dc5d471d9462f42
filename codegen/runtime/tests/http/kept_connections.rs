//! Connections that are kept for the next call, and whose clients these are.

use std::io::{BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::server::read_request;
use crate::support::{Reply, Server, block_on, list, send};
use codegen_runtime::{Client, ClientBuilder, RetryPolicy};
use rustls::{ClientConfig, RootCertStore, crypto::ring};

/// A server that answers `[7]` for ever, and counts connections.
fn server() -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let count = Arc::<AtomicUsize>::default();
    let counted = Arc::clone(&count);
    thread::spawn(move || {
        for stream in listener.incoming() {
            counted.fetch_add(1, Ordering::Relaxed);
            let mut stream = stream.unwrap();
            thread::spawn(move || {
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                while read_request(&mut reader).is_some() {
                    let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n[7]";
                    stream.write_all(answer).unwrap();
                }
            });
        }
    });
    (address, count)
}

fn client(address: SocketAddr) -> ClientBuilder {
    Client::builder(format!("http://{address}")).no_proxy()
}

#[test]
fn a_connection_is_kept_for_the_next_call_as_long_as_is_set() {
    let same: fn(ClientBuilder) -> ClientBuilder = |builder| builder;
    let none: fn(ClientBuilder) -> ClientBuilder = |builder| builder.max_idle_connections(0);
    let short: fn(ClientBuilder) -> ClientBuilder = |builder| builder.idle_timeout(Duration::from_millis(50));
    for (setting, connections) in [(same, 1), (none, 2), (short, 2)] {
        let (address, count) = server();
        let client = setting(client(address)).build().unwrap();
        list().send_blocking(&client).unwrap();
        thread::sleep(Duration::from_millis(200));
        list().send_blocking(&client).unwrap();
        assert_eq!(count.swap(0, Ordering::Relaxed), connections);
        block_on(async {
            list().send(&client).await.unwrap();
            tokio::time::sleep(Duration::from_millis(200)).await;
            list().send(&client).await.unwrap();
        });
        assert_eq!(count.load(Ordering::Relaxed), connections);
    }
}

/// After how many hundredths of a second the system tests a connection to this server.
#[cfg(target_os = "linux")]
fn tested_after(server: SocketAddr) -> u64 {
    let remote = format!("0100007F:{:04X}", server.port());
    // The number, both addresses, the state, both queues, which timer runs, and for how long.
    let timer = |row: &str| {
        let is_there = row.split_whitespace().nth(2) == Some(&remote);
        let timer = row.split_whitespace().nth(5)?.strip_prefix("02:")?;
        is_there.then(|| u64::from_str_radix(timer, 16).ok())?
    };
    // While it is read, connections of others come and go, and rows are passed over.
    let read = || {
        thread::sleep(Duration::from_millis(10));
        let table = std::fs::read_to_string("/proc/net/tcp").unwrap();
        table.lines().find_map(timer)
    };
    (0..500).find_map(|_| read()).expect("a connection that is tested")
}

#[cfg(target_os = "linux")]
#[test]
fn the_system_tests_whether_the_other_side_is_still_there() {
    let (address, _) = server();
    let usual = client(address).build().unwrap();
    list().send_blocking(&usual).unwrap();
    let after = tested_after(address);
    assert!((1..=1500).contains(&after), "{after}");
    let (address, _) = server();
    let patient = client(address).keep_alive(Duration::from_secs(1000)).build().unwrap();
    list().send_blocking(&patient).unwrap();
    let after = tested_after(address);
    assert!((90_000..=100_000).contains(&after), "{after}");
}

#[test]
fn a_server_that_never_greets_is_given_up() {
    // It takes connections, and says nothing.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("https://{}", listener.local_addr().unwrap());
    let client = Client::builder(base)
        .no_proxy()
        .retry(RetryPolicy::none())
        .connect_timeout(Duration::from_millis(100))
        .build()
        .unwrap();
    let start = Instant::now();
    let error = send(&client, &list()).unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert!(start.elapsed() < Duration::from_secs(5));
}

/// What its owner has set holds, both ways.
#[test]
fn a_client_of_ones_own_sends_what_is_sent() {
    let server = Server::always(Reply::json(200, "[7]").after(Duration::from_millis(100)));
    let provider = Arc::new(ring::default_provider());
    let tls = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth();
    let headers = [(http::header::VIA, http::HeaderValue::from_static("1.1 mine"))];
    let own = || {
        reqwest::Client::builder()
            .tls_backend_preconfigured(tls.clone())
            .no_proxy()
            .default_headers(headers.iter().cloned().collect())
            // A call says itself how long it may take.
            .timeout(Duration::from_millis(20))
            .build()
            .unwrap()
    };
    // A connection lives where it was opened: each way has a client.
    let client = |own| {
        let builder = Client::builder(server.base_url()).reqwest_client(own);
        builder.build().unwrap()
    };
    let awaited = client(own());
    assert_eq!(*block_on(awaited.send(list())).unwrap(), [7]);
    assert_eq!(*client(own()).send_blocking(list()).unwrap(), [7]);
    for request in server.received() {
        assert_eq!(request.header("via"), Some("1.1 mine"));
        assert_eq!(request.header("user-agent"), Some("runners/0.1.0"));
    }
    assert_eq!(server.received().len(), 2);
}
