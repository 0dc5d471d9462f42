//! Why a reference to another file is not followed.

use std::io;

/// What makes the whole description one file.
const BUNDLE: &str = "bundle the description into one file first, for example with `npx @redocly/cli bundle openapi.yaml -o bundled.yaml`";

/// Why a reference to another file is not followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileProblem {
    reason: String,
    help: &'static str,
}

impl FileProblem {
    /// What is wrong with the file or its address.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        self.help
    }

    fn new(reason: impl Into<String>, help: &'static str) -> Self {
        Self {
            reason: reason.into(),
            help,
        }
    }

    pub(super) fn remote() -> Self {
        Self::new("nothing is fetched from the network", BUNDLE)
    }

    pub(super) fn no_folder() -> Self {
        let help = "give the path of the description, or bundle it into one file first";
        Self::new(
            "a description that is not read from a file has no folder to look in",
            help,
        )
    }

    pub(super) fn not_relative() -> Self {
        let help = "write the path relative to the file that holds the reference, with `/` between its parts";
        Self::new("only relative paths are followed", help)
    }

    pub(super) fn unreadable(error: &io::Error) -> Self {
        let help = "the path is relative to the file that holds the reference";
        match error.kind() {
            io::ErrorKind::NotFound => Self::new("there is no such file", help),
            io::ErrorKind::PermissionDenied => Self::new("it may not be read", help),
            _ => Self::new(format!("it cannot be read: {error}"), help),
        }
    }

    pub(super) fn not_a_file() -> Self {
        let help = "refer to a YAML or JSON file";
        Self::new("it is not an ordinary file", help)
    }

    pub(super) fn too_large(most: u64) -> Self {
        let reason = format!("with it the description is larger than {} MiB", most >> 20);
        Self::new(reason, "describe less in one description")
    }

    pub(super) fn too_many(most: usize) -> Self {
        let reason = format!("the description has more than {most} files");
        Self::new(reason, BUNDLE)
    }

    pub(super) fn malformed() -> Self {
        let help = "mend the file: another message says where";
        Self::new("it is not well-formed", help)
    }

    pub(super) fn not_an_object() -> Self {
        let help = "refer to a YAML or JSON file with an object in it";
        Self::new("it holds no object", help)
    }

    pub(super) fn not_looked_for() -> Self {
        let help = "references are followed where the specification has them";
        Self::new("no reference is looked for here", help)
    }
}
