//! The record of a run beside what it made, by which the next run sees that there is nothing to do.
//!
//! It holds hashes of everything that goes in and of everything that comes out, and no times and no paths of the
//! machine, so that it can be committed with the rest. Deleting it costs nothing but time.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use crate::config::{Config, Paging, Selector, Spec};
use crate::diagnostics::{Code, Diagnostic};
use crate::output::{self, GeneratedFile};
use crate::pipeline::Run;
use crate::source::{Source, Sources, decode};

/// A smaller description is generated in the time that nobody notices, and gets no record.
const WORTHWHILE_BYTES: usize = 256 * 1024;

/// What a run was made from and what it made.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Record {
    /// The hash of the generator, the settings, the description and the files that it refers to.
    inputs: String,
    /// The hash of the generated files.
    output: String,
    /// How many operations the description has.
    pub(crate) operations: usize,
    /// How many of them are functions.
    pub(crate) generated: usize,
    /// How many warnings there were.
    pub(crate) warnings: usize,
    /// The files that the description refers to.
    references: Vec<String>,
    /// The generated files.
    pub(crate) files: Vec<String>,
}

impl Record {
    /// The record of a run that made `files`; `None` where it would not be worth its place, or could hide something.
    pub(crate) fn of(run: &Run<'_>, files: &[GeneratedFile]) -> Option<Self> {
        // What was not there may come.
        let misses_file = |diagnostic: &Diagnostic| {
            matches!(diagnostic.code(), Code::ExternalReference | Code::Io)
        };
        let bytes = run.sources.document()?.text().len();
        if bytes < WORTHWHILE_BYTES || run.diagnostics.iter().any(misses_file) {
            return None;
        }
        let texts = files
            .iter()
            .map(|file| (file.path(), file.text().as_bytes()));
        Some(Self {
            inputs: inputs(run.config, &run.sources),
            output: digest(texts),
            operations: run.report.operations.total,
            generated: run.report.operations.generated,
            warnings: run.warnings(),
            references: run
                .sources
                .references()
                .map(|(name, _)| name.to_owned())
                .collect(),
            files: files.iter().map(|file| file.path().to_owned()).collect(),
        })
    }

    /// As a file of the output folder.
    pub(crate) fn file(&self) -> GeneratedFile {
        let text = toml::to_string(self).unwrap_or_default();
        GeneratedFile::toml(output::RECORD.to_owned(), &text)
    }

    /// The record of the output folder, if nothing has changed since: what went in, nor what came out.
    ///
    /// The files that the description refers to are then among the sources of the run.
    pub(crate) fn unchanged(run: &mut Run<'_>) -> Option<Self> {
        let config = run.config;
        if config.force {
            return None;
        }
        let text = fs::read_to_string(config.output.join(output::RECORD)).ok()?;
        let record: Self = toml::from_str(&text).ok()?;
        if config.deny_warnings && record.warnings > 0 {
            return None;
        }
        let sources = with_references(&run.sources, &record.references)?;
        if inputs(config, &sources) != record.inputs {
            return None;
        }
        let files = output::read(&config.output, &record.files)?;
        let names = record.files.iter().map(String::as_str);
        let on_disk = names.zip(files.iter().map(Vec::as_slice));
        if digest(on_disk) != record.output {
            return None;
        }
        run.sources = sources;
        Some(record)
    }
}

/// The sources with the files that the description refers to.
fn with_references(sources: &Sources, names: &[String]) -> Option<Sources> {
    let mut sources = sources.clone();
    let document = sources.document()?.path().map(Path::to_owned);
    for name in names {
        let path = document.as_deref()?.parent()?.join(name);
        // Opening what is not an ordinary file may block for ever.
        if !path.is_file() {
            return None;
        }
        let (text, _) = decode(fs::read(&path).ok()?);
        let source = Source::new(path.display().to_string(), text);
        sources.add_file(name, source.read_from(path));
    }
    Some(sources)
}

/// The hash of all that decides what is generated.
fn inputs(config: &Config, sources: &Sources) -> String {
    let settings = settings(config);
    let fixed = [
        ("generator", env!("CODEGEN_SOURCES").as_bytes()),
        ("settings", settings.as_bytes()),
    ];
    let document = sources
        .document()
        .map(|source| ("", source.text().as_bytes()));
    let references = sources
        .references()
        .map(|(name, source)| (name, source.text().as_bytes()));
    digest(fixed.into_iter().chain(document).chain(references))
}

/// The settings that decide what is generated. Each is named here, so that none that is added is forgotten.
fn settings(config: &Config) -> String {
    let Config {
        spec,
        output: _,
        layout,
        manifest,
        package_name,
        package_version,
        user_agent,
        headers,
        rate_limit_headers,
        include,
        exclude,
        idempotent,
        pages,
        with_tests,
        with_mock,
        deny_warnings: _,
        missing_type,
        unknown_members,
        features,
        defaults,
        constraints,
        enums,
        unions,
        formats,
        schema_types,
        dependencies,
        force: _,
        sources: _,
    } = config;
    // The ending tells the format.
    let ending = match spec {
        Spec::File(path) => path.extension().map(|ending| ending.to_string_lossy()),
        Spec::Text { name, .. } => Path::new(name).extension().map(|it| it.to_string_lossy()),
        Spec::Stdin => None,
    };
    let selectors = |list: &[Selector]| -> Vec<String> {
        list.iter().map(|it| it.as_str().to_owned()).collect()
    };
    format!(
        "{:?}",
        (
            (ending, layout, manifest, package_name, package_version),
            (
                user_agent,
                (headers, rate_limit_headers),
                (with_tests, with_mock),
                missing_type,
                unknown_members
            ),
            (features, defaults, constraints, enums, unions),
            (formats, schema_types, dependencies),
            (
                selectors(include),
                selectors(exclude),
                selectors(idempotent),
                said(pages)
            ),
        )
    )
}

/// What is said of pages, wherever it is said.
fn said(pages: &[(Selector, Option<Paging>)]) -> Vec<(&str, &Option<Paging>)> {
    let said = pages.iter();
    said.map(|(selector, paging)| (selector.as_str(), paging))
        .collect()
}

/// The hash of named texts.
fn digest<'a>(texts: impl Iterator<Item = (&'a str, &'a [u8])>) -> String {
    let mut hasher = Xxh3::new();
    for (name, text) in texts {
        for part in [name.as_bytes(), text] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    }
    format!("{:032x}", hasher.digest128())
}
