//! Prism: refuses a request that is not as the description says, and answers from it.

mod calls;
mod score;

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use codegen_proof::Schemas;
use serde_json::{Value, json};
use tests::prism::{self, Prism};

use self::calls::{Blamed, Maker};
use self::score::Score;
use crate::client::{self, Call, Pace};
use crate::description::{Description, Operation};

/// Prism does one thing at a time, and for a large answer needs a while.
const PACE: Pace = Pace {
    at_a_time: 2,
    seconds: 120,
};

/// Has Prism serve a description, and makes a call of each of its operations.
#[derive(Debug, Args)]
pub(crate) struct Served {
    /// The description.
    spec: PathBuf,
    /// How often to have the answers made up, of another seed each time.
    #[arg(long, value_name = "N", default_value_t = 0)]
    seeds: u32,
    /// Where to write what came of each operation, as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// The folder of the generated crate.
    #[arg(long, value_name = "DIR", default_value = "target/conformance")]
    out: PathBuf,
}

/// The package of the client.
const PACKAGE: &str = "served";

/// Runs it; the result is whether every operation that Prism can serve is accepted, and its answer decodes.
pub(crate) fn run(arguments: &Served) -> io::Result<bool> {
    if !arguments.spec.is_file() {
        return skipped(&format!("there is no file `{}`", arguments.spec.display()));
    }
    let program = match prism::install() {
        Ok(program) => program,
        Err(reason) => return skipped(&reason),
    };
    fs::create_dir_all(&arguments.out)?;
    let out = arguments.out.canonicalize()?;
    let report = client::generate(&arguments.spec, &out.join(PACKAGE), PACKAGE);
    let report = report.map_err(io::Error::other)?;
    let client = compiled(&out)?;
    let description = Description::open(&arguments.spec)?;
    let data = client::schemas(&out.join(PACKAGE))?;
    let schemas = Schemas::new(&data).map_err(io::Error::other)?;
    let judge = Judge {
        operations: description.operations(),
        description: &description,
        schemas: &schemas,
    };
    let (calls, blamed) = judge.calls();
    // Beside which goes what Prism says.
    let served = out.join(arguments.spec.file_name().unwrap_or_default());
    fs::copy(&arguments.spec, &served)?;
    let mut scores = Vec::new();
    for seed in std::iter::once(None).chain((1..=arguments.seeds).map(Some)) {
        let prism = Prism::serve(&program, &served, seed)?;
        let outcomes = made(&client, &prism.origin(), &calls)?;
        let score = Score::of(&calls, &outcomes, |at, outcome| judge.blamed(at, outcome));
        let name = seed.map_or_else(|| "examples".to_owned(), |seed| format!("seed {seed}"));
        write!(io::stdout(), "{name}\n{score}")?;
        scores.push((name, score));
    }
    say(&report, &blamed)?;
    if let Some(path) = &arguments.json {
        let scores: Value = scores
            .iter()
            .map(|(name, it)| (name.clone(), it.to_json()))
            .collect();
        let blamed: Value = blamed.iter().map(Blamed::to_json).collect();
        let data = json!({ "report": report, "scores": scores, "examples": blamed });
        fs::write(path, serde_json::to_vec_pretty(&data)?)?;
    }
    Ok(scores.iter().all(|(_, score)| score.is_good()))
}

fn skipped(reason: &str) -> io::Result<bool> {
    writeln!(io::stderr(), "skipped: conformance: {reason}")?;
    Ok(true)
}

fn compiled(out: &Path) -> io::Result<PathBuf> {
    let mut programs = client::compile(out, &[PACKAGE.to_owned()])?;
    programs.paths.remove(PACKAGE).ok_or_else(|| {
        let errors = programs.errors.remove(PACKAGE).unwrap_or_default();
        io::Error::other(format!("the client does not compile:\n{}", errors.concat()))
    })
}

/// What comes of each call; one whose connection broke is made again, for Prism closes those that it has kept a while.
fn made(client: &Path, origin: &str, calls: &[Call]) -> io::Result<Vec<Value>> {
    let mut outcomes = client::make(client, origin, calls, PACE)?;
    let is_broken = |at: &usize| outcomes[*at]["outcome"] == "transport";
    let broken: Vec<usize> = (0..outcomes.len()).filter(is_broken).collect();
    let again: Vec<Call> = broken.iter().map(|at| calls[*at].clone()).collect();
    let again = client::make(client, origin, &again, PACE)?;
    for (at, outcome) in broken.into_iter().zip(again) {
        outcomes[at] = outcome;
    }
    Ok(outcomes)
}

/// What a description says of its operations.
struct Judge<'a> {
    description: &'a Description,
    schemas: &'a Schemas,
    operations: Vec<Operation<'a>>,
}

impl Judge<'_> {
    /// A call of each operation, and the examples that are not what their schemas describe.
    fn calls(&self) -> (Vec<Call>, Vec<Blamed>) {
        let mut maker = Maker::new(self.description, self.schemas);
        let operations = self.operations.iter();
        let calls = operations.map(|operation| maker.call(operation)).collect();
        (calls, maker.blamed)
    }

    /// Why an answer is not what its own schema describes: Prism does not look at every answer.
    fn blamed(&self, index: usize, outcome: &Value) -> Option<String> {
        let body = serde_json::from_str(outcome["body"].as_str()?).ok()?;
        let status = outcome["status"].as_u64()?;
        let schema = self
            .description
            .answer(self.operations.get(index)?, status)?;
        self.schemas.validate(&schema.place, &body).err()
    }
}

fn say(report: &Value, blamed: &[Blamed]) -> io::Result<()> {
    let mut out = io::stdout();
    for example in blamed {
        writeln!(
            out,
            "the document's example contradicts its schema: {example}"
        )?;
    }
    let operations = &report["operations"];
    for skipped in operations["skipped"].as_array().into_iter().flatten() {
        writeln!(out, "not generated: {skipped}")?;
    }
    writeln!(
        out,
        "{} of {} operations are generated, {} examples contradict their schemas",
        operations["generated"],
        operations["total"],
        blamed.len()
    )
}
