//! The generated client against real servers on the loopback interface.
//!
//! What other generators get wrong on these very endpoints is tested here first of all.

#![expect(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in what tests share too"
)]

#[macro_use]
mod support;
mod repository;
mod server;

mod answers;
mod calls;
mod credentials;
mod dates_and_numbers;
mod documented_errors;
mod members;
mod mock;
mod paths;
mod requests;
mod retries;
mod secrets;
mod transport_free;
mod whole_repository;
