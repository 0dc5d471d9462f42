//! Rust names from document text: casing, keywords, and scopes in which each name is given once.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use heck::{ToPascalCase, ToShoutySnakeCase, ToSnakeCase};
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

/// A Rust identifier, checked when it was made; keywords are written raw.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident(String);

impl Ident {
    /// A name for a function, a field, a variable or a module.
    #[must_use]
    pub fn snake(text: &str) -> Self {
        // As most members of most descriptions are called already.
        if is_snake(text) {
            return Self::checked(text.to_owned(), 'v');
        }
        Self::checked(words(text).to_snake_case(), 'v')
    }

    /// A name for a type or a variant.
    #[must_use]
    pub fn pascal(text: &str) -> Self {
        Self::checked(words(text).to_pascal_case(), 'V')
    }

    /// A name for a constant.
    #[must_use]
    pub fn shouty(text: &str) -> Self {
        Self::checked(words(text).to_shouty_snake_case(), 'V')
    }

    /// A name for a module in a file of its own, which rustc looks for only where the name is in ASCII.
    #[must_use]
    pub fn file(text: &str) -> Self {
        let ident = Self::snake(text);
        if ident.0.is_ascii() {
            return ident;
        }
        let ascii: String = ident.0.chars().filter(char::is_ascii).collect();
        let has_letters = ascii.contains(|c: char| c.is_ascii_alphabetic());
        Self::snake(if has_letters { &ascii } else { "tag" })
    }

    /// The text as it is, where it is an identifier and no keyword.
    #[must_use]
    pub fn exactly(text: &str) -> Option<Self> {
        let ident = Self(text.to_owned());
        let mut chars = text.chars();
        let starts = |c: char| c == '_' || unicode_ident::is_xid_start(c);
        let is_name = chars.next().is_some_and(starts) && chars.all(unicode_ident::is_xid_continue);
        let is_free = !ident.is_keyword() && !CANNOT_BE_RAW.contains(&text);
        (is_name && is_free).then_some(ident)
    }

    fn checked(mut name: String, digit_prefix: char) -> Self {
        name.retain(|c| c == '_' || unicode_ident::is_xid_continue(c));
        match name.chars().next() {
            // Whatever stood there was not a letter or a digit: punctuation, an emoji, nothing.
            None => name = format!("{digit_prefix}alue"),
            Some('_') => {}
            Some(first) if unicode_ident::is_xid_start(first) => {}
            Some(_) => name.insert(0, digit_prefix),
        }
        if CANNOT_BE_RAW.contains(&name.as_str()) {
            name.push('_');
        }
        Self(name)
    }

    /// The name without a raw prefix.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the name is a keyword, which Rust wants written as `r#name`.
    #[must_use]
    pub fn is_keyword(&self) -> bool {
        KEYWORDS.contains(&self.0.as_str())
    }

    /// The same name with `suffix` behind it.
    #[must_use]
    pub fn suffixed(&self, suffix: &str) -> Self {
        Self(format!("{}{suffix}", self.0))
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_keyword() {
            f.write_str("r#")?;
        }
        f.write_str(&self.0)
    }
}

impl Serialize for Ident {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Spells out the signs that tell `+1` from `-1`, and parts letters at everything else.
fn words(text: &str) -> Cow<'_, str> {
    let is_letter = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    if text.len() <= MAX_LENGTH && text.bytes().all(is_letter) {
        return Cow::Borrowed(text);
    }
    // Rust takes `é` and `e` with an accent behind it for one name, and warns of letters such as `ﬁ` and `Ａ`.
    let text: Cow<'_, str> = if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        text.chars().take(MAX_LENGTH).nfkc().collect()
    };
    let spelled = match text.strip_prefix(['+', '-']) {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
            let sign = if text.starts_with('+') {
                "plus"
            } else {
                "minus"
            };
            Cow::Owned(format!("{sign} {rest}"))
        }
        _ => text,
    };
    let mut parted = String::with_capacity(spelled.len());
    // Names are read by people: what is longer than this helps nobody, and some editors choke on it.
    for c in spelled.chars().take(MAX_LENGTH) {
        let is_kept = unicode_ident::is_xid_continue(c);
        parted.push(if is_kept { c } else { ' ' });
    }
    Cow::Owned(parted)
}

/// Whether a text is words of small letters with single underscores between them.
fn is_snake(text: &str) -> bool {
    let is_word = |word: &str| {
        let is_small = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        !word.is_empty() && word.bytes().all(is_small)
    };
    text.len() <= MAX_LENGTH && text.split('_').all(is_word)
}

const MAX_LENGTH: usize = 120;

/// Keywords that not even `r#` makes a name of.
const CANNOT_BE_RAW: [&str; 5] = ["self", "Self", "super", "crate", "_"];

