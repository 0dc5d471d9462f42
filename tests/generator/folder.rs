//! What happens to the output folder: only what was generated is ever changed, and a failed run changes nothing.

use std::fs;
use std::path::Path;

use codegen::{Config, Failure, Generation, Spec};

const PETS: &str = r#"
openapi: 3.0.3
info: {title: Pets, version: "1"}
paths:
  /pets:
    delete:
      operationId: delete_all
      tags: [pets]
      responses: {"204": {description: Done.}}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}}}
"#;

fn generate(text: &str, folder: &Path) -> Result<Generation, Failure> {
    let spec = Spec::Text {
        name: "pets.yaml".to_owned(),
        text: text.to_owned(),
    };
    codegen::generate(&Config::new(spec, folder))
}

#[test]
fn what_was_not_generated_is_never_overwritten() {
    for name in ["Cargo.toml", "src/lib.rs", "src/runtime/client.rs"] {
        let folder = tempfile::tempdir().unwrap();
        let mine = folder.path().join(name);
        fs::create_dir_all(mine.parent().unwrap()).unwrap();
        fs::write(&mine, "// mine\n").unwrap();
        let failure = generate(PETS, folder.path()).unwrap_err().to_string();
        assert!(
            failure.contains("not-generated-file") && failure.contains(name),
            "{failure}"
        );
        assert_eq!(fs::read_to_string(&mine).unwrap(), "// mine\n");
        assert!(
            !folder.path().join("src/pets.rs").exists(),
            "a failed run changes nothing"
        );
    }
}

#[test]
fn what_is_no_longer_generated_goes_away_and_what_never_was_stays() {
    let folder = tempfile::tempdir().unwrap();
    generate(PETS, folder.path()).unwrap();
    let mine = folder.path().join("src/mine.rs");
    fs::write(&mine, "//! Mine.\n").unwrap();
    let pets = folder.path().join("src/pets.rs");
    assert!(pets.exists());
    generate(&PETS.replace("tags: [pets]", "tags: [dogs]"), folder.path()).unwrap();
    assert!(!pets.exists());
    assert!(folder.path().join("src/dogs.rs").exists());
    assert_eq!(fs::read_to_string(&mine).unwrap(), "//! Mine.\n");
}

#[test]
fn a_failed_run_leaves_the_old_output_whole() {
    let folder = tempfile::tempdir().unwrap();
    generate(PETS, folder.path()).unwrap();
    let lib = fs::read_to_string(folder.path().join("src/lib.rs")).unwrap();
    generate("openapi: 3.0.3\n  nonsense", folder.path()).unwrap_err();
    assert_eq!(
        fs::read_to_string(folder.path().join("src/lib.rs")).unwrap(),
        lib
    );
    // A folder stands where a file is to go: whatever was to be written before it must not be.
    let blocked = folder.path().join("src/dogs.rs");
    fs::create_dir(&blocked).unwrap();
    let changed = PETS
        .replace("tags: [pets]", "tags: [dogs]")
        .replace("title: Pets", "title: Dogs");
    generate(&changed, folder.path()).unwrap_err();
    assert_eq!(
        fs::read_to_string(folder.path().join("src/lib.rs")).unwrap(),
        lib
    );
    assert!(folder.path().join("src/pets.rs").exists());
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_symbolic_link() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("src")).unwrap();
    let failure = generate(PETS, folder.path()).unwrap_err().to_string();
    assert!(failure.contains("symbolic link"), "{failure}");
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn generated_files_are_as_readable_as_others() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    generate(PETS, folder.path()).unwrap();
    let plain = folder.path().join("plain");
    fs::write(&plain, "").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&folder.path().join("src/lib.rs")), mode(&plain));
}
