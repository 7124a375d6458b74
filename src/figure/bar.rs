//! Bars: columns over time, rows for names; several series side by side or on each other.
//!
//! Every bar carries its value, so there is no axis and no grid. Start with [`draw`].

use super::canvas::{Anchor, Canvas, Drawing, Style};
use super::key;
use super::scale::{Scale, range_from_zero};
use super::spec::{Bars, Direction, Series};
use super::words::Words;
use crate::theme::Color;

/// Height of the tallest column, points.
const COLUMN_HEIGHT: f32 = 96.0;

/// Thickest bars, points.
const THICKEST_COLUMN: f32 = 34.0;
const THICKEST_ROW: f32 = 12.0;

/// Most bars that are drawn; what is more is told in words and stands in the data table.
const MOST_ROWS: usize = 30;
const MOST_COLUMNS: usize = 120;

/// Longest label, in characters, that makes columns the default.
const SHORT: usize = 9;

/// Share of the width that labels of rows may take.
const LABEL_SHARE: f32 = 0.42;

/// A bar or a part of one, before it has a place.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Part {
    series: usize,
    from: f64,
    to: f64,
    /// Its number among the bars of its label, and how many there are.
    slot: (usize, usize),
}

impl Part {
    fn value(&self) -> f64 {
        self.to - self.from
    }
}

/// Draws bars.
pub(super) fn draw(bars: &Bars, style: &Style<'_>, width: f32, words: &Words<'_>) -> Drawing {
    let most = style.palette.distinct();
    let folded = (bars.series.len() > most).then(|| fold(bars, most, words));
    let bars = folded.as_ref().unwrap_or(bars);
    match is_over_time(bars) {
        true => columns(bars, style, width, words),
        false => rows(bars, style, width, words),
    }
}

/// As many series as have colours: the last one is the sum of all others.
fn fold(bars: &Bars, most: usize, words: &Words<'_>) -> Bars {
    let (kept, others) = bars.series.split_at(most - 1);
    let sum = |label: usize| {
        let values = others.iter().filter_map(|s| s.values.get(label).copied().flatten());
        values.reduce(|a, b| (a + b).clamp(f64::MIN, f64::MAX))
    };
    let values = (0..bars.labels.len()).map(sum).collect();
    let rest = Series { name: words.message("figure-others", &[]), values };
    Bars { series: kept.iter().cloned().chain([rest]).collect(), ..bars.clone() }
}

/// Whether the bars are columns: as asked for, or because all labels are short.
pub(super) fn is_over_time(bars: &Bars) -> bool {
    let short = || bars.labels.iter().all(|label| label.chars().count() <= SHORT);
    let several = || (2..=MOST_COLUMNS).contains(&bars.labels.len());
    bars.direction.map_or_else(|| short() && several(), |direction| direction == Direction::Columns)
}

/// The parts of one label's bar or bars.
fn parts(bars: &Bars, label: usize) -> Vec<Part> {
    let count = bars.series.len();
    let (mut up, mut down) = (0.0_f64, 0.0_f64);
    let part = |(index, series): (usize, &Series)| {
        let value = series.values.get(label).copied().flatten()?;
        if !bars.stacked {
            return Some(Part { series: index, from: 0.0, to: value, slot: (index, count) });
        }
        let end = if value < 0.0 { &mut down } else { &mut up };
        let from = *end;
        // The sum of the largest numbers is no number.
        *end = (from + value).clamp(f64::MIN, f64::MAX);
        Some(Part { series: index, from, to: *end, slot: (0, 1) })
    };
    bars.series.iter().enumerate().filter_map(part).collect()
}

fn range(all: &[Vec<Part>]) -> (f64, f64) {
    range_from_zero(all.iter().flatten().flat_map(|part| [part.from, part.to]))
}

/// A number at the end of a bar.
struct EndValue {
    /// Where the bar ends.
    at: f64,
    slot: (usize, usize),
    text: String,
}

/// The value of each bar, or the sum of a stack.
fn end_values(bars: &Bars, parts: &[Part], words: &Words<'_>) -> Vec<EndValue> {
    let value = |part: &Part| EndValue { at: part.to, slot: part.slot, text: words.number(part.to) };
    if !bars.stacked {
        return parts.iter().map(value).collect();
    }
    let sum: f64 = parts.iter().map(Part::value).sum();
    let at = parts.iter().map(|p| p.to).fold(0.0, f64::max);
    let shown = !parts.is_empty() && sum.is_finite();
    // No bar needs no number: a row of noughts hides what there is.
    let shown = shown && sum != 0.0;
    shown.then(|| EndValue { at, slot: (0, 1), text: words.number(sum) }).into_iter().collect()
}

