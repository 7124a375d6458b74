//! Running text as HTML.
//!
//! Start with [`Printer::inlines`].

use super::{
    Printer,
    escape::{attribute, is_safe_target, text},
};
use crate::document::{Attributes, Inline};

impl Printer<'_> {
    /// Text with its mark-up.
    pub(super) fn inlines(&mut self, inlines: &[Inline]) -> String {
        inlines.iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(&mut self, inline: &Inline) -> String {
        match inline {
            Inline::Text(content) => text(content),
            Inline::Emphasis(content) => format!("<em>{}</em>", self.inlines(content)),
            Inline::Strong(content) => format!("<strong>{}</strong>", self.inlines(content)),
            Inline::Strikethrough(content) => format!("<del>{}</del>", self.inlines(content)),
            Inline::Code(content) => format!("<code>{}</code>", text(content)),
            Inline::Link { target, content } => self.link(target, content),
            Inline::NoteRef(index) => self.note_reference(*index),
            Inline::PageRef(_) => String::new(),
            Inline::LineBreak => "<br>".to_owned(),
            Inline::Span { attrs, content } => {
                format!("<span{}>{}</span>", attributes(attrs, &[]), self.inlines(content))
            }
        }
    }

    fn link(&mut self, target: &str, content: &[Inline]) -> String {
        let shown = self.inlines(content);
        if !is_safe_target(target) {
            self.warn(format!(
                "the link to {target} is shown as text; links lead to https, http, mailto or #id"
            ));
            return if shown.is_empty() { text(target) } else { shown };
        }
        let shown = if shown.is_empty() { text(target) } else { shown };
        format!("<a href=\"{}\">{shown}</a>", attribute(target.trim()))
    }

    fn note_reference(&mut self, index: usize) -> String {
        let number = index + 1;
        let Some(count) = self.references.get_mut(index) else {
            self.warn(format!("there is no note {number}"));
            return format!("<sup>{number}</sup>");
        };
        *count += 1;
        let id = reference_id(number, *count);
        let label = attribute(&self.document.labels.note.replace("{number}", &number.to_string()));
        format!(
            "<sup class=\"note-ref\"><a id=\"{id}\" href=\"#fn:{number}\" role=\"doc-noteref\" aria-label=\"{label}\">{number}</a></sup>"
        )
    }
}

/// Id of the nth reference to a note.
pub(super) fn reference_id(number: usize, count: usize) -> String {
    format!("fnref:{number}:{count}")
}

/// Attributes with a blank before each; further classes come first. Keys that HTML does not know become
/// `data-` attributes.
pub(super) fn attributes(attrs: &Attributes, classes: &[&str]) -> String {
    let mut out = String::new();
    if let Some(id) = &attrs.id {
        out.push_str(&format!(" id=\"{}\"", attribute(id)));
    }
    let own = attrs.classes.iter().map(String::as_str);
    let classes: Vec<&str> = classes.iter().copied().chain(own).collect();
    if !classes.is_empty() {
        out.push_str(&format!(" class=\"{}\"", attribute(&classes.join(" "))));
    }
    if let Some(lang) = &attrs.lang {
        out.push_str(&format!(" lang=\"{}\" dir=\"auto\"", attribute(lang.as_str())));
    }
    for (key, value) in &attrs.pairs {
        if key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            out.push_str(&format!(" data-{key}=\"{}\"", attribute(value)));
        }
    }
    out
}
