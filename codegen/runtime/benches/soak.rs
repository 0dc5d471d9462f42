//! How many calls are made while some of them fail, and in what memory: our client, many calls at once, at the machine's
//! full rate, beside bare reqwest and serde's derive doing the same.
//!
//! `-- --seconds N` sets for how long each of both.

#![expect(clippy::print_stdout, reason = "a benchmark is there to be read")]
#![expect(clippy::unwrap_used, reason = "what goes wrong ends the benchmark")]

mod support;

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use codegen_runtime::{Client, RetryPolicy};
use reqwest::RequestBuilder;
use serde::de::DeserializeOwned;
use serde_json::Value;

use support::runners::{PER_PAGE, client, create_token, derived, list_runners};
use support::server::{Server, serve_if_asked};
use support::{argument, bare};

/// For how long each makes calls, if it is not said.
const SECONDS: u64 = 60;

/// How many calls are made at once.
const AT_ONCE: usize = 32;

/// How many of a thousand messages something goes wrong with.
const FAULTS: u64 = 10;

/// How often a call is tried at most.
const ATTEMPTS: u32 = 10;

/// The bound of the first wait and of all waits, in milliseconds.
const BACKOFF: [u64; 2] = [1, 20];

/// Ours and reqwest take turns, so that the machine is as busy otherwise for both; they are of the same length, since
/// whoever has rested longer goes first on a busy machine.
const TURNS: u32 = 60;

fn main() {
    if serve_if_asked() {
        return;
    }
    let time = Duration::from_secs(argument("--seconds").unwrap_or(SECONDS));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.unwrap().block_on(soak(time));
}

async fn soak(time: Duration) {
    // Each has a server of its own, which tells of its calls only.
    let (our_server, their_server) = (Server::start(FAULTS), Server::start(FAULTS));
    let [first, longest] = BACKOFF.map(Duration::from_millis);
    let policy = RetryPolicy::new().attempts(ATTEMPTS);
    let client = client(&our_server.base, policy.backoff(first, longest));
    let bare = Bare {
        client: bare::client(),
        base: their_server.base.clone(),
    };
    let (ours, theirs) = (Arc::<Counts>::default(), Arc::<Counts>::default());
    let mut taken = [Duration::ZERO; 2];
    println!("memory at the start: {}", memory());
    for turn in 1..=TURNS {
        let time = time / TURNS;
        let client = client.clone();
        let make = move |number| call(client.clone(), number);
        taken[0] += many(&ours, time, make).await;
        let caller = bare.clone();
        let make = move |number| caller.clone().call(number);
        taken[1] += many(&theirs, time, make).await;
        if turn == TURNS / 10 {
            println!("memory after a tenth: {}", memory());
        }
    }
    println!("memory at the end: {}", memory());
    let told_of_ours = told(&bare.client, &our_server).await;
    let our_rate = ours.print("ours", taken[0], &told_of_ours);
    let told_of_theirs = told(&bare.client, &their_server).await;
    let their_rate = theirs.print("reqwest", taken[1], &told_of_theirs);
    println!("ours makes {:.3} times as many", our_rate / their_rate);
    assert_eq!(ours.spoilt(&told_of_ours), (0, 0), "lost, and doubled");
}

/// What a call came to.
enum End {
    Read,
    Made,
    /// It failed, and what makes something is not repeated.
    NotMade,
    Lost,
}

/// One of ten calls makes something.
fn makes(number: u32) -> bool {
    number.is_multiple_of(10)
}

fn is_page(length: usize) -> End {
    if i64::try_from(length) == Ok(PER_PAGE) {
        End::Read
    } else {
        End::Lost
    }
}

async fn call(client: Client, number: u32) -> End {
    if makes(number) {
        let made = create_token(&number.to_string()).send(&client).await;
        return made.map_or(End::NotMade, |_| End::Made);
    }
    let list = list_runners("octo").send(&client).await;
    list.map_or(End::Lost, |list| is_page(list.runners.len()))
}

