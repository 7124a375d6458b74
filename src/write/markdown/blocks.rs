//! Blocks as Markdown.
//!
//! Start with [`Printer::blocks`].

use super::{Dialect, Printer, percent, tables};
use crate::document::{
    Attributes, Block, BlockKind, Figure, Inline, List, Metadata, Picture, Table, plain_text,
    render_attributes, render_pair,
};

/// Indent of a footnote's further lines (GFM).
const NOTE_INDENT: usize = 4;

impl Printer<'_> {
    /// Title, subtitle, and a line with mark, number, date and author.
    pub(super) fn title(&mut self) -> String {
        let Metadata { title, subtitle, author, date_text, date, classification, reference_number, .. } =
            &self.document.meta;
        let mut parts = Vec::new();
        if !title.is_empty() {
            parts.push(format!("# {}", self.one_line(&[Inline::Text(title.clone())])));
        }
        parts.extend(subtitle.as_ref().map(|text| self.inlines(&[Inline::Text(text.clone())])));
        let mark = classification.clone().map(|text| Inline::Strong(vec![Inline::Text(text)]));
        let date = date_text.clone().or_else(|| date.map(|day| day.to_string()));
        let texts = [reference_number.clone(), date, author.clone()].into_iter().flatten().map(Inline::Text);
        let details: Vec<Inline> = mark.into_iter().chain(texts).collect();
        let details: Vec<String> = details.iter().map(|i| self.inlines(std::slice::from_ref(i))).collect();
        parts.push(details.join(" · "));
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n")
    }

    /// Blocks with a blank line between them.
    pub(super) fn blocks(&mut self, blocks: &[Block]) -> String {
        self.joined(blocks, "\n\n")
    }

    fn joined(&mut self, blocks: &[Block], between: &str) -> String {
        let mut parts: Vec<String> = Vec::with_capacity(blocks.len());
        // A list right after one of its kind takes other marks, else they would be one list.
        let mut last_list: Option<(bool, bool)> = None;
        for block in blocks {
            self.position.clone_from(&block.attrs.position);
            let kind = match &block.kind {
                BlockKind::List(list) => Some(list.start.is_some()),
                _ => None,
            };
            let other = match (kind, last_list) {
                (Some(kind), Some((last, other))) if kind == last => !other,
                _ => false,
            };
            last_list = kind.map(|kind| (kind, other));
            let part = self.block(block, other);
            if !part.is_empty() {
                parts.push(part);
            }
        }
        parts.join(between)
    }

    fn block(&mut self, block: &Block, other_marks: bool) -> String {
        let attrs = &block.attrs;
        match &block.kind {
            BlockKind::Heading { level, content } => self.heading(*level, content, attrs),
            BlockKind::Paragraph(content) => self.inlines(content),
            BlockKind::List(list) => self.list(list, other_marks),
            BlockKind::Quote(inner) => quote(&self.blocks(inner)),
            BlockKind::Callout { title, body } => self.callout(title, body, attrs),
            BlockKind::Code { info, text } => fence(info, text),
            BlockKind::Table(table) => self.captioned_table(table, attrs),
            BlockKind::Figure(figure) => self.figure(figure, attrs),
            BlockKind::Contents { depth } => self.contents(*depth, attrs),
            BlockKind::PageBreak if self.dialect() == Dialect::Citybrief => {
                format!("::: {}\n:::", render_attributes(&with_class("pagebreak", attrs)))
            }
            BlockKind::PageBreak | BlockKind::Rule => if self.in_list { "___" } else { "---" }.to_owned(),
            BlockKind::Group(inner) => self.group(inner, attrs),
        }
    }

    fn heading(&mut self, level: u8, content: &[Inline], attrs: &Attributes) -> String {
        let marks = "#".repeat(usize::from((level + self.shift).clamp(1, 6)));
        let mut text = self.one_line(content);
        if text.ends_with('#') {
            text.insert(text.len() - 1, '\\');
        }
        format!("{marks} {text}{}", self.attributes_after(attrs)).trim_end().to_owned()
    }

    /// Attributes behind a text, in our dialect.
    fn attributes_after(&self, attrs: &Attributes) -> String {
        let rendered = render_attributes(attrs);
        if self.dialect() == Dialect::Plain || rendered.is_empty() {
            return String::new();
        }
        format!(" {rendered}")
    }

    fn list(&mut self, list: &List, other_marks: bool) -> String {
        let around = std::mem::replace(&mut self.in_list, true);
        let mut items = Vec::with_capacity(list.items.len());
        for (index, item) in (0u64..).zip(&list.items) {
            let marker = match (list.start, other_marks) {
                (None, false) => "- ".to_owned(),
                (None, true) => "* ".to_owned(),
                (Some(start), false) => format!("{}. ", start.saturating_add(index)),
                (Some(start), true) => format!("{}) ", start.saturating_add(index)),
            };
            let between = if list.tight && item.windows(2).all(|pair| joins_tightly(&pair[0], &pair[1])) {
                "\n"
            } else {
                "\n\n"
            };
            let text = self.joined(item, between);
            items.push(format!("{marker}{}", indent(&text, marker.len())).trim_end().to_owned());
        }
        self.in_list = around;
        items.join(if list.tight { "\n" } else { "\n\n" })
    }

    fn callout(&mut self, title: &[Inline], body: &[Block], attrs: &Attributes) -> String {
        let body = self.blocks(body);
        if self.dialect() == Dialect::Citybrief {
            let mut head = render_attributes(&with_class("callout", attrs));
            if !title.is_empty() {
                head.truncate(head.len() - 1);
                head.push_str(&format!(" {}}}", render_pair("title", &plain_text(title))));
            }
            return format!("::: {head}\n{body}\n:::");
        }
        let head = match title {
            [] => format!("[!{}]\n", alert(attrs)),
            title => format!("{}\n\n", self.inlines(&[Inline::Strong(title.to_vec())])),
        };
        quote(&format!("{head}{body}"))
    }

    fn group(&mut self, inner: &[Block], attrs: &Attributes) -> String {
        let body = self.blocks(inner);
        let rendered = render_attributes(attrs);
        if self.dialect() == Dialect::Plain || rendered.is_empty() {
            return body;
        }
        format!("::: {rendered}\n{body}\n:::")
    }

    fn captioned_table(&mut self, table: &Table, attrs: &Attributes) -> String {
        let text = self.table(table);
        if self.dialect() == Dialect::Citybrief {
            let attrs = render_attributes(&tables::attributes(attrs, table));
            return lines([text, self.caption_line(&table.caption), attrs]);
        }
        let caption = self.emphasised(&table.caption);
        paragraphs([self.anchor(attrs), caption, text])
    }

    fn caption_line(&mut self, caption: &[Inline]) -> String {
        if caption.is_empty() { String::new() } else { format!(": {}", self.one_line(caption)) }
    }

    /// A caption in emphasis, where it has no mark-up of its own.
    fn emphasised(&mut self, caption: &[Inline]) -> String {
        match caption {
            [Inline::Text(_)] => self.one_line(&[Inline::Emphasis(caption.to_vec())]),
            _ => self.one_line(caption),
        }
    }

    /// A place to link to, where something does; GitHub keeps such anchors.
    fn anchor(&self, attrs: &Attributes) -> String {
        match attrs.id.as_deref() {
            Some(id) if self.linked.contains(id) => format!("<a id=\"{id}\"></a>"),
            _ => String::new(),
        }
    }

    fn figure(&mut self, figure: &Figure, attrs: &Attributes) -> String {
        let mut attrs = attrs.clone();
        if let Some(width) = figure.width {
            attrs.pairs.insert(0, ("width".to_owned(), format!("{}%", percent(width))));
        }
        if self.dialect() == Dialect::Citybrief {
            let rendered = render_attributes(&attrs);
            let shown = match &figure.spec {
                Some(spec) => fence(format!("chart {} {rendered}", spec.kind).trim_end(), &spec.text),
                None => format!("{}{rendered}", self.picture(figure, &attrs)),
            };
            return lines([shown, self.caption_line(&figure.caption)]);
        }
        let data = figure.data.as_ref().map(|table| self.table(table)).unwrap_or_default();
        let caption = self.emphasised(&figure.caption);
        paragraphs([self.anchor(&attrs), self.picture(figure, &attrs), caption, data])
    }

    /// The picture as a file beside the report; its description where there is none.
    fn picture(&mut self, figure: &Figure, attrs: &Attributes) -> String {
        let alt = self.inlines(&[Inline::Text(figure.alt.clone())]).replace('\n', " ");
        let (bytes, ending) = match &figure.picture {
            Some(Picture::Svg(text)) => (text.as_bytes(), "svg"),
            Some(Picture::Png(bytes)) => (&bytes[..], "png"),
            Some(Picture::Jpeg(bytes)) => (&bytes[..], "jpg"),
            None => {
                self.warn("a figure has no picture; its description stands instead");
                return alt;
            }
        };
        let name = self.sidecar_name(attrs, ending);
        let link = format!("![{alt}]({})", super::escape::target(&name, false));
        self.sidecars.push((name, bytes.to_vec()));
        link
    }

    fn sidecar_name(&self, attrs: &Attributes, ending: &str) -> String {
        let folder = &self.writer.picture_folder;
        let number = self.sidecars.len() + 1;
        let is_plain = |id: &&str| id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        let by_id = attrs.id.as_deref().filter(is_plain).map(|id| format!("{folder}/{id}.{ending}"));
        let is_free = |name: &String| self.sidecars.iter().all(|(other, _)| other != name);
        by_id.filter(is_free).unwrap_or_else(|| format!("{folder}/figure-{number}.{ending}"))
    }

    fn contents(&mut self, depth: u8, attrs: &Attributes) -> String {
        if self.dialect() == Dialect::Citybrief {
            let mut attrs = with_class("contents", attrs);
            attrs.pairs.push(("depth".to_owned(), depth.to_string()));
            return format!("::: {}\n:::", render_attributes(&attrs));
        }
        let entries: Vec<_> = self.outline.iter().filter(|entry| entry.level <= depth).cloned().collect();
        let top = entries.iter().map(|entry| entry.level).min().unwrap_or(1);
        let mut out =
            self.inlines(&[Inline::Strong(vec![Inline::Text(self.document.labels.contents.clone())])]);
        out.push('\n');
        for entry in entries {
            let text = self.one_line(&[Inline::Text(plain_text(entry.content))]);
            let blanks = "  ".repeat(usize::from(entry.level - top));
            out.push_str(&format!("\n{blanks}- [{text}](#{})", entry.slug));
        }
        out
    }

    /// All footnotes.
    pub(super) fn notes(&mut self) -> String {
        let mut notes = Vec::with_capacity(self.document.notes.len());
        for (number, note) in (1..).zip(&self.document.notes) {
            self.position.clone_from(&note.attrs.position);
            let text = self.blocks(&note.blocks);
            let starts_with_text =
                matches!(note.blocks.first().map(|b| &b.kind), Some(BlockKind::Paragraph(_)));
            let gap = if starts_with_text || note.blocks.is_empty() { "" } else { "\n\n" };
            let attrs = self.attributes_after(&note.attrs);
            let text = indent(&format!("{gap}{text}"), NOTE_INDENT);
            notes.push(format!("[^{number}]:{attrs} {text}").trim_end().to_owned());
        }
        notes.join("\n\n")
    }
}

