//! What the figures of a briefing show; each is left out where it would say less than the text.
//!
//! Start with [`lay_out`].

use super::context::{Briefing, Charts, Commitment, SectorTable, Visit};
use super::{Scope, context};
use crate::data::CityId;
use crate::message::MessageError;
use crate::report::chart::{
    ChartSeries, HeatChart, MapChart, MapPlace, SeriesChart, TimelineChart, TimelineItem,
};

/// Fewest years with visits that make columns by year worth their room.
const FEWEST_YEARS: usize = 4;

/// Fewest dates on a time axis, and promises in a bar.
const FEWEST_DATES: usize = 3;
const FEWEST_PROMISES: usize = 3;

/// Lays out all charts of a briefing from its other parts.
pub(super) fn lay_out(scope: &Scope<'_>, briefing: &Briefing) -> Result<Charts, MessageError> {
    Ok(Charts {
        map: map(scope, briefing),
        years: years(briefing),
        timeline: timeline(scope, briefing)?,
        sectors: briefing.sectors.as_ref().map(|table| sectors(scope, table)).transpose()?,
        commitments: commitments(&briefing.commitments),
    })
}

/// The two cities with their countries; none where the place of one is not known.
fn map(scope: &Scope<'_>, briefing: &Briefing) -> Option<MapChart> {
    let place = |id: CityId| {
        let gazetteer = scope.reference.gazetteer;
        let country = gazetteer.city(id).and_then(|city| gazetteer.country(&city.country));
        let note = country.map(|c| c.name(scope.locale()).to_owned()).unwrap_or_default();
        Some(MapPlace { note, ..MapPlace::of(scope, id)? })
    };
    let places = vec![place(CityId(briefing.home.id))?, place(CityId(briefing.partner.id))?];
    Some(MapChart { places, ..MapChart::default() })
}

fn year(visit: &Visit) -> Option<i32> {
    visit.start.as_deref()?.get(..4)?.parse().ok()
}

fn is_cancelled(visit: &Visit) -> bool {
    visit.status.as_ref().is_some_and(|status| status.id == "visit-status-cancelled")
}

fn is_held(visit: &Visit) -> bool {
    visit.status.as_ref().is_some_and(|status| status.id == "visit-status-held")
}

/// Visits by year and receiving city, years without visits included.
fn years(briefing: &Briefing) -> Option<SeriesChart> {
    let visits = || briefing.visits.iter().filter(|visit| !is_cancelled(visit));
    let mut known: Vec<i32> = visits().filter_map(year).collect();
    known.sort_unstable();
    known.dedup();
    let (first, last) = (*known.first()?, *known.last()?);
    let count = |city: &str, wanted: i32| {
        visits().filter(|visit| visit.host == city && year(visit) == Some(wanted)).count() as u32
    };
    let series = [&briefing.home.name, &briefing.partner.name].map(|city| ChartSeries {
        name: city.clone(),
        values: (first..=last).map(|y| count(city, y)).collect(),
    });
    let labels = (first..=last).map(|year| year.to_string()).collect();
    (known.len() >= FEWEST_YEARS).then(|| SeriesChart { labels, series: series.into() })
}

/// Visits, documents and promises over time.
fn timeline(scope: &Scope<'_>, briefing: &Briefing) -> Result<Option<TimelineChart>, MessageError> {
    let words = scope.words();
    let lanes = [
        words.word("figure-lane-visits")?,
        words.word("figure-lane-documents")?,
        words.word("figure-lane-promises")?,
    ];
    let item = |date: &Option<String>, lane: &String, label: &str, hollow: bool| {
        let (label, lane) = (label.to_owned(), lane.clone());
        date.clone().map(|date| TimelineItem { date, label, lane, hollow })
    };
    let visits = briefing.visits.iter().filter(|visit| !is_cancelled(visit));
    let mut items: Vec<TimelineItem> =
        visits.filter_map(|visit| item(&visit.start, &lanes[0], &visit.host, !is_held(visit))).collect();
    items.extend(briefing.agreements.iter().filter_map(|document| {
        let kind = document.kinds.first().map_or("", |kind| kind.text.as_str());
        item(&document.visit, &lanes[1], kind, !document.signed)
    }));
    let promises = briefing.commitments.iter();
    items.extend(promises.filter_map(|promise| item(&promise.visit, &lanes[2], "", promise.open)));
    let lanes = lanes.into_iter().filter(|lane| items.iter().any(|item| item.lane == *lane)).collect();
    let enough = items.len() >= FEWEST_DATES;
    let (full, hollow) = (words.word("figure-done")?, words.word("figure-ahead")?);
    Ok(enough.then_some(TimelineChart { items, lanes, full, hollow }))
}

fn sectors(scope: &Scope<'_>, table: &SectorTable) -> Result<HeatChart, MessageError> {
    Ok(HeatChart {
        label_column: scope.words().word("column-sector")?,
        rows: table.rows.iter().map(|row| row.name.clone()).collect(),
        columns: table.years.clone(),
        values: table.rows.iter().map(|row| row.counts.clone()).collect(),
    })
}

/// How many promises have which status, in one bar, the most frequent first.
fn commitments(all: &[Commitment]) -> Option<SeriesChart> {
    let mut counts: Vec<(&context::Commitment, u32)> = Vec::new();
    for promise in all {
        match counts.iter_mut().find(|(known, _)| known.status == promise.status) {
            Some((_, count)) => *count += 1,
            None => counts.push((promise, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let series = |(promise, count): (&Commitment, u32)| ChartSeries {
        name: promise.status.text.clone(),
        values: vec![count],
    };
    let worth = all.len() >= FEWEST_PROMISES && counts.len() > 1;
    worth.then(|| SeriesChart {
        labels: vec![String::new()],
        series: counts.into_iter().map(series).collect(),
    })
}
