//! Texts without any markup, written without a parser.

use super::layout;

/// The lines of a text of nothing but common words, which most texts are, and which needs no parser.
pub(super) fn prose(text: &str) -> Option<Vec<String>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    if !text.split(' ').all(is_common) {
        return None;
    }
    if text.len() <= layout::WIDTH {
        return Some(vec![text.to_owned()]);
    }
    let words = text.split(' ').collect();
    let lines = layout::fill(words, layout::WIDTH).into_iter();
    Some(lines.map(|words| words.join(" ")).collect())
}

/// Whether a piece of text is a word of letters, an acronym, or words with hyphens between them.
fn is_common(piece: &str) -> bool {
    let letters = piece.strip_suffix(['.', ',']).unwrap_or(piece);
    let is_acronym = !letters.is_empty() && letters.bytes().all(|b| b.is_ascii_uppercase());
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    let lower = letters.strip_prefix(|c: char| c.is_ascii_uppercase());
    is_acronym || lower.unwrap_or(letters).split('-').all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_written_as_the_parser_would() {
        let long = "The name of the owner, which is not case sensitive, and so on. ".repeat(5);
        for text in [
            "A",
            "One two, three.",
            "The URL of API.",
            "A self-hosted runner-group",
            "Read-only, c-d.",
            long.trim_end(),
        ] {
            let parsed = super::super::parsed(text);
            assert_eq!(prose(text), Some(parsed), "{text}");
        }
        for text in [
            "a_b",
            "a  b",
            " a",
            "a\nb",
            "1. a",
            "a `b`",
            "createToken",
            "IDs",
            "a--b",
            "-a",
            "a-",
            "V2",
            "a: b",
        ] {
            assert_eq!(prose(text), None, "{text}");
        }
    }
}
