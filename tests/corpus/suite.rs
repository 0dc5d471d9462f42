//! The JSON-Schema-Test-Suite: every instance that it calls valid is read as the type of its schema, and written again.
//!
//! All schemas of a draft are the components of one description, so that one crate is compiled.

mod schemas;

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use serde_json::{Map, Value, json};

use crate::documents::Document;
use crate::examples;
use crate::generation::{self, Wanted};
use crate::record::{Outcome, Record};
use crate::table::percent;

/// The drafts that descriptions are written in, more or less.
const DRAFTS: [&str; 2] = ["draft2020-12", "draft4"];

/// How long the description of a draft may take.
const PATIENCE: Duration = Duration::from_secs(600);

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Suite {
    /// The folder of the suite; what `JSON_SCHEMA_SUITE` names, else `../shared/suites/json-schema`.
    dir: Option<PathBuf>,
    /// The folder of the generated crates, and of `suite.json`, which says what does not come back.
    #[arg(long, value_name = "DIR", default_value = "target/suite")]
    out: PathBuf,
}

fn folder() -> PathBuf {
    let beside = || tests::workspace().join("../shared/suites/json-schema");
    env::var_os("JSON_SCHEMA_SUITE").map_or_else(beside, PathBuf::from)
}

/// What of a draft was made into a description.
#[derive(Debug, Default)]
struct Draft {
    /// The schemas that have cases, by the name of their component.
    components: Map<String, Value>,
    /// The valid instances, as samples.
    samples: Vec<Value>,
    /// How many valid instances were left out, by the keyword and the reason.
    skipped: BTreeMap<String, u64>,
}

/// Runs the suite, and says what share of the valid instances comes back; the result is whether there are crates.
pub(crate) fn run(arguments: &Suite) -> io::Result<bool> {
    let suite = arguments.dir.clone().unwrap_or_else(folder);
    if !suite.is_dir() {
        let folder = suite.display();
        writeln!(
            io::stderr(),
            "skipped: JSON-Schema-Test-Suite: there is no folder `{folder}`"
        )?;
        return Ok(true);
    }
    fs::create_dir_all(&arguments.out)?;
    let out = arguments.out.canonicalize()?;
    let wanted = Wanted {
        time: PATIENCE,
        with_tests: true,
        strictly: true,
    };
    let mut drafts = Vec::new();
    let mut records = Vec::new();
    for name in DRAFTS {
        let draft = read(&suite.join("tests").join(name))?;
        let document = Document {
            name: name.to_owned(),
            path: out.join(format!("{name}.openapi.json")),
            package: format!("suite-{}", name.replace(['.', '_'], "-")),
        };
        fs::write(
            &document.path,
            description(name, &draft.components).to_string(),
        )?;
        let record = generation::generate(&document, &out, &wanted)?;
        if record.is_generated() {
            let file = json!({ "exact": true, "samples": draft.samples });
            let tests = out.join(&record.package).join("tests");
            fs::write(tests.join("instances.json"), file.to_string())?;
        }
        drafts.push(draft);
        records.push(record);
    }
    examples::test(&out, &mut records)?;
    let mut text = String::new();
    for (draft, record) in drafts.iter().zip(&records) {
        say(&mut text, draft, record);
    }
    io::stdout().write_all(text.as_bytes())?;
    fs::write(out.join("suite.json"), serde_json::to_vec_pretty(&records)?)?;
    Ok(records
        .iter()
        .all(|record| record.is_generated() && record.instances.is_some()))
}

fn description(title: &str, components: &Map<String, Value>) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": { "title": title, "version": "1" },
        "components": { "schemas": components },
    })
}

/// Reads the files of a draft, those about formats included.
fn read(folder: &Path) -> io::Result<Draft> {
    let mut draft = Draft::default();
    for (prefix, folder) in [
        ("", folder.to_owned()),
        ("format-", folder.join("optional/format")),
    ] {
        let mut paths: Vec<_> = fs::read_dir(folder)?
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| {
                path.extension()
                    .is_some_and(|extension| extension == "json")
            })
            .collect();
        paths.sort();
        for path in paths {
            let groups: Value = serde_json::from_slice(&fs::read(&path)?)?;
            let stem = path.file_stem().unwrap_or_default().display();
            for (index, group) in groups.as_array().into_iter().flatten().enumerate() {
                draft.add(&format!("{prefix}{stem}-{index}"), group);
            }
        }
    }
    Ok(draft)
}

impl Draft {
    fn add(&mut self, name: &str, group: &Value) {
        let tests = group["tests"].as_array().into_iter().flatten();
        let valid: Vec<_> = tests.filter(|test| test["valid"] == true).collect();
        let mut schema = group["schema"].clone();
        if let Some(skip) = schemas::skipped(&schema) {
            let reason = format!("`{}`: {}", skip.keyword, skip.reason);
            *self.skipped.entry(reason).or_default() += valid.len() as u64;
            return;
        }
        let place = format!("/components/schemas/{name}");
        schemas::move_references(&mut schema, &place);
        self.samples.extend(valid.into_iter().map(|test| {
            let words =
                |value: &Value| value["description"].as_str().unwrap_or_default().to_owned();
            let at = format!("{}: {}", words(group), words(test));
            json!({ "schema": place, "at": at, "value": test["data"] })
        }));
        self.components.insert(name.to_owned(), schema);
    }
}

fn say(text: &mut String, draft: &Draft, record: &Record) {
    let name = &record.document;
    if let Outcome::Refused { message } | Outcome::Crashed { message } = &record.outcome {
        let _ = writeln!(text, "{name}: no crate: {message}");
    }
    let Some(results) = &record.instances else {
        let problems = record.examples.iter().flat_map(|samples| &samples.failed);
        for problem in problems {
            let _ = writeln!(
                text,
                "{name}: {}",
                problem["problem"].as_str().unwrap_or_default()
            );
        }
        return;
    };
    let total = draft.samples.len() as u64;
    let share = percent(results.passed, total);
    let schemas = draft.components.len();
    let _ = writeln!(
        text,
        "{name}: {} of {total} valid instances of {schemas} schemas come back as they were: {share}",
        results.passed
    );
    let untyped = record.untyped();
    let _ = writeln!(
        text,
        "  {untyped} schemas and parts of them are any JSON value"
    );
    let mut failed = BTreeMap::<&str, u64>::new();
    for finding in results.failed.iter().chain(&results.rejected) {
        let schema = finding["schema"].as_str().unwrap_or_default();
        let component = schema.rsplit('/').next().unwrap_or_default();
        let keyword = component
            .rsplit_once('-')
            .map_or(component, |(keyword, _)| keyword);
        *failed.entry(keyword).or_default() += 1;
    }
    for (keyword, count) in failed {
        let _ = writeln!(text, "  {count} do not: {keyword}");
    }
    for (reason, count) in &draft.skipped {
        let _ = writeln!(text, "  {count} skipped: {reason}");
    }
}
