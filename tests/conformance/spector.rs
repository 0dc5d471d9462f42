//! `TypeSpec`'s conformance suite: descriptions, and a mock server that refuses a request which is not as expected.

mod calls;
mod scenarios;
mod score;
mod server;
mod xml;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;

use self::calls::Prepared;
use self::scenarios::Row;
use self::score::{Score, Verdict};
use crate::client::{self, Call, Pace, Programs};
use crate::description::Description;

/// In order, and as fast as they go: the server is on this machine.
const PACE: Pace = Pace {
    at_a_time: 1,
    seconds: 20,
};

/// Makes the calls that `TypeSpec`'s mock server expects.
#[derive(Debug, Args)]
pub(crate) struct Spector {
    /// The folder of the suite: `openapi/VERSION/*.yaml`, and `scenarios.tsv`.
    dir: PathBuf,
    /// The version of `OpenAPI` whose descriptions are taken.
    #[arg(long, default_value = "3.1")]
    version: String,
    /// A server that runs already; otherwise it is installed from npm, and started.
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    /// Takes only the descriptions whose name has this in it.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Where to write what came of each row, as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// The folder of the generated crates.
    #[arg(long, value_name = "DIR", default_value = "target/spector")]
    out: PathBuf,
}

/// Runs the suite; the result is whether nothing failed.
pub(crate) fn run(arguments: &Spector) -> io::Result<bool> {
    let folder = arguments.dir.join("openapi").join(&arguments.version);
    if !folder.is_dir() {
        return skipped(&format!("there is no folder `{}`", folder.display()));
    }
    let rows = scenarios::read(&arguments.dir.join("scenarios.tsv"))?;
    fs::create_dir_all(&arguments.out)?;
    let out = arguments.out.canonicalize()?;
    let _running;
    let origin = match &arguments.server {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => match server::start(&out) {
            Ok(server) => {
                let origin = server.origin();
                _running = server;
                origin
            }
            Err(reason) => return skipped(&reason),
        },
    };
    let mut suite = Suite {
        descriptions: BTreeMap::new(),
        programs: Programs::default(),
        refused: BTreeMap::new(),
        origin,
    };
    suite.generate(&folder, &out, arguments.only.as_deref())?;
    let score = suite.judge(&rows)?;
    io::stdout().write_all(score.to_string().as_bytes())?;
    if let Some(path) = &arguments.json {
        fs::write(path, serde_json::to_vec_pretty(&score.to_json())?)?;
    }
    Ok(score.has_no_failure())
}

fn skipped(reason: &str) -> io::Result<bool> {
    writeln!(io::stderr(), "skipped: spector: {reason}")?;
    Ok(true)
}

/// The clients of all descriptions, and the server.
struct Suite {
    /// By the name of the file.
    descriptions: BTreeMap<String, Description>,
    programs: Programs,
    /// Why there is no client.
    refused: BTreeMap<String, String>,
    origin: String,
}

impl Suite {
    fn generate(&mut self, folder: &Path, out: &Path, only: Option<&str>) -> io::Result<()> {
        let mut packages = Vec::new();
        let mut paths: Vec<_> = fs::read_dir(folder)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<_>>()?;
        paths.sort();
        for path in paths {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if only.is_some_and(|only| !name.contains(only)) {
                continue;
            }
            let package = package(&name);
            match client::generate(&path, &out.join(&package), &package) {
                Ok(_) => packages.push(package),
                Err(reason) => {
                    self.refused.insert(name.clone(), reason);
                }
            }
            self.descriptions.insert(name, Description::open(&path)?);
        }
        self.programs = client::compile(out, &packages)?;
        Ok(())
    }

    /// Makes the calls of all rows, those of each scenario in order.
    fn judge(&self, rows: &[Row]) -> io::Result<Score> {
        let mut score = Score::default();
        let mut prepared: BTreeMap<&str, Vec<(&Row, Prepared)>> = BTreeMap::new();
        for row in rows {
            let is_wanted = |name: &&String| self.descriptions.contains_key(*name);
            if !row.documents.iter().any(|name| is_wanted(&name)) && !self.descriptions.is_empty() {
                continue;
            }
            match self.prepare(row) {
                Ok((document, call)) => prepared.entry(document).or_default().push((row, call)),
                Err(verdict) => score.add(row, verdict),
            }
        }
        for (document, rows) in prepared {
            let Some(program) = self.programs.paths.get(&package(document)) else {
                let reason = self
                    .refused
                    .get(document)
                    .map_or("it does not compile", |it| it);
                for (row, _) in rows {
                    score.add(row, Verdict::Failed(format!("no client: {reason}")));
                }
                continue;
            };
            let (rows, calls): (Vec<&Row>, Vec<Call>) = rows
                .into_iter()
                .map(|(row, prepared)| (row, prepared.0))
                .unzip();
            let mut outcomes = client::make(program, &self.origin, &calls, PACE)?;
            let (places, again): (Vec<_>, Vec<_>) =
                xml::again(&rows, &calls, &outcomes).into_iter().unzip();
            let again = client::make(program, &self.origin, &again, PACE)?;
            for (at, outcome) in places.into_iter().zip(again) {
                outcomes[at] = outcome;
            }
            xml::restore(&rows, &mut outcomes, &self.origin);
            for (row, outcome) in rows.iter().zip(&outcomes) {
                score.add(row, score::verdict(row, outcome, &self.origin));
            }
        }
        Ok(score)
    }

    /// The call of a row, with the description whose client makes it.
    fn prepare<'a>(&self, row: &'a Row) -> Result<(&'a str, Prepared), Verdict> {
        if let Some(reason) = &row.lossy {
            return Err(Verdict::NotApplicable(reason.clone()));
        }
        let mut problem = "no description has the operation".to_owned();
        // Of several versions the one that the path names, or else the newest that has all of it.
        let is_named = |document: &&String| {
            let version = document.rsplit('.').nth(1).unwrap_or_default();
            row.uri.contains(&format!(":{version}/"))
        };
        let named = row.documents.iter().filter(is_named);
        for document in named.chain(row.documents.iter().rev()) {
            let Some(description) = self.descriptions.get(document) else {
                continue;
            };
            match calls::prepare(description, row, &self.origin) {
                Ok(call) => return Ok((document, call)),
                Err(reason) => problem = reason,
            }
        }
        // The pages behind the first are at addresses that answers tell.
        if row.step != "1" && problem == calls::NO_OPERATION {
            return Err(Verdict::NotApplicable(
                "no description has what is linked to".to_owned(),
            ));
        }
        Err(Verdict::Failed(problem))
    }
}

fn package(document: &str) -> String {
    let name = document.trim_end_matches(".yaml").to_lowercase();
    name.replace(|c: char| !c.is_ascii_alphanumeric(), "-")
}

/// JSON of a cell that may be no JSON; the lines of a text are told apart by an escape.
fn json_or_text(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.replace("\\n", "\n").into())
}
