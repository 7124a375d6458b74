//! Running text: parser events → inlines, with bracketed spans (`[text]{lang=ru .nobr}`) and
//! references to pages (`[#id]{.page}`).
//!
//! Knows nothing of blocks. Start with [`Text::event`].

use super::attributes::{self, is_escaped};
use crate::document::{Attributes, Inline, plain_text};
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use std::{collections::VecDeque, ops::Range};

/// A picture found in running text.
#[derive(Debug)]
pub(super) struct Image {
    pub path: String,
    pub title: String,
    pub alt: String,
    pub attrs: Attributes,
    pub offset: usize,
    /// Where its place-holder stands among the inlines.
    index: usize,
}

/// Text of a block that is being read.
#[derive(Debug, Default)]
pub(super) struct Text {
    open: Vec<Open>,
    /// Bytes that were read already, as attributes.
    skip: Range<usize>,
    images: Vec<Image>,
    /// Byte offset and complaint.
    pub complaints: Vec<(usize, String)>,
}

/// What a block's text turned out to be.
pub(super) enum Content {
    /// Text, may be empty.
    Inlines(Vec<Inline>),
    /// Nothing but pictures.
    Images(Vec<Image>),
}

/// Reads footnote labels to provisional numbers.
pub(super) type NoteNumbers<'a> = dyn FnMut(&str) -> usize + 'a;

#[derive(Debug, Default)]
struct Open {
    kind: Kind,
    content: Vec<Inline>,
    brackets: VecDeque<Bracket>,
}

#[derive(Debug, Default)]
enum Kind {
    #[default]
    Block,
    Emphasis,
    Strong,
    Strikethrough,
    Link(String),
    Image {
        path: String,
        title: String,
        offset: usize,
    },
}

/// An opening bracket that may turn out to open a span: text node and byte within it.
#[derive(Debug)]
struct Bracket {
    node: usize,
    byte: usize,
}

impl Text {
    /// Levels of inlines that are open, spans not yet closed included.
    pub fn depth(&self) -> usize {
        self.open.iter().map(|o| 1 + o.brackets.len()).sum()
    }

