//! JSON pointers (RFC 6901): the address of a node, and so the identity of every inline schema.

use std::borrow::Cow;
use std::cell::Cell;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::sync::Arc;

use indexmap::IndexMap;
use xxhash_rust::xxh3::xxh3_64;

/// The address of a node in a document. Cloning copies no text.
///
/// [`fmt::Display`] writes the form that a `$ref` holds (`#/paths/~1users/get`), and [`JsonPointer::parse`] reads it back.
#[derive(Clone, Debug)]
pub struct JsonPointer {
    /// The escaped text: empty for the root, else each token after a `/`.
    text: Arc<str>,
    /// Of the text, which is long, and the key of many tables.
    hash: u64,
}

/// What is known of nodes by where they stand, in the order in which it came to be known.
pub type ByPointer<T> = IndexMap<JsonPointer, T, BuildHasherDefault<Prehashed>>;

/// Takes the hash that a pointer has.
#[derive(Clone, Debug, Default)]
pub struct Prehashed(u64);

impl Hasher for Prehashed {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Why a text is not a JSON pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PointerError {
    /// There is something before the `#`: the address of another document.
    OtherDocument,
    /// What follows the `#` does not begin with `/`: the name of an anchor, perhaps.
    NotAPointer,
}

thread_local! {
    /// Where texts of pointers are put together, since many thousands are.
    static ROOM: Cell<String> = const { Cell::new(String::new()) };
}

impl JsonPointer {
    fn of(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let hash = xxh3_64(text.as_bytes());
        Self { text, hash }
    }

    /// The address of the whole document.
    #[must_use]
    pub fn root() -> Self {
        Self::of("")
    }

    /// Reads a pointer, either as the fragment that a `$ref` holds (`#/a~1b`, percent-encoded or not) or bare (`/a~1b`).
    ///
    /// # Errors
    /// Fails if the text names another document, or is not a pointer.
    pub fn parse(text: &str) -> Result<Self, PointerError> {
        let bare = match text.split_once('#') {
            Some(("", fragment)) => percent_decode(fragment),
            None if text.is_empty() || text.starts_with('/') => Cow::Borrowed(text),
            _ => return Err(PointerError::OtherDocument),
        };
        let Some(tokens) = bare.strip_prefix('/') else {
            return if bare.is_empty() {
                Ok(Self::root())
            } else {
                Err(PointerError::NotAPointer)
            };
        };
        Ok(Self::root().extended(tokens.split('/').map(unescape)))
    }

    /// The member `name` of the object here.
    #[must_use]
    pub fn child(&self, name: &str) -> Self {
        self.extended([name])
    }

    /// The element `index` of the array here.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.child(&index.to_string())
    }

    /// A descendant, one name at a time.
    #[must_use]
    pub fn extended<S: AsRef<str>>(&self, names: impl IntoIterator<Item = S>) -> Self {
        let mut text = ROOM.take();
        text.push_str(&self.text);
        for name in names {
            text.push('/');
            push_escaped(&mut text, name.as_ref());
        }
        let pointer = Self::of(text.as_str());
        text.clear();
        ROOM.set(text);
        pointer
    }

    /// The node that holds this one, or `None` at the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.text.rsplit_once('/')?;
        Some(Self::of(parent))
    }

    /// The last token, unescaped, or `None` at the root.
    #[must_use]
    pub fn last(&self) -> Option<Cow<'_, str>> {
        let (_, last) = self.text.rsplit_once('/')?;
        Some(unescape(last))
    }

    /// The tokens from the root down, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.text.split('/').skip(1).map(unescape)
    }

    /// Whether this is the whole document.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether this is `ancestor` or lies under it.
    #[must_use]
    pub fn is_under(&self, ancestor: &Self) -> bool {
        let rest = self.text.strip_prefix(&*ancestor.text);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The way from `ancestor` to here, or `None` if this does not lie under it.
    #[must_use]
    pub fn within(&self, ancestor: &Self) -> Option<Self> {
        let rest = self.text.strip_prefix(&*ancestor.text)?;
        (rest.is_empty() || rest.starts_with('/')).then(|| Self::of(rest))
    }

    /// The descendant to which `way` leads from here.
    #[must_use]
    pub fn join(&self, way: &Self) -> Self {
        Self::of(format!("{}{}", self.text, way.text))
    }

    /// The text that a `$ref` holds.
    pub(crate) fn to_reference(&self) -> String {
        if self.text.contains('%') {
            return self.to_string();
        }
        ["#", &self.text].concat()
    }

    /// The bare, escaped text: `/paths/~1users/get`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl PartialEq for JsonPointer {
    fn eq(&self, other: &Self) -> bool {
        let is_same = || Arc::ptr_eq(&self.text, &other.text) || self.text == other.text;
        self.hash == other.hash && is_same()
    }
}

