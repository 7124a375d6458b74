//! Word documents: the Document in the office's own letterhead.
//!
//! docx-rs writes paragraphs, runs and tables; each element then goes through `schema::mend` and gets what
//! docx-rs has no word for. The result goes into a letterhead: the office's reference document, or the
//! built-in one under `assets/docx`, on one and the same path.
//!
//! ```text
//! reference.docx ─letterhead─▶ parts ──place──▶ where the report goes ─┐
//! Document ─outline─▶ headings, ids ──compose──▶ text of body and notes ─┴─assemble─▶ package ─▶ zip
//! ```
//!
//! Must not know templates, visits or files. Start with [`DocxWriter`], then `assemble.rs`.

mod assemble;
mod chart;
mod comment;
mod compose;
mod contents;
mod figure;
mod grid;
mod inline;
mod label;
mod language;
mod letterhead;
mod list;
mod media;
mod note;
mod numbering;
mod outline;
mod package;
mod paragraph;
mod place;
mod placeholder;
mod properties;
mod repair;
mod schema;
mod settings;
mod styles;
mod table;
mod url;
mod widths;
mod workbook;
mod xml;

use super::{Format, Output, WriteError, Writer};
use crate::document::Document;
use crate::layout::Layout;
use crate::theme::ChartForm;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Writes Word documents (ECMA-376, transitional).
#[derive(Clone, Debug, Default)]
pub struct DocxWriter {
    /// How to write.
    pub options: DocxOptions,
}

/// How to write a Word document.
#[derive(Clone, Debug, Default)]
pub struct DocxOptions {
    /// The office's letterhead, a .docx file; without it the built-in one.
    pub reference: Option<Arc<[u8]>>,
    /// Page of each heading in reading order, from 1, for the contents; 0 or nothing where it is not known.
    pub heading_pages: Option<Vec<u32>>,
    /// Page of each block that has an id, from 1, for references to it.
    pub pages: BTreeMap<String, usize>,
    /// Whether headings are numbered, where the letterhead's styles do not number them.
    pub number_headings: bool,
    /// Whether items of `confirm` callouts become Word comments at the facts that they link to.
    pub comments: bool,
    /// How charts are shown.
    pub charts: ChartForm,
}

impl DocxOptions {
    /// The same with the pages that our own layout gives the headings.
    pub fn with_pages(self, layout: &Layout) -> Self {
        let count = layout.headings.iter().map(|heading| heading.index + 1).max().unwrap_or(0);
        let mut pages = vec![0; count];
        for heading in &layout.headings {
            pages[heading.index] = u32::try_from(heading.page + 1).unwrap_or(0);
        }
        Self { heading_pages: Some(pages), pages: layout.pages_by_id(), ..self }
    }
}

impl DocxWriter {
    /// A writer with those options.
    pub fn new(options: DocxOptions) -> Self {
        Self { options }
    }

    /// The built-in letterhead as a file: a start for an office's own.
    ///
    /// # Errors
    /// Never in a build that passes its tests.
    pub fn builtin_reference() -> Result<Vec<u8>, WriteError> {
        assemble::zip(letterhead::builtin()?)
    }
}

impl Writer for DocxWriter {
    fn format(&self) -> Format {
        Format::Docx
    }

    fn write(&self, document: &Document) -> Result<Output, WriteError> {
        assemble::write(document, &self.options)
    }
}
