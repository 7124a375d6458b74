//! The line pass before the Markdown parser: finds our own line constructs and gives them a shape that
//! the parser keeps as a block of its own.
//!
//! Fenced divs, attribute lines and captions become one-line HTML comments; lines that would open an HTML
//! block get a backslash, because HTML is text here. Code blocks are left alone. Knows nothing of the
//! Document's blocks. Start with [`prepare`].

use super::attributes::{self, parse_at_end};
use crate::document::Attributes;

/// What stands in the parser's input for a directive; the line number, not this text, identifies it.
const MARKER: &str = "<!--citybrief-->";

/// A line construct of ours.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Directive {
    /// `::: {.class}` or `::: class`.
    Open(Attributes),
    /// `:::`.
    Close,
    /// `{#id key=value}` alone on a line: belongs to the table or figure before it.
    Attributes(Attributes),
    /// The next line is `: caption`, for the table or figure before it.
    Caption(Attributes),
    /// Attributes taken off this line: the end of a heading, or the start of a footnote's text.
    Taken(Attributes),
}

/// A directive with its line in the prepared text (from 0) and how it was written, containers' marks apart.
#[derive(Debug)]
pub(super) struct DirectiveLine {
    pub line: usize,
    pub directive: Directive,
    pub original: String,
}

/// Markdown ready for the parser, with the way back to the source.
#[derive(Debug, Default)]
pub(super) struct Prepared {
    /// What the parser reads.
    pub text: String,
    /// Directives in order of line.
    pub directives: Vec<DirectiveLine>,
    /// Source line (from 1) and complaint.
    pub complaints: Vec<(u32, String)>,
    /// Byte offset of each prepared line.
    starts: Vec<usize>,
    /// Source line (from 1) of each prepared line.
    source_lines: Vec<u32>,
}

impl Prepared {
    /// Prepared line (from 0) that holds the byte.
    pub fn line_at(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// Source line, from 1, of a byte of the prepared text.
    pub fn source_line(&self, offset: usize) -> u32 {
        self.source_lines.get(self.line_at(offset)).copied().unwrap_or(1)
    }

    /// The directive on the line that holds the byte.
    pub fn directive_at(&self, offset: usize) -> Option<&DirectiveLine> {
        let line = self.line_at(offset);
        let index = self.directives.binary_search_by_key(&line, |d| d.line).ok()?;
        self.directives.get(index)
    }

    fn push_line(&mut self, source_line: u32, parts: &[&str]) {
        self.starts.push(self.text.len());
        self.source_lines.push(source_line);
        for part in parts {
            self.text.push_str(part);
        }
        self.text.push('\n');
    }

    fn push_directive(&mut self, directive: Directive, original: &str) {
        let original = original.trim().to_owned();
        self.directives.push(DirectiveLine { line: self.starts.len(), directive, original });
    }
}

/// Prepares Markdown for the parser.
pub(super) fn prepare(markdown: &str) -> Prepared {
    let markdown = markdown.strip_prefix('\u{feff}').unwrap_or(markdown);
    let mut pass = Pass::default();
    pass.out.text.reserve(markdown.len() + 256);
    let mut number = 0;
    for line in markdown.lines() {
        number += 1;
        match clean(line) {
            None => pass.line(number, line),
            Some(cleaned) => {
                pass.complain(number, "control characters were left out".to_owned());
                pass.line(number, &cleaned);
            }
        }
    }
    if let Some(fence) = pass.fence.take() {
        pass.complain(fence.line, "this code block is never closed; add its closing line".to_owned());
    }
    pass.out
}

/// The line without characters that no format can hold; `None` where there are none.
fn clean(line: &str) -> Option<String> {
    let forbidden = |c: char| (c.is_control() && c != '\t') || matches!(c, '\u{fffe}' | '\u{ffff}');
    line.contains(forbidden).then(|| line.replace(forbidden, ""))
}

#[derive(Default)]
struct Pass {
    out: Prepared,
    fence: Option<Fence>,
    /// Whether the last line with text can carry a caption: a table row or what ends a figure.
    takes_caption: bool,
}

/// An open code block.
struct Fence {
    mark: u8,
    length: usize,
    quotes: usize,
    /// Column where the content of the list item that holds it starts.
    indent: usize,
    line: u32,
}

impl Pass {
    fn complain(&mut self, line: u32, message: String) {
        self.out.complaints.push((line, message));
    }

