//! Mints a registration token and prints the line that turns a machine into a runner of an enterprise.
//!
//! ```sh
//! GITHUB_HOST=github.example.com GITHUB_TOKEN=ghp_... cargo run -p ghes-runners --example register_runner -- my-enterprise
//! cargo run -p ghes-runners --example register_runner -- --demo
//! ```
//!
//! The second asks a server in this very process, and so works on a machine that reaches no GitHub.

#![expect(clippy::print_stdout, reason = "the line is what the program is for")]
#![expect(
    clippy::print_stderr,
    reason = "what goes wrong is for the person at the terminal"
)]

use std::env;
use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::ExitCode;
use std::thread;

use ghes_runners::{Client, ErrorKind, Protocol, Server, runners};

fn main() -> ExitCode {
    match run() {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<String, Box<dyn Error>> {
    let (options, names): (Vec<_>, Vec<_>) =
        env::args().skip(1).partition(|word| word.starts_with('-'));
    let enterprise = names.first().map_or("octo-enterprise", String::as_str);
    match options.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => {
            let host = variable("GITHUB_HOST")?;
            let client = Client::builder(Server::enterprise_server(&host))
                .bearer_token(variable("GITHUB_TOKEN")?)
                .build()?;
            register(&client, &host, enterprise)
        }
        ["--demo"] => {
            let host = start_demo_server()?;
            // Only the demo speaks plain HTTP, and it needs no proxy to reach itself.
            let client = Client::builder(Server::enterprise_server(&host).protocol(Protocol::Http))
                .bearer_token("demo")
                .no_proxy()
                .build()?;
            register(&client, &host, enterprise)
        }
        _ => Err("usage: register_runner [--demo] [ENTERPRISE]".into()),
    }
}

/// The line to run on the machine. It holds a secret: the token is good for an hour.
fn register(client: &Client, host: &str, enterprise: &str) -> Result<String, Box<dyn Error>> {
    // `send_blocking` needs no async runtime; in async code it is `.send(client).await`.
    match runners::create_registration_token(enterprise).send_blocking(client) {
        // The token prints as `[REDACTED]` unless it is asked for by name.
        Ok(token) => Ok(format!(
            "./config.sh --url https://{host}/enterprises/{enterprise} --token {}",
            token.token.expose_secret()
        )),
        Err(error) if error.is_unauthorized() => {
            Err(format!("{host} does not accept the token in GITHUB_TOKEN ({error})").into())
        }
        Err(error) if error.is_not_found() => Err(format!(
            "there is no enterprise `{enterprise}`, or the token may not see it ({error})"
        )
        .into()),
        Err(error) if error.kind() == ErrorKind::Dns => {
            Err(format!("GITHUB_HOST names no server: {host} ({error})").into())
        }
        // Every other error says by itself what was called and what came of it.
        Err(error) => Err(error.into()),
    }
}

fn variable(name: &str) -> Result<String, String> {
    env::var(name).map_err(|error| format!("set {name}: {error} (`--demo` needs none)"))
}

/// Starts a server in this process that answers as GitHub would, and gives its host and port.
fn start_demo_server() -> std::io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for stream in listener.incoming() {
            // A caller that goes away in between is no reason to stop.
            let _ = stream.and_then(|stream| answer(&stream));
        }
    });
    Ok(address.to_string())
}

/// Answers one request, whatever it asks, with a token.
fn answer(mut stream: &TcpStream) -> std::io::Result<()> {
    let mut head = BufReader::new(stream).lines();
    // The request has no body: it ends with an empty line.
    while head
        .next()
        .transpose()?
        .is_some_and(|line| !line.is_empty())
    {}
    let body =
        r#"{"token":"AABF3JGZDX3P5PMEXLND6TS6FCWO6","expires_at":"2030-01-22T12:13:35.123-08:00"}"#;
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}
