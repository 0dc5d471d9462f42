//! What is wrong is said: one tiny document or configuration for each message.

use std::path::Path;

use codegen::{Config, Failure, Generation};
use tests::PLAIN;

#[test]
fn each_mistake_has_its_message() {
    insta::glob!("../fixtures/rejected", "*.{yaml,json,toml}", |path| {
        let name = Path::new("fixtures/rejected").join(path.file_name().unwrap());
        let folder = tempfile::tempdir().unwrap();
        let text = match generated(&name, folder.path()) {
            Ok(generation) => format!("generated\n\n{}", generation.messages(PLAIN)),
            Err(failure) => format!("failed\n\n{failure}"),
        };
        insta::assert_snapshot!("message", text);
    });
}

/// A configuration says itself where its description is; the output goes to `folder` either way.
fn generated(path: &Path, folder: &Path) -> Result<Generation, Failure> {
    let config = if path
        .extension()
        .is_some_and(|extension| extension == "toml")
    {
        let mut config = Config::from_file(path)?;
        folder.clone_into(&mut config.output);
        config
    } else {
        Config::new(path, folder)
    };
    codegen::generate(&config)
}
