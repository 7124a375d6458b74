//! The days on which a visit may have been under way, as far as one account tells.

use crate::data::{Account, DateBasis, PartialDate, VisitStatus};
use chrono::{Days, NaiveDate};

/// A report follows the visit by this many days at most, where only its date is known.
const REPORTED_WITHIN: u64 = 7;
/// An announcement precedes the visit by this many days at most, where only its date is known.
const ANNOUNCED_WITHIN: u64 = 31;
/// Clocks and time zones: a report can bear the date of the day before.
const SAME_DAY: u64 = 1;

/// How exactly the days are known; finer comes first, because it decides where the coarser belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// The source gives the days.
    Stated,
    /// The day of publication.
    Published,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// The earliest and the latest day on which the visit may have been under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First possible day.
    pub from: NaiveDate,
    /// Last possible day.
    pub to: NaiveDate,
}

impl Span {
    /// Days between two spans; 0 where they meet.
    pub fn gap(self, other: Self) -> i64 {
        (other.from - self.to).num_days().max((self.from - other.to).num_days()).max(0)
    }

    /// The days from the first of both to the last of both.
    pub fn union(self, other: Self) -> Self {
        Self { from: self.from.min(other.from), to: self.to.max(other.to) }
    }

    /// The days that are in both, or this span where there are none.
    pub fn intersection(self, other: Self) -> Self {
        let common = Self { from: self.from.max(other.from), to: self.to.min(other.to) };
        if common.from <= common.to { common } else { self }
    }

    /// Number of days.
    pub fn length(self) -> i64 {
        (self.to - self.from).num_days() + 1
    }
}

/// When an account says that the visit was, and how exactly it knows; `None` without any date.
pub fn span(account: &Account) -> Option<(Span, Precision)> {
    let (start, basis) = match account.start {
        Some(start) => (start, account.date_basis),
        None => (account.source.published?, DateBasis::Published),
    };
    let precision = match (start, basis) {
        (PartialDate::Day(_), DateBasis::Stated) => Precision::Stated,
        (PartialDate::Day(_), DateBasis::Published) => Precision::Published,
        (PartialDate::Month(..), _) => Precision::Month,
        (PartialDate::Year(_), _) => Precision::Year,
    };
    let end = account.end.map_or(start.latest(), |end| end.latest().max(start.earliest()));
    let told = Span { from: start.earliest(), to: end };
    let span = match basis {
        DateBasis::Stated => told,
        DateBasis::Published => widen(told, account.status == Some(VisitStatus::Announced)),
    };
    Some((span, precision))
}

fn widen(told: Span, announced: bool) -> Span {
    let (before, after) = if announced { (SAME_DAY, ANNOUNCED_WITHIN) } else { (REPORTED_WITHIN, SAME_DAY) };
    Span {
        from: told.from.checked_sub_days(Days::new(before)).unwrap_or(told.from),
        to: told.to.checked_add_days(Days::new(after)).unwrap_or(told.to),
    }
}