impl Eq for JsonPointer {}

impl Hash for JsonPointer {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

impl PartialOrd for JsonPointer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for JsonPointer {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl serde::Serialize for JsonPointer {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Default for JsonPointer {
    fn default() -> Self {
        Self::root()
    }
}

impl fmt::Display for JsonPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("#")?;
        if !self.text.contains('%') {
            return f.write_str(&self.text);
        }
        for (index, piece) in self.text.split('%').enumerate() {
            // A bare `%` would be read back as the start of an escape.
            f.write_str(if index == 0 { "" } else { "%25" })?;
            f.write_str(piece)?;
        }
        Ok(())
    }
}

fn push_escaped(text: &mut String, name: &str) {
    if !name.contains(['~', '/']) {
        return text.push_str(name);
    }
    for char in name.chars() {
        match char {
            '~' => text.push_str("~0"),
            '/' => text.push_str("~1"),
            other => text.push(other),
        }
    }
}

fn unescape(token: &str) -> Cow<'_, str> {
    // Most tokens are short, which a search that is made for long texts is slow at.
    if !token.bytes().any(|byte| byte == b'~') {
        return Cow::Borrowed(token);
    }
    let mut text = String::with_capacity(token.len());
    for (index, piece) in token.split('~').enumerate() {
        let (meant, rest) = match piece.split_at_checked(1) {
            _ if index == 0 => ("", piece),
            Some(("0", rest)) => ("~", rest),
            Some(("1", rest)) => ("/", rest),
            _ => ("~", piece),
        };
        text.push_str(meant);
        text.push_str(rest);
    }
    Cow::Owned(text)
}

/// Undoes percent-encoding; what is not a whole escape, or not UTF-8 once decoded, stays as it is.
pub(crate) fn percent_decode(fragment: &str) -> Cow<'_, str> {
    if !fragment.contains('%') {
        return Cow::Borrowed(fragment);
    }
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        if let (b'%', Some(byte)) = (first, tail.get(..2).and_then(hex_pair)) {
            bytes.push(byte);
            rest = &tail[2..];
        } else {
            bytes.push(first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(fragment), Cow::Owned)
}

fn hex_pair(pair: &[u8]) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let value = digit(*pair.first()?)? * 16 + digit(*pair.get(1)?)?;
    u8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_fragments() {
        let cases: &[(&str, &[&str])] = &[
            ("#", &[]),
            ("", &[]),
            ("#/", &[""]),
            ("#/a/b", &["a", "b"]),
            ("/a/0", &["a", "0"]),
            ("#/paths/~1a~1{id}/get", &["paths", "/a/{id}", "get"]),
            ("#/paths/~1a~1%7Bid%7D", &["paths", "/a/{id}"]),
            ("#/a~01/~2", &["a~1", "~2"]),
            ("#/100%/%zz/%25", &["100%", "%zz", "%"]),
            ("#/caf%C3%A9", &["café"]),
        ];
        for (text, tokens) in cases {
            let pointer = JsonPointer::parse(text).unwrap();
            assert_eq!(pointer.tokens().collect::<Vec<_>>(), *tokens, "{text}");
            assert_eq!(
                JsonPointer::parse(&pointer.to_string()),
                Ok(pointer),
                "{text}"
            );
        }
        assert_eq!(
            JsonPointer::parse("other.yaml#/a"),
            Err(PointerError::OtherDocument)
        );
        assert_eq!(JsonPointer::parse("Pet"), Err(PointerError::OtherDocument));
        assert_eq!(JsonPointer::parse("#Pet"), Err(PointerError::NotAPointer));
    }

    #[test]
    fn walks_up_and_down() {
        let get = JsonPointer::root()
            .child("paths")
            .child("/a/{id}")
            .child("get");
        assert_eq!(get.to_string(), "#/paths/~1a~1{id}/get");
        let parameter = get.child("parameters").index(3);
        assert_eq!(parameter.last().as_deref(), Some("3"));
        assert_eq!(
            parameter.parent().and_then(|list| list.parent()),
            Some(get.clone())
        );
        assert!(parameter.is_under(&get) && get.is_under(&get) && !get.is_under(&parameter));
        let way = parameter.within(&get).unwrap();
        assert_eq!(way.to_string(), "#/parameters/3");
        assert_eq!((get.join(&way), get.within(&way)), (parameter, None));
        assert!(
            !JsonPointer::root()
                .child("ab")
                .is_under(&JsonPointer::root().child("a"))
        );
        assert_eq!(JsonPointer::root().parent(), None);
        assert!(JsonPointer::root().is_root());
    }
}
