//! The commonest items, straight from their tokens: structs, enums, functions of one call, and their documentation.
//!
//! They are most of a generated crate, and parsing and printing them would take most of a run. This gives
//! the same text as the printer, or `None` where it cannot be sure of that.

use std::iter::Peekable;

use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};

use super::layout::WIDTH;
use super::line::Line;

/// How long a line may be that the printer leaves alone.
const UNBROKEN: usize = 88;

/// The width of a step to the right.
const STEP: usize = 4;

type Tokens = Peekable<proc_macro2::token_stream::IntoIter>;

/// Items, with a blank line between them.
pub(super) fn items(tokens: TokenStream) -> Option<String> {
    let mut text = Text(String::new());
    let mut tokens = tokens.into_iter().peekable();
    while tokens.peek().is_some() {
        if !text.0.is_empty() {
            text.0.push('\n');
        }
        text.item(&mut tokens, 0)?;
    }
    Some(text.0)
}

/// What has been printed.
struct Text(String);

impl Text {
    /// The next item, so many spaces in.
    fn item(&mut self, tokens: &mut Tokens, indent: usize) -> Option<()> {
        self.attributes(tokens, indent)?;
        let mut head = Vec::new();
        let mut keyword = None;
        loop {
            let token = tokens.next()?;
            match &token {
                TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => {
                    return self.braced(head, keyword.as_deref()?, body, indent);
                }
                TokenTree::Punct(punct) if punct.as_char() == ';' => {
                    head.push(token);
                    keyword.filter(|keyword| keyword == "struct" || keyword == "type")?;
                    return self.line(head, indent, UNBROKEN);
                }
                TokenTree::Ident(name) if keyword.is_none() && name != "pub" => {
                    keyword = Some(name.to_string());
                }
                _ => {}
            }
            head.push(token);
        }
    }

    /// An item that ends in braces.
    fn braced(
        &mut self,
        head: Vec<TokenTree>,
        keyword: &str,
        body: &Group,
        indent: usize,
    ) -> Option<()> {
        if keyword == "fn" {
            self.signature(&head, indent)?;
        } else {
            let head = Line::of(indent, head)?;
            self.0.push_str(within(head.text(), UNBROKEN - 2)?);
        }
        if body.stream().is_empty() {
            self.0.push_str(" {}\n");
            return Some(());
        }
        self.0.push_str(" {\n");
        let inner = indent + STEP;
        let mut tokens = body.stream().into_iter().peekable();
        match keyword {
            "struct" | "enum" => {
                while tokens.peek().is_some() {
                    self.member(&mut tokens, inner)?;
                }
            }
            "impl" => {
                let mut is_first = true;
                while tokens.peek().is_some() {
                    if !is_first {
                        self.0.push('\n');
                    }
                    is_first = false;
                    self.item(&mut tokens, inner)?;
                }
            }
            "fn" => self.chain(body.stream(), inner)?,
            _ => return None,
        }
        self.indent(indent);
        self.0.push_str("}\n");
        Some(())
    }

    /// What stands before the body of a function: on one line, or with each parameter on a line of its own.
    fn signature(&mut self, head: &[TokenTree], indent: usize) -> Option<()> {
        let whole = Line::of(indent, head.iter().cloned())?;
        if let Some(line) = within(whole.text(), WIDTH - 2) {
            self.0.push_str(line);
            return Some(());
        }
        let is_list = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
        let is_name = |token: &TokenTree| matches!(token, TokenTree::Ident(name) if name == "fn");
        let name = head.iter().position(is_name)?;
        let list = name + head.iter().skip(name).position(is_list)?;
        let (before, rest) = head.split_at_checked(list)?;
        let (TokenTree::Group(list), after) = rest.split_first()? else {
            return None;
        };
        if list.stream().is_empty() {
            return None;
        }
        let before = Line::of(indent, before.iter().cloned())?;
        self.0.push_str(within(before.text(), UNBROKEN)?);
        self.0.push_str("(\n");
        let comma = TokenTree::Punct(Punct::new(',', Spacing::Alone));
        let list: TokenStream = list.stream().into_iter().chain([comma]).collect();
        let mut parameters = list.into_iter().peekable();
        while parameters.peek().is_some() {
            self.member(&mut parameters, indent + STEP)?;
        }
        self.indent(indent);
        self.0.push(')');
        let after = Line::of(0, after.iter().cloned())?;
        if !after.text().is_empty() {
            self.0.push(' ');
        }
        self.0.push_str(within(after.text(), UNBROKEN)?);
        Some(())
    }

