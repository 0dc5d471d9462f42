//! The same description gives the same bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use codegen::{Config, Spec};
use tests::workspace;

#[test]
fn twice_gives_the_same_bytes() {
    for fixture in fixtures() {
        assert_eq!(tree("a.yaml", &fixture), tree("a.yaml", &fixture));
    }
}

#[test]
fn yaml_and_json_give_the_same_bytes() {
    for fixture in fixtures() {
        let value: serde_json::Value = serde_yaml::from_str(&fixture).unwrap();
        let json = serde_json::to_string(&value).unwrap();
        assert_eq!(tree("a.yaml", &fixture), tree("a.json", &json));
    }
}

/// Where the crate is written must not be seen in it, nor must it matter what stood there before.
#[test]
fn an_output_is_left_alone_where_nothing_changes() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config::new(workspace().join("spec/openapi.yaml"), folder.path());
    let first = codegen::generate(&config).unwrap();
    assert!(first.changed.len() > 10, "{:?}", first.changed);
    let lib = folder.path().join("src/lib.rs");
    let written = fs::metadata(&lib).unwrap().modified().unwrap();
    let second = codegen::generate(&config).unwrap();
    assert!(second.changed.is_empty(), "{:?}", second.changed);
    assert_eq!(fs::metadata(&lib).unwrap().modified().unwrap(), written);
}

fn fixtures() -> Vec<String> {
    let mut texts = vec![fs::read_to_string(workspace().join("spec/openapi.yaml")).unwrap()];
    let mut paths: Vec<_> = fs::read_dir("fixtures/features")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect();
    paths.sort();
    texts.extend(paths.iter().map(|path| fs::read_to_string(path).unwrap()));
    assert!(texts.len() > 5);
    texts
}

/// Every generated file with its bytes.
fn tree(name: &str, text: &str) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let spec = Spec::Text {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    codegen::generate(&Config::new(spec, folder.path())).unwrap();
    let mut files = BTreeMap::new();
    collect(folder.path(), folder.path(), &mut files);
    assert!(files.contains_key("src/lib.rs") && files.contains_key("Cargo.toml"));
    files
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().display().to_string();
            files.insert(name, fs::read(&path).unwrap());
        }
    }
}
