//! Percent-encoding, as RFC 3986 defines it.

/// Appends `text`, its UTF-8 bytes written as `%XX` except those that `keep` names.
pub(super) fn encode_into(output: &mut String, text: &str, keep: impl Fn(u8) -> bool + Copy) {
    if text.bytes().all(keep) {
        output.push_str(text);
        return;
    }
    for byte in text.bytes() {
        push(output, byte, keep);
    }
}

/// As [`encode_into`], where what is encoded already stays so (RFC 6570, section 3.2.1).
pub(super) fn encode_reserved_into(output: &mut String, text: &str, keep: fn(u8) -> bool) {
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            b'%' if is_encoded(&text.as_bytes()[index..]) => output.push('%'),
            byte => push(output, byte, keep),
        }
    }
}

/// Appends a byte, written as `%XX` unless `keep` names it.
pub(super) fn push(output: &mut String, byte: u8, keep: impl Fn(u8) -> bool) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    if keep(byte) {
        output.push(char::from(byte));
    } else {
        output.push('%');
        output.push(char::from(HEX[usize::from(byte >> 4)]));
        output.push(char::from(HEX[usize::from(byte & 15)]));
    }
}

/// Whether a text begins with a byte that is percent-encoded.
fn is_encoded(text: &[u8]) -> bool {
    matches!(text, [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

/// What never needs encoding, and so what a value keeps.
pub(super) const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// What the fixed text of a path keeps: it may be encoded already.
pub(super) fn is_path_literal(byte: u8) -> bool {
    // Most of a URL is such text: to look it up is faster than to compare it with each.
    static IS_KEPT: [bool; 256] = {
        let mut kept = [false; 256];
        let mut byte = 0;
        while byte < 128 {
            let is_delimiter = matches!(
                byte,
                b'/' | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' | b':' | b'@' | b'%'
            );
            kept[byte as usize] = is_delimiter || is_unreserved(byte);
            byte += 1;
        }
        kept
    };
    IS_KEPT[usize::from(byte)]
}

/// What RFC 3986 reserves, and a query does not end at.
pub(super) fn is_query_text(byte: u8) -> bool {
    is_unreserved(byte) || b":/?[]@!$&'()*+,;=".contains(&byte)
}

/// What RFC 3986 reserves, and a path does not end at.
pub(super) fn is_path_text(byte: u8) -> bool {
    byte != b'?' && is_query_text(byte)
}

/// What RFC 3986 reserves, and the value of a cookie may hold (RFC 6265, section 4.1.1).
pub(super) fn is_cookie_text(byte: u8) -> bool {
    !b",;".contains(&byte) && is_query_text(byte)
}

/// What the name of a cookie may hold (RFC 6265, section 4.1.1).
pub(super) fn is_cookie_name(byte: u8) -> bool {
    is_unreserved(byte) || b"!#$%&'*+^`|".contains(&byte)
}
