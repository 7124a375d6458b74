//! Labels that cover neither each other nor what they name.
//!
//! Start with [`Placer::place`].

use super::canvas::{Anchor, Canvas, Rect};

/// Space between a dot and its label, points.
const GAP: f32 = 2.5;

/// Space between two labels side by side, points; less than [`GAP`], so that a label may stand by its dot.
const APART: f32 = 2.0;

/// Keeps what is taken.
pub(super) struct Placer {
    /// Whether labels stand above their dots rather than beside them.
    above: bool,
    frame: Rect,
    taken: Vec<Rect>,
}

/// A free place: the first line's point and how it stands to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub x: f32,
    pub y: f32,
    pub anchor: Anchor,
}

impl Placer {
    /// Free space as wide as the drawing, for labels beside their dots.
    pub fn beside(width: f32) -> Self {
        Self::new(width, false)
    }

    /// The same for labels above their dots.
    pub fn above(width: f32) -> Self {
        Self::new(width, true)
    }

    fn new(width: f32, above: bool) -> Self {
        Self {
            above,
            frame: Rect { left: 0.0, top: f32::MIN, right: width, bottom: f32::MAX },
            taken: Vec::new(),
        }
    }

    /// Keeps labels between two heights.
    pub fn limit(&mut self, top: f32, bottom: f32) {
        (self.frame.top, self.frame.bottom) = (top, bottom);
    }

    /// Takes a box.
    pub fn block(&mut self, taken: Rect) {
        self.taken.push(taken);
    }

    /// Takes a circle's box.
    pub fn block_circle(&mut self, x: f32, y: f32, radius: f32) {
        self.block(Rect { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius });
    }

    /// The first free place around a dot for a label of some lines: beside it, above, below, then at its corners.
    /// It is then taken.
    pub fn place(
        &mut self,
        canvas: &Canvas<'_>,
        (x, y): (f32, f32),
        radius: f32,
        lines: &[&str],
    ) -> Option<Place> {
        let (size, leading) = (canvas.style.size, canvas.style.leading());
        let away = radius + GAP;
        let height = leading * (lines.len().saturating_sub(1)) as f32;
        let beside = y + size * 0.35 - height / 2.0;
        let (above, below) = (y - away - size * 0.22 - height, y + away + size * 0.74);
        let slant = away * 0.75;
        let mut candidates = [
            (x + away, beside, Anchor::Start),
            (x - away, beside, Anchor::End),
            (x, above, Anchor::Middle),
            (x, below, Anchor::Middle),
            (x + slant, above + away * 0.3, Anchor::Start),
            (x - slant, above + away * 0.3, Anchor::End),
            (x + slant, below - away * 0.3, Anchor::Start),
            (x - slant, below - away * 0.3, Anchor::End),
        ];
        if self.above {
            candidates[..3].rotate_right(1);
        }
        let places = candidates.into_iter().map(|(x, y, anchor)| Place { x, y, anchor });
        let boxed = places.map(|place| (place, boxes(canvas, place, lines)));
        let (place, boxes) = boxed.into_iter().find(|(_, boxes)| boxes.iter().all(|b| self.is_free(b)))?;
        self.taken.extend(boxes);
        Some(place)
    }

    fn is_free(&self, wanted: &Rect) -> bool {
        let apart = Rect { left: wanted.left - APART, right: wanted.right + APART, ..*wanted };
        self.frame.holds(wanted) && !self.taken.iter().any(|taken| taken.overlaps(&apart))
    }
}

fn boxes(canvas: &Canvas<'_>, place: Place, lines: &[&str]) -> Vec<Rect> {
    let leading = canvas.style.leading();
    let line = |(index, text): (usize, &&str)| {
        canvas.text_box(
            place.x,
            place.y + leading * index as f32,
            text,
            place.anchor,
            index == 0 && lines.len() > 1,
        )
    };
    lines.iter().enumerate().map(line).collect()
}
