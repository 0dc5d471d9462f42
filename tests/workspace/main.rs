//! What cargo does with the workspace and with projects that use it, and the client against an independent server.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "what goes wrong in a test fails it"
)]

mod build_script;
mod calls;
mod cargo;
mod conformance;
mod copy;
mod dependents;
mod examples;
mod features;
mod generated;
mod library;
mod obstacles;
mod wasm;
