//! Cooperation by sector and year. A visit counts once in each of its sectors, whatever their roles.

use super::{Scope, context};
use crate::data::{SectorId, VisitRecord, VisitStatus};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Most columns of years that a page's width bears beside the sectors' names.
const MOST_YEARS: usize = 8;
/// Steps of the reading in words.
const RANKS: usize = 3;

/// Name of a sector in the report's language; its identifier where the table does not know it.
pub(super) fn name(scope: &Scope<'_>, id: &SectorId) -> String {
    let sector = scope.reference.sectors.get(id);
    sector.map_or_else(|| id.0.clone(), |s| s.name(scope.locale()).to_owned())
}

/// Place of a sector in the table of sectors; unknown ones come last.
pub(super) fn position(scope: &Scope<'_>, id: &SectorId) -> usize {
    scope.reference.sectors.iter().position(|s| s.id == *id).unwrap_or(usize::MAX)
}

/// The table; none where no visit names a sector. Visits called off do not count.
pub(super) fn tabulate(scope: &Scope<'_>, between: &[&VisitRecord]) -> Option<context::SectorTable> {
    let counted: Vec<_> = between
        .iter()
        .filter(|r| r.visit.status.as_ref().is_none_or(|s| s.value != VisitStatus::Cancelled))
        .collect();
    let mut by_sector: BTreeMap<&SectorId, Vec<Option<i32>>> = BTreeMap::new();
    for record in &counted {
        let year = record.visit.start.as_ref().map(|s| s.value.year());
        for sector in &record.visit.sectors {
            by_sector.entry(&sector.id).or_default().push(year);
        }
    }
    if by_sector.is_empty() {
        return None;
    }
    let years: BTreeSet<i32> = by_sector.values().flatten().flatten().copied().collect();
    let columns = columns(&years.into_iter().collect::<Vec<_>>());
    let mut rows: Vec<_> = by_sector.iter().map(|(id, years)| row(scope, id, years, &columns)).collect();
    rows.sort_by_key(|r| (Reverse(r.total), position(scope, &SectorId(r.id.clone()))));
    let years = columns.iter().map(heading).collect();
    Some(context::SectorTable { years, leading: leading(&rows), rows, visits: counted.len() })
}

/// Years of a column, first and last.
type Span = (i32, i32);

/// A column for each year; where they are too many, the earliest share one.
fn columns(years: &[i32]) -> Vec<Span> {
    let early = years.len().saturating_sub(MOST_YEARS);
    let mut spans: Vec<Span> = years.iter().map(|y| (*y, *y)).collect();
    if early > 0 {
        let shared = (spans[0].0, spans[early].1);
        spans.splice(..=early, [shared]);
    }
    spans
}

fn heading((first, last): &Span) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

fn row(scope: &Scope<'_>, id: &SectorId, years: &[Option<i32>], columns: &[Span]) -> context::SectorRow {
    let within =
        |(first, last): &Span| years.iter().flatten().filter(|y| (first..=last).contains(y)).count() as u32;
    context::SectorRow {
        id: id.0.clone(),
        name: name(scope, id),
        counts: columns.iter().map(within).collect(),
        total: years.len() as u32,
    }
}

/// The reading of the table: which sectors come up most. Rows are sorted by their totals.
fn leading(rows: &[context::SectorRow]) -> Vec<context::SectorRank> {
    let mut ranks: Vec<context::SectorRank> = Vec::new();
    for row in rows {
        match ranks.last_mut().filter(|r| r.count == row.total) {
            Some(rank) => rank.names.push(row.name.clone()),
            None => ranks.push(context::SectorRank { count: row.total, names: vec![row.name.clone()] }),
        }
    }
    ranks.truncate(RANKS);
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earliest_years_share_a_column_where_there_are_too_many() {
        assert_eq!(columns(&[2004, 2008]), [(2004, 2004), (2008, 2008)]);
        let many: Vec<i32> = (2010..2020).collect();
        let spans = columns(&many);
        assert_eq!(spans.len(), MOST_YEARS);
        assert_eq!(spans[0], (2010, 2012));
        assert_eq!(heading(&spans[0]), "2010–2012");
        assert_eq!(spans[7], (2019, 2019));
    }
}