/// The same by hand.
#[derive(Clone)]
struct Bare {
    client: reqwest::Client,
    base: String,
}

impl Bare {
    async fn call(self, number: u32) -> End {
        if makes(number) {
            let request = bare::create_token(&self.client, &self.base, number);
            let made = answer::<derived::RegistrationToken>(request).await;
            return made.map_or(End::NotMade, |_| End::Made);
        }
        let [mut wait, longest] = BACKOFF;
        for _ in 0..ATTEMPTS {
            let request = bare::list_runners(&self.client, &self.base, "octo");
            if let Some(list) = answer::<derived::RunnerList>(request).await {
                return is_page(list.runners.len());
            }
            tokio::time::sleep(Duration::from_millis(wait)).await;
            wait = longest.min(wait * 2);
        }
        End::Lost
    }
}

async fn answer<T: DeserializeOwned>(request: RequestBuilder) -> Option<T> {
    let answer = request.send().await.ok()?.error_for_status().ok()?;
    serde_json::from_slice(&answer.bytes().await.ok()?).ok()
}

/// What the server has seen.
async fn told(client: &reqwest::Client, server: &Server) -> Value {
    let request = client.get(format!("{}/told", server.base));
    answer(request).await.unwrap()
}

/// Makes many calls at once for this long; says how long that took.
async fn many<F>(counts: &Arc<Counts>, time: Duration, call: impl Fn(u32) -> F + Clone + Send + 'static) -> Duration
where
    F: Future<Output = End> + Send,
{
    let start = Instant::now();
    let callers = (0..AT_ONCE).map(|_| {
        let (counts, call) = (Arc::clone(counts), call.clone());
        tokio::spawn(async move {
            while start.elapsed() < time {
                let number = counts.calls.fetch_add(1, Ordering::Relaxed);
                counts.count(&call(number).await);
            }
        })
    });
    for caller in callers.collect::<Vec<_>>() {
        caller.await.unwrap();
    }
    start.elapsed()
}

/// How many calls came to what.
#[derive(Default)]
struct Counts {
    calls: AtomicU32,
    made: AtomicU32,
    not_made: AtomicU32,
    lost: AtomicU32,
}

impl Counts {
    fn count(&self, end: &End) {
        let count = match end {
            End::Read => return,
            End::Made => &self.made,
            End::NotMade => &self.not_made,
            End::Lost => &self.lost,
        };
        count.fetch_add(1, Ordering::Relaxed);
    }

    /// Prints it beside what the server has seen, and gives how many calls were made in a second.
    fn print(&self, who: &str, taken: Duration, told: &Value) -> f64 {
        let of = |count: &AtomicU32| count.load(Ordering::Relaxed);
        let calls = of(&self.calls);
        let rate = f64::from(calls) / taken.as_secs_f64();
        let (lost, doubled) = self.spoilt(told);
        println!(
            "{who}: {rate:.0} calls per second, {calls} in {:.1} s by {} messages; lost {lost}, doubled {doubled}; \
             {} of those that make something failed, and were not repeated",
            taken.as_secs_f64(),
            told["came"],
            of(&self.not_made),
        );
        rate
    }

    /// How many calls were lost, and how many doubled.
    fn spoilt(&self, told: &Value) -> (u64, u64) {
        let count = |name: &str| told[name].as_u64().unwrap();
        let of = |count: &AtomicU32| u64::from(count.load(Ordering::Relaxed));
        // Whoever was told that something was made has it.
        let not_there = of(&self.made).saturating_sub(count("made"));
        (of(&self.lost) + not_there, count("doubled"))
    }
}

/// The memory that this process has now, where the system says so.
fn memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u32>().ok());
    kilobytes.map_or_else(
        || "not measured, as this system does not tell".to_owned(),
        |kilobytes| format!("{:.1} MiB", f64::from(kilobytes) / 1_024.0),
    )
}
