//! A table tinted by value: sectors by years.
//!
//! Start with [`draw`].

use super::bar::column_labels;
use super::canvas::{Anchor, Canvas, Drawing, Style};
use super::spec::Heat;
use super::words::Words;

/// Most rows and columns that are drawn.
const MOST_ROWS: usize = 40;
const MOST_COLUMNS: usize = 60;

/// Share of the width that names of rows may take.
const NAME_SHARE: f32 = 0.4;

/// Least count that is shown darkest: where every cell is 1 or 2, none should stand out.
const LEAST_DARK: f64 = 5.0;

/// Widest cell, points.
const WIDEST: f32 = 34.0;

/// Draws the table.
pub(super) fn draw(heat: &Heat, style: &Style<'_>, width: f32, words: &Words<'_>) -> Drawing {
    let mut canvas = Canvas::new(style, width);
    let rows = heat.rows.len().min(MOST_ROWS);
    // The last columns are the latest years.
    let first = heat.columns.len().saturating_sub(MOST_COLUMNS);
    let columns = &heat.columns[first..];
    let names: Vec<String> =
        heat.rows[..rows].iter().map(|name| style.fit(name, width * NAME_SHARE)).collect();
    let sums: Vec<String> = heat.values[..rows].iter().map(|row| words.number(sum(row))).collect();
    let widest = |texts: &[String]| texts.iter().map(|text| style.width(text, false)).fold(0.0, f32::max);
    let (left, right) = (widest(&names) + 8.0, width - widest(&sums) - 8.0);
    let cell = ((right - left) / columns.len().max(1) as f32).min(WIDEST);
    let right = left + cell * columns.len() as f32;
    let height = style.leading() + 2.6;
    let mut header = Canvas::new(style, right - left);
    column_labels(&mut header, columns, cell, style.size);
    canvas.place(header, left, 0.0);
    let top = style.leading() + 1.0;
    let greatest = heat.values.iter().flatten().flatten().map(|v| v.abs()).fold(0.0, f64::max);
    let greatest = if greatest >= 1.0 { greatest.max(LEAST_DARK) } else { greatest };
    for (index, (name, row)) in names.iter().zip(&heat.values).enumerate() {
        let y = top + height * index as f32;
        let baseline = y + height / 2.0 + style.size * 0.35;
        canvas.text(0.0, baseline, name, Anchor::Start, style.palette.text);
        for (column, value) in row[first..].iter().enumerate() {
            let place = (left + cell * column as f32, y);
            tinted_cell(&mut canvas, *value, greatest, place, (cell, height), words);
        }
        canvas.text(right + 8.0, baseline, &sums[index], Anchor::Start, style.palette.muted);
    }
    let bottom = top + height * rows as f32;
    let bottom = words.more(&mut canvas, heat.rows.len() - rows, bottom);
    canvas.finish(bottom + 1.0, &words.title)
}

fn sum(row: &[Option<f64>]) -> f64 {
    row.iter().flatten().sum::<f64>().clamp(f64::MIN, f64::MAX)
}

/// A cell in the tint of its value, with the value where it fits; zero and missing stay pale.
fn tinted_cell(
    canvas: &mut Canvas<'_>,
    value: Option<f64>,
    greatest: f64,
    (x, y): (f32, f32),
    (width, height): (f32, f32),
    words: &Words<'_>,
) {
    let style = canvas.style;
    let value = value.filter(|v| *v != 0.0 && greatest > 0.0);
    let Some(value) = value else {
        return canvas.circle(x + width / 2.0, y + height / 2.0, 0.9, style.palette.rule, false);
    };
    let ground = style.palette.tint(value.abs() / greatest);
    canvas.rect(x + 0.5, y + 0.5, width - 1.0, height - 1.0, ground);
    let text = words.number(value);
    if style.width(&text, false) <= width - 1.0 {
        let middle = (x + width / 2.0, y + height / 2.0 + style.size * 0.35);
        canvas.text(middle.0, middle.1, &text, Anchor::Middle, style.palette.on(ground));
    }
}
