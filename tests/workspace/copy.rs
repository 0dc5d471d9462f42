//! Copies whose unchanged files keep their time, so that cargo finds them up to date in the next run.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Files, by their path below a folder.
pub(crate) type Files = BTreeMap<PathBuf, Vec<u8>>;

/// Every file of a folder, those in a `target` or a hidden folder aside.
pub(crate) fn files(folder: &Path) -> Files {
    let mut found = Files::new();
    collect(folder, Path::new(""), &mut found);
    found
}

fn collect(root: &Path, below: &Path, found: &mut Files) {
    for entry in fs::read_dir(root.join(below)).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name();
        let path = below.join(&name);
        let is_folder = entry.file_type().unwrap().is_dir();
        if is_folder && name != "target" && !name.to_string_lossy().starts_with('.') {
            collect(root, &path, found);
        } else if !is_folder {
            found.insert(path, fs::read(entry.path()).unwrap());
        }
    }
}

/// Makes a folder hold these files and no others, and writes only those that differ.
pub(crate) fn refresh(folder: &Path, wanted: &Files) {
    for path in files(folder)
        .keys()
        .filter(|path| !wanted.contains_key(*path))
    {
        fs::remove_file(folder.join(path)).unwrap();
    }
    for (path, text) in wanted {
        write(&folder.join(path), text);
    }
}

/// Writes a file unless it is the same already.
pub(crate) fn write(path: &Path, text: &[u8]) {
    if fs::read(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The parts of the workspace that cargo needs, so many of its folders and files as are named.
pub(crate) fn of_workspace(names: &[&str]) -> Files {
    let root = tests::workspace();
    let mut found = Files::new();
    for name in names {
        let path = root.join(name);
        if path.is_dir() {
            collect(&root, Path::new(name), &mut found);
        } else {
            found.insert(PathBuf::from(name), fs::read(path).unwrap());
        }
    }
    found
}

/// Changes one file of a folder, which must hold the old text.
pub(crate) fn edit(path: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(
        text.contains(old),
        "{} does not hold {old:?}",
        path.display()
    );
    fs::write(path, text.replacen(old, new, 1)).unwrap();
}
