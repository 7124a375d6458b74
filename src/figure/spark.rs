//! A line as small as a word, with its last value.
//!
//! Start with [`draw`].

use super::canvas::{Anchor, Canvas, Drawing, Number, Style};
use super::scale::Scale;
use super::spec::Spark;
use super::words::Words;
use std::fmt::Write;

/// Height and greatest width, points.
const HEIGHT: f32 = 16.0;
const WIDEST: f32 = 120.0;

/// Draws the line.
pub(super) fn draw(spark: &Spark, style: &Style<'_>, width: f32, words: &Words<'_>) -> Drawing {
    let last = spark.values.iter().rev().flatten().next().copied();
    let text = last.map(|value| words.number(value)).unwrap_or_default();
    let text_width = style.width(&text, true);
    let width = width.min(WIDEST + text_width);
    let mut canvas = Canvas::new(style, width);
    let steps = spark.values.len().saturating_sub(1).max(1) as f64;
    let right = (width - text_width - 6.0).max(4.0);
    let x = Scale::new((0.0, steps), (2.0, right));
    let y = Scale::new(range(spark), (HEIGHT, 3.0));
    let mut data = String::new();
    let mut pen_down = false;
    let mut end = None;
    for (step, value) in spark.values.iter().enumerate() {
        if let Some(value) = value {
            let place = (x.at(step as f64), y.at(*value));
            // Writing to a string does not fail.
            let _ =
                write!(data, "{}{} {}", if pen_down { "L" } else { "M" }, Number(place.0), Number(place.1));
            end = Some(place);
        }
        pen_down = value.is_some();
    }
    canvas.stroke_path(&data, style.palette.muted, 1.0, false);
    if let Some((x, y)) = end {
        canvas.circle(x, y, 2.0, style.palette.accent, false);
    }
    canvas.bold(width, HEIGHT - 4.0, &text, Anchor::End, style.palette.text);
    canvas.finish(HEIGHT + 3.0, &words.title)
}

fn range(spark: &Spark) -> (f64, f64) {
    let values = spark.values.iter().flatten().copied();
    let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
    if low < high { (low, high) } else { (high - 1.0, high + 1.0) }
}
