//! Text: fonts, shaping, hyphenation, and breaking paragraphs into lines.
//!
//! Knows nothing of pages, tags or formats: a run of text carries an opaque tag that only its
//! caller understands. Start with [`Paragraph`], which is filled with styled text and broken into
//! [`Line`]s by a [`Typesetter`] over a [`FontLibrary`].

mod breaking;
mod coverage;
mod embedded;
mod face;
mod hyphen;
mod library;
mod line;
mod nobreak;
mod paragraph;
mod shape;
mod token;

pub use face::{Face, FaceId};
pub use library::{FontError, FontLibrary};
pub use line::{Align, Line, Piece, Run};
pub use paragraph::{Measure, Paragraph, Prepared, Style};
pub use shape::{Glyph, LanguageId, Typesetter, Word};
