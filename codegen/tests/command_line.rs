//! The command line as other programs rely on it: arguments, exit codes, streams and the report.

#![expect(clippy::unwrap_used, reason = "what goes wrong in a test fails it")]
#![expect(
    clippy::disallowed_methods,
    reason = "a test makes the files that it is about"
)]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const PETS: &str = r##"openapi: 3.0.3
info: {title: Pets, version: "1"}
paths:
  /pets:
    get:
      operationId: list
      tags: [pets]
      responses:
        "200":
          description: All pets.
          content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}}}
    delete:
      operationId: delete_all
      tags: [pets]
      responses: {"204": {description: Done.}}
  # No parameter is called so, so the operation cannot be sent.
  /photo/{size}:
    get:
      operationId: photo
      tags: [photos]
      responses: {"200": {description: A picture., content: {image/png: {}}}}
components:
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}}}
"##;

/// A folder with a description in it, in which the command runs.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("pets.yaml"), PETS).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Done {
        self.run_with(arguments, "")
    }

    fn run_with(&self, arguments: &[&str], input: &str) -> Done {
        let mut child = Command::new(env!("CARGO_BIN_EXE_codegen"))
            .args(arguments)
            .current_dir(self.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        Done::from(child.wait_with_output().unwrap())
    }
}

/// How a command ended.
struct Done {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl From<Output> for Done {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Done {
    #[track_caller]
    fn ended(self, code: i32) -> Self {
        assert_eq!(
            self.code,
            Some(code),
            "stdout: {}\nstderr: {}",
            self.stdout,
            self.stderr
        );
        self
    }
}

#[test]
fn generate_writes_a_crate_and_says_so() {
    let place = Place::new();
    let done = place
        .run(&[
            "generate",
            "pets.yaml",
            "--out",
            "client",
            "--crate-name",
            "pets",
        ])
        .ended(0);
    assert_eq!(done.stdout, "");
    assert!(
        done.stderr.contains("warning[path-parameter-undeclared]"),
        "{}",
        done.stderr
    );
    assert!(done.stderr.contains("--> pets.yaml:18:"), "{}", done.stderr);
    assert!(
        done.stderr
            .contains("generated 2 of 3 operations into `client`, 1 skipped"),
        "{}",
        done.stderr
    );
    let manifest = fs::read_to_string(place.path("client/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"pets\""), "{manifest}");
    let again = place
        .run(&[
            "generate",
            "pets.yaml",
            "--out",
            "client",
            "--crate-name",
            "pets",
        ])
        .ended(0);
    assert!(
        again.stderr.contains("nothing has changed"),
        "{}",
        again.stderr
    );
}

#[test]
fn check_writes_nothing_and_shows_the_difference() {
    let place = Place::new();
    let check = ["check", "pets.yaml", "--out", "client"];
    place.run(&check).ended(1);
    assert!(!place.path("client").exists());
    place
        .run(&["generate", "pets.yaml", "--out", "client"])
        .ended(0);
    assert_eq!(place.run(&check).ended(0).stdout, "");
    let pets = place.path("client/src/pets.rs");
    let text = fs::read_to_string(&pets).unwrap();
    let edited = text.replacen("delete_all", "delete_everything", 1);
    fs::write(&pets, &edited).unwrap();
    let done = place.run(&check).ended(1);
    for line in [
        "--- a/src/pets.rs",
        "+++ b/src/pets.rs",
        "delete_everything",
    ] {
        assert!(done.stdout.contains(line), "{line}: {}", done.stdout);
    }
    assert_eq!(fs::read_to_string(&pets).unwrap(), edited);
}

#[test]
fn a_document_that_cannot_be_read_ends_with_1_and_leaves_the_old_output() {
    let place = Place::new();
    place
        .run(&["generate", "pets.yaml", "--out", "client"])
        .ended(0);
    let lib = fs::read_to_string(place.path("client/src/lib.rs")).unwrap();
    fs::write(place.path("pets.yaml"), "openapi: [").unwrap();
    let done = place
        .run(&["generate", "pets.yaml", "--out", "client"])
        .ended(1);
    assert!(
        done.stderr.starts_with("error[invalid-syntax]"),
        "{}",
        done.stderr
    );
    assert_eq!(
        fs::read_to_string(place.path("client/src/lib.rs")).unwrap(),
        lib
    );
    let missing = place
        .run(&["generate", "nowhere.yaml", "--out", "client"])
        .ended(1);
    assert!(
        missing.stderr.contains("nowhere.yaml"),
        "{}",
        missing.stderr
    );
}

#[test]
fn wrong_usage_ends_with_2() {
    let place = Place::new();
    let cases: [&[&str]; 8] = [
        &["nonsense"],
        &["generate", "pets.yaml"],
        &["generate", "pets.yaml", "--out", "client", "--nonsense"],
        &[
            "generate",
            "pets.yaml",
            "--out",
            "client",
            "--crate-name",
            "no name",
        ],
        &[
            "generate",
            "pets.yaml",
            "--out",
            "client",
            "--message-format",
            "xml",
        ],
        &["print", "pets.yaml"],
        &["inspect"],
        &[],
    ];
    for arguments in cases {
        let done = place.run(arguments).ended(2);
        assert!(
            done.stderr.starts_with("error: "),
            "{arguments:?}: {}",
            done.stderr
        );
        assert!(!place.path("client").exists());
    }
}

#[test]
fn warnings_can_be_denied() {
    let place = Place::new();
    let done = place
        .run(&[
            "generate",
            "pets.yaml",
            "--out",
            "client",
            "--deny-warnings",
        ])
        .ended(1);
    assert!(
        done.stderr.contains("error[denied-warnings]"),
        "{}",
        done.stderr
    );
    assert!(!place.path("client").exists());
    let selected = [
        "generate",
        "pets.yaml",
        "--out",
        "client",
        "--deny-warnings",
        "--exclude",
        "tag:photos",
    ];
    place.run(&selected).ended(0);
}

#[test]
fn operations_are_selected() {
    let place = Place::new();
    let listed = |arguments: &[&str]| {
        let all = [&["inspect", "pets.yaml"], arguments].concat();
        let done = place.run(&all).ended(0);
        let functions = done
            .stdout
            .lines()
            .filter(|line| line.starts_with("  pets::"));
        functions
            .map(|line| line.split_whitespace().next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(listed(&[]), ["pets::list", "pets::delete_all"]);
    assert_eq!(listed(&["--include", "list"]), ["pets::list"]);
    assert_eq!(listed(&["--include", "DELETE /pets"]), ["pets::delete_all"]);
    assert_eq!(
        listed(&["--include", "tag:pets", "--exclude", "list"]),
        ["pets::delete_all"]
    );
    let done = place
        .run(&["inspect", "pets.yaml", "--include", "lst"])
        .ended(1);
    assert!(
        done.stderr.contains("did you mean `list`?"),
        "{}",
        done.stderr
    );
}

#[test]
fn the_standard_input_is_a_description_too() {
    let place = Place::new();
    let done = place.run_with(&["inspect", "-"], PETS).ended(0);
    assert!(
        done.stdout
            .starts_with("Pets (OpenAPI 3.0.3)\n2 of 3 operations generated"),
        "{}",
        done.stdout
    );
    assert!(
        done.stdout
            .contains("  skipped  photo  [path-parameter-undeclared]"),
        "{}",
        done.stdout
    );
    place
        .run_with(&["generate", "-", "--out", "client"], PETS)
        .ended(0);
    assert!(place.path("client/src/pets.rs").exists());
}

#[test]
fn the_middle_of_the_pipeline_is_printed_as_data() {
    let place = Place::new();
    let printed = |stage: &str| {
        place
            .run(&["print", "--stage", stage, "pets.yaml"])
            .ended(0)
            .stdout
    };
    assert!(
        printed("model").contains("operations:\n- pointer: '#/paths/~1pets/get'"),
        "{}",
        printed("model")
    );
    assert!(
        printed("plan").contains("function: delete_all"),
        "{}",
        printed("plan")
    );
    assert!(
        printed("rust").contains("pub fn delete_all() -> DeleteAll {"),
        "{}",
        printed("rust")
    );
}

#[test]
fn messages_have_three_forms() {
    let place = Place::new();
    let messages = |format: &str| {
        let arguments = ["inspect", "pets.yaml", "--message-format", format];
        place.run(&arguments).ended(0).stderr
    };
    assert!(
        messages("human").contains("\n   |\n18 | "),
        "{}",
        messages("human")
    );
    let short = messages("short");
    assert!(
        short.starts_with("pets.yaml:18:")
            && short.contains(": warning[path-parameter-undeclared]: "),
        "{short}"
    );
    let json: serde_json::Value =
        serde_json::from_str(messages("json").lines().next().unwrap()).unwrap();
    assert_eq!(json["code"], "path-parameter-undeclared");
    assert_eq!(json["severity"], "warning");
    assert_eq!(json["file"], "pets.yaml");
    assert_eq!(json["line"], 18);
    assert_eq!(json["pointer"], "#/paths/~1photo~1{size}/get");
    assert_eq!(json["operation"], "photo");
    assert!(json["help"].is_string());
}

#[test]
fn the_report_says_what_was_done() {
    let place = Place::new();
    place
        .run(&[
            "generate",
            "pets.yaml",
            "--out",
            "client",
            "--report",
            "report.json",
        ])
        .ended(0);
    let text = fs::read_to_string(place.path("report.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(report["document"]["openapi"], "3.0.3");
    assert_eq!(report["document"]["title"], "Pets");
    assert_eq!(report["document"]["bytes"], PETS.len());
    assert_eq!(report["operations"]["total"], 3);
    assert_eq!(report["operations"]["generated"], 2);
    let skipped = &report["operations"]["skipped"][0];
    assert_eq!(skipped["operation"], "photo");
    assert_eq!(skipped["code"], "path-parameter-undeclared");
    assert_eq!(skipped["pointer"], "#/paths/~1photo~1{size}/get");
    assert_eq!(skipped["file"], "pets.yaml");
    assert_eq!(skipped["line"], 18);
    assert!(skipped["column"].is_u64() && skipped["message"].is_string());
    assert_eq!(
        report["schemas"],
        serde_json::json!({"total": 1, "generated": 1})
    );
    assert_eq!(
        report["diagnostics"],
        serde_json::json!({"errors": 0, "warnings": 1})
    );
    let on_disk = files(&place.path("client"));
    assert_eq!(report["output"]["files"], on_disk.len());
    assert_eq!(
        report["output"]["bytes"],
        on_disk.iter().map(String::len).sum::<usize>()
    );
    assert_eq!(
        report["output"]["lines"],
        on_disk
            .iter()
            .map(|text| text.lines().count())
            .sum::<usize>()
    );
    for stage in [
        "load", "resolve", "plan", "emit", "render", "output", "total",
    ] {
        assert!(
            report["seconds"][stage]
                .as_f64()
                .is_some_and(|seconds| seconds >= 0.0),
            "{stage}"
        );
    }
}

fn files(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts.extend(files(&path));
        } else {
            texts.push(fs::read_to_string(path).unwrap());
        }
    }
    texts
}

#[test]
fn without_arguments_the_configuration_decides() {
    let place = Place::new();
    fs::create_dir(place.path("spec")).unwrap();
    let config = "spec = \"../pets.yaml\"\noutput = \"../client\"\n\n[package]\nname = \"configured\"\n\n[operations]\ninclude = [\"tag:pets\"]\n";
    fs::write(place.path("spec/codegen.toml"), config).unwrap();
    place.run(&[]).ended(0);
    let manifest = fs::read_to_string(place.path("client/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"configured\""), "{manifest}");
    place.run(&["check"]).ended(0);
    // A copy that stands alone, from the same configuration.
    place.run(&["generate", "--out", "copy"]).ended(0);
    assert!(place.path("copy/Cargo.toml").exists());
    fs::write(place.path("spec/codegen.toml"), "spc = 1").unwrap();
    let done = place.run(&[]).ended(1);
    assert!(
        done.stderr.contains("did you mean `spec`?"),
        "{}",
        done.stderr
    );
}

#[test]
fn tests_come_and_go_with_the_flag() {
    let place = Place::new();
    let generate = ["generate", "pets.yaml", "--out", "client"];
    place
        .run(&[&generate[..], &["--with-tests"]].concat())
        .ended(0);
    let files = [
        "tests/examples.rs",
        "tests/examples.json",
        "tests/proof/mod.rs",
        "examples/pets-client-calls/main.rs",
        "examples/pets-client-calls/driver/mod.rs",
    ];
    let client = place.path("client");
    for file in files {
        assert!(client.join(file).exists(), "{file}");
    }
    let manifest = fs::read_to_string(client.join("Cargo.toml")).unwrap();
    assert!(
        manifest.contains("[dev-dependencies]\n") && manifest.contains("\njsonschema = "),
        "{manifest}"
    );
    let checks = fs::read_to_string(client.join("tests/examples.rs")).unwrap();
    assert!(
        checks.contains("(\"/components/schemas/Pet\", check::<models::Pet>)"),
        "{checks}"
    );
    let calls = fs::read_to_string(client.join("examples/pets-client-calls/main.rs")).unwrap();
    assert!(calls.contains("call!(\"GET /pets\", "), "{calls}");
    place
        .run(&[&generate[..], &["--with-tests"]].concat())
        .ended(0);
    place.run(&generate).ended(0);
    for file in files {
        assert!(!client.join(file).exists(), "{file}");
    }
}

#[test]
fn a_server_for_tests_comes_and_goes_with_the_flag_or_the_key() {
    let place = Place::new();
    let generate = ["generate", "pets.yaml", "--out", "client"];
    let by_flag = [&generate[..], &["--with-mock"]].concat();
    let key = "spec = \"pets.yaml\"\noutput = \"client\"\nmock = true\n";
    fs::write(place.path("codegen.toml"), key).unwrap();
    let client = place.path("client");
    let text = |file: &str| fs::read_to_string(client.join(file)).unwrap();
    for arguments in [&by_flag[..], &[]] {
        place.run(arguments).ended(0);
        assert!(text("src/mock.json").contains("\n\"GET /pets\": {"));
        assert!(text("src/mock.rs").contains("include_str!(\"mock.json\")"));
        assert!(text("src/lib.rs").contains("#[cfg(feature = \"mock\")]"));
        assert!(text("src/runtime.rs").contains("pub mod mock;"));
        let manifest = text("Cargo.toml");
        assert!(manifest.contains("\nmock = [") && manifest.contains("\nhyper = "));
        place.run(&generate).ended(0);
        for file in ["src/mock.json", "src/mock.rs", "src/runtime/mock.rs"] {
            assert!(!client.join(file).exists(), "{file}");
        }
        let manifest = text("Cargo.toml");
        assert!(!manifest.contains("mock") && !manifest.contains("hyper"));
    }
}

#[test]
fn tests_can_be_asked_for_in_the_configuration() {
    let place = Place::new();
    let config = "spec = \"pets.yaml\"\noutput = \"client\"\ntests = true\n";
    fs::write(place.path("codegen.toml"), config).unwrap();
    place.run(&[]).ended(0);
    assert!(place.path("client/tests/examples.rs").exists());
}

#[test]
fn an_unchanged_description_is_not_read_again_unless_that_is_asked_for() {
    let place = Place::new();
    let filler = "# Nobody generates from a comment.\n".repeat(10_000);
    let nobody = r##"properties: {owner: {$ref: "#/components/schemas/Nobody"}, "##;
    let text = PETS.replace("properties: {", nobody);
    fs::write(place.path("pets.yaml"), format!("{text}{filler}")).unwrap();
    let generate = |more: &[&str]| {
        let arguments = [&["generate", "pets.yaml", "--out", "client"], more].concat();
        place.run(&arguments).ended(0).stderr
    };
    assert!(generate(&[]).contains("warning[unresolved-reference]"));
    let unchanged = generate(&[]);
    assert!(
        unchanged.contains("nothing has changed since a run with 2 warnings")
            && unchanged.contains("--force")
            && unchanged.ends_with("`client` is up to date\n"),
        "{unchanged}"
    );
    for more in [&["--force"][..], &["--report", "report.json"]] {
        let whole = generate(more);
        assert!(whole.contains("warning[unresolved-reference]"), "{whole}");
        assert!(whole.contains("nothing has changed\n"), "{whole}");
    }
}
