//! Which writer makes which format.

use super::failure::Failure;
use citybrief::write::{Format, Writer, html::HtmlWriter, json::JsonWriter, markdown::MarkdownWriter};

/// The writer of a format.
pub fn writer(format: Format) -> Result<Box<dyn Writer>, Failure> {
    match format {
        Format::Markdown => Ok(Box::new(MarkdownWriter::default())),
        Format::Html => Ok(Box::new(HtmlWriter::default())),
        Format::Json => Ok(Box::new(JsonWriter)),
        other => Err(Failure::environment(format!("this build does not write {other}"))
            .hint("choose other formats with --to")),
    }
}
