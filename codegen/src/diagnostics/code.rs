//! The stable names of everything that can be wrong.

use std::fmt;

/// Declares the codes, each with its text and what it means.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $text:literal,)+) => {
        /// What kind of thing a diagnostic reports. The texts are stable: scripts may match on them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The text that is printed.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }

            /// What the code means, in one sentence.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($doc),+).trim_ascii_start(),)+
                }
            }
        }
    };
}

codes! {
    /// A file or stream could not be read or written.
    Io = "io",
    /// The text is not well-formed YAML, JSON or UTF-8.
    InvalidSyntax = "invalid-syntax",
    /// The text is larger, or expands to more, than is accepted.
    TooLarge = "too-large",
    /// The document nests deeper than is accepted.
    TooDeep = "too-deep",
    /// An object has the same key twice.
    DuplicateKey = "duplicate-key",
    /// The document is not an `OpenAPI` description.
    NotOpenapi = "not-openapi",
    /// The description is of a version that is not read.
    UnsupportedVersion = "unsupported-version",
    /// A node is not what the specification says it must be, and is left out.
    InvalidNode = "invalid-node",
    /// A keyword has a value that the specification does not allow, and is ignored.
    IgnoredKeyword = "ignored-keyword",
    /// A reference leads nowhere.
    UnresolvedReference = "unresolved-reference",
    /// A reference leads back to itself.
    ReferenceCycle = "reference-cycle",
    /// A reference leads to another file.
    ExternalReference = "external-reference",
    /// Two operations have the same id.
    DuplicateOperationId = "duplicate-operation-id",
    /// A path template has a variable without a parameter.
    PathParameterUndeclared = "path-parameter-undeclared",
    /// A path parameter has no variable in its path template.
    PathParameterUnused = "path-parameter-unused",
    /// A parameter has a shape or style that is not generated.
    UnsupportedParameter = "unsupported-parameter",
    /// A request body has a shape or media type that is not generated.
    UnsupportedBody = "unsupported-body",
    /// A response has a shape or media type that is not generated.
    UnsupportedResponse = "unsupported-response",
    /// A way to authenticate is not generated.
    UnsupportedSecurity = "unsupported-security",
    /// A schema says too little, or too much, to be more than any JSON value.
    UntypedSchema = "untyped-schema",
    /// The parts of a schema exclude one another.
    ContradictorySchema = "contradictory-schema",
    /// Two variants of a union cannot be told apart for certain.
    AmbiguousUnion = "ambiguous-union",
    /// What is said of how a list comes page by page does not fit the operation, which is called for one page then.
    UnusablePages = "unusable-pages",
    /// A selector matches no operation.
    UnknownSelector = "unknown-selector",
    /// The config is not valid.
    InvalidConfig = "invalid-config",
    /// Every operation that was wanted had to be left out.
    NothingGenerated = "nothing-generated",
    /// Nothing has changed since an earlier run, whose warnings are not said again.
    Unchanged = "unchanged",
    /// There are warnings in a run that allows none.
    DeniedWarnings = "denied-warnings",
    /// The generator made a mistake.
    Internal = "internal",
    /// A file in the output folder was not written by the generator, and is left alone.
    NotGeneratedFile = "not-generated-file",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_distinct_and_kebab_case() {
        let texts: std::collections::BTreeSet<_> =
            Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(texts.len(), Code::ALL.len());
        assert!(texts.iter().all(|text| {
            text.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        }));
        assert_eq!(
            Code::Io.meaning(),
            "A file or stream could not be read or written."
        );
    }
}
