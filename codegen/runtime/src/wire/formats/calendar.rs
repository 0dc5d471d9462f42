//! Dates and times of day as RFC 3339 has them: the libraries alone would also take signs, spaces and single digits.

/// The year, month and day of a text such as `2026-01-31`; whether there is such a day is not looked at.
pub(super) fn date(text: &str) -> Option<(u16, u8, u8)> {
    let [year, month, day] = split(text, '-')?;
    Some((digits(year, 4)?, digits(month, 2)?, digits(day, 2)?))
}

/// The hour, minute, second and nanosecond of a text such as `12:30:00` or `12:30:00.5`.
///
/// RFC 3339 has an offset behind a time, which a time of day has no place for. `Z` may stand there; what says that
/// another offset is meant is not a time of day.
pub(super) fn time(text: &str) -> Option<(u8, u8, u8, u32)> {
    let text = text.strip_suffix(['Z', 'z']).unwrap_or(text);
    let [hour, minute, second] = split(text, ':')?;
    let (second, fraction) = second.split_once('.').unwrap_or((second, "0"));
    // Nobody's clock is finer than nanoseconds.
    let nine = format!("{:0<9}", fraction.get(..9).unwrap_or(fraction));
    let is_fraction = fraction.bytes().all(|byte| byte.is_ascii_digit()) && !fraction.is_empty();
    let nanosecond = is_fraction.then(|| nine.parse().ok())??;
    Some((digits(hour, 2)?, digits(minute, 2)?, digits(second, 2)?, nanosecond))
}

fn split(text: &str, separator: char) -> Option<[&str; 3]> {
    let mut parts = text.splitn(3, separator);
    Some([parts.next()?, parts.next()?, parts.next()?])
}

/// The number that consists of exactly so many digits.
fn digits<T: std::str::FromStr>(text: &str, count: usize) -> Option<T> {
    let are_digits = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    are_digits.then(|| text.parse().ok())?
}
