//! What would change on disk.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use super::{GeneratedFile, MARKER, RECORD};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// A file that would be made, changed or deleted.
#[derive(Debug)]
pub(crate) struct Change {
    /// The file.
    pub(crate) path: PathBuf,
    /// Its path below the folder, for people.
    pub(crate) name: String,
    /// What it holds now; `None` where there is no such file.
    pub(crate) before: Option<String>,
    /// What it is to hold; `None` where it goes away.
    pub(crate) after: Option<String>,
}

/// What would have to change for the folder to hold `files`; `None` where something is in the way.
pub(crate) fn changes(
    folder: &Path,
    files: &[GeneratedFile],
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Change>> {
    if let Some(file) = folder.ancestors().find(|place| place.is_file()) {
        let message = format!("`{}` is a file, not a folder", file.display());
        diagnostics.push(
            Diagnostic::error(Code::NotGeneratedFile, message).help("choose another output folder"),
        );
        return None;
    }
    let mut changes = Vec::new();
    let mut errors = Vec::new();
    for file in files {
        match change(folder, file) {
            Ok(change) => changes.extend(change),
            Err(error) => errors.push(error),
        }
    }
    let expected: BTreeSet<_> = files.iter().map(|file| folder.join(file.path())).collect();
    match stale(folder, &expected) {
        Ok(stale) => changes.extend(stale),
        Err(error) => errors.push(error),
    }
    if errors.is_empty() {
        return Some(changes);
    }
    diagnostics.extend(errors);
    None
}

/// What the files hold on disk; `None` where one is not there, or one that was generated once is there no longer.
pub(crate) fn read(folder: &Path, names: &[String]) -> Option<Vec<Vec<u8>>> {
    let paths: Result<Vec<_>, _> = names.iter().map(|name| inside(folder, name)).collect();
    let paths = paths.ok()?;
    let mut expected: BTreeSet<_> = paths.iter().cloned().collect();
    expected.insert(folder.join(RECORD));
    let is_clean = stale(folder, &expected).is_ok_and(|stale| stale.is_empty());
    let files = paths.iter().map(|path| fs::read(path).ok());
    files.collect::<Option<_>>().filter(|_| is_clean)
}

fn change(folder: &Path, file: &GeneratedFile) -> Result<Option<Change>, Diagnostic> {
    let path = inside(folder, file.path())?;
    let before = match fs::read(&path) {
        Ok(bytes) if bytes == file.text().as_bytes() => return Ok(None),
        Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(unreadable(&path, &error)),
    };
    match &before {
        Some(text) if !is_generated(text) => return Err(not_generated(&path)),
        _ => {}
    }
    Ok(Some(Change {
        path,
        name: file.path().to_owned(),
        before,
        after: Some(file.text().to_owned()),
    }))
}

/// The path of a file in the folder, if it leads nowhere else.
fn inside(folder: &Path, name: &str) -> Result<PathBuf, Diagnostic> {
    let mut path = folder.to_owned();
    for component in Path::new(name).components() {
        let Component::Normal(part) = component else {
            return Err(outside(name));
        };
        path.push(part);
        if path.is_symlink() {
            let message = format!(
                "`{}` is a symbolic link, which could lead anywhere",
                path.display()
            );
            return Err(Diagnostic::error(Code::NotGeneratedFile, message)
                .help("take the link away, or choose another output folder"));
        }
    }
    Ok(path)
}

fn outside(name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::NotGeneratedFile,
        format!("`{name}` is not a path inside the output folder"),
    )
}

/// Files that were generated once and no longer are.
fn stale(folder: &Path, expected: &BTreeSet<PathBuf>) -> Result<Vec<Change>, Diagnostic> {
    let mut stale = Vec::new();
    // A crate has its sources in three folders, beside which lies what is none of our business.
    let is_crate = expected.contains(&folder.join("src/lib.rs"));
    let mut waiting = if is_crate {
        ["src", "examples", "tests"]
            .map(|name| folder.join(name))
            .to_vec()
    } else {
        vec![folder.to_owned()]
    };
    let record = folder.join(RECORD);
    if is_crate && record.is_file() && !expected.contains(&record) {
        stale.extend(stale_file(folder, record)?);
    }
    while let Some(place) = waiting.pop() {
        let entries = match fs::read_dir(&place) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(unreadable(&place, &error)),
        };
        for entry in entries {
            let entry = entry.map_err(|error| unreadable(&place, &error))?;
            let path = entry.path();
            let kind = entry
                .file_type()
                .map_err(|error| unreadable(&path, &error))?;
            if kind.is_dir() {
                waiting.push(path);
            } else if kind.is_file() && !expected.contains(&path) {
                stale.extend(stale_file(folder, path)?);
            }
        }
    }
    stale.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(stale)
}

fn stale_file(folder: &Path, path: PathBuf) -> Result<Option<Change>, Diagnostic> {
    let extension = path.extension().and_then(|extension| extension.to_str());
    if !matches!(extension, Some("rs" | "json" | "lock")) || !starts_generated(&path) {
        return Ok(None);
    }
    let bytes = fs::read(&path).map_err(|error| unreadable(&path, &error))?;
    let name = path
        .strip_prefix(folder)
        .unwrap_or(&path)
        .display()
        .to_string();
    Ok(Some(Change {
        name,
        before: Some(String::from_utf8_lossy(&bytes).into_owned()),
        after: None,
        path,
    }))
}

/// Looks at the first bytes only: what lies in a source folder may be large.
fn starts_generated(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(256).read_to_end(&mut start));
    read.is_ok() && is_generated(&String::from_utf8_lossy(&start))
}

fn is_generated(text: &str) -> bool {
    text.lines()
        .next()
        .is_some_and(|line| line.contains(MARKER))
}

fn not_generated(path: &Path) -> Diagnostic {
    Diagnostic::error(
        Code::NotGeneratedFile,
        format!("`{}` was not generated, and is left alone", path.display()),
    )
    .help("move it away, or choose another output folder")
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error(
        Code::Io,
        format!("cannot read `{}`: {error}", path.display()),
    )
}
