//! Changing files so that either all of them change or none does.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use super::Change;
use crate::diagnostics::{Code, Diagnostic};

/// Makes the changes; on an error everything is as it was before.
pub(super) fn apply(changes: &[Change]) -> Result<(), Diagnostic> {
    let mut made = Folders::default();
    let staged = stage(changes, &mut made);
    let result = staged.and_then(|staged| commit(changes, staged));
    if result.is_err() {
        made.remove();
    }
    result
}

/// Writes every new text beside its place. Most of what can go wrong goes wrong here, where nothing is lost.
fn stage(changes: &[Change], made: &mut Folders) -> Result<Vec<Option<NamedTempFile>>, Diagnostic> {
    changes
        .iter()
        .map(|change| {
            let Some(text) = &change.after else {
                return Ok(None);
            };
            let folder = change.path.parent().unwrap_or(Path::new("."));
            made.create(folder)
                .map_err(|error| failed(folder, &error))?;
            let staged = stage_file(folder, text).map_err(|error| failed(&change.path, &error))?;
            Ok(Some(staged))
        })
        .collect()
}

/// Waiting until the disk has each of hundreds of files would take longer than all else; should the machine stop just
/// then, they are generated again.
fn stage_file(folder: &Path, text: &str) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".codegen-");
    // Temporary files are private by default; a source file is as readable as the user's others.
    #[cfg(unix)]
    let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(permissions);
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    Ok(file)
}

/// Writes one file, whole or not at all.
pub(super) fn replace_data(path: &Path, text: &str) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let file = stage_file(folder.unwrap_or(Path::new(".")), text)?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

/// Puts every staged file in its place; what stood there is kept until all of them are.
fn commit(changes: &[Change], staged: Vec<Option<NamedTempFile>>) -> Result<(), Diagnostic> {
    let mut done: Vec<(&Path, Option<TempPath>)> = Vec::new();
    for (change, file) in changes.iter().zip(staged) {
        let replaced = replace(change, file);
        match replaced {
            Ok(old) => done.push((&change.path, old)),
            Err(error) => {
                undo(done);
                return Err(failed(&change.path, &error));
            }
        }
    }
    Ok(())
}

/// Puts one file in its place, and gives what stood there.
fn replace(change: &Change, file: Option<NamedTempFile>) -> io::Result<Option<TempPath>> {
    let folder = change.path.parent().unwrap_or(Path::new("."));
    let old = match change.before {
        Some(_) => {
            let place = tempfile::Builder::new()
                .prefix(".codegen-")
                .tempfile_in(folder)?;
            let place = place.into_temp_path();
            fs::rename(&change.path, &place)?;
            Some(place)
        }
        None => None,
    };
    let placed = match file {
        Some(file) => file
            .persist(&change.path)
            .map(drop)
            .map_err(|error| error.error),
        None => Ok(()),
    };
    match (placed, old) {
        (Ok(()), old) => Ok(old),
        (Err(error), Some(old)) => {
            old.persist(&change.path).map_err(|error| error.error)?;
            Err(error)
        }
        (Err(error), None) => Err(error),
    }
}

/// Puts back what stood there. An error here has no better answer than the one that is being reported.
fn undo(done: Vec<(&Path, Option<TempPath>)>) {
    for (path, old) in done.into_iter().rev() {
        let _ = match old {
            Some(old) => old.persist(path).map_err(|error| error.error),
            None => fs::remove_file(path),
        };
    }
}

/// Folders that were made, so that a failure can take them away again.
#[derive(Default)]
struct Folders(Vec<PathBuf>);

impl Folders {
    fn create(&mut self, folder: &Path) -> io::Result<()> {
        let missing: Vec<_> = folder
            .ancestors()
            .take_while(|ancestor| !ancestor.as_os_str().is_empty() && !ancestor.exists())
            .map(Path::to_owned)
            .collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(&folder)?;
            self.0.push(folder);
        }
        Ok(())
    }

    fn remove(self) {
        for folder in self.0.into_iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn failed(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error(
        Code::Io,
        format!("cannot write `{}`: {error}", path.display()),
    )
    .help("nothing was changed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "a test makes the files that it is about"
    )]
    fn a_failure_half_way_puts_everything_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("changed.rs"), "old").unwrap();
        fs::write(path("deleted.rs"), "old").unwrap();
        // A folder stands where the last file is to go, which shows only when it is put there.
        fs::create_dir(path("blocked.rs")).unwrap();
        let change = |name: &str, before: Option<&str>, after: Option<&str>| Change {
            path: path(name),
            name: name.to_owned(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        };
        let changes = [
            change("changed.rs", Some("old"), Some("new")),
            change("made/new.rs", None, Some("new")),
            change("deleted.rs", Some("old"), None),
            change("blocked.rs", Some("old"), Some("new")),
        ];
        assert!(apply(&changes).is_err());
        let text = |name: &str| fs::read_to_string(path(name)).unwrap();
        assert_eq!([text("changed.rs"), text("deleted.rs")], ["old", "old"]);
        let mut left: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        assert_eq!(left, ["blocked.rs", "changed.rs", "deleted.rs"]);
    }
}