/// Whether a block may follow another in an item without a blank line and still be read as itself.
fn joins_tightly(before: &Block, block: &Block) -> bool {
    match &block.kind {
        BlockKind::List(list) => list.start.is_none_or(|start| start == 1),
        BlockKind::Quote(_) => matches!(before.kind, BlockKind::Paragraph(_)),
        BlockKind::Code { .. } | BlockKind::Heading { .. } => true,
        _ => false,
    }
}

fn with_class(class: &str, attrs: &Attributes) -> Attributes {
    let mut attrs = attrs.clone();
    attrs.classes.insert(0, class.to_owned());
    attrs
}

/// GitHub's word for a box without a title.
fn alert(attrs: &Attributes) -> &'static str {
    match attrs.classes.first().map(String::as_str) {
        Some("tip") => "TIP",
        Some("important") => "IMPORTANT",
        Some("warning" | "confirm") => "WARNING",
        Some("caution") => "CAUTION",
        _ => "NOTE",
    }
}

fn fence(info: &str, text: &str) -> String {
    let mark = if info.contains('`') { '~' } else { '`' };
    let longest = text.split(|c| c != mark).map(str::len).max().unwrap_or(0);
    let marks = mark.to_string().repeat(3.max(longest + 1));
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    format!("{marks}{info}\n{text}{end}{marks}")
}

fn quote(text: &str) -> String {
    let lines = text.lines().map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") });
    let quoted = lines.collect::<Vec<_>>().join("\n");
    if quoted.is_empty() { ">".to_owned() } else { quoted }
}

/// Indents all lines but the first.
fn indent(text: &str, columns: usize) -> String {
    let blanks = " ".repeat(columns);
    let lines = text.split('\n').enumerate().map(|(index, line)| match line {
        line if index == 0 || line.is_empty() => line.to_owned(),
        line => format!("{blanks}{line}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn joined(parts: impl IntoIterator<Item = String>, between: &str) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}

fn paragraphs(parts: impl IntoIterator<Item = String>) -> String {
    joined(parts, "\n\n")
}

fn lines(parts: impl IntoIterator<Item = String>) -> String {
    joined(parts, "\n")
}
