//! The program: a line for each call in, a line for what came of it out.

use std::collections::BTreeMap;
use std::env;
use std::io::{self, Write as _};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::clients::Clients;
use super::outcome::unfit;
use super::runtime::SecurityScheme;
use super::runtime::serde_json::{Map, Value, from_str};
use super::{Call, Given};

/// How the program is called.
const USAGE: &str = "usage: PROGRAM BASE_URL [CALLS_AT_A_TIME [SECONDS]] <CALLS >OUTCOMES";

/// Makes every call of the standard input, and writes what comes of each to the standard output.
///
/// A call is `{"id": ..., "operation": "GET /pets/{id}", "arguments": {"path/id": 1}}`, where `id` is whatever the
/// caller wants back, and may have `credentials` by the names of their schemes, and another `base` URL.
#[must_use]
pub fn run(calls: &[Call], schemes: &'static [&'static SecurityScheme]) -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let number = |index: usize| arguments.get(index).and_then(|text| text.parse().ok());
    let Some(base) = arguments.first() else {
        let _ = writeln!(io::stderr(), "{USAGE}");
        return ExitCode::from(2);
    };
    let clients = Mutex::new(Clients {
        timeout: Duration::from_secs(number(2).unwrap_or(60)),
        schemes,
        known: BTreeMap::new(),
    });
    let work = || {
        let mut line = String::new();
        while io::stdin().read_line(&mut line).is_ok_and(|read| read > 0) {
            let outcome = made(calls, (&clients, base), &line);
            // One that nobody reads any more ends by itself.
            if writeln!(io::stdout(), "{outcome}").is_err() {
                break;
            }
            line.clear();
        }
    };
    thread::scope(|scope| {
        for _ in 0..number(1).unwrap_or(1) {
            scope.spawn(work);
        }
    });
    ExitCode::SUCCESS
}

/// Makes one call.
fn made(calls: &[Call], server: (&Mutex<Clients>, &str), line: &str) -> Value {
    let call: Value = from_str(line).unwrap_or_default();
    let mut outcome = tried(calls, server, &call).unwrap_or_else(|text| unfit(&text).0);
    if let (Value::Object(outcome), Some(id)) = (&mut outcome, call.get("id")) {
        outcome.insert("id".to_owned(), id.clone());
    }
    outcome
}

fn tried(
    calls: &[Call],
    (clients, base): (&Mutex<Clients>, &str),
    call: &Value,
) -> Result<Value, String> {
    let operation = call.get("operation").and_then(Value::as_str);
    let operation = operation.ok_or("the line is no call")?;
    let row = calls.iter().find(|(name, _)| *name == operation);
    let (_, make) = row.ok_or_else(|| format!("there is no operation `{operation}`"))?;
    let client = {
        let mut clients = clients.lock().unwrap_or_else(PoisonError::into_inner);
        let base = call.get("base").and_then(Value::as_str).unwrap_or(base);
        clients.of(base, call.get("credentials"))?
    };
    let nothing = Map::new();
    let arguments = call.get("arguments").and_then(Value::as_object);
    let given = Given {
        client: &client,
        arguments: arguments.unwrap_or(&nothing),
    };
    make(&given).map(|outcome| outcome.0)
}
