//! The key: what colours and marks mean, in the order of the series.
//!
//! Start with [`draw`].

use super::canvas::{Anchor, Canvas};

/// Side of a swatch, points.
const SWATCH: f32 = 7.0;

/// Draws swatches and names in as many lines as they need from `top` on; returns where what follows may start.
pub(super) fn draw(canvas: &mut Canvas<'_>, names: &[&str], top: f32) -> f32 {
    let marked: Vec<(Mark, &str)> =
        names.iter().enumerate().map(|(i, name)| (Mark::Square(i), *name)).collect();
    draw_marks(canvas, &marked, top)
}

/// What stands before a name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mark {
    /// A square in the colour of a series.
    Square(usize),
    /// A dot, hollow or not.
    Dot { hollow: bool },
}

/// As [`draw`], with any marks. Names that are empty have no entry.
pub(super) fn draw_marks(canvas: &mut Canvas<'_>, entries: &[(Mark, &str)], top: f32) -> f32 {
    let style = canvas.style;
    let (mut x, mut y) = (0.0, top + style.size);
    let mut any = false;
    for (mark, name) in entries.iter().filter(|(_, name)| !name.is_empty()) {
        let name = style.fit(name, canvas.width - SWATCH - 4.0);
        let width = SWATCH + 4.0 + style.width(&name, false);
        if x > 0.0 && x + width > canvas.width {
            (x, y) = (0.0, y + style.leading());
        }
        swatch(canvas, *mark, x, y);
        canvas.text(x + SWATCH + 4.0, y, &name, Anchor::Start, style.palette.text);
        x += width + 14.0;
        any = true;
    }
    if any { y + style.size * 0.6 } else { top }
}

fn swatch(canvas: &mut Canvas<'_>, mark: Mark, x: f32, y: f32) {
    let palette = &canvas.style.palette;
    let (accent, middle) = (palette.accent, y - canvas.style.size * 0.33);
    match mark {
        Mark::Square(index) => {
            let color = palette.series(index);
            canvas.rect(x, middle - SWATCH / 2.0, SWATCH, SWATCH, color);
        }
        Mark::Dot { hollow } => canvas.circle(x + SWATCH / 2.0, middle, SWATCH / 2.0, accent, hollow),
    }
}
