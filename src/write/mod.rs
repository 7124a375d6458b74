//! Writers: one Document in, the bytes of one format out.
//!
//! A writer touches no file, no clock and no network. What it cannot show it reports as a
//! [`Warning`]; silence would be loss. Options live in the writer itself.

pub mod docx;
pub mod html;
pub mod json;
pub mod markdown;
pub mod pdf;

pub use crate::document::Warning;

use crate::document::{Document, Position};
use std::{fmt, str::FromStr};

/// A format of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// PDF.
    Pdf,
    /// Office Open XML, Word.
    Docx,
    /// Markdown.
    Markdown,
    /// HTML, one file.
    Html,
    /// The Document itself.
    Json,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 5] = [Self::Pdf, Self::Docx, Self::Markdown, Self::Html, Self::Json];

    /// Usual file name extension, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Json => "json",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.extension())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim().to_ascii_lowercase().as_str() {
            "pdf" => Ok(Self::Pdf),
            "docx" => Ok(Self::Docx),
            "md" | "markdown" => Ok(Self::Markdown),
            "html" | "htm" => Ok(Self::Html),
            "json" => Ok(Self::Json),
            other => Err(format!("\"{other}\" is not a format; use pdf, docx, md, html or json")),
        }
    }
}

/// What a writer made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// The file.
    pub bytes: Vec<u8>,
    /// Further files that belong beside it (pictures of a Markdown report), by relative name.
    pub sidecars: Vec<(String, Vec<u8>)>,
    /// Number of pages, where the format has pages.
    pub pages: Option<usize>,
    /// What could not be shown as meant.
    pub warnings: Vec<Warning>,
}

/// Why a writer made nothing.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The document lacks what the format or standard demands.
    #[error("{message}")]
    Document {
        /// What is lacking and what to do.
        message: String,
        /// Where.
        position: Option<Position>,
    },
    /// The reference document cannot be used.
    #[error("reference document: {message}")]
    Reference {
        /// What is wrong with it and what to do.
        message: String,
    },
    /// A file that the writer builds on (font, picture) cannot be used.
    #[error("{what}: {message}")]
    Resource {
        /// Which.
        what: String,
        /// What is wrong with it and what to do.
        message: String,
    },
    /// A library under the writer failed.
    #[error("the {format} writer failed: {message}")]
    Backend {
        /// Format.
        format: Format,
        /// The library's words.
        message: String,
    },
}

/// A format's writer. The same Document and options give the same bytes, whatever the thread or run.
pub trait Writer {
    /// The format that it writes.
    fn format(&self) -> Format;

    /// Writes the document.
    ///
    /// # Errors
    /// Where the document lacks what the format demands, or a resource cannot be used.
    fn write(&self, document: &Document) -> Result<Output, WriteError>;
}