/// Keywords of the 2024 edition, strict and reserved (Rust reference, section Keywords).
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Names that live side by side, so that each may be given once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scope {
    taken: BTreeSet<String>,
    /// The number that comes next behind a name: thousands may want the same.
    next: BTreeMap<String, usize>,
}

impl Scope {
    /// A scope in which `reserved` names are already in use.
    #[must_use]
    pub(crate) fn with_reserved(reserved: &[&str]) -> Self {
        Self {
            taken: reserved.iter().map(|&name| name.to_owned()).collect(),
            next: BTreeMap::new(),
        }
    }

    /// Gives the first of `candidates` that is free, or numbers the last one.
    ///
    /// Candidates go from the shortest name that would do to the most telling one.
    pub(crate) fn allocate(&mut self, candidates: &[Ident]) -> Ident {
        self.allocate_first(candidates.iter().cloned())
    }

    /// The same, where the candidates are made as they are asked for.
    pub(crate) fn allocate_first(&mut self, candidates: impl IntoIterator<Item = Ident>) -> Ident {
        let mut last = None;
        for candidate in candidates {
            if self.taken.insert(candidate.0.clone()) {
                return candidate;
            }
            last = Some(candidate);
        }
        let base = last.as_ref().map_or("value", Ident::as_str);
        // `Self_` cannot be raw; what has a number behind it needs no other mark.
        let base = base.trim_end_matches('_');
        let separator = if base.ends_with(|c: char| c.is_ascii_digit()) {
            "_"
        } else {
            ""
        };
        let number = self.next.entry(base.to_owned()).or_insert(2);
        loop {
            let name = format!("{base}{separator}{number}");
            *number += 1;
            if self.taken.insert(name.clone()) {
                return Ident(name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_becomes_a_name_of_its_kind() {
        let cases = [
            ("runner_id", "runner_id", "RunnerId"),
            ("createToken", "create_token", "CreateToken"),
            ("runners/get-one", "runners_get_one", "RunnersGetOne"),
            ("type", "r#type", "Type"),
            ("yield", "r#yield", "Yield"),
            ("self", "self_", "Self_"),
            ("+1", "plus_1", "Plus1"),
            ("-1", "minus_1", "Minus1"),
            ("2fa", "v2fa", "V2fa"),
            ("X-GitHub-Id", "x_git_hub_id", "XGitHubId"),
            ("🦀", "value", "Value"),
            ("", "value", "Value"),
            ("größe", "größe", "Größe"),
            ("gro\u{308}ße", "größe", "Größe"),
            ("ＵｓｅｒＩＤ（ﬁｒｓｔ）", "user_id_first", "UserIdFirst"),
            ("\u{2160}", "i", "I"),
            ("a\"; fn main() {}", "a_fn_main", "AFnMain"),
        ];
        for (text, snake, pascal) in cases {
            assert_eq!(Ident::snake(text).to_string(), snake, "{text}");
            assert_eq!(Ident::pascal(text).to_string(), pascal, "{text}");
        }
    }

    #[test]
    fn what_is_in_snake_case_stays_so() {
        for text in ["a", "runner_id", "v2_a1b", "1a", "a_1", "utf8"] {
            assert!(is_snake(text));
            assert_eq!(words(text).to_snake_case(), text);
        }
        for text in ["", "_a", "a_", "a__b", "aB", "a-b", "é"] {
            assert!(!is_snake(text), "{text}");
        }
    }

    #[test]
    fn the_name_of_a_file_is_in_ascii() {
        for (text, name) in [
            ("Runners", "runners"),
            ("größe", "gre"),
            ("名前", "tag"),
            ("名_1", "tag"),
        ] {
            assert_eq!(Ident::file(text).as_str(), name, "{text}");
        }
    }

    #[test]
    fn a_scope_gives_each_name_once() {
        let mut scope = Scope::with_reserved(&["Option"]);
        let names = |texts: &[&str]| {
            texts
                .iter()
                .map(|text| Ident::pascal(text))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            scope.allocate(&names(&["option", "option model"])).as_str(),
            "OptionModel"
        );
        assert_eq!(scope.allocate(&names(&["a"])).as_str(), "A");
        assert_eq!(scope.allocate(&names(&["a"])).as_str(), "A2");
        assert_eq!(scope.allocate(&names(&["a", "b a"])).as_str(), "BA");
        assert_eq!(scope.allocate(&names(&["v1"])).as_str(), "V1");
        assert_eq!(scope.allocate(&names(&["v1"])).as_str(), "V1_2");
        assert_eq!(scope.allocate(&names(&["self"])).as_str(), "Self_");
        assert_eq!(scope.allocate(&names(&["self"])).as_str(), "Self2");
    }
}
