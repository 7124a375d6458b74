//! What a figure shows, in words and as a table, for those who do not see it and formats without pictures.
//!
//! Start with [`alt`] and [`data`].

use super::spec::{Bars, Chart, Dots, Heading, Heat, Line, Map, Multiples, Series, Spark};
use super::words::Words;
use super::{bar, map};
use crate::document::{Alignment, Cell, Column, Inline, Row, Table};

/// How many of the greatest are named.
const NAMED: usize = 3;

/// A description: the title and a sentence made from the data.
pub(super) fn alt(chart: &Chart, words: &Words<'_>) -> String {
    let sentence = match chart {
        Chart::Bars(bars) => bars_in_words(bars, words),
        Chart::Line(line) => lines_in_words(&line.labels, &line.series, words),
        Chart::Multiples(multiples) => lines_in_words(&multiples.labels, &multiples.series, words),
        Chart::Dots(dots) => dots_in_words(dots, words),
        Chart::Heat(heat) => heat_in_words(heat, words),
        Chart::Spark(spark) => spark_in_words(spark, words),
        Chart::Map(map) => map_in_words(map, words),
    };
    let title = words.title.trim_end_matches('.');
    if title.is_empty() { sentence } else { format!("{title}. {sentence}") }
}

/// Names with their values, the greatest first.
fn greatest<'a>(pairs: impl Iterator<Item = (&'a str, f64)>, words: &Words<'_>) -> String {
    let mut pairs: Vec<(&str, f64)> =
        pairs.filter(|(name, value)| !name.is_empty() && *value != 0.0).collect();
    pairs.sort_by(|a, b| b.1.total_cmp(&a.1));
    let named: Vec<String> =
        pairs.iter().take(NAMED).map(|(name, value)| format!("{name} ({})", words.number(*value))).collect();
    words.or_note(words.catalogue().list(&named))
}

fn total(values: &[Option<f64>]) -> f64 {
    values.iter().flatten().sum::<f64>().clamp(f64::MIN, f64::MAX)
}

fn sums_by_label(series: &[Series], count: usize) -> Vec<f64> {
    let at = |label: usize| series.iter().filter_map(|s| s.values.get(label).copied().flatten()).sum::<f64>();
    (0..count).map(|label| at(label).clamp(f64::MIN, f64::MAX)).collect()
}

fn bars_in_words(bars: &Bars, words: &Words<'_>) -> String {
    if bars.series.iter().flat_map(|s| &s.values).flatten().any(|value| *value < 0.0) {
        return lines_in_words(&bars.labels, &bars.series, words);
    }
    let series = || bars.series.iter().map(|s| (s.name.as_str(), total(&s.values)));
    let sums = sums_by_label(&bars.series, bars.labels.len());
    let labels = bars.labels.iter().map(String::as_str);
    let all = sums.iter().sum::<f64>().clamp(f64::MIN, f64::MAX);
    let most =
        if bars.labels.len() > 1 { greatest(labels.zip(sums), words) } else { greatest(series(), words) };
    if most.is_empty() {
        return words.message("figure-alt-zero", &[]);
    }
    let mut args = vec![("total", words.number(all).into()), ("most", most.into())];
    let mut sentence = match (bar::is_over_time(bars), &bars.labels[..]) {
        (true, [first, .., last]) => {
            args.extend([("first", first.as_str().into()), ("last", last.as_str().into())]);
            words.message("figure-alt-bars", &args)
        }
        _ => words.message("figure-alt-ranking", &args),
    };
    if bars.series.len() > 1 && bars.labels.len() > 1 {
        let parts = [("names", greatest(series(), words).into())];
        sentence.push_str(&format!(" {}", words.message("figure-alt-parts", &parts)));
    }
    sentence
}

fn lines_in_words(labels: &[String], series: &[Series], words: &Words<'_>) -> String {
    let sentences: Vec<String> = series.iter().filter_map(|s| line_in_words(labels, s, words)).collect();
    sentences.join(" ")
}

