//! The standards that a PDF may conform to, and what a document must have for them.

use crate::document::{Block, BlockKind, Document, Figure, Position};
use crate::layout::Layout;
use crate::write::WriteError;
use serde::Deserialize;
use std::{fmt, str::FromStr};

/// What a PDF conforms to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum PdfStandard {
    /// PDF/A-2a (ISO 19005-2, archiving with structure) and PDF/UA-1 (ISO 14289-1, accessibility).
    #[default]
    A2aUa1,
    /// PDF/A-2a alone.
    A2a,
    /// PDF/A-2b: archiving, appearance only.
    A2b,
    /// PDF/UA-1 alone.
    Ua1,
    /// None; the file is tagged all the same.
    None,
}

/// The text names no standard.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a PDF standard; use a-2a+ua-1, a-2a, a-2b, ua-1 or none")]
pub struct ParseStandardError(String);

const NAMES: [(PdfStandard, &str); 5] = [
    (PdfStandard::A2aUa1, "a-2a+ua-1"),
    (PdfStandard::A2a, "a-2a"),
    (PdfStandard::A2b, "a-2b"),
    (PdfStandard::Ua1, "ua-1"),
    (PdfStandard::None, "none"),
];

impl fmt::Display for PdfStandard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = NAMES.iter().find(|(s, _)| s == self).map_or("none", |(_, name)| name);
        f.write_str(name)
    }
}

impl FromStr for PdfStandard {
    type Err = ParseStandardError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wanted = text.trim().to_ascii_lowercase();
        let found = NAMES.iter().find(|(_, name)| *name == wanted).map(|(standard, _)| *standard);
        found.ok_or_else(|| ParseStandardError(text.to_owned()))
    }
}

impl TryFrom<String> for PdfStandard {
    type Error = ParseStandardError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl PdfStandard {
    /// Conformance level of PDF/A-2, as its metadata names it.
    pub(super) fn archive_level(self) -> Option<&'static str> {
        match self {
            Self::A2aUa1 | Self::A2a => Some("A"),
            Self::A2b => Some("B"),
            Self::Ua1 | Self::None => None,
        }
    }

    /// Whether it claims PDF/UA-1.
    pub(super) fn is_accessible(self) -> bool {
        matches!(self, Self::A2aUa1 | Self::Ua1)
    }

    fn needs_structure(self) -> bool {
        self.is_accessible() || self == Self::A2a
    }

    /// Checks that the document has what the standard demands of it.
    pub(super) fn check(self, document: &Document, layout: &Layout) -> Result<(), WriteError> {
        if self.is_accessible() && document.meta.title.trim().is_empty() {
            // ISO 14289-1, 7.1
            return Err(lacking(
                "the document has no title; give it one with `title:` at its head",
                self,
                None,
            ));
        }
        if self.needs_structure() && document.meta.language.is_none() {
            // ISO 14289-1, 7.2; ISO 19005-2, 6.7.4
            return Err(lacking(
                "the document names no language; give it one with `lang:` at its head",
                self,
                None,
            ));
        }
        if self.needs_structure() {
            // ISO 14289-1, 7.3
            undescribed_figure(&document.blocks).map_or(Ok(()), |position| {
                let what = "a figure has no description; add one (alt=\"what it shows\"), or leave out its caption if it is mere decoration";
                Err(lacking(what, self, position))
            })?;
        }
        debug_assert!(!layout.pages.is_empty());
        Ok(())
    }
}

fn lacking(what: &str, standard: PdfStandard, position: Option<Position>) -> WriteError {
    WriteError::Document { message: format!("{what} (demanded by {standard})"), position }
}

/// Place of the first figure that says something but not in words.
fn undescribed_figure(blocks: &[Block]) -> Option<Option<Position>> {
    blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Figure(figure) if is_undescribed(figure) => Some(block.attrs.position.clone()),
        BlockKind::Quote(inner) | BlockKind::Group(inner) => undescribed_figure(inner),
        BlockKind::Callout { body, .. } => undescribed_figure(body),
        BlockKind::List(list) => list.items.iter().find_map(|item| undescribed_figure(item)),
        BlockKind::Table(table) => {
            let rows = table.head.iter().chain(&table.body).chain(&table.foot);
            rows.flat_map(|r| &r.cells).find_map(|cell| undescribed_figure(&cell.blocks))
        }
        _ => None,
    })
}

fn is_undescribed(figure: &Figure) -> bool {
    let says_something = !figure.caption.is_empty() || figure.data.is_some() || figure.spec.is_some();
    figure.alt.trim().is_empty() && says_something
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_standards() {
        for (standard, _) in NAMES {
            assert_eq!(standard.to_string().parse(), Ok(standard));
        }
        assert!("pdf/x".parse::<PdfStandard>().unwrap_err().to_string().contains("a-2b"));
    }
}
