//! PDF: a layout drawn with printpdf, then tagged and put together with lopdf's objects.
//!
//! printpdf encodes page contents, fonts and pictures; what it has no words for (the structure
//! tree, link annotations, the outline, metadata) is added to its objects here, and the file is
//! written with object streams. Start with [`PdfWriter`]; `content` draws a page, `structure`
//! makes the tags, `file` writes the bytes.

mod annotation;
mod content;
mod drawing;
mod file;
mod font;
mod icc;
mod image;
mod metadata;
mod object;
mod outline;
mod standard;
mod structure;

pub use standard::{ParseStandardError, PdfStandard};

use super::{Format, Output, WriteError, Writer};
use crate::document::Document;
use crate::layout::{Layout, lay_out};
use crate::text::{FontError, FontLibrary};
use crate::theme::Theme;
use content::PageContent;
use file::PdfFile;
use font::FontTable;
use printpdf::{Mm, Op, PdfDocument, PdfPage, PdfSaveOptions};
use rayon::prelude::*;
use std::path::Path;
use std::sync::Arc;
use structure::Structure;

/// Choices of a caller.
#[derive(Clone, Debug, Default)]
pub struct PdfOptions {
    /// What the file should conform to.
    pub standard: PdfStandard,
}

/// Writes PDF.
#[derive(Clone)]
pub struct PdfWriter {
    theme: Arc<Theme>,
    fonts: Arc<FontLibrary>,
    options: PdfOptions,
}

impl PdfWriter {
    /// A writer with a house style and fonts, which several writers may share.
    pub fn new(theme: Arc<Theme>, fonts: Arc<FontLibrary>, options: PdfOptions) -> Self {
        Self { theme, fonts, options }
    }

    /// A writer with the fonts that the theme asks for: those in the binary, its folder's, the
    /// system's.
    ///
    /// # Errors
    /// Where the theme's font folder cannot be read or has a file that is no font.
    pub fn with_theme(theme: Theme, options: PdfOptions) -> Result<Self, FontError> {
        let mut fonts = FontLibrary::embedded(true);
        if !theme.fonts.folder.is_empty() {
            fonts = fonts.with_folder(Path::new(&theme.fonts.folder))?;
        }
        Ok(Self::new(Arc::new(theme), Arc::new(fonts), options))
    }

    /// Lays a document out as this writer would: pages, and where its headings stand.
    pub fn layout(&self, document: &Document) -> Layout {
        lay_out(document, &self.theme, &self.fonts)
    }

    /// What [`Writer::write`] makes, from a layout that is there already.
    ///
    /// # Errors
    /// As [`Self::export`].
    pub fn write_layout(&self, document: &Document, layout: &Layout) -> Result<Output, WriteError> {
        let bytes = self.export(document, layout)?;
        let (pages, warnings) = (Some(layout.pages.len()), layout.warnings.clone());
        Ok(Output { bytes, pages, warnings, ..Output::default() })
    }

    /// The PDF of a layout of the document.
    ///
    /// # Errors
    /// Where the document lacks what the standard demands, or a font cannot be embedded.
    pub fn export(&self, document: &Document, layout: &Layout) -> Result<Vec<u8>, WriteError> {
        self.options.standard.check(document, layout)?;
        let fonts = FontTable::collect(layout, &self.fonts)?;
        let pages: Vec<PageContent> = layout
            .pages
            .par_iter()
            .map(|page| content::draw(page, layout, &fonts))
            .collect::<Result<_, _>>()?;
        let (mut file, page_ids) = resources(layout, &fonts)?;
        for (id, page) in page_ids.iter().zip(&pages) {
            file.set_page_content(*id, page.stream.clone())?;
        }
        let structure = Structure::build(layout, &pages);
        structure.add_to(&mut file, layout, &pages, &page_ids)?;
        outline::add_to(&mut file, layout, &page_ids)?;
        metadata::add_to(&mut file, document, self.options.standard)?;
        file.into_bytes()
    }
}

impl Writer for PdfWriter {
    fn format(&self) -> Format {
        Format::Pdf
    }

    fn write(&self, document: &Document) -> Result<Output, WriteError> {
        self.write_layout(document, &self.layout(document))
    }
}

/// printpdf's part that pages share: fonts, pictures, and the page tree with empty pages.
fn resources(layout: &Layout, fonts: &FontTable) -> Result<(PdfFile, Vec<lopdf::ObjectId>), WriteError> {
    let mut document = PdfDocument::new("");
    fonts.add_to(&mut document);
    image::add_to(&mut document, &layout.pictures);
    drawing::add_to(&mut document, &layout.pictures);
    // The fonts' glyphs are found in what pages show; one page shows all, and is drawn over later.
    let mut inventory = Some(fonts.inventory());
    let pages = layout.pages.iter().map(|_| page(layout.sheet, inventory.take().unwrap_or_default()));
    document.with_pages(pages.collect());
    let objects = to_objects(&document)?;
    let pages: Vec<lopdf::ObjectId> = objects.page_iter().collect();
    Ok((PdfFile::new(objects), pages))
}

fn page(sheet: (f32, f32), ops: Vec<Op>) -> PdfPage {
    let mut page = PdfPage::new(Mm(1.0), Mm(1.0), ops);
    let sheet = printpdf::Rect::from_wh(printpdf::Pt(sheet.0), printpdf::Pt(sheet.1));
    (page.media_box, page.trim_box, page.crop_box) = (sheet.clone(), sheet.clone(), sheet);
    page
}

/// Lets printpdf make its objects; what it warns of here is a fault of ours.
fn to_objects(document: &PdfDocument) -> Result<lopdf::Document, WriteError> {
    let options =
        PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None };
    let mut warnings = Vec::new();
    let objects = document.to_lopdf_document(&options, &mut warnings);
    let is_error = |w: &&printpdf::PdfWarnMsg| matches!(w.severity, printpdf::PdfParseErrorSeverity::Error);
    match warnings.iter().find(is_error) {
        Some(warning) => Err(backend(&warning.msg)),
        None => Ok(objects),
    }
}

fn backend(message: impl ToString) -> WriteError {
    WriteError::Backend { format: Format::Pdf, message: message.to_string() }
}