    /// Takes one event; `source` is the whole text that the parser reads, `depth` the deepest nesting allowed.
    pub fn event(
        &mut self,
        event: Event<'_>,
        range: Range<usize>,
        source: &str,
        depth: usize,
        notes: &mut NoteNumbers<'_>,
    ) {
        let skipped = self.skip.contains(&range.start);
        match event {
            Event::Start(_) | Event::End(_) if skipped => {}
            Event::Start(tag) => self.start(tag, range.start),
            Event::End(tag) => self.end(tag, range, source),
            _ if skipped && range.end <= self.skip.end => {}
            _ if skipped => self.scan(self.skip.end..range.end, source, depth),
            Event::Text(text) if source.get(range.clone()) == Some(&*text) => {
                self.scan(range, source, depth);
            }
            Event::Text(text) => self.push_text(&text),
            Event::InlineHtml(html) | Event::Html(html) if is_line_break(&html) => {
                self.push(Inline::LineBreak)
            }
            Event::InlineHtml(text) | Event::Html(text) => self.push_text(text.trim_end_matches('\n')),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.push(Inline::Code(text.into_string()));
            }
            Event::FootnoteReference(label) => {
                let number = notes(&label);
                self.push(Inline::NoteRef(number));
            }
            Event::SoftBreak => self.push_text(" "),
            Event::HardBreak => self.push(Inline::LineBreak),
            Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    /// The finished text, or the pictures where there is nothing else.
    pub fn finish(mut self) -> (Content, Vec<(usize, String)>) {
        let mut content = self.open.pop().map(|o| o.content).unwrap_or_default();
        let is_image = |index: &usize| self.images.iter().any(|i| i.index == *index);
        let blank = |inline: &Inline| matches!(inline, Inline::Text(t) if t.trim().is_empty());
        let alone = content.iter().enumerate().all(|(index, inline)| is_image(&index) || blank(inline));
        if alone && !self.images.is_empty() {
            return (Content::Images(self.images), self.complaints);
        }
        for image in &self.images {
            self.complaints.push((
                image.offset,
                format!("the picture {} stands within text, where only its description is shown; give it a paragraph of its own", image.path),
            ));
            content[image.index] = Inline::Text(image.alt.clone());
        }
        (Content::Inlines(join_texts(content)), self.complaints)
    }

    fn current(&mut self) -> &mut Open {
        if self.open.is_empty() {
            self.open.push(Open::default());
        }
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    fn push(&mut self, inline: Inline) {
        self.current().content.push(inline);
    }

    fn push_text(&mut self, text: &str) {
        match self.current().content.last_mut() {
            Some(Inline::Text(last)) => last.push_str(text),
            _ => self.push(Inline::Text(text.to_owned())),
        }
    }

    fn start(&mut self, tag: Tag<'_>, offset: usize) {
        let kind = match tag {
            Tag::Emphasis => Kind::Emphasis,
            Tag::Strong => Kind::Strong,
            Tag::Strikethrough => Kind::Strikethrough,
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                Kind::Link(format!("mailto:{dest_url}"))
            }
            Tag::Link { dest_url, .. } => Kind::Link(dest_url.into_string()),
            Tag::Image { dest_url, title, .. } => {
                Kind::Image { path: dest_url.into_string(), title: title.into_string(), offset }
            }
            _ => return,
        };
        self.current();
        self.open.push(Open { kind, ..Open::default() });
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>, source: &str) {
        use TagEnd as E;
        if !matches!(tag, E::Emphasis | E::Strong | E::Strikethrough | E::Link | E::Image) {
            return;
        }
        let Some(Open { kind, content, .. }) = self.open.pop() else { return };
        let content = join_texts(content);
        match kind {
            Kind::Block => self.current().content.extend(content),
            Kind::Emphasis => self.push(Inline::Emphasis(content)),
            Kind::Strong => self.push(Inline::Strong(content)),
            Kind::Strikethrough => self.push(Inline::Strikethrough(content)),
            Kind::Link(target) => self.push(Inline::Link { target, content }),
            Kind::Image { path, title, offset } => {
                let attrs = self.attributes_at(range.end, source).unwrap_or_default();
                let image = Image { path, title, alt: plain_text(&content), attrs, offset, index: 0 };
                self.push_image(image);
            }
        }
    }

    /// A picture leaves its description as a node of its own, which `finish` looks at again.
    fn push_image(&mut self, image: Image) {
        if self.open.len() > 1 {
            self.push_text(&image.alt);
            let message =
                format!("the picture {} stands within a link or emphasis and is not shown", image.path);
            return self.complaints.push((image.offset, message));
        }
        let index = self.current().content.len();
        self.push(Inline::LineBreak);
        self.images.push(Image { index, ..image });
    }

    /// Attributes at `offset`, which are then read.
    fn attributes_at(&mut self, offset: usize, source: &str) -> Option<Attributes> {
        let (attrs, length) = attributes::parse(source.get(offset..)?)?;
        self.skip = offset..offset + length;
        Some(attrs)
    }

    /// Text as it stands in the source: looks for brackets.
    fn scan(&mut self, range: Range<usize>, source: &str, depth: usize) {
        let mut from = range.start;
        let mut at = range.start;
        while at < range.end {
            let bracket = source.as_bytes()[at];
            if !matches!(bracket, b'[' | b']') || is_escaped(source, at) {
                at += 1;
                continue;
            }
            self.push_text(&source[from..at]);
            from = at;
            at += 1;
            if bracket == b'[' {
                self.open_bracket(depth);
            } else if self.close_bracket(at, source) {
                from = self.skip.end.min(range.end);
                at = from;
            }
        }
        if from < range.end {
            self.push_text(&source[from..range.end]);
        }
    }

    fn open_bracket(&mut self, depth: usize) {
        let full = self.depth() >= depth;
        let current = self.current();
        let bracket = match current.content.last() {
            Some(Inline::Text(text)) => Bracket { node: current.content.len() - 1, byte: text.len() },
            _ => Bracket { node: current.content.len(), byte: 0 },
        };
        if full && !current.brackets.is_empty() {
            current.brackets.pop_front();
        }
        current.brackets.push_back(bracket);
    }

    /// Whether the bracket before `offset` closed a span; its attributes are then to be skipped.
    fn close_bracket(&mut self, offset: usize, source: &str) -> bool {
        let Some(bracket) = self.current().brackets.pop_back() else { return false };
        let attrs = match source.as_bytes().get(offset) {
            Some(b'{') => self.attributes_at(offset, source),
            _ => None,
        };
        let Some(attrs) = attrs else {
            self.complain_of_missing_note(&bracket, offset);
            return false;
        };
        let content = self.current().take_from(&bracket);
        let page = plain_text(&content);
        self.push(match page.strip_prefix('#') {
            Some(id) if attrs.has_class("page") => Inline::PageRef(id.to_owned()),
            _ => Inline::Span { attrs, content },
        });
        true
    }

    fn complain_of_missing_note(&mut self, bracket: &Bracket, offset: usize) {
        let Some(Inline::Text(text)) = self.current().content.get(bracket.node) else { return };
        let Some(label) = text[bracket.byte..].strip_prefix("[^") else { return };
        if !label.is_empty() && !label.contains(char::is_whitespace) {
            let message = format!("the footnote [^{label}] is not defined; add a line [^{label}]: text");
            self.complaints.push((offset, message));
        }
    }
}

impl Open {
    /// Takes what follows an opening bracket, and the bracket.
    fn take_from(&mut self, bracket: &Bracket) -> Vec<Inline> {
        let mut content: Vec<Inline> = self.content.drain(bracket.node..).collect();
        if let Some(Inline::Text(text)) = content.first_mut() {
            let inner = text.split_off(bracket.byte);
            let before = std::mem::replace(text, inner[1..].to_owned());
            if !before.is_empty() {
                self.content.push(Inline::Text(before));
            }
        }
        join_texts(content)
    }
}

fn is_line_break(html: &str) -> bool {
    let tag = html.trim();
    ["<br>", "<br/>", "<br />"].iter().any(|known| tag.eq_ignore_ascii_case(known))
}

/// Inlines without empty texts, neighbouring texts joined.
fn join_texts(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match (out.last_mut(), inline) {
            (_, Inline::Text(text)) if text.is_empty() => {}
            (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(&text),
            (_, inline) => out.push(inline),
        }
    }
    out
}
