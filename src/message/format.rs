//! Dates, numbers and lists as a language writes them.
//!
//! Words come from the catalogue; what is fixed by the language's typography (separators of digits,
//! no-break spaces) is here.

use super::catalogue::{Catalogue, MessageError};
use crate::data::{Locale, PartialDate};
use chrono::{Datelike, NaiveDate, NaiveTime};

const NO_BREAK_SPACE: char = '\u{a0}';
const NARROW_NO_BREAK_SPACE: char = '\u{202f}';

impl Catalogue {
    /// A date to the precision that is known: "5 November 2019", "November 2019", "2019".
    ///
    /// The text has no-break spaces only, so that it never falls apart at a line's end.
    ///
    /// # Errors
    /// If an override folder broke the messages for dates.
    pub fn date(&self, date: PartialDate) -> Result<String, MessageError> {
        let year = ("year", date.year().to_string().into());
        let text = match date {
            PartialDate::Year(_) => self.text("date-year", &[year]),
            PartialDate::Month(_, month) => {
                self.text("date-month", &[("month", self.month_name(month)?.into()), year])
            }
            PartialDate::Day(day) => {
                let args =
                    [("day", day.day().to_string().into()), ("month", self.month_of_day(day)?.into()), year];
                self.text("date-day", &args)
            }
        }?;
        Ok(keep_together(&text))
    }

    /// Day and month without the year: "5 November".
    ///
    /// # Errors
    /// As [`Self::date`].
    pub fn day_and_month(&self, day: NaiveDate) -> Result<String, MessageError> {
        let args = [("day", day.day().to_string().into()), ("month", self.month_of_day(day)?.into())];
        Ok(keep_together(&self.text("date-day-month", &args)?))
    }

    /// From the first to the last day: "24–25 September 2015", "28 September – 2 October 2015".
    ///
    /// Breaks, if it must, only after the dash.
    ///
    /// # Errors
    /// As [`Self::date`].
    pub fn range(&self, start: PartialDate, end: Option<PartialDate>) -> Result<String, MessageError> {
        let Some(end) = end.filter(|end| *end != start) else { return self.date(start) };
        let (PartialDate::Day(first), PartialDate::Day(last)) = (start, end) else {
            return self.join_range(&self.date(start)?, &self.date(end)?);
        };
        if (first.year(), first.month()) == (last.year(), last.month()) {
            return self.days_of_month(first, last);
        }
        if first.year() != last.year() {
            return self.join_range(&self.date(start)?, &self.date(end)?);
        }
        let from = self.day_and_month(first)?;
        let to = self.day_and_month(last)?;
        let args = [("from", from.into()), ("to", to.into()), ("year", first.year().to_string().into())];
        Ok(break_after_dash(&keep_together(&self.text("date-range-in-year", &args)?)))
    }

    fn days_of_month(&self, first: NaiveDate, last: NaiveDate) -> Result<String, MessageError> {
        let args = [
            ("from", first.day().to_string().into()),
            ("to", last.day().to_string().into()),
            ("month", self.month_of_day(first)?.into()),
            ("year", first.year().to_string().into()),
        ];
        Ok(keep_together(&self.text("date-range-in-month", &args)?))
    }

    fn join_range(&self, from: &str, to: &str) -> Result<String, MessageError> {
        let text = self.text("date-range", &[("from", from.into()), ("to", to.into())])?;
        Ok(break_after_dash(&keep_together(&text)))
    }

    /// Name of a month (1–12) by itself: "November", "ноябрь", "қараша".
    ///
    /// # Errors
    /// As [`Self::date`].
    pub fn month_name(&self, month: u32) -> Result<String, MessageError> {
        self.text("month-name", &[("month", month.into())])
    }

    /// Name of the month as it stands behind a day: "ноября".
    fn month_of_day(&self, day: NaiveDate) -> Result<String, MessageError> {
        self.text("month-of-day", &[("month", day.month().into())])
    }

    /// Time of day, `09:30`, or from–to.
    pub fn time(&self, start: NaiveTime, end: Option<NaiveTime>) -> String {
        match end {
            Some(end) => format!("{}–{}", start.format("%H:%M"), end.format("%H:%M")),
            None => start.format("%H:%M").to_string(),
        }
    }

    /// A number with the language's separators and at most `decimals` places, without trailing zeros.
    pub fn number(&self, value: f64, decimals: usize) -> String {
        let fixed = format!("{value:.decimals$}");
        let text =
            if fixed.contains('.') { fixed.trim_end_matches('0').trim_end_matches('.') } else { &fixed };
        group_digits(self.locale(), if text == "-0" { "0" } else { text })
    }

    /// A whole number with the language's separators.
    pub fn count(&self, value: usize) -> String {
        group_digits(self.locale(), &value.to_string())
    }

