//! Drawings: SVG as paths, text and pictures that a back end can draw.
//!
//! SVG comes from outside: it is read without entities, without other files, and not beyond limits. The
//! instructions of a drawing are here; `read` makes them, `limit` refuses what grows beyond measure, `word`
//! keeps text as text.

mod limit;
mod read;
mod word;

pub(super) use read::read;

use super::picture::PictureContent;
use crate::text::Word;
use crate::theme::Color;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A drawing in its own coordinates: x to the right, y downwards.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    /// Width and height.
    pub size: (f32, f32),
    /// What to draw, in order.
    pub commands: Vec<Command>,
    /// Pictures within it.
    pub pictures: Vec<PictureContent>,
    /// What it has that is not drawn, in plain words.
    pub left_out: BTreeSet<&'static str>,
}

/// A step of a drawing.
#[derive(Clone, Debug)]
pub enum Command {
    /// Remember clips and the rest of the state.
    Save,
    /// Return to what was remembered.
    Restore,
    /// Draw only inside of these outlines from now on.
    Clip(Outline),
    /// Fill outlines.
    Fill {
        /// Outlines.
        outline: Outline,
        /// With what.
        ink: Ink,
        /// Opacity, 0–1.
        opacity: f32,
    },
    /// Draw along outlines.
    Stroke {
        /// Outlines, before their transform.
        outline: Outline,
        /// How the pen and all are moved, scaled and turned.
        transform: [f32; 6],
        /// The pen.
        pen: Pen,
        /// Opacity, 0–1.
        opacity: f32,
    },
    /// Text of one font on one line.
    Text {
        /// The text.
        word: Arc<Word>,
        /// From the text's em square to the drawing.
        transform: [f32; 6],
        /// Colour.
        color: Color,
        /// Opacity, 0–1.
        opacity: f32,
    },
    /// A picture.
    Picture {
        /// Number in [`Drawing::pictures`].
        index: usize,
        /// From the unit square, y downwards, to the drawing.
        transform: [f32; 6],
        /// Opacity, 0–1.
        opacity: f32,
    },
}

/// Lines and curves that enclose something.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// Segments.
    pub segments: Vec<Segment>,
    /// Whether what is enclosed twice is outside again.
    pub even_odd: bool,
}

/// A step of an outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// Start at a point.
    Move([f32; 2]),
    /// A line to a point.
    Line([f32; 2]),
    /// A cubic curve: two control points and the end.
    Curve([f32; 6]),
    /// Back to the start.
    Close,
}

/// What an outline is filled with.
#[derive(Clone, Debug, PartialEq)]
pub enum Ink {
    /// A colour.
    Flat(Color),
    /// Colours along a line or between circles.
    Gradient(Gradient),
}

/// Colours along a line (four coordinates) or between two circles (six, with their radii).
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    /// x0, y0, x1, y1, or x0, y0, r0, x1, y1, r1.
    pub coordinates: Vec<f32>,
    /// From the coordinates to the drawing.
    pub transform: [f32; 6],
    /// Offsets from 0 to 1, and colours.
    pub stops: Vec<(f32, Color)>,
}

/// How lines are drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Pen {
    /// Width.
    pub width: f32,
    /// Colour.
    pub color: Color,
    /// Ends: 0 butt, 1 round, 2 square.
    pub cap: u8,
    /// Corners: 0 mitred, 1 round, 2 bevelled.
    pub join: u8,
    /// Longest mitre, in widths.
    pub miter_limit: f32,
    /// Lengths of dashes and gaps, and where in them the line starts.
    pub dashes: (Vec<f32>, f32),
}
