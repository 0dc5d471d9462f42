//! How long a call takes: our client beside bare reqwest and serde's derive, one call after the other by turns.
//!
//! `-- --calls N` sets how many calls are made each way.

#![expect(clippy::print_stdout, reason = "a benchmark is there to be read")]
#![expect(clippy::unwrap_used, reason = "what goes wrong ends the benchmark")]

mod support;

use std::hint::black_box;
use std::time::Instant;

use codegen_runtime::RetryPolicy;
use reqwest::blocking;

use support::runners::{API, TIMEOUT, TOKEN, client, create_token, derived, list_runners};
use support::server::{Server, serve_if_asked};
use support::{argument, bare};

/// How many calls are made each way, if it is not said.
const CALLS: u64 = 10_000;

/// Over how many rounds they are spread. Each has connections of its own, and so threads of the server's own: on which
/// processor the system lets these run is chance, and what holds for one round need not for the next.
const ROUNDS: u64 = 20;

/// How many calls of a round are made before those that count.
const WARM_UP: u64 = 50;

fn main() {
    if serve_if_asked() {
        return;
    }
    let calls = argument("--calls").unwrap_or(CALLS);
    let server = Server::start(0);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.unwrap().block_on(awaited(calls / ROUNDS, &server.base));
    waited_for(calls / ROUNDS, &server.base);
}

/// Calls that are awaited, this many of a kind in each round.
async fn awaited(calls: u64, url: &str) {
    let (mut lists, mut tokens) = (Times::default(), Times::default());
    for _ in 0..ROUNDS {
        let (ours, bare) = (client(url, RetryPolicy::new()), bare::client());
        let list = async || {
            black_box(list_runners("octo").send(&ours).await.unwrap());
        };
        let list_bare = async || {
            let answer = bare::list_runners(&bare, url, "octo").send().await;
            let bytes = answer.unwrap().error_for_status().unwrap().bytes().await;
            let list: derived::RunnerList = serde_json::from_slice(&bytes.unwrap()).unwrap();
            black_box(list);
        };
        lists.take_awaited(calls, list, list_bare).await;
        let create = async || {
            black_box(create_token("octo").send(&ours).await.unwrap());
        };
        let create_bare = async || {
            let answer = bare::create_token(&bare, url, "octo").send().await;
            let bytes = answer.unwrap().error_for_status().unwrap().bytes().await;
            let token: derived::RegistrationToken = serde_json::from_slice(&bytes.unwrap()).unwrap();
            black_box(token);
        };
        tokens.take_awaited(calls, create, create_bare).await;
    }
    lists.print("async, a page of runners");
    tokens.print("async, a token");
}

/// Calls that are waited for.
fn waited_for(calls: u64, url: &str) {
    let (mut lists, mut tokens) = (Times::default(), Times::default());
    for _ in 0..ROUNDS {
        let ours = client(url, RetryPolicy::new());
        let bare = blocking::Client::builder().no_proxy().timeout(TIMEOUT);
        let bare = bare.default_headers(bare::headers()).user_agent(API.user_agent);
        let bare = bare.build().unwrap();
        let list = || {
            black_box(list_runners("octo").send_blocking(&ours).unwrap());
        };
        let list_bare = || {
            let request = bare.get(bare::list_url(url, "octo")).bearer_auth(TOKEN);
            let answer = request.send().unwrap().error_for_status().unwrap();
            let list = serde_json::from_slice::<derived::RunnerList>(&answer.bytes().unwrap());
            black_box(list.unwrap());
        };
        lists.take(calls, list, list_bare);
        let create = || {
            black_box(create_token("octo").send_blocking(&ours).unwrap());
        };
        let create_bare = || {
            let request = bare.post(bare::token_url(url, "octo")).bearer_auth(TOKEN);
            let answer = request.send().unwrap().error_for_status().unwrap();
            let token = serde_json::from_slice::<derived::RegistrationToken>(&answer.bytes().unwrap());
            black_box(token.unwrap());
        };
        tokens.take(calls, create, create_bare);
    }
    lists.print("blocking, a page of runners");
    tokens.print("blocking, a token");
}

/// How long a call took in each round, in microseconds: the middle one of its calls.
#[derive(Default)]
struct Times {
    ours: Vec<f64>,
    bare: Vec<f64>,
}

/// Each way is first every other time: the one behind it finds the caches of the processor as the first has left them.
impl Times {
    async fn take_awaited(&mut self, calls: u64, ours: impl AsyncFn(), bare: impl AsyncFn()) {
        let (mut our_times, mut bare_times) = (Vec::new(), Vec::new());
        for number in 0..WARM_UP + calls {
            if number.is_multiple_of(2) {
                our_times.push(awaited_for(&ours).await);
                bare_times.push(awaited_for(&bare).await);
            } else {
                bare_times.push(awaited_for(&bare).await);
                our_times.push(awaited_for(&ours).await);
            }
        }
        self.end_round(&our_times, &bare_times);
    }

    fn take(&mut self, calls: u64, ours: impl Fn(), bare: impl Fn()) {
        let (mut our_times, mut bare_times) = (Vec::new(), Vec::new());
        for number in 0..WARM_UP + calls {
            if number.is_multiple_of(2) {
                our_times.push(taken_by(&ours));
                bare_times.push(taken_by(&bare));
            } else {
                bare_times.push(taken_by(&bare));
                our_times.push(taken_by(&ours));
            }
        }
        self.end_round(&our_times, &bare_times);
    }

    fn end_round(&mut self, ours: &[f64], bare: &[f64]) {
        let counted = usize::try_from(WARM_UP).unwrap();
        self.ours.push(middle(ours[counted..].to_vec()));
        self.bare.push(middle(bare[counted..].to_vec()));
    }

    fn print(self, what: &str) {
        let ratio = middle(
            self.ours
                .iter()
                .zip(&self.bare)
                .map(|(ours, bare)| ours / bare)
                .collect(),
        );
        let (ours, bare) = (middle(self.ours), middle(self.bare));
        println!(
            "{what}: ours {ours:.1} µs, reqwest {bare:.1} µs ({ratio:.3} times that in the middle one of the rounds)"
        );
    }
}

fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

async fn awaited_for(call: impl AsyncFn()) -> f64 {
    let start = Instant::now();
    call().await;
    start.elapsed().as_secs_f64() * 1e6
}

fn taken_by(call: impl Fn()) -> f64 {
    let start = Instant::now();
    call();
    start.elapsed().as_secs_f64() * 1e6
}
