//! From values to places: a linear scale with round marks, and time.
//!
//! Start with [`Scale`].

use chrono::{Datelike, NaiveDate};

/// A linear scale between two values and two places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    start: f32,
    end: f32,
}

impl Scale {
    /// `low` lies at `start`, `high` at `end`.
    pub fn new((low, high): (f64, f64), (start, end): (f32, f32)) -> Self {
        Self { low, high, start, end }
    }

    /// The place of a value.
    pub fn at(&self, value: f64) -> f32 {
        // Halves, because the difference of the largest numbers is no number.
        let span = self.high / 2.0 - self.low / 2.0;
        let share = if span > 0.0 { (value / 2.0 - self.low / 2.0) / span } else { 0.5 };
        self.start + (self.end - self.start) * share as f32
    }
}

/// Least and greatest of the values, zero included.
pub(super) fn range_from_zero(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = values.fold((0.0_f64, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
    if low == high { (low, high + 1.0) } else { (low, high) }
}

/// Round marks within a range, at most `most` and at least two where the range has any width.
pub(super) fn marks((low, high): (f64, f64), most: usize) -> Vec<f64> {
    let span = high - low;
    if !span.is_finite() || span <= 0.0 || most < 2 {
        return vec![low, high];
    }
    let raw = span / most as f64;
    let power = 10f64.powf(raw.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0, 20.0].map(|factor| factor * power);
    // 0.3 / 0.1 is a little less than 3.
    let ends = |step: f64| ((low / step - 1e-9).ceil(), (high / step + 1e-9).floor());
    let fits = |step: &f64| ends(*step).1 - ends(*step).0 < most as f64;
    let step = steps.into_iter().find(fits).unwrap_or(span);
    let (first, last) = ends(step);
    let count = (last - first) as usize;
    (0..=count).map(|index| (first + index as f64) * step).collect()
}

/// A day as a number of years, with its fraction.
pub(super) fn years(day: NaiveDate) -> f64 {
    let length = if day.leap_year() { 366.0 } else { 365.0 };
    f64::from(day.year()) + f64::from(day.ordinal0()) / length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_round_and_within() {
        assert_eq!(marks((0.0, 13.0), 4), [0.0, 5.0, 10.0]);
        assert_eq!(marks((-3.0, 3.0), 4), [-2.0, 0.0, 2.0]);
        assert_eq!(marks((0.0, 0.3), 4), [0.0, 0.1, 0.2, 0.30000000000000004]);
        for (low, high) in [(0.0, 1e300), (-1e-9, 1e-9), (2003.0, 2026.0), (5.0, 5.0), (-1e308, 1e308)] {
            let marks = marks((low, high), 5);
            assert!((1..=6).contains(&marks.len()), "{low} {high}: {marks:?}");
            assert!(marks.iter().all(|m| m.is_finite()));
        }
    }

    #[test]
    fn places_are_in_proportion_whatever_the_size() {
        let scale = Scale::new((-1e308, 1e308), (0.0, 100.0));
        assert_eq!([scale.at(-1e308), scale.at(0.0), scale.at(1e308)], [0.0, 50.0, 100.0]);
        assert_eq!(Scale::new((3.0, 3.0), (0.0, 100.0)).at(3.0), 50.0);
    }
}
