//! Events on a time axis: a dot each, stacked where they would cover each other, in lanes.
//!
//! Readable with three events, which then bear their names, and with three hundred. Start with [`draw`].

use super::canvas::{Anchor, Canvas, Drawing, Style};
use super::key::{self, Mark};
use super::label::Placer;
use super::scale::{Scale, marks, years};
use super::spec::{Dot, Dots};
use super::words::Words;
use crate::data::PartialDate;
use chrono::{Datelike, Months, NaiveDate};

/// Radii to try, largest first, points.
const RADII: [f32; 4] = [3.4, 2.6, 2.0, 1.5];

/// Highest stack of dots in a lane, points, before a smaller radius is tried.
const HIGHEST: f32 = 64.0;

/// Most events that are named.
const MOST_NAMES: usize = 12;

/// Most lanes.
const MOST_LANES: usize = 12;

/// Time spans below this many years are marked by months.
const SHORT_SPAN: f64 = 1.6;

/// Draws events.
pub(super) fn draw(dots: &Dots, style: &Style<'_>, width: f32, words: &Words<'_>) -> Drawing {
    let mut canvas = Canvas::new(style, width);
    let entries =
        [(Mark::Dot { hollow: false }, dots.full.as_str()), (Mark::Dot { hollow: true }, &dots.hollow)];
    let top = key::draw_marks(&mut canvas, &entries, 0.0) + 2.0;
    let all = lanes(dots);
    let shown = &all[..all.len().min(MOST_LANES)];
    let names: Vec<String> = shown.iter().map(|(name, _)| style.fit(name, width * 0.3)).collect();
    let left = names.iter().map(|name| style.width(name, false)).fold(0.0, f32::max);
    let left = if left > 0.0 { left + 10.0 } else { 0.0 } + RADII[0];
    let span = span(dots);
    let scale = Scale::new(span, (left, width - RADII[0]));
    let radius = radius(shown, scale);
    let mut y = top;
    let mut placer = Placer::above(width);
    let mut named = Vec::new();
    for ((_, items), name) in shown.iter().zip(&names) {
        let levels = levels(items, scale, radius);
        let highest = levels.iter().copied().max().unwrap_or(0) + 1;
        let room = if dots.items.len() <= MOST_NAMES { style.leading() } else { 0.0 };
        let base = y + room + highest as f32 * radius * 2.2 + 1.0;
        canvas.line((left - RADII[0], base + 1.6), (width, base + 1.6), style.palette.rule, 0.5);
        canvas.text(0.0, base, name, Anchor::Start, style.palette.text);
        for (item, level) in items.iter().zip(levels) {
            let (x, y) = (scale.at(time(item.date)), base - radius * (1.1 + 2.2 * level as f32));
            canvas.circle(x, y, radius, style.palette.accent, item.hollow);
            placer.block_circle(x, y, radius);
            named.push((x, y, item.label.as_str()));
        }
        y = base + 7.0;
    }
    if named.len() <= MOST_NAMES {
        placer.limit(top, y);
        name_dots(&mut canvas, &mut placer, &named, radius);
    }
    let bottom = axis(&mut canvas, span, scale, y, words);
    let bottom =
        words.more(&mut canvas, all.iter().skip(shown.len()).map(|(_, items)| items.len()).sum(), bottom);
    canvas.finish(bottom + style.size * 0.35, &words.title)
}

/// Lanes with their events in order of time: those asked for first, then as they come.
fn lanes(dots: &Dots) -> Vec<(&str, Vec<&Dot>)> {
    let mut lanes: Vec<(&str, Vec<&Dot>)> =
        dots.lanes.iter().map(|name| (name.as_str(), Vec::new())).collect();
    for item in &dots.items {
        match lanes.iter_mut().find(|(name, _)| *name == item.lane) {
            Some((_, items)) => items.push(item),
            None => lanes.push((&item.lane, vec![item])),
        }
    }
    lanes.iter_mut().for_each(|(_, items)| items.sort_by(|a, b| time(a.date).total_cmp(&time(b.date))));
    lanes
}

