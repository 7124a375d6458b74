//! Which writer makes which format, set up as the config says.

use super::{
    failure::{Failure, Fault},
    report::WriterArgs,
    session::Session,
};
use citybrief::document::{BlockKind, Document, Inline, walk};
use citybrief::layout::Layout;
use citybrief::theme::Theme;
use citybrief::write::{
    Format, Output, WriteError, Writer,
    docx::{DocxOptions, DocxWriter},
    html::HtmlWriter,
    json::JsonWriter,
    markdown::MarkdownWriter,
    pdf::{PdfOptions, PdfWriter},
};
use std::{cell::OnceCell, fs, path::PathBuf};

/// A report on its way to formats; what several of them need is made once.
pub struct Manuscript {
    /// The report.
    pub document: Document,
    args: WriterArgs,
    pdf: OnceCell<PdfWriter>,
    layout: OnceCell<Layout>,
}

impl Manuscript {
    /// A report and how it is to be written.
    pub fn new(document: Document, args: &WriterArgs) -> Self {
        Self { document, args: args.clone(), pdf: OnceCell::new(), layout: OnceCell::new() }
    }

    /// The report in a format; `stem` is the name of its file without ending.
    pub fn write(&self, format: Format, stem: &str, session: &Session) -> Result<Output, Failure> {
        let output = match format {
            Format::Markdown => {
                // Reports share a folder; their pictures must not share names.
                let picture_folder = format!("{stem}-figures");
                MarkdownWriter { picture_folder, ..MarkdownWriter::default() }.write(&self.document)
            }
            Format::Html => HtmlWriter { theme: session.theme()? }.write(&self.document),
            Format::Json => JsonWriter.write(&self.document),
            Format::Pdf => self.pdf(session)?.write_layout(&self.document, self.layout(session)?),
            Format::Docx => self.docx(session)?.write(&self.document),
        };
        output.map_err(|error| match (error, session.letterhead(&self.args)) {
            (WriteError::Reference { message }, Some(letterhead)) => {
                Failure::data(format!("{}: {message}", letterhead.path.display())).hint(letterhead.hint)
            }
            (error, _) => Failure::from_error(Fault::Data, &error),
        })
    }

    /// Pages before the first annex, as the PDF has them; `None` where there is no annex.
    pub fn body_pages(&self, session: &Session) -> Result<Option<usize>, Failure> {
        let (mut headings, mut first_annex) = (0, None);
        walk::blocks(&self.document.blocks, &mut |block| {
            if matches!(block.kind, BlockKind::Heading { .. }) {
                if first_annex.is_none() && block.attrs.has_class("annex") {
                    first_annex = Some(headings);
                }
                headings += 1;
            }
        });
        let Some(first_annex) = first_annex else { return Ok(None) };
        let headings = &self.layout(session)?.headings;
        Ok(headings.iter().find(|h| h.index == first_annex).map(|h| h.page))
    }

    fn pdf(&self, session: &Session) -> Result<&PdfWriter, Failure> {
        once(&self.pdf, || {
            let standard = self.args.pdf_standard.or(session.config.pdf_standard).unwrap_or_default();
            PdfWriter::with_theme(session.theme()?, PdfOptions { standard })
                .map_err(|e| Failure::from_error(Fault::Environment, &e))
        })
    }

    fn layout(&self, session: &Session) -> Result<&Layout, Failure> {
        once(&self.layout, || Ok(self.pdf(session)?.layout(&self.document)))
    }

    fn docx(&self, session: &Session) -> Result<DocxWriter, Failure> {
        let reference = session.letterhead(&self.args).map(|letterhead| letterhead.read()).transpose()?;
        let theme = session.theme()?;
        let mut options = DocxOptions {
            reference: reference.map(Into::into),
            comments: self.args.comments || session.config.comments,
            number_headings: theme.headings.numbered,
            charts: theme.word.charts,
            ..DocxOptions::default()
        };
        // Only what tells pages needs a layout, which costs as much as writing.
        if tells_pages(&self.document) {
            options = options.with_pages(self.layout(session)?);
        }
        Ok(DocxWriter::new(options))
    }
}

/// What a cell holds, made where it holds nothing yet.
fn once<T>(cell: &OnceCell<T>, make: impl FnOnce() -> Result<T, Failure>) -> Result<&T, Failure> {
    match cell.get() {
        Some(made) => Ok(made),
        None => make().map(|made| cell.get_or_init(|| made)),
    }
}

/// Whether a document has a table of contents or refers to pages.
fn tells_pages(document: &Document) -> bool {
    let mut tells = false;
    walk::blocks(&document.blocks, &mut |block| tells |= matches!(block.kind, BlockKind::Contents { .. }));
    walk::inlines(&document.blocks, &mut |inline| tells |= matches!(inline, Inline::PageRef(_)));
    tells
}

/// The office's letterhead for Word.
pub struct Letterhead {
    /// Its file.
    pub path: PathBuf,
    /// Where another is named.
    pub hint: &'static str,
}

impl Letterhead {
    fn read(&self) -> Result<Vec<u8>, Failure> {
        fs::read(&self.path).map_err(|e| {
            Failure::environment(format!("cannot read the letterhead {}: {e}", self.path.display()))
                .hint(self.hint)
        })
    }
}

impl Session {
    /// The letterhead that is asked for, by flag or config; `None` for the built-in one.
    pub fn letterhead(&self, args: &WriterArgs) -> Option<Letterhead> {
        let config = &self.config;
        let named = args.reference.clone().map(|path| Letterhead {
            path,
            hint: "--reference names the letterhead; without it the report is written in the usual one",
        });
        named.or_else(|| {
            let path = config.resolve(config.reference.as_deref()?);
            let hint = "`reference` in citybrief.toml names this letterhead; --reference names another";
            Some(Letterhead { path, hint })
        })
    }

    /// House style: the shipped one with the office's lines over it; folders count from the config's.
    pub fn theme(&self) -> Result<Theme, Failure> {
        let mut theme = match &self.config.theme {
            None => Theme::default(),
            Some(path) => {
                let bytes = self.read_setting_bytes(path)?;
                Theme::from_toml(&String::from_utf8_lossy(&bytes))
                    .map_err(|e| Failure::environment(format!("{}: {e}", path.display())))?
            }
        };
        if let Some(folder) = &self.config.fonts {
            theme.fonts.folder = self.config.resolve(folder).to_string_lossy().into_owned();
        }
        Ok(theme)
    }
}
