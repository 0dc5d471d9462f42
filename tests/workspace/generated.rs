//! Crates that are generated for a test.

use std::path::{Path, PathBuf};

use codegen::{Config, Spec};

use crate::{cargo, copy};

/// A crate that carries its own tests, in the project of this name.
pub(crate) fn with_tests(project: &str, package: &str, description: &str) -> PathBuf {
    let made = tempfile::tempdir().unwrap();
    let spec = Spec::Text {
        name: "pets.yaml".to_owned(),
        text: description.to_owned(),
    };
    let config = Config::new(spec, made.path()).package_name(package);
    codegen::generate(&config.with_tests()).unwrap();
    let mut files = copy::files(made.path());
    files.extend(copy::of_workspace(&["Cargo.lock"]));
    // The test keeps it in the target folder, which may lie in this workspace; it is no member of it.
    let manifest = files.get_mut(Path::new("Cargo.toml")).unwrap();
    manifest.extend_from_slice(b"\n[workspace]\n");
    let folder = cargo::folder(project);
    copy::refresh(&folder, &files);
    folder
}
