//! A file's text → title, date, publisher, address and body.
//!
//! The form is told by the content, the file name only helps. Start with [`clipping`].

mod header;
mod html;
mod mail;
mod markdown;
mod wrap;

use crate::data::PartialDate;

/// An article taken out of its file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Clipping {
    /// Title.
    pub title: Option<String>,
    /// Date of publication.
    pub published: Option<PartialDate>,
    /// Publisher as it calls itself.
    pub publisher: Option<String>,
    /// Author as printed.
    pub author: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// The article's paragraphs, one a line.
    pub body: String,
    /// Place in the dateline as printed.
    pub dateline: Option<String>,
}

/// Takes an article out of the text of a file.
pub(crate) fn clipping(name: &str, text: &str) -> Clipping {
    let lower = name.to_ascii_lowercase();
    let mut clipping = if mail::is_mail(text) || lower.ends_with(".eml") {
        mail::read(text)
    } else if html::is_html(text) || lower.ends_with(".html") || lower.ends_with(".htm") {
        html::read(text)
    } else if markdown::is_markdown(text) {
        markdown::read(text)
    } else {
        header::plain(text)
    };
    clipping.body = wrap::unwrap(&clipping.body, clipping.title.is_some());
    header::take_dateline(&mut clipping);
    if clipping.published.is_none() {
        clipping.published = clipping.url.as_deref().and_then(header::date_in_url);
    }
    clipping
}
