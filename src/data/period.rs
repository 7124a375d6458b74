//! Calendar months, quarters and years: the spans that summaries are written about.

use super::{PartialDate, Period};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// A month, quarter or year; written `2019-11`, `2019-Q4`, `2019`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportPeriod {
    /// Months since the beginning of year 0, of the period's first month.
    first_month: i32,
    span: PeriodSpan,
}

/// Length of a [`ReportPeriod`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PeriodSpan {
    /// A calendar month.
    Month,
    /// Three calendar months, from January, April, July or October.
    Quarter,
    /// A calendar year.
    Year,
}

impl PeriodSpan {
    /// Number of months.
    pub const fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }
}

/// The text is none of `YYYY-MM`, `YYYY-Qn`, `YYYY`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a period; write a month as 2019-11, a quarter as 2019-Q4, a year as 2019")]
pub struct PeriodParseError(pub String);

impl ReportPeriod {
    /// The period of that span in which the day lies.
    pub fn containing(day: NaiveDate, span: PeriodSpan) -> Self {
        let month = day.year() * 12 + day.month0().cast_signed();
        Self { first_month: month - month.rem_euclid(span.months()), span }
    }

    /// Month, quarter or year.
    pub fn span(self) -> PeriodSpan {
        self.span
    }

    /// Year in which it lies.
    pub fn year(self) -> i32 {
        self.first_month.div_euclid(12)
    }

    /// First month, 1–12.
    pub fn month(self) -> u32 {
        self.first_month.rem_euclid(12).unsigned_abs() + 1
    }

    /// Quarter, 1–4, in which it begins.
    pub fn quarter(self) -> u32 {
        self.month().div_ceil(3)
    }

    /// Its days.
    pub fn days(self) -> Period {
        Period { from: self.first_day(), to: self.next().first_day().pred_opt().unwrap_or(NaiveDate::MAX) }
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year(), self.month(), 1).unwrap_or(NaiveDate::MAX)
    }

    /// The period of the same span after it.
    pub fn next(self) -> Self {
        self.moved(self.span.months())
    }

    /// The period of the same span before it.
    pub fn previous(self) -> Self {
        self.moved(-self.span.months())
    }

    /// The same period a year before.
    pub fn year_before(self) -> Self {
        self.moved(-12)
    }

    fn moved(self, months: i32) -> Self {
        Self { first_month: self.first_month.saturating_add(months), span: self.span }
    }
}

impl fmt::Display for ReportPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.span {
            PeriodSpan::Month => write!(f, "{:04}-{:02}", self.year(), self.month()),
            PeriodSpan::Quarter => write!(f, "{:04}-Q{}", self.year(), self.quarter()),
            PeriodSpan::Year => write!(f, "{:04}", self.year()),
        }
    }
}

impl FromStr for ReportPeriod {
    type Err = PeriodParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fail = || PeriodParseError(text.to_owned());
        let trimmed = text.trim();
        if let Some((year, quarter)) =
            trimmed.split_once(['-']).filter(|(_, rest)| rest.starts_with(['Q', 'q']))
        {
            let year = year.parse::<PartialDate>().map_err(|_| fail())?;
            let quarter = match &quarter[1..] {
                "1" => 0,
                "2" => 1,
                "3" => 2,
                "4" => 3,
                _ => return Err(fail()),
            };
            return Ok(Self { first_month: year.year() * 12 + quarter * 3, span: PeriodSpan::Quarter });
        }
        match trimmed.parse::<PartialDate>().map_err(|_| fail())? {
            PartialDate::Year(year) => Ok(Self { first_month: year * 12, span: PeriodSpan::Year }),
            date @ PartialDate::Month(..) => Ok(Self::containing(date.earliest(), PeriodSpan::Month)),
            PartialDate::Day(_) => Err(fail()),
        }
    }
}

impl Serialize for ReportPeriod {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ReportPeriod {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> ReportPeriod {
        text.parse().unwrap()
    }

    #[test]
    fn reads_what_it_prints() {
        for text in ["2019-11", "2019-Q4", "2019", "0001-01", "9999-12"] {
            assert_eq!(period(text).to_string(), text);
        }
        assert_eq!(period(" 2019-q1 ").to_string(), "2019-Q1");
    }

    #[test]
    fn refuses_what_is_no_period() {
        for text in ["", "2019-13", "2019-Q0", "2019-Q5", "2019-Q", "2019-11-05", "Q4-2019", "2019-11-Q1"] {
            assert!(text.parse::<ReportPeriod>().is_err(), "{text}");
        }
    }

    #[test]
    fn knows_its_days_and_neighbours() {
        let shown = |p: ReportPeriod| format!("{}..{}", p.days().from, p.days().to);
        assert_eq!(shown(period("2020-02")), "2020-02-01..2020-02-29");
        assert_eq!(shown(period("2019-Q4")), "2019-10-01..2019-12-31");
        assert_eq!(shown(period("2019")), "2019-01-01..2019-12-31");
        assert_eq!(period("2019-01").previous().to_string(), "2018-12");
        assert_eq!(period("2019-Q4").next().to_string(), "2020-Q1");
        assert_eq!(period("2020-02").year_before().to_string(), "2019-02");
    }

    #[test]
    fn a_day_lies_in_its_period() {
        let day = NaiveDate::from_ymd_opt(2019, 11, 30).unwrap();
        let names = [PeriodSpan::Month, PeriodSpan::Quarter, PeriodSpan::Year]
            .map(|span| ReportPeriod::containing(day, span).to_string());
        assert_eq!(names, ["2019-11", "2019-Q4", "2019"]);
    }
}
