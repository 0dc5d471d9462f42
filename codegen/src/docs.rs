//! Turns a document's Markdown into rustdoc text that no lint of rustc, rustdoc or clippy objects to.
//!
//! The text is parsed, and written again from what the parser understood: what reaches the output was put there on
//! purpose. Anything that Markdown, HTML or rustdoc could read as markup and that is not meant as such is escaped.
//! The lines are meant for one doc attribute each, with a blank before the text: `#[doc = " text"]`.

mod chars;
mod delimiters;
mod escape;
mod events;
mod frames;
mod html;
mod inline;
mod layout;
mod pairs;
mod prose;
mod reader;
mod spans;
mod table;
mod tags;
mod words;

use std::fmt::Write as _;

use pulldown_cmark::{Options, Parser};

/// The length, in characters, at which `code_span` cuts its text.
const CODE_SPAN_CHARS: usize = 200;

/// The lines of documentation for a Markdown text, without a leading `///`; none for a blank text.
pub(crate) fn markdown(text: &str) -> Vec<String> {
    if let Some(lines) = prose::prose(text) {
        return lines;
    }
    let text = chars::tidy(text);
    let text = chars::flatten(&text);
    parsed(&text)
}

fn parsed(text: &str) -> Vec<String> {
    reader::read(Parser::new_ext(text, options()).collect())
}

/// A text as one inline code span: on one line, cut at about 200 characters, with nothing invisible in it.
pub(crate) fn code_span(text: &str) -> String {
    let mut shown = String::new();
    let mut chars = text.chars();
    for c in chars.by_ref().take(CODE_SPAN_CHARS) {
        match c {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => shown.push(' '),
            c if c.is_control() || chars::is_invisible(c) => {
                let _ = write!(shown, "{}", c.escape_default());
            }
            c => shown.push(c),
        }
    }
    if chars.next().is_some() {
        shown.push('…');
    }
    escape::code(&shown)
}

