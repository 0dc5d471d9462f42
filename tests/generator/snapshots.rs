//! What each feature becomes: one tiny document each, its plan and its Rust as recorded.

use std::path::Path;

use codegen::{Config, Stage};
use tests::{PLAIN, workspace};

#[test]
fn features_are_planned_and_printed_as_recorded() {
    insta::glob!("../fixtures/features", "*.yaml", |path| {
        let name = Path::new(path.file_name().unwrap());
        insta::assert_snapshot!("plan", printed(path, name, Stage::Plan));
        insta::assert_snapshot!("rust", printed(path, name, Stage::Rust));
    });
}

#[test]
fn each_tag_becomes_a_feature_as_recorded() {
    let config = Config::from_file("fixtures/per_tag.toml").unwrap();
    for (name, stage) in [("per_tag_plan", Stage::Plan), ("per_tag_rust", Stage::Rust)] {
        let (text, _) = codegen::print(&config, stage, PLAIN).unwrap();
        insta::assert_snapshot!(name, text);
    }
}

#[test]
fn the_first_description_is_planned_and_printed_as_recorded() {
    let path = workspace().join("spec/openapi.yaml");
    for (name, stage) in [
        ("spec_model", Stage::Model),
        ("spec_plan", Stage::Plan),
        ("spec_rust", Stage::Rust),
    ] {
        insta::assert_snapshot!(name, printed(&path, Path::new("openapi.yaml"), stage));
    }
}

/// The text of a stage, behind what was reported on the way; the settings are in a file beside the document.
fn printed(path: &Path, name: &Path, stage: Stage) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let spec = codegen::Spec::Text {
        name: name.display().to_string(),
        text,
    };
    let beside = path.with_extension("toml");
    let config = if beside.exists() {
        let mut config = Config::from_file(beside).unwrap();
        config.spec = spec;
        config
    } else {
        Config::new(spec, "nowhere")
    };
    let (text, messages) = codegen::print(&config, stage, PLAIN).unwrap();
    if messages.is_empty() {
        text
    } else {
        format!("{messages}\n{text}")
    }
}
