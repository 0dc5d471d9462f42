//! Values that are kept until shortly before they expire.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, SystemTime};

use crate::support::block_on;
use codegen_runtime::Expiring;

/// The time in this many milliseconds.
fn after(milliseconds: u64) -> SystemTime {
    SystemTime::now() + Duration::from_millis(milliseconds)
}

#[test]
fn many_callers_have_it_made_once() {
    let (kept, count) = (Arc::new(Expiring::new()), Arc::new(AtomicUsize::new(0)));
    block_on(async {
        let callers = (0..50).map(|_| {
            let (kept, count) = (Arc::clone(&kept), Arc::clone(&count));
            tokio::spawn(async move {
                let make = || async {
                    tokio::time::sleep(Duration::from_millis(30)).await;
                    Ok::<_, ()>((count.fetch_add(1, Ordering::SeqCst), after(3_600_000)))
                };
                kept.get(make).await.unwrap()
            })
        });
        for caller in callers.collect::<Vec<_>>() {
            assert_eq!(caller.await.unwrap(), 0);
        }
    });
    // Those that wait for it share it with those that await it.
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let value = kept.get_blocking(|| Err(()));
                assert_eq!(value, Ok(0));
            });
        }
    });
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[test]
fn threads_have_it_made_once() {
    let (kept, count) = (Expiring::new(), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                let make = || {
                    thread::sleep(Duration::from_millis(30));
                    Ok::<_, ()>((count.fetch_add(1, Ordering::SeqCst), after(3_600_000)))
                };
                assert_eq!(kept.get_blocking(make), Ok(0));
            });
        }
    });
}

#[test]
fn it_is_made_again_shortly_before_it_expires_and_where_it_is_given_up() {
    let count = AtomicUsize::new(0);
    let make = |lifetime| {
        let count = &count;
        move || Ok::<_, ()>((count.fetch_add(1, Ordering::SeqCst), after(lifetime)))
    };
    let kept = Expiring::new();
    let first = kept.get_blocking(make(60_000)).unwrap();
    assert_eq!(kept.get_blocking(make(60_000)), Ok(first));
    kept.forget();
    assert_eq!(kept.get_blocking(make(60_000)), Ok(first + 1));
    // Until the skew begins, or for half of a life that is shorter: both are used for two seconds.
    let each = [(1000, 3000), (60_000, 4000)].map(|(skew, lifetime)| {
        let kept = Expiring::new().skew(Duration::from_millis(skew));
        let first = kept.get_blocking(make(lifetime)).unwrap();
        assert_eq!(kept.get_blocking(make(lifetime)), Ok(first));
        (kept, first)
    });
    thread::sleep(Duration::from_secs(1));
    for (kept, first) in &each {
        assert_eq!(kept.get_blocking(make(60_000)), Ok(*first));
    }
    thread::sleep(Duration::from_millis(1050));
    for (kept, first) in &each {
        assert_eq!(kept.get_blocking(make(60_000)), Ok(first + 2));
    }
    // One that is past is for whoever had it count.
    let past = Expiring::new();
    let again = |value: u8| past.get_blocking(move || Ok::<_, ()>((value, SystemTime::UNIX_EPOCH)));
    assert_eq!((again(1), again(2)), (Ok(1), Ok(2)));
}

#[test]
fn a_caller_that_gives_up_lets_the_next_one_have_it_made() {
    let kept = Expiring::<u8>::new();
    let mut given_up = Box::pin(kept.get(std::future::pending::<Result<(u8, SystemTime), ()>>));
    let mut waits = Box::pin(kept.get(|| async { Ok::<_, ()>((7, after(60_000))) }));
    let mut context = Context::from_waker(Waker::noop());
    assert!(given_up.as_mut().poll(&mut context).is_pending());
    assert!(waits.as_mut().poll(&mut context).is_pending());
    drop(given_up);
    assert_eq!(waits.as_mut().poll(&mut context), Poll::Ready(Ok(7)));
}

#[test]
fn a_failure_is_told_and_not_kept() {
    let kept = Expiring::new();
    assert_eq!(kept.get_blocking(|| Err("no")), Err("no"));
    assert_eq!(kept.get_blocking(|| Ok::<_, ()>((7, after(60_000)))), Ok(7));
    assert_eq!(kept.get_blocking(|| Err(())), Ok(7));
    assert!(!format!("{kept:?}").contains('7'), "{kept:?}");
}
