//! Tokens that are kept: when they are asked for, how often, and what a refusal does.

use crate::support::{BEARER, List, Reply, Server, block_on, client_builder, create, list_info, send, which_ends};
use codegen_runtime::{
    AccessToken, BoxError, BoxFuture, CachedToken, Client, CredentialContext, ErrorKind, OperationInfo, TokenProvider,
};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

static NEEDED: OperationInfo = list_info(&[&[&BEARER]]);

/// Gives `token-1`, `token-2` and so on, after a while.
#[derive(Clone, Default)]
struct Counting {
    asked: Arc<AtomicUsize>,
    lifetime: Option<Duration>,
}

impl Counting {
    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

impl TokenProvider for Counting {
    fn token<'a>(&'a self, _: &'a CredentialContext<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(async move {
            let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
            tokio::time::sleep(Duration::from_millis(30)).await;
            let token = AccessToken::new(format!("token-{number}"));
            Ok(match self.lifetime {
                Some(lifetime) => token.expires_in(lifetime),
                None => token,
            })
        })
    }
}

fn client<P: TokenProvider>(server: &Server, tokens: CachedToken<P>) -> Client {
    let builder = client_builder(server).credential(&BEARER, tokens);
    builder.build().unwrap()
}

/// Answers 401 to the first tokens, and else well.
fn refusing(tokens: usize) -> Server {
    Server::answering(move |_, request| {
        let sent = request.header("authorization").unwrap();
        let number: usize = sent.rsplit('-').next().unwrap().parse().unwrap();
        if number > tokens {
            Reply::json(200, "[]")
        } else {
            Reply::new(401)
        }
    })
}

fn sent(server: &Server) -> Vec<String> {
    let received = server.received();
    let values = received.iter().map(|one| one.header("authorization"));
    values.map(|value| value.unwrap().to_owned()).collect()
}

#[test]
fn a_token_is_asked_for_once() {
    let (server, provider) = (refusing(0), Counting::default());
    let client = client(&server, provider.clone().cached());
    for _ in 0..3 {
        send(&client, &List::needing(&NEEDED)).unwrap();
    }
    assert_eq!(provider.asked(), 1);
    assert_eq!(sent(&server), ["Bearer token-1"; 6]);
}

#[test]
fn a_token_is_replaced_before_it_expires() {
    let server = refusing(0);
    let short = || Counting {
        lifetime: Some(Duration::from_secs(4)),
        ..Counting::default()
    };
    // The first is no longer used for half of its life, since that is less than 30 seconds.
    let (early, late) = (short(), short());
    let clients = [
        client(&server, early.clone().cached()),
        client(&server, late.clone().cached().skew(Duration::ZERO)),
    ];
    let call_both = || {
        for client in &clients {
            client.send_blocking(List::needing(&NEEDED)).unwrap();
        }
    };
    call_both();
    call_both();
    assert_eq!((early.asked(), late.asked()), (1, 1));
    thread::sleep(Duration::from_millis(2100));
    call_both();
    assert_eq!((early.asked(), late.asked()), (2, 1));
}

#[test]
fn many_calls_at_once_ask_once() {
    let (server, provider) = (refusing(0), Counting::default());
    let client = client(&server, provider.clone().cached());
    // On one thread and on many, which wait for one another.
    thread::scope(|scope| {
        for _ in 0..10 {
            scope.spawn(|| client.send_blocking(List::needing(&NEEDED)).unwrap());
        }
        scope.spawn(|| {
            block_on(async {
                let calls: Vec<_> = (0..20)
                    .map(|_| tokio::spawn(client.send(List::needing(&NEEDED))))
                    .collect();
                for call in calls {
                    call.await.unwrap().unwrap();
                }
            });
        });
    });
    assert_eq!(provider.asked(), 1);
    assert_eq!(sent(&server), vec!["Bearer token-1"; 30]);
}

#[test]
fn a_refused_token_is_replaced_and_the_call_sent_again() {
    let (server, provider) = (refusing(1), Counting::default());
    let client = client(&server, provider.clone().cached());
    let call = List::needing(&NEEDED).with(|request| request.text("text/plain", "once"));
    block_on(client.send(call.clone())).unwrap();
    assert_eq!(provider.asked(), 2);
    assert_eq!(sent(&server), ["Bearer token-1", "Bearer token-2"]);
    for request in server.received() {
        assert_eq!(request.body, b"once");
    }
    client.send_blocking(call).unwrap();
    assert_eq!((provider.asked(), server.received().len()), (2, 3));
}

#[test]
fn a_call_is_sent_again_only_once() {
    let (server, provider) = (refusing(usize::MAX - 1), Counting::default());
    let client = client(&server, provider.clone().cached());
    let error = block_on(client.send(create("octo"))).unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!(provider.asked(), 2);
    assert_eq!(sent(&server), ["Bearer token-1", "Bearer token-2"]);
}

