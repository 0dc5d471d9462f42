//! What the printer leaves out: blank lines between items and methods, and lines as long as people write them.

use syn::Item;

/// Prints a file with a blank line between items and between the members of an `impl`.
pub(super) fn spaced(file: syn::File) -> String {
    let mut text = unparse(file.attrs, Vec::new());
    let mut previous = Line::Other;
    for item in file.items {
        let line = Line::of(&item);
        if !text.is_empty() && (line != previous || line == Line::Other) {
            text.push('\n');
        }
        text.push_str(&parted_members(&joined(&unparse(Vec::new(), vec![item]))));
        previous = line;
    }
    text
}

fn unparse(attrs: Vec<syn::Attribute>, items: Vec<Item>) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs,
        items,
    })
}

/// Items of the same of these kinds stand on lines that follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Use,
    Mod,
    Other,
}

impl Line {
    fn of(item: &Item) -> Self {
        match item {
            Item::Use(_) => Self::Use,
            Item::Mod(module) if module.content.is_none() => Self::Mod,
            _ => Self::Other,
        }
    }
}

/// Puts a blank line behind each member of an `impl` or a trait that ends on a line of its own.
fn parted_members(item: &str) -> String {
    let mut text = String::with_capacity(item.len());
    let mut lines = item.lines().peekable();
    while let Some(line) = lines.next() {
        text.push_str(line);
        text.push('\n');
        let next = lines.peek().copied().unwrap_or_default();
        let ends_member = line == "    }";
        let starts_member = next.starts_with("    ") && next != "    }";
        let kind = |line: &str| ["    type ", "    const "].map(|start| line.starts_with(start));
        let leaves_kind =
            line.ends_with(';') && kind(line) != kind(next) && kind(line) != [false; 2];
        let ends_constant = line == "    };";
        if (ends_member || ends_constant || leaves_kind) && starts_member {
            text.push('\n');
        }
    }
    text
}

/// Joins what the printer broke though it fits a line: lists in brackets, and chains of calls.
fn joined(item: &str) -> String {
    let lines: Vec<_> = item.lines().collect();
    let mut text = String::with_capacity(item.len());
    let mut rest = lines.as_slice();
    while let Some((line, after)) = rest.split_first() {
        let (line, taken) = one_line(line, after).unwrap_or_else(|| ((*line).to_owned(), 0));
        text.push_str(&line);
        text.push('\n');
        rest = after.get(taken..).unwrap_or_default();
    }
    text
}

/// A line with those after it that are part of it, and how many these are.
fn one_line(line: &str, after: &[&str]) -> Option<(String, usize)> {
    let depth = indent(line);
    let deeper = after.iter().take_while(|next| indent(next) > depth).count();
    let is_list = line.ends_with(['(', '<']) && !line.contains("//");
    let taken = deeper + usize::from(is_list);
    let parts = after.get(..taken).filter(|_| deeper > 0)?;
    let is_chain = parts.iter().all(|part| part.trim_start().starts_with('.'));
    let (last, inner) = parts.split_last()?;
    let opens = |part: &&str| part.ends_with('{') || part.contains("//");
    if !(is_list || is_chain) || inner.iter().any(opens) || last.contains("//") {
        return None;
    }
    let mut joined = line.to_owned();
    for part in parts.iter().map(|part| part.trim_start()) {
        if part.starts_with([')', '>']) && joined.ends_with(',') {
            joined.pop();
        }
        let holds_on = joined.ends_with(['(', '[', '<', ':']);
        if !holds_on && !part.starts_with([')', ']', '>', '.', '?', ';']) {
            joined.push(' ');
        }
        joined.push_str(part);
    }
    (joined.len() <= WIDTH).then_some((joined, taken))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The width of a line.
pub(super) const WIDTH: usize = 120;

/// How long a line may be that nobody reads.
pub(super) const DENSE_WIDTH: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_and_members_are_parted_but_uses_are_not() {
        let file: syn::File = syn::parse_quote! {
            //! Doc.
            use a::b;
            use c::d;
            impl A {
                type B = C;
                fn one() { if x { y } }
                fn two() {}
            }
        };
        assert_eq!(
            spaced(file),
            "//! Doc.\n\nuse a::b;\nuse c::d;\n\nimpl A {\n    type B = C;\n\n    fn one() {\n        if x {\n            y\n        }\n    }\n\n    fn two() {}\n}\n"
        );
    }

    #[test]
    fn what_fits_a_line_is_on_one() {
        let list = "pub fn a(\n    b: &str,\n    c: i64,\n) -> D {\n    D(\n        E::new(b)\n            .f(c),\n    )\n}\n";
        assert_eq!(
            joined(list),
            "pub fn a(b: &str, c: i64) -> D {\n    D(E::new(b).f(c))\n}\n"
        );
        let member = "pub a: Option<\n    Vec<\n        B,\n    >,\n>,\n";
        assert_eq!(joined(member), "pub a: Option<Vec<B>>,\n");
        let tokens = "call!(\n    a(\n        text\n        \"b\"\n    ) =>\n    c, d\n)\n";
        assert_eq!(joined(tokens), "call!(a(text \"b\") => c, d)\n");
        let long = "x".repeat(115);
        let list = format!("a(\n    {long},\n    c,\n);\n");
        assert_eq!(joined(&list), list);
        for kept in [
            "// a(\n    b,\n)\n",
            "a(\n    || {\n        b\n    },\n)\n",
            "a {\n    b\n}\n",
        ] {
            assert_eq!(joined(kept), kept);
        }
    }
}
