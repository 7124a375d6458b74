//! The Document model, and reading it from Markdown.
//!
//! Must not know templates, formats or visits. Start with [`Document`], then [`read`].

mod model;
mod outline;
mod read;
pub mod walk;

pub use model::{
    Alignment, Attributes, Block, BlockKind, Cell, ChartSpec, Column, Document, Figure, Inline, Labels, List,
    Metadata, Note, Picture, Position, Row, Table, plain_text,
};
pub use outline::{OutlineEntry, outline};
pub use read::{Limits, PictureResolver, ReadError, ReadOptions, Reading, Warning, read};
pub(crate) use read::{render_attributes, render_pair};
