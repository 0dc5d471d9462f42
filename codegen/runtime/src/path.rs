//! Path templates: the variables of `/a/{x}:{y}/b.{z}` replaced by values.

use super::percent::{encode_into, is_path_literal, is_unreserved};

/// The path, encoded; or what is wrong with a value.
///
/// A value stays inside its segment whatever it holds. A segment that would come out empty, `.` or `..` is refused:
/// servers and the URL standard drop such segments, even when they are encoded, and another path would be called.
pub(super) fn expand(template: &str, values: &[(&'static str, String)]) -> Result<String, String> {
    let mut path = String::with_capacity(template.len() + 32);
    for segment in template.strip_prefix('/').unwrap_or(template).split('/') {
        path.push('/');
        expand_segment(&mut path, segment, values)?;
    }
    Ok(path)
}

fn expand_segment(
    path: &mut String,
    segment: &str,
    values: &[(&'static str, String)],
) -> Result<(), String> {
    // The segment as a server will read it.
    let mut plain = String::new();
    let mut last_name = None;
    let mut rest = segment;
    while let Some((literal, name, tail)) = next_variable(rest) {
        let value = value_of(name, values)?;
        encode_into(path, literal, is_path_literal);
        encode_into(path, value, is_unreserved);
        plain.push_str(literal);
        plain.push_str(value);
        last_name = Some(name);
        rest = tail;
    }
    encode_into(path, rest, is_path_literal);
    plain.push_str(rest);
    match last_name {
        Some(name) if matches!(plain.as_str(), "" | "." | "..") => Err(refusal(name, &plain)),
        _ => Ok(()),
    }
}

/// The text before the next variable, its name, and the text after it.
fn next_variable(text: &str) -> Option<(&str, &str, &str)> {
    let (literal, tail) = text.split_once('{')?;
    let (name, tail) = tail.split_once('}')?;
    Some((literal, name, tail))
}

fn value_of<'v>(name: &str, values: &'v [(&'static str, String)]) -> Result<&'v str, String> {
    values
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value.as_str())
        .ok_or_else(|| format!("the path parameter `{name}` has no value"))
}

fn refusal(name: &str, segment: &str) -> String {
    if segment.is_empty() {
        format!("the path parameter `{name}` is empty, which would call another path")
    } else {
        format!(
            "the path parameter `{name}` gives the segment `{segment}`, which would call another path"
        )
    }
}
