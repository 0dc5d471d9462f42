//! What of the runtime a client has only where it uses it.

use serde::Serialize;

/// A part of the runtime that a client has only where it uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Dates and times of the crate `chrono`.
    Chrono,
    /// Dates and times of the crate `jiff`.
    Jiff,
    /// Dates and times of the crate `time`.
    Time,
    /// UUIDs of the crate `uuid`.
    Uuid,
    /// Patterns as the crate `regress` reads them.
    Regress,
    /// What members are checked against beyond their types.
    Constraints,
    /// XML as the crate `quick-xml` reads and writes it.
    QuickXml,
    /// Bodies that are forms, of pairs or of parts.
    Forms,
    /// Answers that are read value by value, or event by event.
    Items,
    /// Lists that come page by page.
    Pages,
    /// Tokens from an OAuth 2 server, for the client itself.
    ClientCredentials,
    /// A server for the tests of those who call the API.
    Mock,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Chrono,
        Self::Jiff,
        Self::Time,
        Self::Uuid,
        Self::Regress,
        Self::Constraints,
        Self::QuickXml,
        Self::Forms,
        Self::Items,
        Self::Pages,
        Self::ClientCredentials,
        Self::Mock,
    ];

    /// The name of its feature in the runtime, and of its crate where it is for one.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chrono => "chrono",
            Self::Jiff => "jiff",
            Self::Time => "time",
            Self::Uuid => "uuid",
            Self::Regress => "regress",
            Self::Constraints => "constraints",
            Self::QuickXml => "quick-xml",
            Self::Forms => "forms",
            Self::Items => "items",
            Self::Pages => "pages",
            Self::ClientCredentials => "client-credentials",
            Self::Mock => "mock",
        }
    }

    /// The crates that only it needs.
    #[must_use]
    pub fn crates(self) -> Vec<&'static str> {
        match self {
            Self::Mock => vec!["hyper", "hyper-util"],
            other => vec![other.name()],
        }
    }

    /// Whether it is a feature of the client as well, which its users turn on.
    #[must_use]
    pub const fn is_feature(self) -> bool {
        matches!(self, Self::Mock)
    }
}
