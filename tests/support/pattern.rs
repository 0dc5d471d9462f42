//! A text that a regular expression matches, for the common ones.

use std::iter::Peekable;
use std::str::Chars;

/// The shortest text that matches, with everything that may be repeated there `repeat` times if it can be; `None` for
/// what only an engine can tell.
pub(crate) fn matching(pattern: &str, repeat: usize) -> Option<String> {
    let mut reader = Reader {
        rest: pattern.chars().peekable(),
        repeat: repeat.min(1000),
    };
    let text = reader.alternatives()?;
    reader.rest.next().is_none().then_some(text)
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    repeat: usize,
}

impl Reader<'_> {
    /// `a|b`: the first one will do.
    fn alternatives(&mut self) -> Option<String> {
        let first = self.sequence()?;
        while self.rest.next_if_eq(&'|').is_some() {
            self.sequence()?;
        }
        Some(first)
    }

    fn sequence(&mut self) -> Option<String> {
        let mut text = String::new();
        while let Some(&next) = self.rest.peek() {
            if next == '|' || next == ')' {
                break;
            }
            let atom = self.atom()?;
            let count = self.count()?;
            text.push_str(&atom.repeat(count));
        }
        Some(text)
    }

    fn atom(&mut self) -> Option<String> {
        match self.rest.next()? {
            '^' | '$' => Some(String::new()),
            '.' => Some("a".to_owned()),
            '[' => self.class().map(String::from),
            '(' => {
                if self.rest.next_if_eq(&'?').is_some() {
                    // Only groups that do not capture; to look around needs an engine.
                    self.rest.next_if_eq(&':')?;
                }
                let text = self.alternatives()?;
                self.rest.next_if_eq(&')')?;
                Some(text)
            }
            '\\' => {
                let escaped = self.rest.next()?;
                match escaped {
                    'b' | 'A' | 'z' | 'Z' => Some(String::new()),
                    _ => escape(escaped).map(String::from),
                }
            }
            '*' | '+' | '?' => None,
            literal => Some(literal.to_string()),
        }
    }

    /// A character of a class.
    fn class(&mut self) -> Option<char> {
        let is_negated = self.rest.next_if_eq(&'^').is_some();
        let mut members = Vec::new();
        loop {
            match self.rest.next()? {
                ']' if !members.is_empty() => break,
                '\\' => {
                    let escaped = self.rest.next()?;
                    members.push(escape(escaped)?);
                }
                '-' if self.rest.peek() != Some(&']') && !members.is_empty() => {
                    // The end of a range, whose start is good enough.
                    self.rest.next_if_eq(&'\\');
                    members.push(self.rest.next()?);
                }
                member => members.push(member),
            }
        }
        if !is_negated {
            return members.first().copied();
        }
        ['a', '0', '_', ' ']
            .into_iter()
            .find(|c| !members.contains(c))
    }

    /// How often the last piece stands there.
    fn count(&mut self) -> Option<usize> {
        let (least, most) = match self.rest.peek() {
            Some('*') => (0, usize::MAX),
            Some('+') => (1, usize::MAX),
            Some('?') => (0, 1),
            Some('{') => {
                self.rest.next();
                let mut text = String::new();
                while let Some(c) = self.rest.next_if(|&c| c != '}') {
                    text.push(c);
                }
                let (least, most) = text.split_once(',').unwrap_or((&text, &text));
                let most = if most.is_empty() {
                    usize::MAX
                } else {
                    most.trim().parse().ok()?
                };
                (least.trim().parse().ok()?, most)
            }
            _ => return Some(1),
        };
        self.rest.next();
        // A lazy one matches the same.
        self.rest.next_if_eq(&'?');
        (least <= 10_000).then(|| self.repeat.clamp(least, most.max(least)))
    }
}

fn escape(escaped: char) -> Option<char> {
    match escaped {
        'd' => Some('0'),
        'w' | 'D' | 'S' => Some('a'),
        's' => Some(' '),
        'W' => Some('-'),
        'n' => Some('\n'),
        't' => Some('\t'),
        'r' => Some('\r'),
        // Unicode classes and back references need an engine.
        c if c.is_ascii_alphanumeric() => None,
        literal => Some(literal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_patterns_have_a_text() {
        for (pattern, repeat, expected) in [
            (r"^[a-z0-9-]{3,5}$", 0, Some("aaa")),
            (r"^(?:ab|c)+\.\d{2}$", 2, Some("abab.00")),
            (r"x?y*z", 0, Some("z")),
            (r"[^a]", 0, Some("0")),
            (r"[]a]", 0, Some("]")),
            (r"^(?=a)b", 0, None),
            (r"\p{L}", 0, None),
            (r"(a", 0, None),
        ] {
            assert_eq!(matching(pattern, repeat).as_deref(), expected, "{pattern}");
        }
    }
}
