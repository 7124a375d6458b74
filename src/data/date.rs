//! Dates as sources give them: to the day, the month or only the year.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// A date known to the day, the month or the year; written as ISO 8601 `YYYY[-MM[-DD]]`.
///
/// Ordered by its earliest day, a coarser date before a finer one that starts on the same day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// Only the year is known.
    Year(i32),
    /// Year and month (1–12) are known.
    Month(i32, u32),
    /// The day is known.
    Day(NaiveDate),
}

/// The text is no date of the form `YYYY[-MM[-DD]]`, or no such day exists.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD")]
pub struct DateParseError(pub String);

impl PartialDate {
    /// The year.
    pub fn year(self) -> i32 {
        match self {
            Self::Year(y) | Self::Month(y, _) => y,
            Self::Day(d) => d.year(),
        }
    }

    /// The month (1–12), where known.
    pub fn month(self) -> Option<u32> {
        match self {
            Self::Year(_) => None,
            Self::Month(_, m) => Some(m),
            Self::Day(d) => Some(d.month()),
        }
    }

    /// The day, where known.
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Self::Day(d) => Some(d),
            _ => None,
        }
    }

    /// The first day that the date can mean.
    pub fn earliest(self) -> NaiveDate {
        match self {
            Self::Year(y) => first_of(y, 1),
            Self::Month(y, m) => first_of(y, m),
            Self::Day(d) => d,
        }
    }

    /// The last day that the date can mean.
    pub fn latest(self) -> NaiveDate {
        let next = match self {
            Self::Year(y) => first_of(y.saturating_add(1), 1),
            Self::Month(y, 12) => first_of(y.saturating_add(1), 1),
            Self::Month(y, m) => first_of(y, m + 1),
            Self::Day(d) => return d,
        };
        next.pred_opt().unwrap_or(next)
    }

    /// Whether both can mean the same day.
    pub fn overlaps(self, other: Self) -> bool {
        self.earliest() <= other.latest() && other.earliest() <= self.latest()
    }
}

fn first_of(year: i32, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(NaiveDate::MAX)
}

impl Ord for PartialDate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let width = |d: &Self| std::cmp::Reverse((d.latest() - d.earliest()).num_days());
        self.earliest().cmp(&other.earliest()).then_with(|| width(self).cmp(&width(other)))
    }
}

impl PartialOrd for PartialDate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl From<NaiveDate> for PartialDate {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(y) => write!(f, "{y:04}"),
            Self::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Self::Day(d) => write!(f, "{}", d.format("%Y-%m-%d")),
        }
    }
}

impl FromStr for PartialDate {
    type Err = DateParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fail = || DateParseError(text.to_owned());
        let number = |s: &str, width: usize| -> Option<u32> {
            (s.len() == width && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok())?
        };
        let mut parts = text.split('-');
        let year = parts.next().and_then(|s| number(s, 4)).filter(|y| *y > 0).ok_or_else(fail)?;
        let year = i32::try_from(year).map_err(|_| fail())?;
        let Some(month) = parts.next() else { return Ok(Self::Year(year)) };
        let month = number(month, 2).filter(|m| (1..=12).contains(m)).ok_or_else(fail)?;
        let Some(day) = parts.next() else { return Ok(Self::Month(year, month)) };
        if parts.next().is_some() {
            return Err(fail());
        }
        let day = number(day, 2).ok_or_else(fail)?;
        NaiveDate::from_ymd_opt(year, month, day).map(Self::Day).ok_or_else(fail)
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A span of whole days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl Period {
    /// Whether any day that `date` can mean lies in the period.
    pub fn touches(&self, date: PartialDate) -> bool {
        date.earliest() <= self.to && self.from <= date.latest()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_each_precision_and_prints_it_back() {
        for text in ["2019", "2019-11", "2019-11-05", "2020-02-29"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in
            ["", "19", "2019-13", "2020-02-31", "2019-1-5", "2019-11-05-01", "+019", "0000", "2019-11-"]
        {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_month_covers_its_days() {
        let month: PartialDate = "2019-12".parse().unwrap();
        assert_eq!(month.latest().to_string(), "2019-12-31");
        assert!(month.overlaps("2019-12-31".parse().unwrap()));
        assert!(!month.overlaps("2020-01-01".parse().unwrap()));
        assert!(month < "2019-12-01".parse().unwrap());
    }
}
