//! Which writer makes which format, set up as the config says.

use super::{
    failure::{Failure, Fault},
    report::WordArgs,
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
use std::{fs, path::PathBuf};

/// The writer of a format, set up for a document.
pub fn writer(
    format: Format,
    stem: &str,
    document: &Document,
    word: &WordArgs,
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
        Format::Docx => Box::new(docx(document, word, session)?),
    })
}

fn pdf(session: &Session) -> Result<PdfWriter, Failure> {
    PdfWriter::with_theme(session.theme()?, PdfOptions::default())
        .map_err(|e| Failure::from_error(Fault::Environment, &e))
}

fn docx(document: &Document, word: &WordArgs, session: &Session) -> Result<DocxWriter, Failure> {
    let reference = session.letterhead(word).map(|letterhead| letterhead.read()).transpose()?;
    let mut options = DocxOptions {
        reference: reference.map(Into::into),
        comments: word.comments || session.config.comments,
        charts: session.theme()?.word.charts,
        ..DocxOptions::default()
    };
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
    pub fn letterhead(&self, word: &WordArgs) -> Option<Letterhead> {
        let config = &self.config;
        let named = word.reference.clone().map(|path| Letterhead {
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