    fn line(&mut self, number: u32, line: &str) {
        if self.in_code(line) {
            self.takes_caption = self.fence.is_none();
            return self.out.push_line(number, &[line]);
        }
        let prefix = Prefix::of(line);
        let markers = list_markers(&line[prefix.length..]);
        let is_ours = line[prefix.length + markers..].starts_with([':', '#']);
        let (before, rest) = line.split_at(prefix.length + if is_ours { markers } else { 0 });
        if let Some(fence) = Fence::open(line, &prefix, number) {
            self.fence = Some(fence);
            return self.out.push_line(number, &[line]);
        }
        let caption = self.takes_caption && rest.starts_with(": ");
        if !rest.trim().is_empty() {
            self.takes_caption = is_captioned(rest);
        }
        if caption {
            self.caption(number, before, rest);
        } else if let Some(directive) = self.directive(number, rest) {
            self.out.push_directive(directive, rest);
            self.out.push_line(number, &[before, MARKER]);
        } else {
            self.markdown(number, before, rest, &prefix);
        }
    }

    fn markdown(&mut self, number: u32, before: &str, rest: &str, prefix: &Prefix) {
        if let Some((attrs, kept)) = take_attributes(rest) {
            self.out.push_directive(Directive::Taken(attrs), rest);
            self.out.push_line(number, &[before, kept[0], kept[1]]);
        } else if prefix.indent <= 3 && opens_html(rest) {
            self.out.push_line(number, &[before, "\\", rest]);
        } else {
            self.out.push_line(number, &[before, rest]);
        }
    }

    fn caption(&mut self, number: u32, before: &str, rest: &str) {
        let (text, attrs) = match parse_at_end(rest) {
            Some((at, attrs)) => (rest[..at].trim_end(), attrs),
            None => (rest, Attributes::default()),
        };
        self.out.push_directive(Directive::Caption(attrs), rest);
        self.out.push_line(number, &[before, MARKER]);
        self.out.push_line(number, &[before, text]);
    }

    fn directive(&mut self, number: u32, rest: &str) -> Option<Directive> {
        if rest.starts_with(":::") {
            let parsed = parse_div(rest);
            if parsed.is_none() {
                let hint = "this line starts with ::: but is not a box; write ::: {.class} or ::: class";
                self.complain(number, hint.to_owned());
            }
            return parsed;
        }
        match attributes::parse(rest) {
            Some((attrs, length)) if rest[length..].trim().is_empty() => Some(Directive::Attributes(attrs)),
            _ => None,
        }
    }

    /// Whether the line is inside or at the end of a code block.
    fn in_code(&mut self, line: &str) -> bool {
        let Some(fence) = &self.fence else { return false };
        let Some(rest) = fence.content(line) else {
            self.fence = None;
            return false;
        };
        if fence.is_closed_by(rest) {
            self.fence = None;
        }
        true
    }
}

/// White space and quote marks before a line's own text.
struct Prefix {
    length: usize,
    quotes: usize,
    /// Columns of white space after the last quote mark.
    indent: usize,
}

impl Prefix {
    fn of(line: &str) -> Self {
        let mut prefix = Self { length: 0, quotes: 0, indent: 0 };
        for byte in line.bytes() {
            match byte {
                b' ' => prefix.indent += 1,
                b'\t' => prefix.indent += 4,
                b'>' => (prefix.quotes, prefix.indent) = (prefix.quotes + 1, 0),
                _ => break,
            }
            prefix.length += 1;
        }
        prefix
    }
}

impl Fence {
    fn open(line: &str, prefix: &Prefix, number: u32) -> Option<Self> {
        let markers = list_markers(&line[prefix.length..]);
        let rest = &line[prefix.length + markers..];
        let mark = *rest.as_bytes().first().filter(|b| matches!(b, b'`' | b'~'))?;
        let length = run(rest, mark);
        if length < 3 || (mark == b'`' && rest[length..].contains('`')) {
            return None;
        }
        let indent = if markers > 0 { prefix.indent + markers } else { 0 };
        Some(Self { mark, length, quotes: prefix.quotes, indent, line: number })
    }

    /// The line without its containers' marks; `None` where it has left the container of the block.
    fn content<'a>(&self, line: &'a str) -> Option<&'a str> {
        let mut rest = line;
        for _ in 0..self.quotes {
            rest = rest.trim_start().strip_prefix('>')?;
        }
        let indent = rest.len() - rest.trim_start().len();
        (indent >= self.indent || rest.trim().is_empty()).then_some(rest)
    }

    fn is_closed_by(&self, rest: &str) -> bool {
        let rest = rest.trim();
        let length = run(rest, self.mark);
        length >= self.length && length == rest.len()
    }
}

fn run(text: &str, byte: u8) -> usize {
    text.bytes().take_while(|b| *b == byte).count()
}

