//! What cargo does with the workspace and with projects that use it, and the client against an independent server.

mod build_script;
mod cargo;
mod conformance;
mod copy;
mod dependents;
mod library;
mod prism;
