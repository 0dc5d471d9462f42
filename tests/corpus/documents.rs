//! The descriptions in a folder.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Small and mid-size descriptions of every kind, whose crates are compiled and tested in a few minutes.
const SAMPLE: [&str; 15] = [
    "adyen.com__BalancePlatformTransferNotification*",
    "deepl*",
    "firecracker*",
    "listennotes*",
    "museum*",
    "oag-null-types-31*",
    "oag-petstore-31*",
    "oai-tictactoe*",
    "openstates*",
    "oxide-buildomat*",
    "rev.ai*",
    "swagger-petstore-*",
    "tinkoff*",
    "up.com.au*",
    "whatsapp*",
];

/// A description, and what its crate is called.
#[derive(Debug)]
pub(crate) struct Document {
    /// Its path below the folder.
    pub(crate) name: String,
    /// The file.
    pub(crate) path: PathBuf,
    /// The name of the package, which is also that of the package's folder.
    pub(crate) package: String,
}

/// The descriptions in `dir`, in alphabetical order.
///
/// Every file at the top is one, whatever is in it. Folders hold the parts of descriptions that are spread over several
/// files, and there a description is what says that it is one.
pub(crate) fn find(dir: &Path, only: &[String], is_sample: bool) -> io::Result<Vec<Document>> {
    let mut paths = Vec::new();
    let mut waiting = vec![dir.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                waiting.push(path);
            } else if is_data(&path) && (folder == dir || is_root(&path)) {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let mut packages = BTreeSet::new();
    let documents = paths.into_iter().map(|path| {
        let name = path.strip_prefix(dir).unwrap_or(&path);
        let name = name.display().to_string();
        let package = package(&name, &mut packages);
        Document {
            name,
            path,
            package,
        }
    });
    let sample = SAMPLE.map(str::to_owned);
    let is_wanted = |document: &Document| {
        let matches = |globs: &[String]| globs.iter().any(|glob| matches(glob, &document.name));
        (only.is_empty() || matches(only)) && (!is_sample || matches(&sample))
    };
    // Every description is named, wanted or not, so that its crate has the same name in every run.
    Ok(documents
        .collect::<Vec<_>>()
        .into_iter()
        .filter(is_wanted)
        .collect())
}

fn is_data(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("json" | "yaml" | "yml"))
}

/// Whether the top of the file has a key `openapi`.
fn is_root(path: &Path) -> bool {
    let Ok(text) = fs::read_to_string(path) else {
        return false;
    };
    if let Ok(value) = serde_json::from_str::<Value>(&text) {
        return value.get("openapi").is_some();
    }
    let keys = ["openapi:", "\"openapi\":", "'openapi':"];
    text.lines()
        .any(|line| keys.iter().any(|key| line.starts_with(key)))
}

/// A name that cargo takes, and that no other description has.
fn package(name: &str, taken: &mut BTreeSet<String>) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words = stem
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let words: Vec<_> = words.map(str::to_ascii_lowercase).collect();
    let mut package = format!("api-{}", words.join("-"));
    while !taken.insert(package.clone()) {
        package.push_str("-2");
    }
    package
}

/// Whether the whole of `text` matches, where `*` stands for any text and `?` for any character.
fn matches(glob: &str, text: &str) -> bool {
    let mut rest = text.chars();
    let mut pattern = glob.chars();
    match pattern.next() {
        None => text.is_empty(),
        Some('*') => {
            let after = pattern.as_str();
            let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            starts
                .map(|at| text.split_at(at).1)
                .any(|rest| matches(after, rest))
        }
        Some('?') => rest.next().is_some() && matches(pattern.as_str(), rest.as_str()),
        Some(wanted) => rest.next() == Some(wanted) && matches(pattern.as_str(), rest.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_match_whole_names() {
        for (glob, text, expected) in [
            ("a*c", "abc", true),
            ("a*c", "ac", true),
            ("a*c", "abcd", false),
            ("*", "", true),
            ("?b", "äb", true),
            ("?", "", false),
            ("*.y*l", "a.b.yaml", true),
        ] {
            assert_eq!(matches(glob, text), expected, "{glob} {text}");
        }
    }

    #[test]
    fn packages_have_names_of_their_own() {
        let mut taken = BTreeSet::new();
        assert_eq!(package("a.b/Ä.json", &mut taken), "api-a-b");
        assert_eq!(package("2ch.yml", &mut taken), "api-2ch");
        assert_eq!(package("2ch.json", &mut taken), "api-2ch-2");
    }
}
