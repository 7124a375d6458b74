//! The Document model, and reading it from Markdown.
//!
//! Must not know templates, formats or visits. Start with [`Document`], then [`read`].

mod model;
mod read;
pub mod walk;

pub use model::{
    Alignment, Attributes, Block, BlockKind, Cell, ChartSpec, Column, Document, Figure, Inline, Labels, List,
    Metadata, Note, Picture, Position, Row, Table, plain_text,
};
pub use read::{Limits, PictureResolver, ReadError, ReadOptions, Reading, Warning, read};
