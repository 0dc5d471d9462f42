//! Calls that are told as JSON: made by the functions that a user of the client calls, and told back as JSON.
//!
//! A program of a generated crate has a table with a row for each operation, made by [`call`]. It is given
//! a line of JSON for each call, with an operation and its arguments, and gives back a line for what came of it.

#![allow(
    dead_code,
    unused_macros,
    unused_imports,
    missing_docs,
    clippy::disallowed_methods,
    reason = "a table needs a part of it, and is no part of a client"
)]

mod clients;
mod given;
mod macros;
mod outcome;
mod program;
mod told;

use codegen_runtime as runtime;

pub use self::given::{Choice, Given};
pub use self::macros::{argument, call, choice};
pub use self::outcome::Outcome;
pub use self::program::run;
pub use self::told::{bytes, json, never, nothing, stream, unknown};
#[cfg(feature = "items")]
pub use self::told::{events, lines};

/// A row of the table: the method and the path of an operation, with what calls it.
pub type Call = (&'static str, fn(&Given<'_>) -> Result<Outcome, String>);
