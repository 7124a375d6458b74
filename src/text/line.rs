//! A line: its words at their places, from the left.

use super::face::FaceId;
use super::paragraph::Style;
use super::shape::Word;
use std::sync::Arc;
use unicode_bidi::{BidiInfo, Level};

/// How lines stand in their column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Both ends even, the last line at the start.
    #[default]
    Justify,
    /// At the start: left, or right where text runs from right to left.
    Start,
    /// In the middle.
    Center,
    /// At the end.
    End,
}

/// A word or space of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Distance from the start of the run, points.
    pub x: f32,
    /// Glyphs.
    pub word: Arc<Word>,
}

/// Text of one style and font on one line, in reading order.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Distance of its left end from the left of the column, points.
    pub x: f32,
    /// Style; its font is the one that was asked for, not one that stands in.
    pub style: Style,
    /// Font.
    pub face: FaceId,
    /// Words and spaces.
    pub pieces: Vec<Piece>,
    /// Width, points.
    pub width: f32,
}

impl Run {
    /// Its text.
    pub fn text(&self) -> String {
        self.pieces.iter().map(|p| &*p.word.text).collect()
    }
}

/// A line of a paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Runs in reading order.
    pub runs: Vec<Run>,
    /// Width of the ink and the spaces between, points.
    pub width: f32,
}

impl Line {
    /// Its text, as far as it can be seen: a hyphen at the end is a soft one.
    pub fn text(&self) -> String {
        self.runs.iter().map(Run::text).collect()
    }
}

/// A word or space that is to stand on a line.
pub(super) struct Part {
    pub word: Arc<Word>,
    pub style: Style,
    pub level: u8,
    pub is_space: bool,
}

/// What stands on a line, in reading order, without places yet.
pub(super) struct LineParts {
    pub parts: Vec<Part>,
    pub width: f32,
    pub align: Align,
    /// Whether it is the last of its block, and so not spread.
    pub ends_block: bool,
    pub rtl: bool,
}

/// A space is never stretched beyond this multiple of its width; such a line stays ragged.
const MOST_STRETCH: f32 = 4.0;
/// Nor made narrower than this share.
const LEAST_SPACE: f32 = 0.5;

impl LineParts {
    /// Gives every part its place.
    pub fn set(self) -> Line {
        let natural: f32 = self.parts.iter().map(Part::width).sum();
        let spaces: f32 = self.parts.iter().filter(|p| p.is_space).map(Part::width).sum();
        let scale = self.space_scale(natural, spaces);
        let width = natural + spaces * (scale - 1.0);
        let slack = self.width - width;
        let start = match (self.align, self.rtl) {
            (Align::Center, _) => slack / 2.0,
            (Align::End, false) | (Align::Start | Align::Justify, true) => slack,
            _ => 0.0,
        };
        let mut x = start.max(0.0);
        let mut places = vec![0.0; self.parts.len()];
        for index in self.visual_order() {
            places[index] = x;
            x += self.parts[index].scaled_width(scale);
        }
        Line { runs: runs(&self.parts, &places, scale), width }
    }

    fn space_scale(&self, natural: f32, spaces: f32) -> f32 {
        let missing = self.width - natural;
        if spaces <= 0.0 || (missing >= 0.0 && (self.align != Align::Justify || self.ends_block)) {
            return 1.0;
        }
        let scale = 1.0 + missing / spaces;
        if scale > MOST_STRETCH { 1.0 } else { scale.max(LEAST_SPACE) }
    }

    /// Indices from left to right (Unicode Annex 9, rule L2).
    fn visual_order(&self) -> Vec<usize> {
        if self.parts.iter().all(|p| p.level == 0) {
            return (0..self.parts.len()).collect();
        }
        let level = |p: &Part| Level::new(p.level).unwrap_or_else(|_| Level::ltr());
        let levels: Vec<Level> = self.parts.iter().map(level).collect();
        BidiInfo::reorder_visual(&levels)
    }
}

impl Part {
    fn width(&self) -> f32 {
        self.word.advance * self.style.size
    }

    fn scaled_width(&self, scale: f32) -> f32 {
        if self.is_space { self.width() * scale } else { self.width() }
    }
}

/// Gathers neighbours of one style and font.
fn runs(parts: &[Part], places: &[f32], scale: f32) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (part, place) in parts.iter().zip(places) {
        let (left, right) = (*place, *place + part.scaled_width(scale));
        let joins = |run: &&mut Run| run.style == part.style && run.face == part.word.face;
        match runs.last_mut().filter(joins) {
            Some(run) => {
                let end = (run.x + run.width).max(right);
                if left < run.x {
                    let shift = run.x - left;
                    run.pieces.iter_mut().for_each(|p| p.x += shift);
                    run.x = left;
                }
                run.width = end - run.x;
                run.pieces.push(Piece { x: left - run.x, word: part.word.clone() });
            }
            None => runs.push(Run {
                x: left,
                style: part.style,
                face: part.word.face,
                pieces: vec![Piece { x: 0.0, word: part.word.clone() }],
                width: right - left,
            }),
        }
    }
    runs
}
