//! Mints a registration token and prints the line that turns a machine into a runner of an enterprise.
//!
//! ```sh
//! GITHUB_HOST=github.example.com GITHUB_TOKEN=ghp_... cargo run -p ghes-runners --example register_runner -- my-enterprise
//! cargo run -p ghes-runners --features mock --example register_runner -- --demo
//! ```
//!
//! The second asks a server in this very process, and so works on a machine that reaches no GitHub.

#![expect(clippy::print_stdout, reason = "the line is what the program is for")]
#![expect(clippy::print_stderr, reason = "what goes wrong is for the person at the terminal")]

use std::env;
use std::error::Error;
use std::process::ExitCode;

use ghes_runners::{Client, ErrorKind, Server, runners};

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
    let (options, names): (Vec<_>, Vec<_>) = env::args().skip(1).partition(|word| word.starts_with('-'));
    let enterprise = names.first().map_or("octo-enterprise", String::as_str);
    match options.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => {
            let host = variable("GITHUB_HOST")?;
            let client = Client::builder(Server::enterprise_server(&host))
                .bearer_token(variable("GITHUB_TOKEN")?)
                .build()?;
            register(&client, &host, enterprise)
        }
        ["--demo"] => demo(enterprise),
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
        Err(error) if error.is_not_found() => {
            Err(format!("there is no enterprise `{enterprise}`, or the token may not see it ({error})").into())
        }
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

/// Asks a server in this process, which answers by the description's own example.
#[cfg(feature = "mock")]
fn demo(enterprise: &str) -> Result<String, Box<dyn Error>> {
    let mock = ghes_runners::mock::start();
    let client = mock.client().build()?;
    register(&client, &mock.address().to_string(), enterprise)
}

#[cfg(not(feature = "mock"))]
fn demo(_: &str) -> Result<String, Box<dyn Error>> {
    Err("the demo needs the server that `--features mock` brings".into())
}