    /// A field or a variant, which ends in a comma.
    fn member(&mut self, tokens: &mut Tokens, indent: usize) -> Option<()> {
        self.attributes(tokens, indent)?;
        let mut line = Vec::new();
        let mut depth = 0_usize;
        loop {
            let token = tokens.next()?;
            let sign = match &token {
                TokenTree::Punct(punct) => punct.as_char(),
                _ => ' ',
            };
            line.push(token);
            match sign {
                '<' => depth += 1,
                '>' => depth = depth.checked_sub(1)?,
                ',' if depth == 0 => return self.line(line, indent, WIDTH),
                _ => {}
            }
        }
    }

    /// Attributes, each on a line; those of documentation as comments.
    fn attributes(&mut self, tokens: &mut Tokens, indent: usize) -> Option<()> {
        while let Some(TokenTree::Punct(punct)) = tokens.peek() {
            if punct.as_char() != '#' {
                break;
            }
            let sign = tokens.next()?;
            let Some(TokenTree::Group(body)) = tokens.next() else {
                return None;
            };
            match documentation(&body) {
                Some(text) => {
                    let text = comment(&text)?;
                    self.indent(indent);
                    self.0.push_str("///");
                    self.0.push_str(&text);
                    self.0.push('\n');
                }
                None => self.line(vec![sign, TokenTree::Group(body)], indent, WIDTH)?,
            }
        }
        Some(())
    }

    /// The body of a function that is a chain of calls: on one line, or on as many as it has links.
    fn chain(&mut self, body: TokenStream, indent: usize) -> Option<()> {
        let tokens: Vec<_> = body.into_iter().collect();
        if !tokens.iter().all(is_simple) {
            return None;
        }
        let whole = Line::of(indent, tokens.iter().cloned())?;
        if whole.text().len() <= WIDTH {
            return self.line(tokens, indent, WIDTH);
        }
        let is_dot =
            |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == '.');
        let mut rest = tokens.as_slice();
        let mut inner = indent;
        while !rest.is_empty() {
            let next = rest.iter().skip(1).position(is_dot);
            let (link, others) = rest.split_at(next.map_or(rest.len(), |next| next + 1));
            self.line(link.to_vec(), inner, UNBROKEN)?;
            inner = indent + STEP;
            rest = others;
        }
        Some(())
    }

    fn line(&mut self, tokens: Vec<TokenTree>, indent: usize, width: usize) -> Option<()> {
        let line = Line::of(indent, tokens)?;
        self.0.push_str(within(line.text(), width)?);
        self.0.push('\n');
        Some(())
    }

    fn indent(&mut self, indent: usize) {
        self.0.extend(std::iter::repeat_n(' ', indent));
    }
}

/// A line that is short enough, and in which no list ends in a comma, which the printer may take away.
fn within(line: &str, width: usize) -> Option<&str> {
    (line.len() <= width && !line.contains(",)") && !line.contains(",]")).then_some(line)
}

/// The text of a `doc` attribute.
fn documentation(attribute: &Group) -> Option<String> {
    let mut tokens = attribute.stream().into_iter();
    match (tokens.next()?, tokens.next()?, tokens.next()?) {
        (TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Literal(text))
            if name == "doc" =>
        {
            Some(text.to_string())
        }
        _ => None,
    }
}

/// The text of a literal as a comment, if it is one line of plain characters.
fn comment(literal: &str) -> Option<String> {
    let quoted = |text: &str| Some(text.strip_prefix('"')?.strip_suffix('"')?.to_owned());
    let comment = match literal.strip_prefix('r') {
        Some(raw) => quoted(raw.trim_matches('#'))?,
        None => unescaped(&quoted(literal)?)?,
    };
    let is_kept = !comment.starts_with('/') && comment.trim_end().len() == comment.len();
    (is_kept && !comment.contains('\n')).then_some(comment)
}

fn unescaped(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        plain.push(match char {
            '\\' => chars.next().filter(|next| matches!(next, '"' | '\\'))?,
            other => other,
        });
    }
    Some(plain)
}

