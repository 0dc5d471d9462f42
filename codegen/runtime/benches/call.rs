//! How long a call takes: our client beside bare reqwest and serde's derive, one call after the other by turns.
//!
//! `-- --calls N` sets how many calls are made each way.

#![expect(clippy::print_stdout, reason = "a benchmark is there to be read")]
#![expect(clippy::unwrap_used, reason = "what goes wrong ends the benchmark")]

mod support;

use std::hint::black_box;
use std::time::{Duration, Instant};

use codegen_runtime::{Client, RetryPolicy};
use reqwest::blocking;

use support::runners::{API, TIMEOUT, TOKEN, client, create_token, derived, list_runners};
use support::server::{Server, serve_if_asked};
use support::{argument, bare};

/// How many calls are made each way, if it is not said.
const CALLS: u64 = 10_000;

/// How many are made before those that count.
const WARM_UP: u64 = 500;

fn main() {
    if serve_if_asked() {
        return;
    }
    let calls = argument("--calls").unwrap_or(CALLS);
    let server = Server::start(0);
    let ours = client(&server.base, RetryPolicy::new());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.unwrap().block_on(awaited(calls, &ours, &server));
    waited_for(calls, &ours, &server);
}

/// Calls that are awaited.
async fn awaited(calls: u64, ours: &Client, server: &Server) {
    let (bare, url) = (bare::client(), &server.base);
    let mut times = Times::default();
    for number in 0..WARM_UP + calls {
        let list = async || {
            black_box(list_runners("octo").send(ours).await.unwrap());
        };
        let list_bare = async || {
            let answer = bare::list_runners(&bare, url, "octo").send().await;
            let bytes = answer.unwrap().error_for_status().unwrap().bytes().await;
            let list: derived::RunnerList = serde_json::from_slice(&bytes.unwrap()).unwrap();
            black_box(list);
        };
        times.take_awaited(number, list, list_bare).await;
    }
    times.print("async, a page of runners");
    let mut times = Times::default();
    for number in 0..WARM_UP + calls {
        let create = async || {
            black_box(create_token("octo").send(ours).await.unwrap());
        };
        let create_bare = async || {
            let answer = bare::create_token(&bare, url, "octo").send().await;
            let bytes = answer.unwrap().error_for_status().unwrap().bytes().await;
            let token: derived::RegistrationToken = serde_json::from_slice(&bytes.unwrap()).unwrap();
            black_box(token);
        };
        times.take_awaited(number, create, create_bare).await;
    }
    times.print("async, a token");
}

/// Calls that are waited for.
fn waited_for(calls: u64, ours: &Client, server: &Server) {
    let url = &server.base;
    let bare = blocking::Client::builder().no_proxy().timeout(TIMEOUT);
    let bare = bare.default_headers(bare::headers()).user_agent(API.user_agent);
    let bare = bare.build().unwrap();
    let mut times = Times::default();
    for number in 0..WARM_UP + calls {
        let list = || {
            black_box(list_runners("octo").send_blocking(ours).unwrap());
        };
        let list_bare = || {
            let request = bare.get(bare::list_url(url, "octo")).bearer_auth(TOKEN);
            let answer = request.send().unwrap().error_for_status().unwrap();
            let list = serde_json::from_slice::<derived::RunnerList>(&answer.bytes().unwrap());
            black_box(list.unwrap());
        };
        times.take(number, list, list_bare);
    }
    times.print("blocking, a page of runners");
    let mut times = Times::default();
    for number in 0..WARM_UP + calls {
        let create = || {
            black_box(create_token("octo").send_blocking(ours).unwrap());
        };
        let create_bare = || {
            let request = bare.post(bare::token_url(url, "octo")).bearer_auth(TOKEN);
            let answer = request.send().unwrap().error_for_status().unwrap();
            let token = serde_json::from_slice::<derived::RegistrationToken>(&answer.bytes().unwrap());
            black_box(token.unwrap());
        };
        times.take(number, create, create_bare);
    }
    times.print("blocking, a token");
}

/// How long each call took.
#[derive(Default)]
struct Times {
    ours: Vec<Duration>,
    bare: Vec<Duration>,
}

/// Each way is first every other time: the one behind it finds the caches of the processor as the first has left them.
impl Times {
    async fn take_awaited(&mut self, number: u64, ours: impl AsyncFn(), bare: impl AsyncFn()) {
        if number.is_multiple_of(2) {
            self.ours.push(awaited_for(&ours).await);
            self.bare.push(awaited_for(&bare).await);
        } else {
            self.bare.push(awaited_for(&bare).await);
            self.ours.push(awaited_for(&ours).await);
        }
    }

    fn take(&mut self, number: u64, ours: impl Fn(), bare: impl Fn()) {
        if number.is_multiple_of(2) {
            self.ours.push(taken_by(&ours));
            self.bare.push(taken_by(&bare));
        } else {
            self.bare.push(taken_by(&bare));
            self.ours.push(taken_by(&ours));
        }
    }

    fn print(&mut self, what: &str) {
        let [ours, bare] = [&mut self.ours, &mut self.bare].map(|times| {
            let counted = &mut times[usize::try_from(WARM_UP).unwrap()..];
            counted.sort();
            counted[counted.len() / 2].as_secs_f64() * 1e6
        });
        let ratio = ours / bare;
        println!("{what}: ours {ours:.1} µs, reqwest {bare:.1} µs ({ratio:.3} times that)");
    }
}

async fn awaited_for(call: impl AsyncFn()) -> Duration {
    let start = Instant::now();
    call().await;
    start.elapsed()
}

fn taken_by(call: impl Fn()) -> Duration {
    let start = Instant::now();
    call();
    start.elapsed()
}