fn line_in_words(labels: &[String], series: &Series, words: &Words<'_>) -> Option<String> {
    let known: Vec<(&str, f64)> =
        labels.iter().zip(&series.values).filter_map(|(label, v)| Some((label.as_str(), (*v)?))).collect();
    let (first, last) = (known.first()?, known.last()?);
    let peak = known.iter().fold(first, |peak, pair| if pair.1 > peak.1 { pair } else { peak });
    let args = [
        ("first", first.0.into()),
        ("first-value", words.number(first.1).into()),
        ("last", last.0.into()),
        ("last-value", words.number(last.1).into()),
        ("peak", peak.0.into()),
        ("peak-value", words.number(peak.1).into()),
    ];
    let sentence = words.message("figure-alt-line", &args);
    Some(if series.name.is_empty() { sentence } else { format!("{}: {sentence}", series.name) })
}

fn dots_in_words(dots: &Dots, words: &Words<'_>) -> String {
    let dates = || dots.items.iter().map(|item| item.date);
    let text =
        |date: Option<_>| date.map(|date| words.or_note(words.catalogue().date(date))).unwrap_or_default();
    let args = [
        ("count", dots.items.len().into()),
        ("first", text(dates().min_by_key(|date| date.earliest())).into()),
        ("last", text(dates().max_by_key(|date| date.latest())).into()),
    ];
    let mut sentence = words.message("figure-alt-dots", &args);
    let hollow = dots.items.iter().filter(|item| item.hollow).count();
    if hollow > 0 && !dots.hollow.is_empty() {
        sentence.push_str(&format!(" {}: {}.", dots.hollow, words.number(hollow as f64)));
    }
    sentence
}

fn heat_in_words(heat: &Heat, words: &Words<'_>) -> String {
    let rows = heat.rows.iter().map(String::as_str).zip(heat.values.iter().map(|row| total(row)));
    let columns = (0..heat.columns.len()).map(|column| {
        let values = heat.values.iter().filter_map(|row| row.get(column).copied().flatten());
        values.sum::<f64>().clamp(f64::MIN, f64::MAX)
    });
    let columns = heat.columns.iter().map(String::as_str).zip(columns);
    let args = [
        ("rows", heat.rows.len().into()),
        ("columns", heat.columns.len().into()),
        ("row-names", greatest(rows, words).into()),
        ("column-names", greatest(columns, words).into()),
    ];
    words.message("figure-alt-heat", &args)
}

fn spark_in_words(spark: &Spark, words: &Words<'_>) -> String {
    let labels = labels_of(spark);
    lines_in_words(&labels, &[Series { name: String::new(), values: spark.values.clone() }], words)
}

/// The labels of a sparkline; numbers where it has none.
fn labels_of(spark: &Spark) -> Vec<String> {
    match spark.labels.is_empty() {
        true => (1..=spark.values.len()).map(|step| step.to_string()).collect(),
        false => spark.labels.clone(),
    }
}

fn map_in_words(map: &Map, words: &Words<'_>) -> String {
    if let ([from, to], true) = (&map.places[..], map.line != Some(false)) {
        let distance = map::distance(from, to);
        let args = [
            ("from", from.name.as_str().into()),
            ("to", to.name.as_str().into()),
            ("distance", words.number(distance).into()),
        ];
        return words.message("figure-alt-route", &args);
    }
    let names = map.places.iter().map(|place| (place.name.as_str(), place.weight.unwrap_or(0.0)));
    let most = greatest(names, words);
    if most.is_empty() {
        let names: Vec<&str> = map.places.iter().take(NAMED).map(|place| place.name.as_str()).collect();
        let names = words.or_note(words.catalogue().list(&names));
        return words
            .message("figure-alt-places", &[("count", map.places.len().into()), ("names", names.into())]);
    }
    words.message("figure-alt-places", &[("count", map.places.len().into()), ("names", most.into())])
}

/// The data behind a figure.
pub(super) fn data(chart: &Chart, words: &Words<'_>) -> Table {
    let heading = chart.heading();
    match chart {
        Chart::Bars(Bars { labels, series, .. })
        | Chart::Line(Line { labels, series, .. })
        | Chart::Multiples(Multiples { labels, series, .. }) => series_table(heading, labels, series, words),
        Chart::Spark(spark) => {
            let series = Series { name: String::new(), values: spark.values.clone() };
            series_table(heading, &labels_of(spark), &[series], words)
        }
        Chart::Dots(dots) => dots_table(heading, dots, words),
        Chart::Heat(heat) => heat_table(heading, heat, words),
        Chart::Map(map) => map_table(heading, map, words),
    }
}

