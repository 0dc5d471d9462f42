//! Texts without any markup, written without a parser.

use super::{layout, words};

/// The lines of a text of nothing but common words, which most texts are, and which needs no parser.
pub(super) fn prose(text: &str) -> Option<Vec<String>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    if !text.split(' ').all(words::is_plain) {
        return None;
    }
    if text.len() <= layout::WIDTH {
        return Some(vec![text.to_owned()]);
    }
    let words = text.split(' ').map(str::to_owned).collect();
    let lines = layout::fill(words, layout::WIDTH).into_iter();
    Some(lines.map(|words| words.join(" ")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_written_as_the_parser_would() {
        let long = "The name of the owner, which is not case sensitive, and so on. ".repeat(5);
        for text in ["A", "One two, three.", long.trim_end()] {
            let parsed = super::super::parsed(text);
            assert_eq!(prose(text), Some(parsed), "{text}");
        }
        for text in ["a_b", "a  b", " a", "a\nb", "1. a", "a `b`", "createToken"] {
            assert_eq!(prose(text), None, "{text}");
        }
    }
}
