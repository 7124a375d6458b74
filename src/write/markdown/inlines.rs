//! Running text as Markdown.
//!
//! Start with [`Printer::inlines`].

use super::{
    Dialect, Printer,
    escape::{self, Place, escape},
};
use crate::document::{Attributes, Inline, plain_text, render_attributes};

impl Printer<'_> {
    /// Text of a paragraph, heading or item.
    pub(super) fn inlines(&mut self, inlines: &[Inline]) -> String {
        self.text(inlines, false)
    }

    /// Text of a table's cell.
    pub(super) fn cell_inlines(&mut self, inlines: &[Inline]) -> String {
        self.text(inlines, true)
    }

    /// Text that must stay on one line: headings and captions.
    pub(super) fn one_line(&mut self, inlines: &[Inline]) -> String {
        self.text(inlines, false).replace("\\\n", "<br>")
    }

    fn text(&mut self, inlines: &[Inline], in_table: bool) -> String {
        let mut out = String::new();
        self.append(inlines, Place { dialect: self.dialect(), in_table }, &mut out);
        escape::keep_last_blank(&mut out);
        out
    }

    fn append(&mut self, inlines: &[Inline], place: Place, out: &mut String) {
        for (index, inline) in inlines.iter().enumerate() {
            let next = inlines.get(index + 1).and_then(first_char);
            match inline {
                Inline::Text(text) => escape(text, place, out),
                Inline::Emphasis(content) => self.marked('*', 1, content, next, place, out),
                Inline::Strong(content) => self.marked('*', 2, content, next, place, out),
                Inline::Strikethrough(content) => self.marked('~', 2, content, next, place, out),
                Inline::Code(text) => out.push_str(&escape::code(text, place.in_table)),
                Inline::Link { target, content } => self.link(target, content, place, out),
                Inline::NoteRef(number) => out.push_str(&format!("[^{}]", number + 1)),
                Inline::PageRef(_) if self.dialect() == Dialect::Plain => {}
                Inline::PageRef(id) => out.push_str(&format!("[#{id}]{{.page}}")),
                Inline::LineBreak if place.in_table => out.push_str("<br>"),
                Inline::LineBreak => out.push_str("\\\n"),
                Inline::Span { attrs, content } => self.span(attrs, content, place, out),
            }
        }
    }

    /// Emphasis: the marks count only beside certain characters (CommonMark, "flanking").
    fn marked(
        &mut self,
        mark: char,
        count: usize,
        content: &[Inline],
        next: Option<char>,
        place: Place,
        out: &mut String,
    ) {
        let mark = if mark == '*' && out.ends_with('*') && !out.ends_with("\\*") { '_' } else { mark };
        let marks = mark.to_string().repeat(count);
        let before = out.chars().next_back();
        let mut inner = marks.clone();
        self.append(content, place, &mut inner);
        let inner = &inner[marks.len()..];
        let sides = (inner.chars().next(), inner.chars().next_back());
        let (Some(first), Some(last)) = sides else { return };
        if opens(before, first) && closes(last, next) {
            out.extend([&marks, inner, &marks]);
        } else {
            self.warn(format!("\"{}\" is not emphasised: Markdown cannot do so here", plain_text(content)));
            out.push_str(inner);
        }
    }

    fn link(&mut self, target: &str, content: &[Inline], place: Place, out: &mut String) {
        let target = self.link_target(target);
        let text = plain_text(content);
        let is_address = target.starts_with("http") && target == text;
        if is_address && !target.contains(['<', '>', ' ', '|', '\\']) {
            return out.push_str(&format!("<{target}>"));
        }
        out.push('[');
        let content_start = out.len();
        self.append(content, place, out);
        if out.len() == content_start && self.dialect() == Dialect::Plain {
            escape(&target, place, out);
        }
        out.push_str(&format!("]({})", escape::target(&target, place.in_table)));
    }

    /// Languages and classes have no form in plain Markdown; the text stands as it is.
    fn span(&mut self, attrs: &Attributes, content: &[Inline], place: Place, out: &mut String) {
        let rendered = render_attributes(attrs);
        if self.dialect() == Dialect::Plain || rendered.is_empty() {
            return self.append(content, place, out);
        }
        out.push('[');
        self.append(content, place, out);
        out.push(']');
        out.push_str(&if place.in_table { rendered.replace('|', "\\|") } else { rendered });
    }
}

/// First character that an inline shows.
fn first_char(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(text) => text.chars().next(),
        Inline::Emphasis(_) | Inline::Strong(_) => Some('*'),
        Inline::Strikethrough(_) => Some('~'),
        Inline::Code(_) => Some('`'),
        Inline::Link { .. } | Inline::NoteRef(_) | Inline::Span { .. } => Some('['),
        Inline::PageRef(_) => None,
        Inline::LineBreak => Some('\\'),
    }
}

fn is_blank(c: Option<char>) -> bool {
    c.is_none_or(char::is_whitespace)
}

fn is_mark(c: Option<char>) -> bool {
    c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace())
}

fn opens(before: Option<char>, first: char) -> bool {
    !first.is_whitespace() && (!is_mark(Some(first)) || is_blank(before) || is_mark(before))
}

fn closes(last: char, after: Option<char>) -> bool {
    !last.is_whitespace() && (!is_mark(Some(last)) || is_blank(after) || is_mark(after))
}