#[test]
fn many_refusals_of_one_token_ask_once() {
    let (server, provider) = (refusing(1), Counting::default());
    let client = client(&server, provider.clone().cached());
    block_on(async {
        let calls: Vec<_> = (0..20)
            .map(|_| tokio::spawn(client.send(List::needing(&NEEDED))))
            .collect();
        for call in calls {
            call.await.unwrap().unwrap();
        }
    });
    assert_eq!(provider.asked(), 2);
}

#[test]
fn a_refusal_that_comes_late_does_not_cost_the_new_token() {
    let (release, released) = channel();
    let released = Mutex::new(released);
    let server = Server::answering(move |index, request| {
        if index == 0 {
            released.lock().unwrap().recv().unwrap();
        }
        match request.header("authorization") {
            Some("Bearer token-1") => Reply::new(401),
            _ => Reply::json(200, "[]"),
        }
    });
    let provider = Counting::default();
    let client = client(&server, provider.clone().cached());
    block_on(async {
        let slow = tokio::spawn(client.send(List::needing(&NEEDED)));
        while server.received().is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        client.send(List::needing(&NEEDED)).await.unwrap();
        assert!(!slow.is_finished());
        release.send(()).unwrap();
        slow.await.unwrap().unwrap();
    });
    assert_eq!(provider.asked(), 2);
}

#[test]
fn a_provider_that_fails_is_asked_again_by_the_next_call() {
    let server = refusing(0);
    let count = AtomicUsize::new(0);
    let provider = move || match count.fetch_add(1, Ordering::SeqCst) {
        0 => Err(BoxError::from("the vault is sealed")),
        number => Ok(AccessToken::new(format!("token-{number}"))),
    };
    let client = client(&server, CachedToken::new(provider));
    let error = client.send_blocking(List::needing(&NEEDED)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::CredentialProvider);
    assert!(error.to_string().contains("the vault is sealed"), "{error}");
    client.send_blocking(List::needing(&NEEDED)).unwrap();
    assert_eq!(sent(&server), ["Bearer token-1"]);
}

#[test]
fn a_provider_that_cannot_replace_a_refused_token_says_why() {
    let server = refusing(1);
    let count = AtomicUsize::new(0);
    let provider = move || match count.fetch_add(1, Ordering::SeqCst) {
        0 => Ok(AccessToken::new("token-1")),
        _ => Err(BoxError::from("the vault is sealed")),
    };
    let client = client(&server, provider.cached());
    let error = client.send_blocking(List::needing(&NEEDED)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::CredentialProvider);
    assert_eq!(sent(&server), ["Bearer token-1"]);
}

/// Never answers who asks first.
struct Stuck(AtomicUsize);

impl TokenProvider for Stuck {
    fn token<'a>(&'a self, _: &'a CredentialContext<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(async move {
            match self.0.fetch_add(1, Ordering::SeqCst) {
                0 => std::future::pending().await,
                number => Ok(AccessToken::new(format!("token-{number}"))),
            }
        })
    }
}

#[test]
fn a_call_that_is_given_up_lets_the_next_one_ask() {
    let server = refusing(0);
    let client = client(&server, Stuck(AtomicUsize::new(0)).cached());
    block_on(async {
        let first = tokio::spawn(client.send(List::needing(&NEEDED)));
        tokio::task::yield_now().await;
        let second = tokio::spawn(client.send(List::needing(&NEEDED)));
        tokio::time::sleep(Duration::from_millis(30)).await;
        assert!(!second.is_finished());
        first.abort();
        second.await.unwrap().unwrap();
    });
    assert_eq!(sent(&server), ["Bearer token-1"]);
}

#[test]
fn a_call_waits_for_a_token_no_longer_than_it_may_take() {
    which_ends(|| {
        let server = refusing(0);
        let client = client(&server, Stuck(AtomicUsize::new(0)).cached());
        let list = || List::needing(&NEEDED).with(|it| it.timeout(Duration::from_millis(50)));
        block_on(async {
            // The one that has asked, and one that waits for what it gets.
            let first = tokio::spawn(client.send(List::needing(&NEEDED)));
            tokio::task::yield_now().await;
            let error = client.send(list()).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Timeout);
            assert!(error.to_string().contains("no credential for `bearerAuth`"), "{error}");
            assert!(!first.is_finished());
            first.abort();
        });
        let stuck = self::client(&server, Stuck(AtomicUsize::new(0)).cached());
        let error = stuck.send_blocking(list()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout);
        // Whoever is next asks again.
        stuck.send_blocking(List::needing(&NEEDED)).unwrap();
    });
}

#[test]
fn no_token_is_printed() {
    let server = refusing(0);
    let token = AccessToken::new("hunter2").expires_in(Duration::from_secs(60));
    let printed = format!("{token:?}");
    let provider = move || Ok(token.clone());
    let tokens = provider.cached();
    let printed = format!("{printed} {tokens:?}");
    let client = client(&server, tokens);
    assert!(!format!("{printed} {client:?}").contains("hunter2"));
}