fn text_row(texts: impl IntoIterator<Item = String>) -> Row {
    let cell = |text: String| Cell::text(if text.is_empty() { Vec::new() } else { vec![Inline::Text(text)] });
    Row { cells: texts.into_iter().map(cell).collect() }
}

/// A table with names at the start of rows and numbers after them.
fn table(head: Vec<String>, body: Vec<Row>, names: usize) -> Table {
    let column =
        |index| Column { align: if index < names { Alignment::Start } else { Alignment::End }, width: None };
    Table {
        columns: (0..head.len()).map(column).collect(),
        head: vec![text_row(head)],
        body,
        row_headers: 1,
        ..Table::default()
    }
}

fn or_word(text: &str, id: &str, words: &Words<'_>) -> String {
    if text.is_empty() { words.message(id, &[]) } else { text.to_owned() }
}

fn number(value: Option<f64>, words: &Words<'_>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| words.number(value))
}

fn series_table(heading: &Heading, labels: &[String], series: &[Series], words: &Words<'_>) -> Table {
    let first = or_word(&heading.label_column, "figure-column-name", words);
    let name = |series: &Series| match series.name.as_str() {
        "" => or_word(&heading.value_column, "figure-column-value", words),
        name => name.to_owned(),
    };
    let head = std::iter::once(first).chain(series.iter().map(name)).collect();
    let row = |(index, label): (usize, &String)| {
        let values = series.iter().map(|s| number(s.values.get(index).copied().flatten(), words));
        text_row(std::iter::once(label.clone()).chain(values))
    };
    table(head, labels.iter().enumerate().map(row).collect(), 1)
}

fn dots_table(heading: &Heading, dots: &Dots, words: &Words<'_>) -> Table {
    let has_lanes = dots.items.iter().any(|item| !item.lane.is_empty());
    let has_key = !dots.hollow.is_empty();
    let mut head = vec![words.message("figure-column-date", &[])];
    head.extend(has_lanes.then(String::new));
    head.push(or_word(&heading.label_column, "figure-column-name", words));
    head.extend(has_key.then(|| or_word(&heading.value_column, "figure-column-status", words)));
    let columns = head.len();
    let row = |item: &super::Dot| {
        let mut texts = vec![words.or_note(words.catalogue().date(item.date))];
        texts.extend(has_lanes.then(|| item.lane.clone()));
        texts.push(item.label.clone());
        texts.extend(has_key.then(|| if item.hollow { dots.hollow.clone() } else { dots.full.clone() }));
        text_row(texts)
    };
    table(head, dots.items.iter().map(row).collect(), columns)
}

fn heat_table(heading: &Heading, heat: &Heat, words: &Words<'_>) -> Table {
    let first = or_word(&heading.label_column, "figure-column-name", words);
    let sum = words.message("column-total", &[]);
    let head = std::iter::once(first).chain(heat.columns.iter().cloned()).chain([sum]).collect();
    let row = |(name, values): (&String, &Vec<Option<f64>>)| {
        let cells = values.iter().map(|value| number(*value, words));
        text_row(std::iter::once(name.clone()).chain(cells).chain([words.number(total(values))]))
    };
    table(head, heat.rows.iter().zip(&heat.values).map(row).collect(), 1)
}

fn map_table(heading: &Heading, map: &Map, words: &Words<'_>) -> Table {
    let has_weights = map.places.iter().any(|place| place.weight.is_some());
    let mut head = vec![or_word(&heading.label_column, "figure-column-place", words)];
    head.extend(has_weights.then(|| or_word(&heading.value_column, "figure-column-value", words)));
    let has_distances = map.line != Some(false);
    head.extend(has_distances.then(|| words.message("figure-column-distance", &[])));
    let row = |place: &super::Place| {
        let note = if place.note.is_empty() { String::new() } else { format!(", {}", place.note) };
        let mut texts = vec![format!("{}{note}", place.name)];
        texts.extend(has_weights.then(|| number(place.weight, words)));
        let distance = map.places.first().map_or(0.0, |home| map::distance(home, place));
        texts.extend(has_distances.then(|| words.number(distance)));
        text_row(texts)
    };
    table(head, map.places.iter().map(row).collect(), 1)
}