/// The middle of what is known of a date, in years.
fn time(date: PartialDate) -> f64 {
    (years(date.earliest()) + years(date.latest())) / 2.0
}

/// From the first to the last event, never less than two months.
fn span(dots: &Dots) -> (f64, f64) {
    let times = dots.items.iter().map(|item| time(item.date));
    let (low, high) = times.fold((f64::MAX, f64::MIN), |(low, high), t| (low.min(t), high.max(t)));
    if low > high {
        return (0.0, 1.0);
    }
    let missing = (2.0 / 12.0 - (high - low)).max(0.0) / 2.0;
    (low - missing, high + missing)
}

/// The level of each dot above its lane's line: the lowest at which it touches none before it.
fn levels(items: &[&Dot], scale: Scale, radius: f32) -> Vec<usize> {
    let mut ends: Vec<f32> = Vec::new();
    let level = |item: &&Dot| {
        let x = scale.at(time(item.date));
        let free = ends.iter().position(|end| *end <= x).unwrap_or(ends.len());
        let end = x + radius * 2.0 + 0.4;
        if free == ends.len() {
            ends.push(end)
        } else {
            ends[free] = end
        }
        free
    };
    items.iter().map(level).collect()
}

fn radius(lanes: &[(&str, Vec<&Dot>)], scale: Scale) -> f32 {
    let height = |radius: f32| {
        let highest = lanes.iter().flat_map(|(_, items)| levels(items, scale, radius)).max().unwrap_or(0);
        (highest + 1) as f32 * radius * 2.2
    };
    RADII.into_iter().find(|radius| height(*radius) <= HIGHEST).unwrap_or(RADII[RADII.len() - 1])
}

/// Names dots where there is room; the data table names them all.
fn name_dots(canvas: &mut Canvas<'_>, placer: &mut Placer, dots: &[(f32, f32, &str)], radius: f32) {
    let style = canvas.style;
    canvas.labels().iter().for_each(|label| placer.block(*label));
    for (x, y, name) in dots.iter().filter(|(_, _, name)| !name.is_empty()) {
        let name = style.fit(name, canvas.width * 0.3);
        if let Some(place) = placer.place(canvas, (*x, *y), radius, &[&name]) {
            canvas.text(place.x, place.y, &name, place.anchor, style.palette.text);
        }
    }
}

/// The axis below; returns its baseline.
fn axis(canvas: &mut Canvas<'_>, span: (f64, f64), scale: Scale, y: f32, words: &Words<'_>) -> f32 {
    let style = canvas.style;
    let baseline = y + style.size;
    let ticks = if span.1 - span.0 < SHORT_SPAN { months(span, words) } else { year_marks(span) };
    let mut free = f32::MIN;
    for (at, text) in ticks {
        let (x, half) = (scale.at(at), style.width(&text, false) / 2.0);
        let middle = x.clamp(half, (canvas.width - half).max(half));
        if middle - half < free {
            continue;
        }
        canvas.line((x, y - 5.0), (x, y - 1.5), style.palette.muted, 0.6);
        canvas.text(middle, baseline, &text, Anchor::Middle, style.palette.muted);
        free = middle + half + 5.0;
    }
    baseline
}

fn year_marks(span: (f64, f64)) -> Vec<(f64, String)> {
    let whole = marks(span, 12).into_iter().filter(|mark| mark.fract() == 0.0);
    whole.map(|year| (year, format!("{year:.0}"))).collect()
}

fn months((low, high): (f64, f64), words: &Words<'_>) -> Vec<(f64, String)> {
    let Some(first) = NaiveDate::from_ymd_opt(low.floor() as i32, 1, 1) else { return Vec::new() };
    let days = (0..36).filter_map(|month| first.checked_add_months(Months::new(month)));
    let within = days.filter(|day| (low..=high).contains(&years(*day)));
    let text =
        |day: NaiveDate| words.or_note(words.catalogue().date(PartialDate::Month(day.year(), day.month())));
    within.map(|day| (years(day), text(day))).collect()
}
