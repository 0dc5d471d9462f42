//! Generates a typed Rust client crate from an `OpenAPI` description.
//!
//! From a build script:
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let out = std::path::PathBuf::from(std::env::var("OUT_DIR")?).join("client");
//! let generation = codegen::generate(&codegen::Config::module("openapi.yaml", out))?;
//! print!("{}", generation.cargo_directives());
//! # Ok(())
//! # }
//! ```
//!
//! One way through, a module per stage:
//! `load` (text to document), `resolve` (document to [`model`]), [`plan`] (model to what will exist in Rust),
//! `emit` (plan to tokens), `render` (tokens to text) and `output` (text to disk).

mod calls;
mod config;
pub mod diagnostics;
mod docs;
mod emit;
mod failure;
mod generate;
pub mod load;
mod mock;
pub mod model;
mod names;
mod output;
mod parallel;
mod pipeline;
pub mod plan;
pub mod pointer;
mod positions;
mod proof;
mod record;
mod render;
mod report;
mod resolve;
mod runtime;
pub mod source;

pub use self::config::{
    Bytes, Config, Constraints, Dates, Defaults, Features, Formats, Layout, Manifest, MissingType,
    Openness, Paging, PagingBy, RateLimitHeaders, Selector, SelectorKind, Spec, TypePath,
    UnknownMembers, Uuids,
};
pub use self::failure::Failure;
pub use self::generate::{
    Check, Generation, InspectedOperation, Inspection, Stage, check, generate, inspect, print,
};
pub use self::names::Ident;
pub use self::output::GeneratedFile;
pub use self::report::Report;
