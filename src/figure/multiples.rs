//! Small columns side by side on one scale, the last of each marked: this month against those before.
//!
//! Start with [`draw`].

use super::canvas::{Anchor, Canvas, Drawing, Style};
use super::scale::{Scale, range_from_zero};
use super::spec::{Multiples, Series};
use super::words::Words;

/// Narrowest panel, space between panels and height of the tallest column, points.
const NARROWEST: f32 = 92.0;
const BETWEEN: f32 = 16.0;
const HEIGHT: f32 = 34.0;

/// Most panels that are drawn.
const MOST_PANELS: usize = 24;

/// Draws panels in as many rows as they need.
pub(super) fn draw(multiples: &Multiples, style: &Style<'_>, width: f32, words: &Words<'_>) -> Drawing {
    let mut canvas = Canvas::new(style, width);
    let count = multiples.series.len().min(MOST_PANELS);
    let across = (((width + BETWEEN) / (NARROWEST + BETWEEN)).floor() as usize).clamp(1, count.clamp(1, 4));
    let panel_width = (width - BETWEEN * (across - 1) as f32) / across as f32;
    let lines = multiples.series[..count].iter().map(|s| style.wrap(&s.name, panel_width, 2).len());
    let lines = lines.max().unwrap_or(1) as f32;
    let panel_height = style.leading() * (lines + 2.0) + HEIGHT + 18.0;
    let range = range_from_zero(multiples.series.iter().flat_map(|s| &s.values).flatten().copied());
    for (index, series) in multiples.series[..count].iter().enumerate() {
        let x = (index % across) as f32 * (panel_width + BETWEEN);
        let y = (index / across) as f32 * panel_height;
        let mut inner = Canvas::new(style, panel_width);
        panel(&mut inner, series, &multiples.labels, (range, lines), words);
        canvas.place(inner, x, y);
    }
    let bottom = panel_height * count.div_ceil(across) as f32 - 10.0;
    let bottom = words.more(&mut canvas, multiples.series.len() - count, bottom);
    canvas.finish(bottom + 1.0, &words.title)
}

fn panel(
    canvas: &mut Canvas<'_>,
    series: &Series,
    labels: &[String],
    (range, room): ((f64, f64), f32),
    words: &Words<'_>,
) {
    let (style, width) = (canvas.style, canvas.width);
    let lines = style.wrap(&series.name, width, 2);
    for (index, line) in lines.iter().enumerate() {
        let up = (lines.len() - 1 - index) as f32 * style.leading();
        canvas.text(
            0.0,
            style.leading() * (room - 1.0) + style.size - up,
            line,
            Anchor::Start,
            style.palette.text,
        );
    }
    let top = style.leading() * (room + 1.0) + 4.0;
    let scale = Scale::new(range, (top + HEIGHT, top));
    let slot = width / labels.len().max(1) as f32;
    let last = series.values.len().saturating_sub(1);
    for (index, value) in series.values.iter().enumerate() {
        let Some(value) = value else { continue };
        let (from, to) = (scale.at(0.0), scale.at(*value));
        let color = if index == last { style.palette.accent } else { style.palette.series(1) };
        canvas.rect(slot * index as f32 + slot * 0.12, from.min(to), slot * 0.76, (from - to).abs(), color);
    }
    canvas.line((0.0, scale.at(0.0)), (width, scale.at(0.0)), style.palette.muted, 0.5);
    if let Some(value) = series.values.last().copied().flatten() {
        let y = scale.at(value.max(0.0)) - 2.4;
        canvas.text(width, y, &words.number(value), Anchor::End, style.palette.text);
    }
    ends(canvas, labels, top + HEIGHT + style.leading());
}

/// The first and the last label below a panel.
fn ends(canvas: &mut Canvas<'_>, labels: &[String], y: f32) {
    let (style, width) = (canvas.style, canvas.width);
    let [first, .., last] = labels else { return };
    let last = style.fit(last, width);
    let room = width - style.width(&last, false) - 6.0;
    canvas.text(width, y, &last, Anchor::End, style.palette.muted);
    if style.width(first, false) <= room {
        canvas.text(0.0, y, first, Anchor::Start, style.palette.muted);
    }
}