    /// Items as a list in running text: "health, education and culture".
    ///
    /// # Errors
    /// As [`Self::date`].
    pub fn list<S: AsRef<str>>(&self, items: &[S]) -> Result<String, MessageError> {
        let Some((last, rest)) = items.split_last() else { return Ok(String::new()) };
        let Some((first, middle)) = rest.split_first() else { return Ok(last.as_ref().to_owned()) };
        let mut text = first.as_ref().to_owned();
        for item in middle {
            text = self.text("list-next", &[("before", text.into()), ("item", item.as_ref().into())])?;
        }
        self.text("list-last", &[("before", text.into()), ("item", last.as_ref().into())])
    }
}

fn keep_together(text: &str) -> String {
    text.chars().map(|c| if c == ' ' { NO_BREAK_SPACE } else { c }).collect()
}

fn break_after_dash(text: &str) -> String {
    text.replace("–\u{a0}", "– ")
}

/// Separates thousands and decimals of a plain decimal numeral (`-1234.5`) as the language does (CLDR):
/// `1,234.5` in English, `1 234,5` with a narrow no-break space in Russian and Kazakh.
pub(super) fn group_digits(locale: Locale, numeral: &str) -> String {
    let (thousand, decimal) = match locale {
        Locale::En => (',', '.'),
        Locale::Ru | Locale::Kk => (NARROW_NO_BREAK_SPACE, ','),
    };
    let (sign, digits) = numeral.strip_prefix('-').map_or(("", numeral), |rest| ("\u{2212}", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut text = String::from(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            text.push(thousand);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(decimal);
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue(locale: Locale) -> Catalogue {
        Catalogue::builtin(locale).unwrap()
    }

    fn date(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    /// With no-break spaces shown as `_`.
    fn shown(text: String) -> String {
        text.replace(NO_BREAK_SPACE, "_").replace(NARROW_NO_BREAK_SPACE, "'")
    }

    #[test]
    fn dates_of_each_precision() {
        let rows = [
            (Locale::En, ["5_November_2019", "November_2019", "2019"]),
            (Locale::Ru, ["5_ноября_2019_г.", "ноябрь_2019_г.", "2019_г."]),
            (Locale::Kk, ["2019_жылғы_5_қараша", "2019_жылғы_қараша", "2019_жыл"]),
        ];
        for (locale, expected) in rows {
            let got =
                ["2019-11-05", "2019-11", "2019"].map(|d| shown(catalogue(locale).date(date(d)).unwrap()));
            assert_eq!(got, expected);
        }
    }

    #[test]
    fn ranges_say_no_more_than_they_must() {
        let range = |locale, a, b| shown(catalogue(locale).range(date(a), Some(date(b))).unwrap());
        assert_eq!(range(Locale::En, "2015-09-24", "2015-09-25"), "24–25_September_2015");
        assert_eq!(range(Locale::En, "2015-09-28", "2015-10-02"), "28_September_– 2_October_2015");
        assert_eq!(range(Locale::En, "2015-12-28", "2016-01-02"), "28_December_2015_– 2_January_2016");
        assert_eq!(range(Locale::En, "2015-09", "2015-10"), "September_2015_– October_2015");
        assert_eq!(range(Locale::En, "2015-09-24", "2015-09-24"), "24_September_2015");
        assert_eq!(range(Locale::Ru, "2015-09-24", "2015-09-25"), "24–25_сентября_2015_г.");
        assert_eq!(range(Locale::Kk, "2015-09-24", "2015-09-25"), "2015_жылғы_24–25_қыркүйек");
        assert_eq!(range(Locale::Kk, "2015-09-28", "2015-10-02"), "2015_жылғы_28_қыркүйек_– 2_қазан");
    }

    #[test]
    fn numbers_have_the_separators_of_the_language() {
        assert_eq!(catalogue(Locale::En).number(1234567.891, 2), "1,234,567.89");
        assert_eq!(shown(catalogue(Locale::Ru).number(-1234.5, 2)), "\u{2212}1'234,5");
        assert_eq!(catalogue(Locale::Kk).number(-0.001, 2), "0");
        assert_eq!(catalogue(Locale::Kk).number(100.0, 0), "100");
    }

    #[test]
    fn lists_end_with_the_word_of_the_language() {
        assert_eq!(catalogue(Locale::En).list(&["a", "b", "c"]).unwrap(), "a, b and c");
        assert_eq!(catalogue(Locale::Ru).list(&["а", "б"]).unwrap(), "а и\u{a0}б");
        assert_eq!(catalogue(Locale::Kk).list(&["а", "б", "в"]).unwrap(), "а, б және\u{a0}в");
        assert_eq!(catalogue(Locale::En).list::<&str>(&[]).unwrap(), "");
    }
}
