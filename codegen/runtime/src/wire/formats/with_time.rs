//! Dates and times of `time`.

use time::format_description::well_known::Rfc3339;
use time::{Date, Month, OffsetDateTime, Time};

use super::calendar;
use super::texts::texts;

texts! {
    OffsetDateTime: Self::UNIX_EPOCH,
        "an RFC 3339 date and time" |text| OffsetDateTime::parse(text, &Rfc3339).ok(),
        // Years of five digits and offsets of seconds are beyond RFC 3339.
        |at| at.format(&Rfc3339).unwrap_or_else(|_| at.to_string());
    Date: OffsetDateTime::UNIX_EPOCH.date(), "a date such as 2026-01-31" date, Date::to_string;
    Time: Self::MIDNIGHT, "a time such as 12:30:00" time, |time| written(*time);
}

fn date(text: &str) -> Option<Date> {
    let (year, month, day) = calendar::date(text)?;
    Date::from_calendar_date(year.into(), Month::try_from(month).ok()?, day).ok()
}

fn time(text: &str) -> Option<Time> {
    let (hour, minute, second, nanosecond) = calendar::time(text)?;
    Time::from_hms_nano(hour, minute, second, nanosecond).ok()
}

fn written(time: Time) -> String {
    let (hour, minute, second, nanosecond) = time.as_hms_nano();
    let whole = format!("{hour:02}:{minute:02}:{second:02}");
    match nanosecond {
        0 => whole,
        _ => format!("{whole}.{nanosecond:09}").trim_end_matches('0').to_owned(),
    }
}