/// Whether a token is part of a path or of a call.
fn is_simple(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(group) => {
            group.delimiter() == Delimiter::Parenthesis
                && group.stream().into_iter().all(|token| is_simple(&token))
        }
        TokenTree::Punct(punct) => matches!(punct.as_char(), ':' | '.' | ',' | '&'),
        TokenTree::Ident(_) | TokenTree::Literal(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use quote::{format_ident, quote};

    use super::super::layout;
    use super::*;

    fn printed(tokens: TokenStream) -> String {
        layout::spaced(syn::parse2(tokens).unwrap())
    }

    #[test]
    fn items_are_printed_as_the_printer_does() {
        let cases = [
            quote! {
                /// Says "it", and \ it.
                #[doc = ""]
                #[derive(Debug, Clone)]
                #[must_use = "it does nothing, until it is sent"]
                pub struct A(Request);
                impl A {
                    /// One.
                    pub fn r#type(self, r#type: &models::B) -> Self {
                        Self(self.0.query("type", r#type).header("a", &b.to_string()))
                    }
                    pub fn other(self) -> Self { Self(self.0) }
                }
            },
            quote! {
                pub struct A {
                    /// One.
                    #[deprecated(note = "it is old")]
                    pub a: Option<std::collections::BTreeMap<String, i64>>,
                    pub r#type: (),
                }
                pub struct Empty {}
                #[non_exhaustive]
                pub enum B {
                    /// One.
                    One,
                    Two(super::C),
                }
                /// Another.
                #[deprecated]
                pub type C = Vec<B>;
            },
        ];
        for tokens in cases {
            assert_eq!(items(tokens.clone()), Some(printed(tokens)));
        }
    }

    #[test]
    fn calls_of_any_length_are_broken_as_the_printer_does() {
        for links in 0..9_usize {
            for length in 1..9_usize {
                let name = format_ident!("A{}", "b".repeat(length * 4));
                let names = (0..links).map(|link| format_ident!("{}{link}", "c".repeat(length)));
                let names: Vec<_> = names.collect();
                let texts = names.iter().map(ToString::to_string);
                let tokens = quote! {
                    pub fn a() -> #name {
                        #name::request() #(.path(#texts, &#names))* .into()
                    }
                };
                let direct = items(tokens.clone());
                assert_eq!(direct, Some(printed(tokens)), "{links} of {length}");
            }
        }
    }

    #[test]
    fn signatures_of_any_length_are_broken_as_the_printer_does() {
        let mut broken = 0;
        for parameters in 0..6_usize {
            for length in 1..12_usize {
                let names = (0..parameters).map(|it| format_ident!("{}{it}", "a".repeat(length)));
                let name = format_ident!("A{}", "b".repeat(length * 9));
                let tokens = quote! {
                    /// One.
                    #[inline]
                    pub fn a(#(#names: &models::#name),*) -> #name {
                        #name::request().into()
                    }
                };
                // What has no parameters, or a long type, is left to the printer.
                let Some(direct) = items(tokens.clone()) else {
                    continue;
                };
                broken += usize::from(direct.contains("pub fn a(\n"));
                assert_eq!(direct, printed(tokens), "{parameters} of {length}");
            }
        }
        assert!(broken > 20, "{broken}");
    }

    #[test]
    fn members_of_any_length_are_on_a_line_as_long_as_they_fit() {
        for length in 1..40_usize {
            let name = format_ident!("A{}", "b".repeat(length * 3));
            let tokens = quote! {
                pub struct A {
                    pub a: Option<Vec<#name>>,
                }
            };
            let direct = items(tokens.clone());
            assert_eq!(direct.is_some(), length * 3 <= 93);
            if direct.is_some() {
                assert_eq!(direct, Some(printed(tokens)));
            }
        }
    }

    #[test]
    fn what_is_not_known_for_certain_is_left_to_the_printer() {
        let long = format_ident!("{}", "a".repeat(90));
        let comma = quote!(,);
        for tokens in [
            quote!(pub struct A { a: #long }),
            quote!(
                pub fn a() {
                    if b {
                        c
                    }
                }
            ),
            quote!(
                pub fn a() -> i64 {
                    b + c
                }
            ),
            quote!(
                #[derive(A #comma)]
                pub struct B;
            ),
            quote!(
                #[doc = "a\nb"]
                pub struct B;
            ),
            quote!(
                pub const A: B = C;
            ),
        ] {
            assert_eq!(items(tokens.clone()), None, "{tokens}");
        }
    }
}
