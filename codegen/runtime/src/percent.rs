//! Percent-encoding, as RFC 3986 defines it.

/// Appends `text`, its UTF-8 bytes written as `%XX` except those that `keep` names.
pub(super) fn encode_into(output: &mut String, text: &str, keep: fn(u8) -> bool) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if keep(byte) {
            output.push(char::from(byte));
        } else {
            output.push('%');
            output.push(char::from(HEX[usize::from(byte >> 4)]));
            output.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

/// What never needs encoding, and so what a value keeps.
pub(super) fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

/// What the fixed text of a path keeps: it may be encoded already.
pub(super) fn is_path_literal(byte: u8) -> bool {
    is_unreserved(byte) || b"!$&'()*+,;=:@%".contains(&byte)
}
