//! What to generate, from what, and where to: the settings of a run.

mod file;
mod formats;
mod paging;
mod rate_limit;
mod schemas;
mod selector;

use std::path::{Path, PathBuf};

use indexmap::IndexMap;

pub use self::formats::{Bytes, Dates, Formats, TypePath, Uuids};
pub use self::paging::{Paging, PagingBy};
pub use self::rate_limit::RateLimitHeaders;
pub use self::schemas::{Constraints, Defaults, Openness};
pub use self::selector::{Selector, SelectorKind};
use crate::diagnostics::Diagnostics;
use crate::source::Sources;

/// The settings of a run.
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let out = std::path::PathBuf::from(std::env::var("OUT_DIR")?).join("client");
/// let config = codegen::Config::module("openapi.yaml", out).include("tag:pets");
/// codegen::generate(&config)?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own"
)]
pub struct Config {
    /// Where the description is.
    pub spec: Spec,
    /// The folder of the generated crate.
    pub output: PathBuf,
    /// What the output is: a crate or a module of somebody else's.
    pub layout: Layout,
    /// Who writes the generated crate's `Cargo.toml`.
    pub manifest: Manifest,
    /// The package's name; derived from the description's title where there is none.
    pub package_name: Option<String>,
    /// The package's version; the generator's default is `0.1.0`.
    pub package_version: Option<String>,
    /// `User-Agent` of every request that sets none; `NAME/VERSION` of the package by default.
    pub user_agent: Option<String>,
    /// Headers of every request that sets none of the same name.
    pub headers: IndexMap<String, String>,
    /// How the headers are called that tell of rate limits, where they are not called as is usual.
    pub rate_limit_headers: RateLimitHeaders,
    /// Which operations are generated; all of them where this is empty.
    pub include: Vec<Selector>,
    /// Which operations are not generated after all.
    pub exclude: Vec<Selector>,
    /// Which operations may be sent again though their method says nothing of it, so that they are retried.
    pub idempotent: Vec<Selector>,
    /// How lists come page by page, by operation: what is said first holds, and `*` is for all of which nothing else is
    /// said; `None` where a list does not.
    pub pages: Vec<(Selector, Option<Paging>)>,
    /// Whether the crate gets tests that read and write every example of the description; a module gets none.
    pub with_tests: bool,
    /// Whether the client has a server for the tests of those who call the API: its feature `mock`, where it is a crate.
    pub with_mock: bool,
    /// Whether a warning fails the run.
    pub deny_warnings: bool,
    /// What a schema without `type` means.
    pub missing_type: MissingType,
    /// What becomes of members that no property names.
    pub unknown_members: UnknownMembers,
    /// What of the crate is compiled only where it is asked for.
    pub features: Features,
    /// What becomes of the defaults of members that may be left out.
    pub defaults: Defaults,
    /// What becomes of the limits that values keep to beyond their type.
    pub constraints: Constraints,
    /// Whether enums keep values that the description does not list; those that it says to be extensible do.
    pub enums: Openness,
    /// Whether unions keep values that are of none of their variants.
    pub unions: Openness,
    /// Which Rust type stands for a text or a number of some format.
    pub formats: Formats,
    /// Types of other crates, by the place of the schema that each stands for: `#/components/schemas/Money`.
    pub schema_types: IndexMap<String, TypePath>,
    /// The dependencies that the crate has beside its own, as a manifest writes them.
    pub dependencies: toml::Table,
    /// Whether everything is done again although nothing has changed.
    pub force: bool,
    /// The files that were read so far, for the excerpts of diagnostics.
    pub(crate) sources: Sources,
}

/// Where a description is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Spec {
    /// In a file.
    File(PathBuf),
    /// On the standard input.
    Stdin,
    /// In memory, with a name for diagnostics.
    Text {
        /// What diagnostics call it; an ending of `.json` or `.yaml` tells its format.
        name: String,
        /// The text.
        text: String,
    },
}

/// What the output is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Layout {
    /// A crate, with the runtime embedded.
    #[default]
    Crate,
    /// A module of another crate, which depends on the package `codegen-runtime`.
    Module,
}

/// Who writes the generated crate's `Cargo.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Manifest {
    /// The generator, so that the crate stands alone.
    #[default]
    Generated,
    /// Somebody else, as for a member of a workspace.
    Handwritten,
}

/// What a schema without `type` means whose other keywords are about values of one type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum MissingType {
    /// Values of that type, which is what people mean.
    #[default]
    Guess,
    /// Values of any type, as JSON Schema says (draft 2020-12, Validation, section 6).
    Any,
}

