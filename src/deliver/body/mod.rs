//! The body of a message from a Document: plain text, and HTML as simple as mail programs want it.
//!
//! Not the HTML of reports: mail programs ignore style sheets and scripts, so that every style is inline.
//! Pictures are said by their caption or alternative text; reports themselves are attached.

mod html;
mod text;

use crate::document::Document;

/// A body in both forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailBody {
    /// Plain text, UTF-8, lines end with `\n`.
    pub text: String,
    /// HTML of a whole page.
    pub html: String,
}

impl MailBody {
    /// Both forms of a document; `logo` is the content id of a picture to show at the head of the HTML.
    pub fn of(document: &Document, logo: Option<&str>) -> Self {
        Self { text: text::write(document), html: html::write(document, logo) }
    }

    /// Adds a line of text at the end of both.
    pub fn add_line(&mut self, line: &str) {
        self.text.push_str(&format!("\n{line}\n"));
        let paragraph = format!("<p>{}</p>\n</body>", html::escape(line));
        self.html = self.html.replacen("</body>", &paragraph, 1);
    }
}
