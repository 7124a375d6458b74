//! Cron expressions in a time zone.
//!
//! Clock changes are handled as Vixie cron does: a fixed time that the clocks skip comes at the next moment
//! that exists, one that comes twice comes once.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;
use serde::Deserialize;
use std::fmt;

/// Five fields (minute, hour, day of month, month, day of week), with names, lists, steps, `L` for the last
/// day and `#` for the n-th weekday.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct CronExpression {
    cron: croner::Cron,
    text: String,
}

impl CronExpression {
    /// The first moment at or after `from`, if there is any.
    pub fn at_or_after(&self, from: DateTime<Utc>, zone: TimeZone) -> Option<DateTime<Utc>> {
        let found = self.cron.find_next_occurrence(&from.with_timezone(&zone.0), true).ok()?;
        Some(found.with_timezone(&Utc))
    }

    /// The last moment at or before `until`, if there is any.
    pub fn at_or_before(&self, until: DateTime<Utc>, zone: TimeZone) -> Option<DateTime<Utc>> {
        let found = self.cron.find_previous_occurrence(&until.with_timezone(&zone.0), true).ok()?;
        Some(found.with_timezone(&Utc))
    }

    /// Whether it names only days (29, 30, 31) that some months do not have.
    pub fn skips_short_months(&self) -> bool {
        let days = &self.cron.pattern.days;
        let named = days.values();
        !self.cron.pattern.is_dom_wildcard()
            && !self.text.to_ascii_uppercase().contains('L')
            && !named.is_empty()
            && named.iter().all(|day| *day > 28)
    }
}

impl TryFrom<String> for CronExpression {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parser = croner::parser::CronParser::builder()
            .seconds(croner::parser::Seconds::Disallowed)
            .year(croner::parser::Year::Disallowed)
            .dom_and_dow(false)
            .build();
        let fail = |why: String| {
            format!(
                "\"{text}\" is not a cron expression ({why}); for 8:00 on the 1st of each month write \"0 8 1 * *\""
            )
        };
        let cron = parser.parse(&text).map_err(|e| fail(reason(&e)))?;
        let expression = Self { cron, text: text.clone() };
        // 30 February is well formed, and never comes.
        let some_day = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000);
        if expression.at_or_after(some_day, TimeZone(Tz::UTC)).is_none() {
            return Err(fail("it names a day that never comes".into()));
        }
        Ok(expression)
    }
}

/// The library's reason without the name of its sort.
fn reason(error: &croner::errors::CronError) -> String {
    let text = error.to_string();
    let plain = text.split_once(": ").map_or(text.as_str(), |(_, reason)| reason);
    plain.trim_end_matches('.').to_lowercase()
}

impl fmt::Display for CronExpression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// An IANA time zone, such as `Asia/Almaty`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct TimeZone(Tz);

impl TimeZone {
    /// Coordinated universal time.
    pub const UTC: Self = Self(Tz::UTC);

    /// The moment that local clocks show, with its offset.
    pub fn local(self, moment: DateTime<Utc>) -> DateTime<Tz> {
        moment.with_timezone(&self.0)
    }

    /// The day that it is there.
    pub fn day(self, moment: DateTime<Utc>) -> NaiveDate {
        self.local(moment).date_naive()
    }

    /// The moment when local clocks show that time; where they skip it, the first moment after the gap, and
    /// where they show it twice, the first time.
    pub fn moment(self, day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
        let wanted = day.and_time(time);
        // No zone has ever skipped more than one day (Samoa, 30 December 2011).
        (0..=25 * 4)
            .filter_map(|quarter| {
                self.0.from_local_datetime(&(wanted + TimeDelta::minutes(quarter * 15))).earliest()
            })
            .next()
            .map_or_else(|| wanted.and_utc(), |found| found.with_timezone(&Utc))
    }
}

impl TryFrom<String> for TimeZone {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse().map(Self).map_err(|_| {
            format!(
                "\"{text}\" is not a time zone; use an IANA name such as \"Asia/Almaty\" or \"Europe/Moscow\""
            )
        })
    }
}

impl fmt::Display for TimeZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cron(text: &str) -> CronExpression {
        CronExpression::try_from(text.to_owned()).unwrap()
    }

    fn zone(name: &str) -> TimeZone {
        TimeZone::try_from(name.to_owned()).unwrap()
    }

    /// The next moments after a UTC time, as local clocks show them.
    fn runs(text: &str, name: &str, from: &str, count: usize) -> Vec<String> {
        let (cron, zone) = (cron(text), zone(name));
        let mut at: DateTime<Utc> = from.parse().unwrap();
        (0..count)
            .map(|_| {
                let found = cron.at_or_after(at, zone).unwrap();
                at = found + TimeDelta::seconds(1);
                zone.local(found).format("%Y-%m-%d %H:%M %z").to_string()
            })
            .collect()
    }

    #[test]
    fn a_time_that_the_clocks_skip_comes_once_and_late() {
        assert_eq!(
            runs("30 2 * * *", "Europe/Berlin", "2026-03-28T00:00:00Z", 3),
            ["2026-03-28 02:30 +0100", "2026-03-29 03:00 +0200", "2026-03-30 02:30 +0200"]
        );
    }

    #[test]
    fn a_time_that_comes_twice_comes_once() {
        assert_eq!(
            runs("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2),
            ["2026-10-25 02:30 +0200", "2026-10-26 02:30 +0100"]
        );
        // Almaty set its clocks back from midnight of 1 March 2024 to 23:00 of the leap day.
        assert_eq!(
            runs("0 0 1 * *", "Asia/Almaty", "2024-02-10T00:00:00Z", 2),
            ["2024-03-01 00:00 +0500", "2024-04-01 00:00 +0500"]
        );
        assert_eq!(
            runs("30 23 29 2 *", "Asia/Almaty", "2024-02-10T00:00:00Z", 2),
            ["2024-02-29 23:30 +0600", "2028-02-29 23:30 +0500"]
        );
    }

    #[test]
    fn the_31st_comes_where_there_is_one_and_the_last_day_always() {
        let days = |text| {
            runs(text, "UTC", "2026-01-15T00:00:00Z", 4)
                .iter()
                .map(|r| r[..10].to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(days("0 8 31 * *"), ["2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31"]);
        assert_eq!(days("0 8 L * *"), ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]);
        assert!(cron("0 8 31 * *").skips_short_months());
        assert!(!cron("0 8 L * *").skips_short_months());
        assert!(!cron("0 8 1,31 * *").skips_short_months());
        assert!(!cron("0 8 * * MON").skips_short_months());
    }

    #[test]
    fn refuses_what_is_no_expression_or_zone() {
        for text in ["", "0 8 1 *", "0 8 32 * *", "0 25 1 * *", "every month", "0 8 30 2 *", "0 0 8 1 * *"] {
            let error = CronExpression::try_from(text.to_owned()).unwrap_err();
            assert!(error.contains("0 8 1 * *"), "{error}");
        }
        assert!(TimeZone::try_from("Almaty".to_owned()).unwrap_err().contains("Asia/Almaty"));
    }

    #[test]
    fn a_skipped_local_time_is_the_first_moment_after() {
        let moment = zone("Europe/Berlin")
            .moment("2026-03-29".parse().unwrap(), NaiveTime::from_hms_opt(2, 30, 0).unwrap());
        assert_eq!(moment.to_rfc3339(), "2026-03-29T01:00:00+00:00");
    }
}
