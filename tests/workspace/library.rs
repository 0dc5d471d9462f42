//! A project whose build script generates the client that it uses.

use std::path::Path;

use crate::cargo::{self, Cargo};
use crate::copy::{self, Files};

/// The project, with its dependencies at their absolute places and in the versions of the workspace.
fn project() -> Files {
    let root = tests::workspace();
    let mut files = copy::files(&root.join("tests/projects/build_script"));
    files.extend(copy::of_workspace(&["Cargo.lock"]));
    let manifest = files.get_mut(Path::new("Cargo.toml")).unwrap();
    let text = String::from_utf8(manifest.clone()).unwrap();
    assert!(text.contains("path = \"../../../codegen\""), "{text}");
    let codegen = root
        .join("codegen")
        .display()
        .to_string()
        .replace('\\', "/");
    *manifest = text.replace("../../../codegen", &codegen).into_bytes();
    files
}

#[test]
fn a_build_script_generates_what_its_project_uses() {
    let folder = cargo::folder("build-script");
    copy::refresh(&folder, &project());

    let outcome = Cargo::new(&folder, "run").succeed();
    assert_eq!(
        outcome.stdout,
        "GET https://pets.example.com/v1/pets/Rex\n\
         Rex was born in 2020\n\
         it is in an unheard-of mood: sleepy\n",
    );
    let warned = outcome.stderr.contains("warning: `pet-watcher`");
    assert!(!warned, "{}", outcome.stderr);

    // What is added to the description is there in the next run.
    let description = folder.join("openapi.yaml");
    copy::edit(
        &description,
        "enum: [good, bad]}",
        "enum: [good, bad, sleepy]}",
    );
    let main = folder.join("src/main.rs");
    copy::edit(&main, "PetMood::Unknown(mood)", "PetMood::Sleepy");
    copy::edit(&main, "it is in an unheard-of mood: {mood}", "it is sleepy");
    let outcome = Cargo::new(&folder, "run").succeed();
    assert!(
        outcome.stdout.ends_with("it is sleepy\n"),
        "{}",
        outcome.stdout
    );

    // What is left out is said as cargo says warnings.
    copy::edit(
        &description,
        "#/components/schemas/Pet\"",
        "#/components/schemas/Pat\"",
    );
    let outcome = Cargo::new(&folder, "run").run();
    assert!(!outcome.success);
    let warning = "warning: pet-watcher@0.1.0: openapi.yaml:24:30: warning[unresolved-reference]";
    assert!(outcome.stderr.contains(warning), "{}", outcome.stderr);

    // What cannot be read is drawn where cargo shows why a build script failed.
    copy::edit(&description, "openapi: 3.0.3", "openapi: [3.0.3");
    let outcome = Cargo::new(&folder, "run").run();
    assert!(!outcome.success);
    for expected in ["error[invalid-syntax]", "openapi.yaml:", "^", "help:"] {
        assert!(
            outcome.stderr.contains(expected),
            "no {expected:?} in:\n{}",
            outcome.stderr
        );
    }
}
