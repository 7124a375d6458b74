//! Lines over equal steps, named at their ends.
//!
//! Start with [`draw`].

use super::bar::column_labels;
use super::canvas::{Anchor, Canvas, Drawing, Number, Style};
use super::scale::{Scale, marks, range_from_zero};
use super::spec::{Line, Series};
use super::words::Words;
use std::fmt::Write;

/// Height of the plot, points.
const HEIGHT: f32 = 110.0;

/// Space between the ends of the plot and the first and last value, points.
const INSET: f32 = 10.0;

/// Share of the width that names may take.
const NAME_SHARE: f32 = 0.3;

/// Draws lines.
pub(super) fn draw(line: &Line, style: &Style<'_>, width: f32, words: &Words<'_>) -> Drawing {
    let mut canvas = Canvas::new(style, width);
    let drawn = line.series.iter().take(style.palette.distinct());
    let values = drawn.flat_map(|s| &s.values).flatten().copied();
    let range = range_from_zero(values);
    let top = style.leading();
    let marks = marks(range, 4);
    let mark_texts: Vec<String> = marks.iter().map(|m| words.number(*m)).collect();
    let left = mark_texts.iter().map(|text| style.width(text, false)).fold(0.0, f32::max) + 6.0;
    let names = end_names(line, style, width, words);
    let right = width - names.iter().map(|(_, _, name)| style.width(name, false)).fold(0.0, f32::max) - 8.0;
    let scale = Scale::new(range, (top + HEIGHT, top));
    for (mark, text) in marks.iter().zip(&mark_texts) {
        let y = scale.at(*mark);
        let color = if *mark == 0.0 { style.palette.muted } else { style.palette.rule };
        canvas.line((left, y), (right, y), color, 0.5);
        canvas.text(left - 6.0, y + style.size * 0.35, text, Anchor::End, style.palette.muted);
    }
    let step = (right - left - 2.0 * INSET) / line.labels.len().saturating_sub(1).max(1) as f32;
    let x = |index: usize| left + INSET + step * index as f32;
    let most = style.palette.distinct();
    for (index, series) in line.series.iter().take(most).enumerate() {
        curve(&mut canvas, series, index, &x, scale);
    }
    let wanted: Vec<f32> = names.iter().map(|(_, value, _)| scale.at(*value)).collect();
    let spread = spread(&wanted, style.leading(), (top, top + HEIGHT));
    for ((series, _, name), y) in names.iter().zip(spread) {
        canvas.text(right + 4.0, y + style.size * 0.35, name, Anchor::Start, text_color(style, *series));
    }
    let mut labels = Canvas::new(style, right - left - 2.0 * INSET + step);
    column_labels(&mut labels, &line.labels, step, top + HEIGHT + style.leading());
    canvas.place(labels, left + INSET - step / 2.0, 0.0);
    let bottom =
        words.more(&mut canvas, line.series.len().saturating_sub(most), top + HEIGHT + style.leading());
    canvas.finish(bottom + style.size * 0.35, &words.title)
}

/// Light lines are named in the colour of text.
fn text_color(style: &Style<'_>, series: usize) -> crate::theme::Color {
    let color = style.palette.series(series);
    if style.palette.on(color) == crate::theme::Color::WHITE { color } else { style.palette.text }
}

/// Series, last value and text for each line's end.
fn end_names(line: &Line, style: &Style<'_>, width: f32, words: &Words<'_>) -> Vec<(usize, f64, String)> {
    let end = |(index, series): (usize, &Series)| {
        let last = series.values.iter().rev().flatten().next()?;
        let name = style.fit(&series.name, width * NAME_SHARE);
        Some((index, *last, format!("{} {name}", words.number(*last)).trim_end().to_owned()))
    };
    line.series.iter().enumerate().take(style.palette.distinct()).filter_map(end).collect()
}

/// A line with gaps where values are missing, a dot for a value that stands alone and for the last one.
fn curve(canvas: &mut Canvas<'_>, series: &Series, index: usize, x: &dyn Fn(usize) -> f32, scale: Scale) {
    let color = canvas.style.palette.series(index);
    let mut data = String::new();
    let mut pen_down = false;
    for (step, value) in series.values.iter().enumerate() {
        let Some(value) = value else {
            pen_down = false;
            continue;
        };
        // Writing to a string does not fail.
        let _ = write!(
            data,
            "{}{} {}",
            if pen_down { "L" } else { "M" },
            Number(x(step)),
            Number(scale.at(*value))
        );
        let alone = !pen_down && series.values.get(step + 1).copied().flatten().is_none();
        let last = series.values[step + 1..].iter().all(Option::is_none);
        if alone || last {
            canvas.circle(x(step), scale.at(*value), 2.2, color, false);
        }
        pen_down = true;
    }
    canvas.stroke_path(&data, color, 1.6, false);
}

/// Heights near the wanted ones that are at least `apart` from each other, within limits where they can be.
pub(super) fn spread(wanted: &[f32], apart: f32, (top, bottom): (f32, f32)) -> Vec<f32> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let mut placed = wanted.to_vec();
    let mut least = top;
    for index in &order {
        placed[*index] = placed[*index].max(least);
        least = placed[*index] + apart;
    }
    let mut most = bottom;
    for index in order.iter().rev() {
        placed[*index] = placed[*index].min(most);
        most = placed[*index] - apart;
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spread_without_leaving_the_plot() {
        let placed = spread(&[50.0, 51.0, 100.0, 100.0], 11.0, (0.0, 100.0));
        let mut sorted = placed.clone();
        sorted.sort_by(f32::total_cmp);
        assert!(sorted.windows(2).all(|w| w[1] - w[0] >= 10.99), "{placed:?}");
        assert!(placed.iter().all(|y| (0.0..=100.0).contains(y)));
    }
}
