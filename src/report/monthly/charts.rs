//! What the figures of a summary show; each is left out where it would say less than the text.
//!
//! Start with [`lay_out`].

use super::context::Charts;
use super::{Scope, figures, is_in, name, status};
use crate::data::{CityId, PeriodSpan, ReportPeriod, VisitRecord, VisitStatus};
use crate::message::MessageError;
use crate::report::chart::{ChartSeries, MapChart, MapPlace, SeriesChart};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many earlier periods the period is shown against.
const EARLIER_PERIODS: usize = 12;
/// Fewest periods with contacts that make columns worth their room.
const FEWEST_PERIODS: usize = 3;
/// Fewest cities on a map.
const FEWEST_CITIES: usize = 3;
/// What columns are drawn of.
const PANELS: [&str; 4] = ["figure-visits", "figure-incoming", "figure-outgoing", "figure-signed"];

/// Lays out all charts of a summary.
pub(super) fn lay_out(
    scope: &Scope<'_>,
    own: &[&VisitRecord],
    period: ReportPeriod,
) -> Result<Charts, MessageError> {
    let first = std::iter::successors(Some(period), |p| Some(p.previous())).nth(year(period.span()) - 1);
    let since = first.unwrap_or(period);
    Ok(Charts {
        before: before(scope, own, period)?,
        map: map(scope, own, since, period)?,
        map_period: match name(scope.words(), period)? {
            whole if since == period => whole,
            last => format!("{} – {last}", name(scope.words(), since)?),
        },
    })
}

/// How many periods of that length are a year.
fn year(span: PeriodSpan) -> usize {
    12 / span.months().unsigned_abs() as usize
}

/// The numbers of the period against those of twelve before, side by side.
fn before(
    scope: &Scope<'_>,
    own: &[&VisitRecord],
    period: ReportPeriod,
) -> Result<Option<SeriesChart>, MessageError> {
    let mut periods: Vec<ReportPeriod> =
        std::iter::successors(Some(period), |p| Some(p.previous())).take(EARLIER_PERIODS + 1).collect();
    periods.reverse();
    let active = periods.iter().filter(|p| own.iter().any(|r| is_in(r, **p))).count();
    if active < FEWEST_PERIODS {
        return Ok(None);
    }
    let words = scope.words();
    let mut series = Vec::new();
    for (id, numbers) in figures::over(scope, own, &periods) {
        if PANELS.contains(&id) && numbers.iter().any(|n| *n > 0) {
            let values = numbers.into_iter().map(|n| u32::try_from(n).unwrap_or(u32::MAX)).collect();
            series.push(ChartSeries { name: words.word(id)?, values });
        }
    }
    let labels = periods.into_iter().map(|p| name(words, p)).collect::<Result<_, _>>()?;
    Ok(Some(SeriesChart { labels, series }))
}

/// Partner cities of a year up to the period's end, the more visits the heavier; home first.
fn map(
    scope: &Scope<'_>,
    own: &[&VisitRecord],
    since: ReportPeriod,
    until: ReportPeriod,
) -> Result<Option<MapChart>, MessageError> {
    let periods = || std::iter::successors(Some(since), |p| Some(p.next())).take_while(|p| *p <= until);
    let mut visits: BTreeMap<CityId, u32> = BTreeMap::new();
    let shown = own.iter().filter(|r| status(r) != Some(VisitStatus::Cancelled));
    for record in shown.filter(|r| periods().any(|p| is_in(r, p))) {
        let ends = [record.visit.guest, record.visit.host];
        for city in ends.into_iter().flatten().filter(|city| Some(*city) != scope.home) {
            *visits.entry(city).or_default() += 1;
        }
    }
    let mut partners: Vec<(CityId, u32)> = visits.into_iter().collect();
    partners.sort_by_key(|(city, visits)| (Reverse(*visits), *city));
    let weighted = |(city, visits): &(CityId, u32)| {
        Some(MapPlace { weight: Some(*visits), ..MapPlace::of(scope, *city)? })
    };
    let partners: Vec<MapPlace> = partners.iter().filter_map(weighted).collect();
    let home = scope.home.and_then(|home| MapPlace::of(scope, home));
    let line = home.is_none().then_some(false);
    let places: Vec<MapPlace> = home.into_iter().chain(partners).collect();
    if places.len() < FEWEST_CITIES {
        return Ok(None);
    }
    Ok(Some(MapChart { value_column: scope.words().word("column-visits")?, places, line }))
}