/// What becomes of the members of an object that no property names, where the description does not speak of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum UnknownMembers {
    /// They are ignored.
    #[default]
    Ignore,
    /// They are kept, and written again.
    Keep,
}

/// What of a crate is compiled only where it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Features {
    /// Each tag by itself, where there are many operations and the manifest is generated.
    #[default]
    Automatic,
    /// Each tag of a crate by itself: the request functions, and the models that only they need.
    PerTag,
    /// Nothing: everything is always there.
    None,
}

impl From<&str> for Spec {
    fn from(path: &str) -> Self {
        Self::File(path.into())
    }
}

impl From<&Path> for Spec {
    fn from(path: &Path) -> Self {
        Self::File(path.into())
    }
}

impl From<PathBuf> for Spec {
    fn from(path: PathBuf) -> Self {
        Self::File(path)
    }
}

impl Config {
    /// Settings that generate all of `spec` into a crate in the folder `output`.
    #[must_use]
    pub fn new(spec: impl Into<Spec>, output: impl Into<PathBuf>) -> Self {
        Self {
            spec: spec.into(),
            output: output.into(),
            layout: Layout::Crate,
            manifest: Manifest::Generated,
            package_name: None,
            package_version: None,
            user_agent: None,
            headers: IndexMap::new(),
            rate_limit_headers: RateLimitHeaders::default(),
            include: Vec::new(),
            exclude: Vec::new(),
            idempotent: Vec::new(),
            pages: Vec::new(),
            with_tests: false,
            with_mock: false,
            deny_warnings: false,
            missing_type: MissingType::default(),
            unknown_members: UnknownMembers::default(),
            features: Features::default(),
            defaults: Defaults::default(),
            constraints: Constraints::default(),
            enums: Openness::default(),
            unions: Openness::default(),
            formats: Formats::default(),
            schema_types: IndexMap::new(),
            dependencies: toml::Table::new(),
            force: false,
            sources: Sources::new(),
        }
    }

    /// Settings that generate all of `spec` into the folder `output` as a module, for a build script.
    ///
    /// The module's file is `mod.rs`, for `include!`; the crate that it becomes part of depends on the package
    /// `codegen-runtime`.
    #[must_use]
    pub fn module(spec: impl Into<Spec>, output: impl Into<PathBuf>) -> Self {
        Self {
            layout: Layout::Module,
            ..Self::new(spec, output)
        }
    }

    /// Reads the settings from a file such as `codegen.toml`; paths in it are relative to its folder.
    ///
    /// # Errors
    ///
    /// Fails with located diagnostics if the file cannot be read, is not TOML, or has an unknown key.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, crate::Failure> {
        let mut sources = Sources::new();
        let mut diagnostics = Diagnostics::new();
        match file::read(path.as_ref(), &mut sources, &mut diagnostics) {
            Some(mut config) => {
                config.sources = sources;
                Ok(config)
            }
            None => Err(crate::Failure::new(diagnostics, sources)),
        }
    }

    /// Sets the package's name.
    #[must_use]
    pub fn package_name(mut self, name: impl Into<String>) -> Self {
        self.package_name = Some(name.into());
        self
    }

    /// Adds operations to those that are generated.
    #[must_use]
    pub fn include(mut self, selector: impl Into<Selector>) -> Self {
        self.include.push(selector.into());
        self
    }

    /// Takes operations from those that are generated.
    #[must_use]
    pub fn exclude(mut self, selector: impl Into<Selector>) -> Self {
        self.exclude.push(selector.into());
        self
    }

    /// Lets operations be retried whose method says nothing of it.
    #[must_use]
    pub fn idempotent(mut self, selector: impl Into<Selector>) -> Self {
        self.idempotent.push(selector.into());
        self
    }

    /// Says how the lists of these operations come page by page, or that they do not; `*` is for all of which neither the
    /// description nor anything else says it.
    #[must_use]
    pub fn pages(
        mut self,
        selector: impl Into<Selector>,
        paging: impl Into<Option<Paging>>,
    ) -> Self {
        self.pages.push((selector.into(), paging.into()));
        self
    }

    /// Adds tests to the crate that read and write every example of the description.
    #[must_use]
    pub fn with_tests(mut self) -> Self {
        self.with_tests = true;
        self
    }

    /// Adds a server for the tests of those who call the API.
    #[must_use]
    pub fn with_mock(mut self) -> Self {
        self.with_mock = true;
        self
    }

    /// Does everything again although nothing has changed, so that every warning is said again.
    #[must_use]
    pub fn force(mut self) -> Self {
        self.force = true;
        self
    }

    /// Sets a header of every request that does not set it.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.insert(name.into(), value.into());
        self
    }
}