/// Columns with their values above and their labels below.
fn columns(bars: &Bars, style: &Style<'_>, width: f32, words: &Words<'_>) -> Drawing {
    let mut canvas = Canvas::new(style, width);
    let names: Vec<&str> = bars.series.iter().map(|s| s.name.as_str()).collect();
    let top = key::draw(&mut canvas, &names, 0.0) + style.leading();
    let count = bars.labels.len().min(MOST_COLUMNS);
    let all: Vec<Vec<Part>> = (0..count).map(|label| parts(bars, label)).collect();
    let (low, high) = range(&all);
    let floor = top + COLUMN_HEIGHT;
    let scale = Scale::new((low, high), (floor, top));
    let slot = width / count.max(1) as f32;
    let ends: Vec<Vec<EndValue>> = all.iter().map(|parts| end_values(bars, parts, words)).collect();
    let of = ends.iter().flatten().map(|end| end.slot.1).max().unwrap_or(1);
    let thick = (slot * 0.68).min(THICKEST_COLUMN * (1.0 + 0.5 * (of - 1) as f32));
    let room = if of > 1 { thick / of as f32 } else { slot };
    let show = ends.iter().flatten().all(|end| style.width(&end.text, false) + 2.0 <= room);
    for (index, (parts, ends)) in all.iter().zip(&ends).enumerate() {
        let left = slot * (index as f32 + 0.5) - thick / 2.0;
        parts.iter().for_each(|part| column(&mut canvas, part, scale, (left, thick), words));
        let place = |end: &EndValue| left + thick * (end.slot.0 as f32 + 0.5) / end.slot.1 as f32;
        for end in ends.iter().filter(|_| show) {
            let tip = scale.at(end.at);
            let y = if end.at < 0.0 { tip + style.size } else { tip - 2.6 };
            canvas.text(place(end), y, &end.text, Anchor::Middle, style.palette.text);
        }
    }
    canvas.line((0.0, scale.at(0.0)), (width, scale.at(0.0)), style.palette.muted, 0.6);
    let below = if low < 0.0 { style.leading() } else { 0.0 };
    let bottom = floor + below + style.leading();
    column_labels(&mut canvas, &bars.labels[..count], slot, bottom);
    let bottom = words.more(&mut canvas, bars.labels.len() - count, bottom);
    canvas.finish(bottom + style.size * 0.35, &words.title)
}

fn column(canvas: &mut Canvas<'_>, part: &Part, scale: Scale, (left, thick): (f32, f32), words: &Words<'_>) {
    let (from, to) = (scale.at(part.from), scale.at(part.to));
    let (nth, of) = part.slot;
    let width = thick / of as f32;
    let left = left + width * nth as f32;
    let gap = if of > 1 { 0.6 } else { 0.0 };
    let color = canvas.style.palette.series(part.series);
    canvas.rect(left, from.min(to), width - gap, (from - to).abs(), color);
    if part.from != 0.0 {
        canvas.line((left, from), (left + width, from), Color::WHITE, 0.8);
    }
    let room = (width - 2.0, (from - to).abs() - 2.0);
    inner_value(canvas, part, (left + width / 2.0, (from + to) / 2.0), room, words);
}

/// The value of a stack's part within it, where there is room.
fn inner_value(
    canvas: &mut Canvas<'_>,
    part: &Part,
    middle: (f32, f32),
    room: (f32, f32),
    words: &Words<'_>,
) {
    let style = canvas.style;
    let text = words.number(part.value());
    let stacked = part.slot == (0, 1) && (part.from != 0.0 || words.several);
    if stacked && part.value() != 0.0 && style.width(&text, false) <= room.0 && style.size <= room.1 {
        let color = style.palette.on(style.palette.series(part.series));
        canvas.text(middle.0, middle.1 + style.size * 0.35, &text, Anchor::Middle, color);
    }
}

/// Labels below columns: all of them, or every second, fifth and so on, counted from the last, so that they
/// stay apart.
pub(super) fn column_labels(canvas: &mut Canvas<'_>, labels: &[String], slot: f32, y: f32) {
    let style = canvas.style;
    let widest = labels.iter().map(|label| style.width(label, false)).fold(0.0, f32::max);
    // A label alone may take all the width.
    let widest = widest.min(canvas.width / labels.len().clamp(1, 2) as f32);
    let steps = [1, 2, 5, 10, 20, 50];
    let step = steps.into_iter().find(|step| slot * *step as f32 >= widest + 4.0).unwrap_or(100);
    let last = labels.len().saturating_sub(1);
    for (index, label) in labels.iter().enumerate().filter(|(index, _)| (last - index).is_multiple_of(step)) {
        let label = style.fit(label, widest + 0.01);
        let half = style.width(&label, false) / 2.0;
        let middle = (slot * (index as f32 + 0.5)).clamp(half, (canvas.width - half).max(half));
        canvas.text(middle, y, &label, Anchor::Middle, style.palette.muted);
    }
}