/// Length of list markers (`- `, `1. `) at the start, with the blanks after them.
fn list_markers(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let digits = rest.bytes().take(9).take_while(u8::is_ascii_digit).count();
        let marks: &[u8] = if digits > 0 { b".)" } else { b"-*+" };
        let marked = rest.as_bytes().get(digits).is_some_and(|b| marks.contains(b));
        let blanks = rest.bytes().skip(digits + 1).take_while(|b| *b == b' ').count();
        if !marked || blanks == 0 {
            return at;
        }
        at += digits + 1 + blanks;
    }
}

/// `::: {.a}`, `::: a`, `:::`; further colons at the end are allowed as in pandoc.
fn parse_div(rest: &str) -> Option<Directive> {
    let inner = rest.trim_start_matches(':').trim().trim_end_matches(':').trim_end();
    if inner.is_empty() {
        return Some(Directive::Close);
    }
    let word = inner.split([' ', '\t', '{']).next().unwrap_or_default();
    if !word.chars().all(|c| c.is_alphanumeric() || "-_".contains(c)) {
        return None;
    }
    let rest = inner[word.len()..].trim_start();
    let mut attrs = match rest {
        "" => Attributes::default(),
        _ => attributes::parse(rest).filter(|(_, length)| *length == rest.len())?.0,
    };
    if !word.is_empty() {
        attrs.classes.insert(0, word.to_owned());
    }
    Some(Directive::Open(attrs))
}

/// Lines after which `: …` is a caption: table rows, attribute lines, figures.
fn is_captioned(rest: &str) -> bool {
    rest.starts_with('|') || rest.starts_with('{') || rest.starts_with("![")
}

/// Attributes of a heading or a footnote's text, and the line without them.
fn take_attributes(rest: &str) -> Option<(Attributes, [&str; 2])> {
    if is_heading(rest) {
        return parse_at_end(rest).map(|(at, attrs)| (attrs, [&rest[..at], ""]));
    }
    let label = rest.strip_prefix("[^")?.find("]:")? + "[^]:".len();
    let text = rest[label..].trim_start();
    attributes::parse(text).map(|(attrs, length)| (attrs, [&rest[..label], &text[length..]]))
}

fn is_heading(rest: &str) -> bool {
    let level = run(rest, b'#');
    (1..=6).contains(&level) && rest[level..].starts_with([' ', '\t'])
}

/// Whether the line would open an HTML block; links in angle brackets and `<br>` do not.
fn opens_html(rest: &str) -> bool {
    let Some(inner) = rest.strip_prefix('<') else { return false };
    let name = inner.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let opens = inner.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
    let tag = inner.split([' ', '\t', '>']).next().unwrap_or_default();
    opens && name != "br" && !tag.contains([':', '@'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(markdown: &str) -> Vec<(u32, Directive)> {
        let prepared = prepare(markdown);
        let line = |d: &DirectiveLine| prepared.source_lines[d.line];
        prepared.directives.iter().map(|d| (line(d), d.directive.clone())).collect()
    }

    #[test]
    fn fenced_divs_are_found_outside_code_only() {
        let found = kinds("::: {.a}\n```\n::: b\n```\n:::\n> ~~~\n> :::\n> ~~~\n\\:::\n");
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(matches!(&found[0], (1, Directive::Open(a)) if a.has_class("a")));
        assert_eq!(found[1], (5, Directive::Close));
    }

    #[test]
    fn code_that_leaves_its_container_ends() {
        assert_eq!(kinds("> ```\n> :::\n:::\n"), [(3, Directive::Close)]);
        assert_eq!(kinds("- ```\n  :::\n:::\n"), [(3, Directive::Close)]);
    }

    #[test]
    fn html_lines_become_text_and_links_stay() {
        assert_eq!(prepare("<script>\n<https://a.b>\n<br>\n").text, "\\<script>\n<https://a.b>\n<br>\n");
    }

    #[test]
    fn captions_follow_tables_and_keep_the_line_count() {
        let prepared = prepare("|a|\n|-|\n: Words {#t}\nnext\n");
        assert_eq!(prepared.text, format!("|a|\n|-|\n{MARKER}\n: Words\nnext\n"));
        assert_eq!(prepared.source_line(prepared.text.len() - 2), 4);
        assert!(kinds("text\n: not a caption\n").is_empty());
    }

    #[test]
    fn unclosed_code_and_control_characters_are_told() {
        let complaints = prepare("a\u{1}b\n```\n").complaints;
        assert_eq!(complaints.iter().map(|c| c.0).collect::<Vec<_>>(), [1, 2]);
    }
}
