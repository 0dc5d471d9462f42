//! Instances of component schemas, beside the examples of their crate.

use std::fs;
use std::io;
use std::path::Path;

use codegen_proof::Schemas;
use serde_json::{Map, Value, json};
use tests::instances::of_schema;

use crate::progress;
use crate::record::Record;

/// Writes instances beside the examples of every crate, up to `count` of each component schema.
pub(crate) fn write(out: &Path, records: &mut [Record], count: usize) -> io::Result<()> {
    if count == 0 {
        return Ok(());
    }
    let generated: Vec<_> = records
        .iter_mut()
        .filter(|record| record.is_generated())
        .collect();
    let bar = progress::bar("making instances", generated.len());
    for record in generated {
        bar.set_message(record.document.clone());
        let tests = out.join(&record.package).join("tests");
        let data: Value = serde_json::from_slice(&fs::read(tests.join("examples.json"))?)?;
        let samples = instances(&data["schemas"], count, record).map_err(io::Error::other)?;
        let file = json!({ "samples": samples });
        fs::write(tests.join("instances.json"), file.to_string())?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}

/// Instances that a validator accepts; a component without any is noted with the keyword that rejects them.
fn instances(data: &Value, count: usize, record: &mut Record) -> Result<Vec<Value>, String> {
    let schemas = Schemas::new(data)?;
    let mut samples = Vec::new();
    for place in data.as_object().into_iter().flat_map(Map::keys) {
        let is_component =
            place.starts_with("/components/schemas/") && place.matches('/').count() == 3;
        let Some(schema) = schemas.get(place).filter(|_| is_component) else {
            continue;
        };
        match of_schema(&schemas, schema, count) {
            Ok(values) => samples.extend(values.into_iter().map(
                |value| json!({ "schema": place, "at": "made from the schema", "value": value }),
            )),
            Err(reason) => *record.without_instances.entry(reason).or_default() += 1,
        }
    }
    Ok(samples)
}