/// Places of rows.
struct Rows {
    scale: Scale,
    /// Where bars may start.
    left: f32,
    thick: f32,
}

/// Rows with their labels before and their values behind them.
fn rows(bars: &Bars, style: &Style<'_>, width: f32, words: &Words<'_>) -> Drawing {
    let mut canvas = Canvas::new(style, width);
    let names: Vec<&str> = bars.series.iter().map(|s| s.name.as_str()).collect();
    let mut y = key::draw(&mut canvas, &names, 0.0);
    let count = bars.labels.len().min(MOST_ROWS);
    let all: Vec<Vec<Part>> = (0..count).map(|label| parts(bars, label)).collect();
    let ends: Vec<Vec<EndValue>> = all.iter().map(|parts| end_values(bars, parts, words)).collect();
    let labels: Vec<Vec<String>> =
        bars.labels[..count].iter().map(|label| style.wrap(label, width * LABEL_SHARE, 2)).collect();
    let places = places(bars, style, width, &all, &ends, &labels);
    for ((parts, ends), label) in all.iter().zip(&ends).zip(&labels) {
        let lines = label.len().max(1) as f32;
        let bars_height = places.thick * ends.iter().map(|e| e.slot.1).max().unwrap_or(1) as f32;
        let height = (lines * style.leading()).max(bars_height) + 3.4;
        let middle = y + height / 2.0;
        let first = middle - (lines - 1.0) * style.leading() / 2.0 + style.size * 0.35;
        for (index, line) in label.iter().enumerate() {
            let baseline = first + index as f32 * style.leading();
            canvas.text(0.0, baseline, line, Anchor::Start, style.palette.text);
        }
        parts.iter().for_each(|part| row(&mut canvas, part, &places, middle, words));
        ends.iter().for_each(|end| row_value(&mut canvas, end, &places, middle));
        y += height;
    }
    if range(&all).0 < 0.0 {
        let zero = places.scale.at(0.0);
        canvas.line((zero, 0.0), (zero, y), style.palette.muted, 0.6);
    }
    let bottom = words.more(&mut canvas, bars.labels.len() - count, y);
    canvas.finish(bottom + 1.0, &words.title)
}

fn places(
    bars: &Bars,
    style: &Style<'_>,
    width: f32,
    all: &[Vec<Part>],
    ends: &[Vec<EndValue>],
    labels: &[Vec<String>],
) -> Rows {
    let (low, high) = range(all);
    let label_width = labels.iter().flatten().map(|line| style.width(line, false)).fold(0.0, f32::max);
    let value_width =
        ends.iter().flatten().map(|end| style.width(&end.text, false)).fold(0.0, f32::max) + 4.0;
    let left = if label_width > 0.0 { label_width + 8.0 } else { 0.0 };
    let start = if low < 0.0 { left + value_width } else { left };
    let scale = Scale::new((low, high), (start, width - value_width));
    let thick = if bars.stacked || bars.series.len() == 1 { THICKEST_ROW } else { style.size };
    Rows { scale, left, thick }
}

fn row(canvas: &mut Canvas<'_>, part: &Part, places: &Rows, middle: f32, words: &Words<'_>) {
    let (from, to) = (places.scale.at(part.from), places.scale.at(part.to));
    let top = row_top(places, part.slot, middle);
    let color = canvas.style.palette.series(part.series);
    canvas.rect(from.min(to), top, (from - to).abs(), places.thick - 0.6, color);
    if part.from != 0.0 {
        canvas.line((from, top), (from, top + places.thick), Color::WHITE, 0.8);
    }
    let room = ((from - to).abs() - 4.0, places.thick);
    inner_value(canvas, part, ((from + to) / 2.0, top + places.thick / 2.0 - 0.3), room, words);
}

fn row_top(places: &Rows, (nth, of): (usize, usize), middle: f32) -> f32 {
    middle + places.thick * (nth as f32 - of as f32 / 2.0)
}

fn row_value(canvas: &mut Canvas<'_>, end: &EndValue, places: &Rows, middle: f32) {
    let style = canvas.style;
    let tip = places.scale.at(end.at);
    let baseline = row_top(places, end.slot, middle) + places.thick / 2.0 + style.size * 0.35;
    let (x, anchor) = if end.at < 0.0 { (tip - 3.0, Anchor::End) } else { (tip + 3.0, Anchor::Start) };
    canvas.text(x.max(places.left), baseline, &end.text, anchor, style.palette.text);
}
