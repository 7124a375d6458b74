//! Which writer makes which format, set up as the config says.

use super::{
    failure::{Failure, Fault},
    session::Session,
};
use citybrief::document::{BlockKind, Document, walk};
use citybrief::theme::Theme;
use citybrief::write::{
    Format, Writer,
    docx::{DocxOptions, DocxWriter},
    html::HtmlWriter,
    json::JsonWriter,
    markdown::MarkdownWriter,
    pdf::{PdfOptions, PdfWriter},
};

/// The writer of a format, set up for a document.
pub fn writer(
    format: Format,
    stem: &str,
    document: &Document,
    session: &Session,
) -> Result<Box<dyn Writer>, Failure> {
    Ok(match format {
        Format::Markdown => Box::new(MarkdownWriter {
            // Reports share a folder; their pictures must not share names.
            picture_folder: format!("{stem}-figures"),
            ..MarkdownWriter::default()
        }),
        Format::Html => Box::new(HtmlWriter { theme: session.theme()? }),
        Format::Json => Box::new(JsonWriter),
        Format::Pdf => Box::new(pdf(session)?),
        Format::Docx => Box::new(docx(document, session)?),
    })
}

fn pdf(session: &Session) -> Result<PdfWriter, Failure> {
    PdfWriter::with_theme(session.theme()?, PdfOptions::default())
        .map_err(|e| Failure::from_error(Fault::Environment, &e))
}

fn docx(document: &Document, session: &Session) -> Result<DocxWriter, Failure> {
    let reference = session.config.reference.as_deref().map(|path| session.read_setting_bytes(path));
    let reference = reference.transpose()?.map(Into::into);
    let mut options = DocxOptions { reference, ..DocxOptions::default() };
    let mut has_contents = false;
    walk::blocks(&document.blocks, &mut |block| {
        has_contents |= matches!(block.kind, BlockKind::Contents { .. });
    });
    // Only a table of contents asks for page numbers; layout costs as much as writing.
    if has_contents {
        options = options.with_pages(&pdf(session)?.layout(document));
    }
    Ok(DocxWriter::new(options))
}

/// Pages before the first annex, as the PDF has them; `None` where there is no annex.
pub fn body_pages(document: &Document, session: &Session) -> Result<Option<usize>, Failure> {
    let (mut headings, mut first_annex) = (0, None);
    walk::blocks(&document.blocks, &mut |block| {
        if matches!(block.kind, BlockKind::Heading { .. }) {
            if first_annex.is_none() && block.attrs.has_class("annex") {
                first_annex = Some(headings);
            }
            headings += 1;
        }
    });
    let Some(first_annex) = first_annex else { return Ok(None) };
    let layout = pdf(session)?.layout(document);
    Ok(layout.headings.iter().find(|h| h.index == first_annex).map(|h| h.page))
}

impl Session {
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
