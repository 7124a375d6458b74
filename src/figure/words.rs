//! Words and numbers of figures, in the report's language.
//!
//! Start with [`Words`].

use super::canvas::{Anchor, Canvas};
use crate::message::{Argument, Catalogue, MessageError};
use std::cell::RefCell;

/// From this size on, numbers are written with an exponent.
const HUGE: f64 = 1e12;

/// Words of one figure.
pub(super) struct Words<'a> {
    catalogue: &'a Catalogue,
    /// Name of the drawing.
    pub title: String,
    /// Whether the figure has several series.
    pub several: bool,
    /// The first message that could not be had; told when the drawing is done.
    failed: RefCell<Option<MessageError>>,
}

impl<'a> Words<'a> {
    pub fn new(catalogue: &'a Catalogue, title: String, several: bool) -> Self {
        Self { catalogue, title, several, failed: RefCell::new(None) }
    }

    /// A number as the language writes it: whole numbers whole, others with at most two decimals.
    pub fn number(&self, value: f64) -> String {
        if value.abs() >= HUGE {
            let exponent = value.abs().log10().floor();
            let power = self.catalogue.number(exponent, 0);
            return format!("{} × 10^{power}", self.catalogue.number(value / 10f64.powf(exponent), 1));
        }
        self.catalogue.number(value, if value.abs() >= 100.0 { 0 } else { 2 })
    }

    /// A message that stands by itself.
    pub fn sentence(&self, id: &str) -> Result<String, MessageError> {
        self.catalogue.word(id)
    }

    /// A message; empty where it cannot be had, which [`Self::check`] then tells.
    pub fn message(&self, id: &str, args: &[(&str, Argument)]) -> String {
        self.catalogue.text(id, args).unwrap_or_else(|error| {
            self.failed.borrow_mut().get_or_insert(error);
            String::new()
        })
    }

    /// Draws "12 more are not drawn" below `y`, where anything was left out; returns the new bottom.
    pub fn more(&self, canvas: &mut Canvas<'_>, count: usize, y: f32) -> f32 {
        self.remark(canvas, "figure-more", count, y)
    }

    /// As [`Self::more`], of places without names.
    pub fn unnamed(&self, canvas: &mut Canvas<'_>, count: usize, y: f32) -> f32 {
        self.remark(canvas, "figure-unnamed", count, y)
    }

    fn remark(&self, canvas: &mut Canvas<'_>, id: &str, count: usize, y: f32) -> f32 {
        if count == 0 {
            return y;
        }
        let text = self.message(id, &[("count", count.into())]);
        let style = canvas.style;
        let lines = style.wrap(&text, canvas.width, 3);
        for (index, line) in (1..).zip(&lines) {
            canvas.text(0.0, y + style.leading() * index as f32, line, Anchor::Start, style.palette.muted);
        }
        y + style.leading() * lines.len() as f32 + 2.0
    }

    /// The catalogue, for dates.
    pub fn catalogue(&self) -> &'a Catalogue {
        self.catalogue
    }

    /// Notes a failure of the catalogue.
    pub fn or_note(&self, text: Result<String, MessageError>) -> String {
        text.unwrap_or_else(|error| {
            self.failed.borrow_mut().get_or_insert(error);
            String::new()
        })
    }

    /// An error where a message could not be had.
    pub fn check(self) -> Result<(), MessageError> {
        self.failed.into_inner().map_or(Ok(()), Err)
    }
}
