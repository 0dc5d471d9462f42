//! What came of all descriptions, for people.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::record::{Outcome, Record, Samples};

/// How many of the things that went wrong with a description are shown.
const FEW: usize = 3;

/// A line for each description, the totals, and what went wrong.
pub(crate) fn table(records: &[Record]) -> String {
    let names = records.iter().map(|record| record.document.chars().count());
    let width = names.max().unwrap_or_default();
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{:<width$} {:>11} {:>8} {:>8} {:>14} {:>14} {:>8} {:>6}",
        "document", "operations", "untyped", "compiles", "examples", "instances", "seconds", "MiB"
    );
    for record in records {
        let _ = writeln!(
            text,
            "{:<width$} {:>11} {:>8} {:>8} {:>14} {:>14} {:>8.2} {:>6.0}",
            record.document,
            format!("{}/{}", record.generated, record.operations),
            record.untyped(),
            compiles(record),
            samples(record.examples.as_ref()),
            samples(record.instances.as_ref()),
            record.seconds,
            record.peak_mib.unwrap_or_default(),
        );
    }
    totals(&mut text, records);
    troubles(&mut text, records);
    text
}

fn compiles(record: &Record) -> &'static str {
    match (&record.outcome, &record.check) {
        (Outcome::Refused { .. }, _) => "refused",
        (Outcome::Crashed { .. }, _) => "CRASHED",
        (Outcome::TimedOut, _) => "TIMEOUT",
        (Outcome::Generated, None) => "-",
        (Outcome::Generated, Some(_)) if record.compiles() => "yes",
        (Outcome::Generated, Some(check)) if check.errors.is_empty() => "WARNS",
        (Outcome::Generated, Some(_)) => "NO",
    }
}

/// How many passed, failed and were rejected by their own schema.
fn samples(samples: Option<&Samples>) -> String {
    samples.map_or_else(
        || "-".to_owned(),
        |samples| {
            let (failed, rejected) = (samples.failed.len(), samples.rejected.len());
            format!("{}/{failed}/{rejected}", samples.passed)
        },
    )
}

fn totals(text: &mut String, records: &[Record]) {
    let sum = |number: fn(&Record) -> u64| records.iter().map(number).sum::<u64>();
    let count = |is: fn(&Record) -> bool| records.iter().filter(|record| is(record)).count();
    let (generated, operations) = (sum(|r| r.generated), sum(|r| r.operations));
    let _ = writeln!(text);
    let _ = writeln!(text, "{} documents", records.len());
    let _ = writeln!(
        text,
        "  {} generated, {} refused, {} crashed, {} took too long",
        count(Record::is_generated),
        count(|record| matches!(record.outcome, Outcome::Refused { .. })),
        count(|record| matches!(record.outcome, Outcome::Crashed { .. })),
        count(|record| matches!(record.outcome, Outcome::TimedOut)),
    );
    let _ = writeln!(
        text,
        "{generated} of {operations} operations generated ({})",
        percent(generated, operations)
    );
    let mut skipped = BTreeMap::<&str, u64>::new();
    for (code, count) in records.iter().flat_map(|record| &record.skipped) {
        *skipped.entry(code).or_default() += count;
    }
    for (code, count) in skipped {
        let _ = writeln!(text, "  {count} skipped: {code}");
    }
    let _ = writeln!(text, "{} untyped schemas", sum(Record::untyped));
    if records.iter().any(|record| record.check.is_some()) {
        let failures = count(|record| !record.compiles());
        let seconds = records.iter().filter_map(|record| record.check.as_ref());
        let seconds: f64 = seconds.map(|check| check.cpu_seconds).sum();
        let _ = writeln!(
            text,
            "{failures} compile failures, {seconds:.0} seconds of processor time"
        );
    }
    sample_totals(
        text,
        "examples",
        records.iter().filter_map(|r| r.examples.as_ref()),
    );
    sample_totals(
        text,
        "instances",
        records.iter().filter_map(|r| r.instances.as_ref()),
    );
    let mut without = BTreeMap::<&str, u64>::new();
    for (reason, count) in records.iter().flat_map(|record| &record.without_instances) {
        *without.entry(reason).or_default() += count;
    }
    for (reason, count) in without {
        let _ = writeln!(text, "  {count} schemas have none: {reason}");
    }
    let seconds: f64 = records.iter().map(|record| record.seconds).sum();
    let peak = records.iter().filter_map(|record| record.peak_mib);
    let peak = peak.fold(0.0, f64::max);
    let _ = writeln!(text, "{seconds:.1} seconds, {peak:.0} MiB at most");
}

fn sample_totals<'a>(text: &mut String, name: &str, samples: impl Iterator<Item = &'a Samples>) {
    let samples: Vec<_> = samples.collect();
    if samples.is_empty() {
        return;
    }
    let passed: u64 = samples.iter().map(|samples| samples.passed).sum();
    let schemas: u64 = samples.iter().map(|samples| samples.schemas).sum();
    let failed: usize = samples.iter().map(|samples| samples.failed.len()).sum();
    let rejected: usize = samples.iter().map(|samples| samples.rejected.len()).sum();
    let _ = writeln!(
        text,
        "{name} of {schemas} schemas: {passed} passed, {failed} failed, {rejected} rejected by their own schema"
    );
}

/// A share, in the accuracy that people ask for.
pub(crate) fn percent(part: u64, whole: u64) -> String {
    match (part * 1000).checked_div(whole) {
        Some(permille) => format!("{}.{} %", permille / 10, permille % 10),
        None => "-".to_owned(),
    }
}

fn troubles(text: &mut String, records: &[Record]) {
    for record in records {
        let name = &record.document;
        match &record.outcome {
            Outcome::Crashed { message } => {
                let _ = writeln!(text, "\ncrashed: {name}: {message}");
            }
            Outcome::Refused { message } => {
                let _ = writeln!(text, "\nrefused: {name}: {message}");
            }
            Outcome::TimedOut => {
                let _ = writeln!(text, "\ntook too long: {name}");
            }
            Outcome::Generated => {}
        }
        // The first few say what is wrong; all of them are in the data.
        let check = record.check.iter();
        let said = check.flat_map(|check| check.errors.iter().chain(&check.warnings));
        for message in said.take(FEW) {
            let _ = writeln!(text, "\ndoes not compile: {name}: {message}");
        }
        let samples = [&record.examples, &record.instances].into_iter().flatten();
        for failed in samples.flat_map(|samples| samples.failed.iter().take(FEW)) {
            let part = |key: &str| failed[key].as_str().unwrap_or_default().to_owned();
            let (at, schema, problem) = (part("at"), part("schema"), part("problem"));
            let _ = writeln!(
                text,
                "\ndoes not come back: {name}: {at} as {schema}: {problem}"
            );
        }
    }
}
