//! Working days: weekends, holidays, and weekend days that an office works.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Deserializer};
use std::str::FromStr;

/// Longest run of days without a working day that is believed; a calendar beyond it is a mistake.
const LONGEST_BREAK: usize = 60;

/// A day, a day of every year, or a span of days: `2026-12-16`, `12-16`, `2026-12-30/2027-01-08`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayRule {
    /// One day.
    Day(NaiveDate),
    /// Month and day of every year.
    Yearly(u32, u32),
    /// First and last day.
    Span(NaiveDate, NaiveDate),
}

impl DayRule {
    fn covers(self, day: NaiveDate) -> bool {
        match self {
            Self::Day(d) => d == day,
            Self::Yearly(month, d) => (month, d) == (day.month(), day.day()),
            Self::Span(from, to) => from <= day && day <= to,
        }
    }
}

impl FromStr for DayRule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fail = || {
            format!(
                "\"{text}\" is not a holiday; write 2026-12-16, 12-16 for every year, or 2026-12-30/2027-01-08"
            )
        };
        let day = |s: &str| s.trim().parse::<NaiveDate>().map_err(|_| fail());
        if let Some((from, to)) = text.split_once('/') {
            let (from, to) = (day(from)?, day(to)?);
            return if from <= to { Ok(Self::Span(from, to)) } else { Err(fail()) };
        }
        // A leap year, so that 29 February may be one.
        let yearly = format!("2024-{}", text.trim()).parse::<NaiveDate>();
        yearly.map(|d| Self::Yearly(d.month(), d.day())).or_else(|_| day(text).map(Self::Day))
    }
}

impl<'de> Deserialize<'de> for DayRule {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

/// The `[calendar]` table: which days an office works.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WorkCalendar {
    /// Days of the week without work; Saturday and Sunday unless said otherwise.
    weekend: Vec<Weekday>,
    /// Days without work.
    holidays: Vec<DayRule>,
    /// Days of work in spite of both, such as a Saturday that makes up for a bridge day.
    workdays: Vec<DayRule>,
}

impl Default for WorkCalendar {
    fn default() -> Self {
        Self { weekend: vec![Weekday::Sat, Weekday::Sun], holidays: Vec::new(), workdays: Vec::new() }
    }
}

impl WorkCalendar {
    /// Whether the office works that day.
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        let within = |rules: &[DayRule]| rules.iter().any(|r| r.covers(day));
        within(&self.workdays) || !(self.weekend.contains(&day.weekday()) || within(&self.holidays))
    }

    /// The day that lies `count` working days before `day`; with 0, the day itself or the last working day
    /// before it. `None` if the calendar knows no working day for two months.
    pub fn working_days_before(&self, day: NaiveDate, count: u32) -> Option<NaiveDate> {
        let mut until = if count == 0 { day } else { day.pred_opt()? };
        for _ in 1..count {
            until = self.last_working_day(until)?.pred_opt()?;
        }
        self.last_working_day(until)
    }

    fn last_working_day(&self, until: NaiveDate) -> Option<NaiveDate> {
        until.iter_days().rev().take(LONGEST_BREAK).find(|day| self.is_working_day(*day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(toml: &str) -> WorkCalendar {
        toml::from_str(toml).unwrap()
    }

    fn before(calendar: &WorkCalendar, day: &str, count: u32) -> String {
        calendar.working_days_before(day.parse().unwrap(), count).unwrap().to_string()
    }

    #[test]
    fn counts_over_weekends() {
        let plain = WorkCalendar::default();
        // 3 December 2026 is a Thursday.
        assert_eq!(before(&plain, "2026-12-03", 2), "2026-12-01");
        assert_eq!(before(&plain, "2026-12-03", 5), "2026-11-26");
        assert_eq!(before(&plain, "2026-12-07", 1), "2026-12-04");
        assert_eq!(before(&plain, "2026-12-06", 1), "2026-12-04");
        assert_eq!(before(&plain, "2026-12-06", 0), "2026-12-04");
        assert_eq!(before(&plain, "2026-12-03", 0), "2026-12-03");
    }

    #[test]
    fn holidays_push_back_and_worked_weekends_count() {
        let office = calendar(
            "holidays = [\"12-16\", \"2026-12-30/2027-01-08\", \"2026-12-18\"]\nworkdays = [\"2026-12-19\"]",
        );
        assert_eq!(before(&office, "2027-01-11", 1), "2026-12-29");
        assert_eq!(before(&office, "2026-12-21", 1), "2026-12-19");
        assert_eq!(before(&office, "2026-12-21", 3), "2026-12-15");
    }

    #[test]
    fn other_weekends_and_endless_ones() {
        assert_eq!(before(&calendar("weekend = [\"fri\", \"sat\"]"), "2026-12-06", 1), "2026-12-03");
        let never = calendar("holidays = [\"2000-01-01/2100-01-01\"]");
        assert_eq!(never.working_days_before("2026-12-03".parse().unwrap(), 1), None);
    }

    #[test]
    fn refuses_what_is_no_day() {
        for text in ["2026-02-30", "13-01", "2026-12-30/2026-12-01", "May"] {
            assert!(text.parse::<DayRule>().is_err(), "{text}");
        }
        assert_eq!("02-29".parse::<DayRule>().unwrap(), DayRule::Yearly(2, 29));
    }
}
