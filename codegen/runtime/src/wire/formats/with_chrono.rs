//! Dates and times of `chrono`.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, SecondsFormat};

use super::calendar;
use super::texts::texts;

texts! {
    DateTime<FixedOffset>: Self::default(),
        "an RFC 3339 date and time" |text| DateTime::parse_from_rfc3339(text).ok(),
        |at| at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    NaiveDate: Self::default(), "a date such as 2026-01-31" date, NaiveDate::to_string;
    NaiveTime: Self::MIN, "a time such as 12:30:00" time, NaiveTime::to_string;
}

fn date(text: &str) -> Option<NaiveDate> {
    let (year, month, day) = calendar::date(text)?;
    NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
}

fn time(text: &str) -> Option<NaiveTime> {
    let (hour, minute, second, nanosecond) = calendar::time(text)?;
    NaiveTime::from_hms_nano_opt(hour.into(), minute.into(), second.into(), nanosecond)
}
