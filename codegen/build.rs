//! Tells this generator from every other: a hash of its sources, by which a record of an earlier run is known to be its
//! own.

use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};

/// What decides what is generated.
const SOURCES: [&str; 4] = ["Cargo.toml", "src", "runtime", "proof"];

fn main() -> io::Result<()> {
    let package = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut hasher = DefaultHasher::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        hash(&package, Path::new(source), &mut hasher)?;
    }
    println!("cargo::rustc-env=CODEGEN_SOURCES={:016x}", hasher.finish());
    Ok(())
}

/// Hashes a file, or every file of a folder in the order of their names.
fn hash(package: &Path, name: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    let path = package.join(name);
    if path.is_dir() {
        let entries: io::Result<Vec<_>> = fs::read_dir(path)?.collect();
        let mut names: Vec<_> = entries?
            .iter()
            .map(|entry| name.join(entry.file_name()))
            .collect();
        names.sort();
        return names
            .iter()
            .try_for_each(|name| hash(package, name, hasher));
    }
    hasher.write(name.to_string_lossy().as_bytes());
    hasher.write(&fs::read(path)?);
    Ok(())
}
