//! Dates and times of `jiff`.
//!
//! What RFC 3339 says is an instant and an offset. A [`Zoned`] of that fixed offset keeps both; a [`Timestamp`] is for
//! whoever wants nothing but the instant, and is written in UTC.

use jiff::civil::{Date, Time};
use jiff::fmt::temporal::Pieces;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

use super::calendar;
use super::texts::texts;

texts! {
    Zoned: Self::default(), "an RFC 3339 date and time" zoned, written;
    Timestamp: Self::UNIX_EPOCH, "an RFC 3339 date and time" |text| Some(zoned(text)?.timestamp()),
        Timestamp::to_string;
    Date: Self::constant(1970, 1, 1), "a date such as 2026-01-31" date, Date::to_string;
    Time: Self::midnight(), "a time such as 12:30:00" time, Time::to_string;
}

fn zoned(text: &str) -> Option<Zoned> {
    let pieces = Pieces::parse(text).ok()?;
    let offset = pieces.to_numeric_offset()?;
    let at = pieces.date().to_datetime(pieces.time()?);
    let at = offset.to_timestamp(at).ok()?;
    Some(at.to_zoned(TimeZone::fixed(offset)))
}

fn written(at: &Zoned) -> String {
    match at.offset() {
        Offset::UTC => at.timestamp().to_string(),
        offset => Pieces::from((at.timestamp(), offset)).to_string(),
    }
}

fn date(text: &str) -> Option<Date> {
    let (year, month, day) = calendar::date(text)?;
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

fn time(text: &str) -> Option<Time> {
    let (hour, minute, second, nanosecond) = calendar::time(text)?;
    let [hour, minute, second] = [hour, minute, second].map(|part| part.try_into().ok());
    Time::new(hour?, minute?, second?, nanosecond.try_into().ok()?).ok()
}
