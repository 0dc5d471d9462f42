//! Tokens on one line, spaced as people do.

use proc_macro2::{Delimiter, Group, Spacing, TokenTree};

/// A line that tokens are added to.
#[derive(Debug)]
pub(super) struct Line {
    text: String,
    before: Before,
    /// Where the line may be broken: places of spaces that are no part of a literal.
    breaks: Vec<usize>,
}

/// What stands in front of the next token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// What holds on to the next token: an opening bracket, `::`, `&`.
    Tight,
    /// A name, or a group that ended.
    Word,
    /// A literal.
    Literal,
    /// What parts: a comma, an equals sign, an arrow.
    Parting,
}

impl Line {
    /// An empty line, so many spaces in.
    pub(super) fn indented(indent: usize) -> Self {
        Self {
            text: " ".repeat(indent),
            before: Before::Tight,
            breaks: Vec::new(),
        }
    }

    /// The tokens on a line, so many spaces in; `None` if one of them is not known here.
    pub(super) fn of(indent: usize, tokens: impl IntoIterator<Item = TokenTree>) -> Option<Self> {
        let mut line = Self::indented(indent);
        line.extend(tokens)?;
        Some(line)
    }

    /// The text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The text, broken where it may be so that no line has more than `width` bytes where that can be.
    ///
    /// Behind each `;` a line ends, and all but the first are `indent` spaces in.
    pub(super) fn filled(&self, width: usize, indent: usize) -> String {
        if self.text.len() <= width {
            return self.text.clone();
        }
        let mut filled = String::with_capacity(self.text.len() + self.text.len() / 16);
        let mut room = width;
        let mut start = 0;
        for end in self.breaks.iter().copied().chain([self.text.len()]) {
            let word = self.text.get(start..end).unwrap_or_default();
            let is_first = filled.is_empty();
            if !is_first && (word.len() > room || filled.ends_with(';')) {
                filled.push('\n');
                filled.extend(std::iter::repeat_n(' ', indent));
                filled.push_str(word.trim_start());
                room = width.saturating_sub(indent + word.len());
            } else {
                filled.push_str(word);
                room = room.saturating_sub(word.len());
            }
            start = end;
        }
        filled
    }

    /// Adds tokens; `None` if one of them is not known here.
    pub(super) fn extend(&mut self, tokens: impl IntoIterator<Item = TokenTree>) -> Option<()> {
        let mut sign = String::new();
        for token in tokens {
            match token {
                TokenTree::Punct(punct) => {
                    sign.push(punct.as_char());
                    if punct.spacing() == Spacing::Alone || punct.as_char() == '\'' {
                        self.sign(&sign)?;
                        sign.clear();
                    }
                }
                TokenTree::Ident(ident) => {
                    self.space(self.before != Before::Tight);
                    self.push_display(&ident);
                    self.before = Before::Word;
                }
                TokenTree::Literal(literal) => {
                    self.space(self.before != Before::Tight);
                    self.push_display(&literal);
                    self.before = Before::Literal;
                }
                TokenTree::Group(group) => self.group(&group)?,
            }
        }
        sign.is_empty().then_some(())
    }

    fn sign(&mut self, sign: &str) -> Option<()> {
        let (spaced, before) = match sign {
            "," | ";" | ":" => (false, Before::Parting),
            "=" | "=>" | "->" | "|" => (true, Before::Parting),
            "::" | "." | "<" | "!" | "..=" => (false, Before::Tight),
            ">" | ">>" | "?" => (false, Before::Word),
            "&" | "#" | "'" => (true, Before::Tight),
            _ => return None,
        };
        self.space(spaced && self.before != Before::Tight);
        self.text.push_str(sign);
        self.before = before;
        Some(())
    }

    fn group(&mut self, group: &Group) -> Option<()> {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => ("{", "}"),
            Delimiter::None => return self.extend(group.stream()),
        };
        let holds_on = self.before == Before::Tight;
        let is_call = open == "(" && self.before == Before::Word;
        self.space(!holds_on && !is_call);
        self.text.push_str(open);
        let is_empty = group.stream().is_empty();
        // The braces of `use a::{b, c}` hold on to what they hold.
        let is_block = open == "{" && !is_empty && !holds_on;
        self.before = if is_block {
            Before::Parting
        } else {
            Before::Tight
        };
        self.extend(group.stream())?;
        if is_block {
            self.space(true);
        }
        self.text.push_str(close);
        self.before = Before::Word;
        Some(())
    }

    fn space(&mut self, is_wanted: bool) {
        if !is_wanted {
            return;
        }
        if self.text.ends_with([',', ';', '{', '}', ']']) || self.text.ends_with("=>") {
            self.breaks.push(self.text.len());
        }
        self.text.push(' ');
    }

    fn push_display(&mut self, token: &impl std::fmt::Display) {
        use std::fmt::Write as _;
        // A string takes everything.
        let _ = write!(self.text, "{token}");
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    use super::*;

    fn line(tokens: TokenStream) -> String {
        Line::of(0, tokens).unwrap().text().to_owned()
    }

    #[test]
    fn tokens_are_spaced_as_people_do() {
        let cases = [
            (
                quote!(pub fn a(b: &str, r#type: Option<Vec<i64>>) -> super::C),
                "pub fn a(b: &str, r#type: Option<Vec<i64>>) -> super::C",
            ),
            (
                quote!(
                    #[must_use = "a, b"]
                    pub struct A(B<'static>);
                ),
                "#[must_use = \"a, b\"] pub struct A(B<'static>);",
            ),
            (
                quote!(wire::t!(A { a = "a", b = "b" } rest [0, 1] true);),
                "wire::t!(A { a = \"a\", b = \"b\" } rest [0, 1] true);",
            ),
            (
                quote!(t!(A = 0 (64 [("a", "b")] [] []), values: &[("x", 1)])),
                "t!(A = 0 (64 [(\"a\", \"b\")] [] []), values: &[(\"x\", 1)])",
            ),
            (quote!(a.b()?.c, d), "a.b()?.c, d"),
            (
                quote!(500..=599 | 401 => failure_with json(super::A::B), _ => empty(())),
                "500..=599 | 401 => failure_with json(super::A::B), _ => empty(())",
            ),
            (
                quote!(
                    use a::{b, c};
                ),
                "use a::{b, c};",
            ),
            (quote!(t!(A {})), "t!(A {})"),
        ];
        for (tokens, expected) in cases {
            assert_eq!(line(tokens), expected);
        }
        assert!(Line::of(0, quote!(a + b)).is_none());
    }

    #[test]
    fn a_long_line_is_broken_behind_elements_but_never_in_a_literal() {
        let tokens = quote!(t!(a = "one, two; three", b = [four, five]; c = "six"););
        let line = Line::of(0, tokens).unwrap();
        assert_eq!(line.filled(100, 4), line.text());
        assert_eq!(
            line.filled(30, 4),
            "t!(a = \"one, two; three\",\n    b = [four, five];\n    c = \"six\");"
        );
    }
}
