//! Bodies that are text.

use http::HeaderMap;
use http::header::CONTENT_TYPE;

use super::wire::DecodeError;

/// Reads a body in the charset that its headers name.
pub(super) fn decode(body: &[u8], headers: &HeaderMap) -> Result<String, DecodeError> {
    let charset = of(headers).map(str::to_ascii_lowercase);
    match charset.as_deref().unwrap_or("utf-8") {
        // Its first half, and servers that say so rarely mean no more than that.
        "utf-8" | "utf8" | "us-ascii" | "ascii" => utf8(body),
        // Each byte is the character of the same number.
        "iso-8859-1" | "iso8859-1" | "latin1" => Ok(body.iter().copied().map(char::from).collect()),
        other => Err(DecodeError::of_text(
            "",
            format!("text in the charset `{}` is not read", other.escape_debug()),
        )),
    }
}

/// The charset that headers name.
pub(super) fn of(headers: &HeaderMap) -> Option<&str> {
    headers.get(CONTENT_TYPE).and_then(|value| named(value.as_bytes()))
}

fn utf8(body: &[u8]) -> Result<String, DecodeError> {
    std::str::from_utf8(body).map(str::to_owned).map_err(|error| {
        let (start, _) = body.split_at(error.valid_up_to());
        let start = std::str::from_utf8(start).unwrap_or_default();
        DecodeError::of_text(start, "the text is not UTF-8".to_owned())
    })
}

/// The parameter `charset` of a media type, with or without quotes (RFC 9110, section 8.3.1).
fn named(media_type: &[u8]) -> Option<&str> {
    let parameters = std::str::from_utf8(media_type).ok()?.split(';').skip(1);
    parameters
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
        .map(|(_, value)| value.trim().trim_matches('"'))
}
