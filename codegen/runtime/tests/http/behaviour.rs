//! How clients should behave, by cases that are written for clients in any language.
//!
//! `CLIENT_BEHAVIOUR_SUITE` names a folder with `openapi.json` and `conformance/tests`: each case has an operation, the
//! answers of a server, and what must be true afterwards. Each is run both ways.

mod assertions;
mod cases;
mod left_out;

use std::collections::BTreeSet;
use std::env;
use std::path::Path;
use std::thread;
use std::time::Duration;

use self::assertions::{Outcome, check};
use self::cases::{Any, Case, read};
use crate::support::{Server, block_on, current_thread};
use codegen_runtime::{Client, Pages, RetryPolicy};

/// The general files; those on what one vendor sells are left out.
const FILES: [&str; 9] = [
    "retry",
    "idempotency",
    "status-codes",
    "error-mapping",
    "network-retry",
    "security",
    "auth",
    "integer-precision",
    "pagination",
];

/// The waits that the cases are written for: a second, and twice as long each time.
const POLICY: RetryPolicy = RetryPolicy::new()
    .backoff(Duration::from_secs(1), Duration::from_secs(30))
    .jitter(|| 1.0);

#[test]
fn the_suite_of_client_behaviour_passes_where_it_is_about_http() {
    let Some(folder) = env::var_os("CLIENT_BEHAVIOUR_SUITE") else {
        println!("skipped: CLIENT_BEHAVIOUR_SUITE names no folder with the suite");
        return;
    };
    let cases = read(Path::new(&folder), &FILES);
    assert!(cases.len() > 50, "{}", cases.len());
    // They wait for seconds, each for itself.
    let results: Vec<_> = thread::scope(|scope| {
        let running: Vec<_> = cases.iter().map(|case| scope.spawn(|| run(case))).collect();
        let results = running.into_iter().map(|case| case.join().unwrap());
        results.collect()
    });
    let (mut checked, mut failed, mut left_out) = (0, Vec::new(), BTreeSet::new());
    for result in results {
        checked += result.checked;
        failed.extend(result.failed);
        left_out.extend(result.left_out);
    }
    println!("{} cases, {checked} assertions checked", cases.len());
    for (name, what, reason) in &left_out {
        println!("left out: {name}: {what}: {reason}");
    }
    assert!(failed.is_empty(), "{failed:#?}");
    let unused = left_out::LEFT_OUT.iter().filter(|entry| !left_out.contains(*entry));
    assert_eq!(unused.count(), 0, "what is left out must be there");
    assert!(checked > 200, "{checked}");
}

/// What a case came to.
#[derive(Default)]
struct Result {
    checked: usize,
    failed: Vec<String>,
    left_out: Vec<left_out::Entry>,
}

/// Runs a case by both ways of calling.
fn run(case: &Case) -> Result {
    let mut result = Result::default();
    if let Some(entry) = left_out::whole(case) {
        result.left_out.push(entry);
        return result;
    }
    for is_awaited in [false, true] {
        let server = case.server();
        let outcome = call(case, &server, is_awaited);
        for assertion in &case.assertions {
            if let Some(entry) = left_out::assertion(case, assertion) {
                result.left_out.push(entry);
                continue;
            }
            result.checked += 1;
            if let Err(fault) = check(assertion, &outcome, &server.received()) {
                let way = if is_awaited { "awaited" } else { "waited for" };
                result.failed.push(format!("{} ({way}): {fault}", case.name));
            }
        }
    }
    result
}

fn call(case: &Case, server: &Server, is_awaited: bool) -> Outcome {
    let policy = case.attempts.map_or(POLICY, |most| POLICY.attempts(most));
    let client = Client::builder(format!("http://{}", server.address()))
        .no_proxy()
        .bearer_token("conformance-test-token")
        .retry(policy)
        .build()
        .unwrap();
    let operation = Any::of(case);
    match case.paging {
        None if is_awaited => Outcome::of(block_on(client.send(operation))),
        None => Outcome::of(client.send_blocking(operation)),
        Some(caps) => {
            let mut pages = Pages::new(operation, &client).at_most_pages(caps.pages);
            if is_awaited {
                let runtime = current_thread();
                Outcome::of_pages(caps, || runtime.block_on(pages.next()))
            } else {
                let mut pages = pages.waited_for();
                Outcome::of_pages(caps, || pages.next())
            }
        }
    }
}
