//! How long generating takes: for made-up descriptions of growing size, and for large real ones beside the time of
//! merely parsing them.
//!
//! `OPENAPI_CORPUS` names a folder with `ghes-3.19.json` or `api.github.com.json`; what is not there is skipped.

#![expect(clippy::print_stdout, reason = "a benchmark is there to be read")]
#![expect(clippy::unwrap_used, reason = "what goes wrong ends the benchmark")]
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark makes the files that it is about"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use codegen::Config;
use serde_json::{Value, json};

/// How often each thing is done; the fastest counts, as everything else is the machine's doing.
const TIMES: usize = 7;

/// Real descriptions.
const LARGE: [&str; 2] = ["ghes-3.19.json", "api.github.com.json"];

/// What makes this program generate once and say what memory that took.
const ONCE: &str = "--once";

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, flag, spec, out] = arguments.as_slice()
        && flag == ONCE
    {
        codegen::generate(&Config::new(spec.as_str(), out.as_str()).force()).unwrap();
        println!("{}", peak_memory());
        return;
    }
    for operations in [10, 100, 1_000, 10_000] {
        synthetic(operations);
    }
    let Some(folder) = std::env::var_os("OPENAPI_CORPUS").map(PathBuf::from) else {
        println!("large descriptions: skipped, as OPENAPI_CORPUS names no folder that has them");
        return;
    };
    for name in LARGE {
        let spec = folder.join(name);
        if spec.is_file() {
            large(name, &spec);
        } else {
            println!("{name}: skipped, as it is not in `{}`", folder.display());
        }
    }
}

/// Generates from a description with so many operations.
fn synthetic(operations: usize) {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("openapi.json");
    fs::write(&spec, description(operations).to_string()).unwrap();
    let config = Config::new(spec, folder.path().join("out")).force();
    let taken = fastest(|| codegen::generate(&config).unwrap());
    println!(
        "{operations:>6} operations: {:>9.1} ms, {:>6.1} µs per operation",
        milliseconds(taken),
        milliseconds(taken) * 1_000.0 / count(operations),
    );
}

/// Parses a description, generates from it, and generates once more where nothing has changed.
fn large(name: &str, spec: &Path) {
    let parsing = fastest(|| {
        let text = fs::read_to_string(spec).unwrap();
        serde_json::from_str::<openapiv3::OpenAPI>(&text).unwrap()
    });
    let folder = tempfile::tempdir().unwrap();
    let config = Config::new(spec, folder.path());
    let generating = fastest(|| codegen::generate(&config.clone().force()).unwrap());
    let unchanged = fastest(|| {
        let generation = codegen::generate(&config).unwrap();
        assert!(generation.unchanged, "nothing has changed");
    });
    let itself = std::env::current_exe().unwrap();
    let arguments = [ONCE.as_ref(), spec.as_os_str(), folder.path().as_os_str()];
    let once = Command::new(itself).args(arguments).output().unwrap();
    println!(
        "{name}: parsed {:.0} ms, generated {:.0} ms ({:.1} times that), unchanged {:.1} ms, peak memory {}",
        milliseconds(parsing),
        milliseconds(generating),
        generating.as_secs_f64() / parsing.as_secs_f64(),
        milliseconds(unchanged),
        String::from_utf8_lossy(&once.stdout).trim(),
    );
}

fn fastest<T>(mut what: impl FnMut() -> T) -> Duration {
    let taken = (0..TIMES).map(|_| {
        let started = Instant::now();
        let made = what();
        let taken = started.elapsed();
        drop(made);
        taken
    });
    taken.min().unwrap_or_default()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn count(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

/// The most memory that this process has had, where the system says so.
fn peak_memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u32>().ok());
    kilobytes.map_or_else(
        || "not measured, as this system does not tell".to_owned(),
        |kilobytes| format!("{:.0} MiB", f64::from(kilobytes) / 1_024.0),
    )
}

/// A description with so many operations, each with a model of its own, in modules of a hundred.
fn description(operations: usize) -> Value {
    let mut paths = serde_json::Map::new();
    let mut schemas = serde_json::Map::new();
    for index in 0..operations {
        let tag = format!("tag {}", index / 100);
        let schema = format!("Thing{index}");
        let next = format!("#/components/schemas/Thing{}", (index + 1) % operations);
        let reference = format!("#/components/schemas/{schema}");
        let operation = json!({"get": {
            "operationId": format!("get_thing_{index}"),
            "tags": [tag],
            "summary": "Gets a thing.",
            "description": "Gets a `thing` that was made before, with what belongs to it.",
            "parameters": [
                {"name": "id", "in": "path", "required": true, "schema": {"type": "string"},
                 "description": "The identifier of the thing."},
                {"name": "page", "in": "query", "schema": {"type": "integer"}}
            ],
            "responses": {
                "200": {"description": "The thing.",
                        "content": {"application/json": {"schema": {"$ref": reference}}}},
                "404": {"description": "There is none."}
            }
        }});
        paths.insert(format!("/things/{index}/{{id}}"), operation);
        let model = json!({"type": "object", "required": ["id"], "properties": {
            "id": {"type": "string", "description": "The identifier."},
            "size": {"type": "integer", "description": "How large it is, in `bytes`."},
            "state": {"type": "string", "enum": ["open", "closed"]},
            "tags": {"type": "array", "items": {"type": "string"}},
            "owner": {"type": "object", "properties": {"name": {"type": "string"}}},
            "next": {"$ref": next}
        }});
        schemas.insert(schema, model);
    }
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Things", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas}
    })
}
