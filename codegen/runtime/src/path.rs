//! Path templates: the variables of `/a/{x}:{y}/b.{z}` replaced by values.

use super::percent::{encode_into, is_path_literal};

/// Appends the path, made of values that are encoded already; or says what is wrong with one.
///
/// A segment that would come out empty, `.` or `..` is refused: servers and the URL standard drop such segments, even
/// when they are encoded, and another path would be called. A value whose slashes are left as they are makes several
/// segments, of which each is looked at.
pub(super) fn expand_into(path: &mut String, template: &str, values: &[(&'static str, String)]) -> Result<(), String> {
    path.push_str(if template.starts_with('/') { "" } else { "/" });
    let mut rest = template;
    while let Some(variable) = rest.find('{') {
        let (before, after) = rest.split_at(variable);
        let is_slash = |byte| byte == b'/';
        let start = before.bytes().rposition(is_slash).map_or(0, |slash| slash + 1);
        let end = variable + after.bytes().position(is_slash).unwrap_or(after.len());
        encode_into(path, &rest[..start], is_path_literal);
        expand_segment(path, &rest[start..end], values)?;
        rest = &rest[end..];
    }
    encode_into(path, rest, is_path_literal);
    Ok(())
}

fn expand_segment(path: &mut String, segment: &str, values: &[(&'static str, String)]) -> Result<(), String> {
    let start = path.len();
    let mut last_name = None;
    let mut rest = segment;
    while let Some((literal, name, tail)) = next_variable(rest) {
        encode_into(path, literal, is_path_literal);
        path.push_str(value_of(name, values)?);
        last_name = Some(name);
        rest = tail;
    }
    encode_into(path, rest, is_path_literal);
    match last_name {
        Some(name) => path[start..].split('/').try_for_each(|segment| check(name, segment)),
        None => Ok(()),
    }
}

/// The text before the next variable, its name, and the text after it.
pub(super) fn next_variable(text: &str) -> Option<(&str, &str, &str)> {
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

/// Refuses a segment that a server may drop, as it will read it.
fn check(name: &str, segment: &str) -> Result<(), String> {
    if segment.starts_with(|c| !matches!(c, '.' | '%')) {
        return Ok(());
    }
    match segment.to_ascii_lowercase().replace("%2e", ".").as_str() {
        "" => Err(format!(
            "the path parameter `{name}` is empty, which would call another path"
        )),
        dots @ ("." | "..") => Err(format!(
            "the path parameter `{name}` gives the segment `{dots}`, which would call another path"
        )),
        _ => Ok(()),
    }
}
