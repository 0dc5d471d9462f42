//! The runtime against a real server: what is sent, and what becomes of the answers.

#![expect(clippy::unwrap_used, reason = "a panic is how a test fails, in what tests share too")]
#![cfg_attr(
    not(feature = "reqwest"),
    expect(dead_code, reason = "without a transport there is no server to talk to")
)]

mod splitting;
mod support;

#[cfg(feature = "reqwest")]
mod answers;
mod attempts;
#[cfg(feature = "reqwest")]
mod behaviour;
#[cfg(feature = "reqwest")]
mod blocking;
#[cfg(feature = "reqwest")]
mod bodies;
#[cfg(feature = "reqwest")]
mod cache;
#[cfg(feature = "reqwest")]
mod client_credentials;
#[cfg(feature = "reqwest")]
mod codings;
mod conditional;
#[cfg(feature = "reqwest")]
mod connections;
#[cfg(feature = "reqwest")]
mod credentials;
#[cfg(feature = "reqwest")]
mod cut;
mod declared_headers;
#[cfg(feature = "reqwest")]
mod dropped;
#[cfg(feature = "reqwest")]
mod executors;
mod expiring;
mod forms;
#[cfg(feature = "http2")]
mod http2;
#[cfg(feature = "reqwest")]
mod kept_connections;
#[cfg(feature = "tower")]
mod layers;
mod media_types;
mod messages;
#[cfg(all(feature = "mock", feature = "reqwest"))]
mod mock;
mod multipart;
#[cfg(feature = "reqwest")]
mod pages;
mod parameters;
mod pauses;
#[cfg(feature = "reqwest")]
mod proxies;
mod rate_limits;
#[cfg(feature = "reqwest")]
mod redirects;
mod retries;
#[cfg(feature = "reqwest")]
mod sent;
mod servers;
#[cfg(feature = "reqwest")]
mod streams;
#[cfg(feature = "reqwest")]
mod tls;
#[cfg(feature = "reqwest")]
mod tokens;
#[cfg(feature = "tracing")]
mod traces;
mod transports;
mod uri_templates;
#[cfg(feature = "reqwest")]
mod xml;