/// What is read as markup: what rustdoc itself knows, except footnotes, and the notes that GitHub has.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, LinkType, Tag, TagEnd};

    use super::*;

    fn check(table: &[(&str, &str)]) {
        for (text, expected) in table {
            let lines = markdown(text);
            assert_eq!(lines.join("\n"), *expected, "for {text:?}");
            assert_safe(text, &lines);
        }
    }

    #[test]
    fn plain_text() {
        check(&[
            ("", ""),
            (" \n\t\r\n\u{a0}", ""),
            ("A runner.", "A runner."),
            ("  One.  \n\n\n\nTwo.\r\n\r\n", "One.\n\nTwo."),
            ("one\rtwo", "one\ntwo"),
            ("a\u{202e}b\0c\u{200b}d\u{7}e\u{2028}f&#x202e;g", "abcde fg"),
            (
                "a * b_c_ */ 5 < 6 & 7 &amp;lt; ~5",
                "a \\* `b_c`\\_ \\*/ 5 < 6 & 7 \\&lt; ~5",
            ),
            (
                "\\# one\n\\- two\n1\\. three\n\\> four\n\\=",
                "\\# one\n\\- two\n1\\. three\n\\> four\n\\=",
            ),
            ("a\\`b and `` c`d ``", "a\\`b and ``c`d``"),
        ]);
    }

    #[test]
    fn names_and_addresses() {
        check(&[
            (
                "The runner_group_id of createToken.",
                "The `runner_group_id` of `createToken`.",
            ),
            (
                "(see foo::bar), list() and \"a_b\"",
                "(see `foo::bar`), `list()` and \"`a_b`\"",
            ),
            (
                "OpenAI's API, GitHub, GraphQL, IDs, OSes, iPhone, macOS",
                "`OpenAI`'s API, GitHub, GraphQL, IDs, OSes, iPhone, macOS",
            ),
            (
                "labels[0].node_id, {user_id}, /a/{b_c}/d",
                "`labels[0].node_id`, `{user_id}`, `/a/{b_c}/d`",
            ),
            ("字段user_id的值", "字段`user_id`的值"),
            (
                "`a_b`c_d **e_f** [g_h](https://i.example/)",
                "`a_bc_d` **`e_f`** [g_h](https://i.example/)",
            ),
            (
                "See https://a.example/b_c?d=e.",
                "See <https://a.example/b_c?d=e>.",
            ),
            (
                "(http://a.example/b_(c)), HTTP://A.example",
                "(<http://a.example/b_(c)>), <HTTP://A.example>",
            ),
            (
                "https://{host}/api, s3://bucket, http://localhost:80, file:/x",
                "`https://{host}/api`, `s3://bucket`, `http://localhost:80`, `file:/x`",
            ),
        ]);
    }

    #[test]
    fn links() {
        check(&[
            ("[a](/rest/b) [c](#d) [e](f.md) ![g](h.png)", "a c e g"),
            (
                "[a] [b][c] [d]() [^1]",
                "\\[a\\] \\[b\\]\\[c\\] d \\[\\^1\\]",
            ),
            (
                "[a][b] [b]\n\n[b]: https://c.example \"t\"",
                "[a](https://c.example) [b](https://c.example)",
            ),
            (
                "[https://a.example](https://a.example) <https://b.example>",
                "<https://a.example> <https://b.example>",
            ),
            (
                "[](https://a.example) Hey![a](https://b.example/(c))",
                "<https://a.example> Hey[a](<https://b.example/(c)>)",
            ),
            (
                "Hey\\![a](https://b.example) [\"q\"](https://b.example)",
                "Hey\\![a](https://b.example) [“q”](https://b.example)",
            ),
            (
                "[`Foo`](Foo) <mailto:a@b.example> <a@b.example>",
                "`Foo` mailto:a@b.example a@b.example",
            ),
            ("http://[x](y)", "`http://x`"),
        ]);
    }

    #[test]
    fn blocks() {
        check(&[
            ("# A\n## B #\nC\n===", "#### A\n\n##### B\n\n#### C"),
            ("### A\n#### B\n###### C", "#### A\n\n##### B\n\n###### C"),
            ("# A \\#", "#### A \\#"),
            ("a\n***\nb", "a\n\n***\n\nb"),
            (
                "```rust,no_run\nfn main() {}\n\t1  \n```",
                "```text\nfn main() {}\n    1\n```",
            ),
            (
                "    let x = 1;\n\n~~~JSON\n{}\n~~~",
                "```text\nlet x = 1;\n```\n\n```json\n{}\n```",
            ),
            ("````\n```\n````", "````text\n```\n````"),
            ("```\n\n```", ""),
            (
                "* a\nlazy\n* b\n    * c\n\n9. d\n9. e",
                "- a\n  lazy\n- b\n  - c\n\n9. d\n10. e",
            ),
            ("- a\n\n  b\n- c", "- a\n\n  b\n\n- c"),
            ("- a\n\n+ b", "- a\n\n+ b"),
            ("- [ ] a\n- [x] b", "- ☐ a\n- ☑ b"),
            ("> a\nlazy\n> > b", "> a\n> lazy\n>\n> > b"),
            ("> [!NOTE]\n> a", "> **Note**\n>\n> a"),
            (
                "a|b\n-|-:\n`c\\|d`|e_f",
                "| a | b |\n| --- | --: |\n| `c\\|d` | `e_f` |",
            ),
            ("a  \nb\\\nc", "a\\\nb\\\nc"),
        ]);
        let long = "word ".repeat(30);
        let lines = markdown(&format!("- {long}"));
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| line.len() <= 112));
    }

    #[test]
    fn emphasis() {
        check(&[
            ("*a* __b__ ~~c~~ ***d***", "*a* **b** ~~c~~ ***d***"),
            ("a**b**c", "a**b**c"),
            ("a**b_c**d **b_c**", "`ab_cd` **`b_c`**"),
            ("<b> a </b>c <i></i><b>d</b><b>e</b>", "**a** c de"),
        ]);
    }

    #[test]
    fn html() {
        check(&[
            ("a<br>b<br/><br />c<!-- d -->e", "a\\\nb\n\nce"),
            ("/<owner>/<repo> Vec<T>", "/\\<owner>/\\<repo> Vec\\<T>"),
            (
                "<p>A &lt; <code>b *c*</code></p> <p>d</p>",
                "A < `b *c*`\n\nd",
            ),
            (
                "<ul><li>a<ul><li>b</ul></li><li><p>c</p></li></ul>d",
                "- a\n  - b\n- c\n\nd",
            ),
            (
                "<a href=\"https://a.example\">b</a> <a href=x>c</a> <i>d",
                "[b](https://a.example) c \\<i>d",
            ),
            ("<pre><code>a\n  b</code></pre>", "```text\na\n  b\n```"),
            (
                "<table><tr><th>a<th>b<tr><td>c<br>d</td></table>",
                "| a | b |\n| --- | --- |\n| c<br>d |",
            ),
            ("<h2>a</h2><blockquote>b</blockquote>", "##### a\n\n> b"),
            (
                "<script>x</script> <b><i>a</b>b</i>",
                "\\<script>x\\</script> **a**b",
            ),
        ]);
    }

    #[test]
    fn code_spans() {
        let shown = |text: &str| {
            let span = code_span(text);
            let mut events = Parser::new(&span);
            events.find_map(|event| {
                if let Event::Code(code) = event {
                    Some(code.into_string())
                } else {
                    None
                }
            })
        };
        for text in [
            "a",
            "`",
            "a``b",
            "`a",
            " ",
            "a b",
            " a ",
            "*/",
            "<b>&amp;\\",
        ] {
            assert_eq!(shown(text).as_deref(), Some(text));
        }
        assert_eq!(code_span(""), "` `");
        assert_eq!(code_span("a\nb\0\u{202e}\t"), "`a b\\u{0}\\u{202e}\\t`");
        assert_eq!(
            code_span(&"é".repeat(300)),
            format!("`{}…`", "é".repeat(200))
        );
    }

    #[test]
    fn mutations_are_safe() {
        let mut random = Random(0x2545_f491_4f6c_dd1d);
        for _ in 0..2_000 {
            let length = 1 + random.below(24);
            let text: String = (0..length)
                .map(|_| FRAGMENTS[random.below(FRAGMENTS.len())])
                .collect();
            assert_safe(&text, &markdown(&text));
            assert!(!code_span(&text).contains('\n'));
        }
    }

    #[test]
    fn enormous_texts_end() {
        for fragment in FRAGMENTS {
            let text = fragment.repeat(4_000 / fragment.len()) + &"a\n".repeat(1_000);
            let bytes: usize = markdown(&text).iter().map(String::len).sum();
            assert!(bytes < 8 * text.len(), "for many {fragment:?}");
        }
    }

    /// Holds the lines against what rustc, rustdoc and clippy would object to.
    fn assert_safe(text: &str, lines: &[String]) {
        let is_odd = |c: char| c.is_control() || chars::is_invisible(c);
        for line in lines {
            assert!(
                !line.contains(is_odd) && line.trim_end() == line,
                "{line:?} for {text:?}"
            );
        }
        assert!(
            lines.first().is_none_or(|line| !line.is_empty()),
            "for {text:?}"
        );
        assert!(
            lines.last().is_none_or(|line| !line.is_empty()),
            "for {text:?}"
        );
        let written = lines.join("\n");
        let broken = |link: BrokenLink<'_>| -> Option<(pulldown_cmark::CowStr<'_>, pulldown_cmark::CowStr<'_>)> {
            panic!("[{}] in {written:?} for {text:?}", link.reference)
        };
        let options =
            Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
        let options = options | Options::ENABLE_FOOTNOTES;
        let mut raw = false;
        for event in Parser::new_with_broken_link_callback(&written, options, Some(broken)) {
            let fine = match &event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                    !language.is_empty()
                }
                Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    ..
                }) => {
                    let plain = matches!(link_type, LinkType::Inline | LinkType::Autolink);
                    plain && escape::address(dest_url).is_some()
                }
                Event::Start(Tag::CodeBlock(_) | Tag::Image { .. } | Tag::HtmlBlock)
                | Event::Html(_)
                | Event::FootnoteReference(_)
                | Event::TaskListMarker(_) => false,
                Event::InlineHtml(html) => **html == *"<br>",
                Event::Text(text) if !raw => text
                    .split(|c: char| c.is_whitespace() || c == '\'')
                    .all(|word| !words::is_flagged(word)),
                _ => true,
            };
            assert!(fine, "{event:?} in {written:?} for {text:?}");
            match event {
                Event::Start(Tag::CodeBlock(_) | Tag::Link { .. }) => raw = true,
                Event::End(TagEnd::CodeBlock | TagEnd::Link) => raw = false,
                _ => {}
            }
        }
    }

    /// A small generator of numbers, the same in each run.
    struct Random(u64);

    impl Random {
        fn below(&mut self, end: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            usize::try_from(self.0 >> 33).unwrap() % end
        }
    }

    #[rustfmt::skip]
    const FRAGMENTS: &[&str] = &[
        "foo_bar", "createToken", "OpenAI", "a::b", "f()", "word", "word ", " ", " ", "x", "1", "é", "中文", "😀",
        "https://a.example/b_c", "<https://x.example>", "http://", "://", "file:/x", "a@b.example", "www.",
        "[x]", "[x](y)", "[a](http://b.example)", "![i](http://b.example/c)", "[r]", "[r]: http://s.example\n", "[^1]",
        "[^1]: ", "[", "]", "(", ")", "](", "![", "[\"q\"](http://b.example)", "[`q`](http://b.example)", "\\[",
        "`", "``", "`c`", "\\`", "*", "**", "_", "__", "~~", "~", "<", ">", "<T>", "Vec<T>", "&amp;", "&lt;b&gt;",
        "&#x202e;", "&copy", "&", "\\", "|", "!", "^", ":", "'", "\"", ".", "{", "}", "$", "#", "=", "-", "+", "*/",
        "<b>", "</b>", "<i>", "<br>", "<code>", "</code>", "<p>", "<ul><li>", "</li>", "</ul>", "<!--", "-->", "<x y>",
        "<a href=\"http://q.example\">", "</a>", "<pre>", "</pre>", "<table><tr><td>", "</td></tr></table>", "<a \"",
        "<h1>", "<blockquote>", "</", "<?", "\n", "\n", "\n\n", "\n\n", "  ", "    ", "\t", "- ", "+ ", "* ", "1. ",
        "2) ", "> ", "# ", "###### ", "---\n", "===\n", "***\n", "- [ ] ", "```rust\n", "```\n", "~~~\n", "/// ",
        "| a | b |\n|---|---|\n| c | d |\n", "\u{a0}", "\u{202e}", "\u{2028}", "\0", "\r", "--", "...",
    ];
}
