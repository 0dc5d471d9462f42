//! What the printer leaves out: blank lines between items and methods, and filled lines in tables.

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
        text.push_str(&parted_members(&unparse(Vec::new(), vec![item])));
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

/// The width of a filled line.
const WIDTH: usize = 100;

/// Joins lines that hold one element each, as many as a line takes.
pub(super) fn filled(text: &str) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut open: Option<(String, usize)> = None;
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        let element = is_element(line);
        if let Some((current, depth)) = &mut open {
            let element_text = line.trim_start();
            if element && *depth == indent && current.len() + 1 + element_text.len() <= WIDTH {
                current.push(' ');
                current.push_str(element_text);
                continue;
            }
            filled.push_str(current);
            filled.push('\n');
            open = None;
        }
        if element {
            open = Some((line.to_owned(), indent));
        } else {
            filled.push_str(line);
            filled.push('\n');
        }
    }
    if let Some((current, _)) = open {
        filled.push_str(&current);
        filled.push('\n');
    }
    filled
}

/// Whether a line is a whole element of a list: it ends in a comma and opens nothing.
fn is_element(line: &str) -> bool {
    let text = line.trim_start();
    let balanced = |open, close| text.matches(open).count() == text.matches(close).count();
    text.ends_with(',')
        && text.len() > 1
        && !text.contains("=>")
        && !text.starts_with("//")
        && balanced('(', ')')
        && balanced('[', ']')
        && balanced('{', '}')
}

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
    fn elements_share_lines_up_to_the_width() {
        let element = "&self.a_rather_long_name_of_a_member,";
        let text = format!(
            "    visit(&[\n        {element}\n        {element}\n        {element}\n    ]);\n"
        );
        let expected =
            format!("    visit(&[\n        {element} {element}\n        {element}\n    ]);\n");
        assert_eq!(filled(&text), expected);
        let arms = "        1 => a,\n        2 => b,\n";
        assert_eq!(filled(arms), arms);
    }
}
