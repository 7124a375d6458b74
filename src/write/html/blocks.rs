//! Blocks as HTML.
//!
//! Start with [`Printer::body`].

use super::{
    Printer,
    escape::{attribute, base64, text},
    inlines::{attributes, reference_id},
};
use crate::document::{
    Alignment, Attributes, Block, BlockKind, Cell, Figure, Inline, List, Metadata, Note, OutlineEntry,
    Picture, Row, Table, plain_text,
};

impl Printer<'_> {
    /// The whole body.
    pub(super) fn body(&mut self) -> String {
        let header = self.header();
        let main = self.blocks(&self.document.blocks);
        let notes = self.notes();
        format!("<body>\n<header>\n{header}</header>\n<main>\n{main}</main>\n{notes}</body>")
    }

    fn header(&self) -> String {
        let Metadata { title, subtitle, author, date, date_text, classification, reference_number, .. } =
            &self.document.meta;
        let logo = self.document.meta.logo.as_ref();
        let mut out = logo.map_or_else(String::new, |logo| {
            let alt = attribute(author.as_deref().unwrap_or_default());
            format!("<img class=\"logo\" alt=\"{alt}\" src=\"{}\">\n", data_url(logo))
        });
        out.push_str(&format!("<h1>{}</h1>\n", text(title)));
        if let Some(subtitle) = subtitle {
            out.push_str(&format!("<p class=\"subtitle\">{}</p>\n", text(subtitle)));
        }
        let mark = classification
            .as_ref()
            .map(|mark| format!("<span class=\"classification\">{}</span>", text(mark)));
        let shown = date_text.clone().or_else(|| date.map(|day| day.to_string())).map(|shown| match date {
            Some(day) => format!("<time datetime=\"{day}\">{}</time>", text(&shown)),
            None => text(&shown),
        });
        let number = reference_number.as_deref().map(text);
        let details: Vec<String> =
            [mark, number, shown, author.as_deref().map(text)].into_iter().flatten().collect();
        if !details.is_empty() {
            out.push_str(&format!("<p class=\"details\">{}</p>\n", details.join(" · ")));
        }
        out
    }

    fn blocks(&mut self, blocks: &[Block]) -> String {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &Block) -> String {
        self.position.clone_from(&block.attrs.position);
        let attrs = &block.attrs;
        match &block.kind {
            BlockKind::Heading { level, content } => self.heading(*level, content, attrs),
            BlockKind::Paragraph(content) => {
                format!("<p{}>{}</p>\n", attributes(attrs, &[]), self.inlines(content))
            }
            BlockKind::List(list) => self.list(list, attrs),
            BlockKind::Quote(inner) => {
                format!("<blockquote{}>\n{}</blockquote>\n", attributes(attrs, &[]), self.blocks(inner))
            }
            BlockKind::Callout { title, body } => self.callout(title, body, attrs),
            BlockKind::Code { text: code, .. } => {
                format!("<pre{}><code>{}</code></pre>\n", attributes(attrs, &[]), text(code))
            }
            BlockKind::Table(table) => self.table(table, attrs),
            BlockKind::Figure(figure) => self.figure(figure, attrs),
            BlockKind::Contents { depth } => self.contents(*depth, attrs),
            BlockKind::PageBreak => format!("<div{}></div>\n", attributes(attrs, &["page-break"])),
            BlockKind::Rule => format!("<hr{}>\n", attributes(attrs, &[])),
            BlockKind::Group(inner) => {
                format!("<div{}>\n{}</div>\n", attributes(attrs, &[]), self.blocks(inner))
            }
        }
    }

    fn heading(&mut self, level: u8, content: &[Inline], attrs: &Attributes) -> String {
        let level = (level + self.shift).clamp(2, 6);
        let anchor = self.outline.get(self.headings).map(|entry| entry.anchor.clone());
        self.headings += 1;
        let attrs = Attributes { id: anchor.or_else(|| attrs.id.clone()), ..attrs.clone() };
        format!("<h{level}{}>{}</h{level}>\n", attributes(&attrs, &[]), self.inlines(content))
    }

    fn list(&mut self, list: &List, attrs: &Attributes) -> String {
        let items: String = list.items.iter().map(|item| self.item(item, list.tight)).collect();
        let attrs = attributes(attrs, &[]);
        match list.start {
            None => format!("<ul{attrs}>\n{items}</ul>\n"),
            Some(1) => format!("<ol{attrs}>\n{items}</ol>\n"),
            Some(start) => format!("<ol start=\"{start}\"{attrs}>\n{items}</ol>\n"),
        }
    }

    fn item(&mut self, item: &[Block], tight: bool) -> String {
        let content: String = item
            .iter()
            .map(|block| match &block.kind {
                BlockKind::Paragraph(content) if tight => self.inlines(content),
                _ => self.block(block),
            })
            .collect();
        format!("<li>{content}</li>\n")
    }

    fn callout(&mut self, title: &[Inline], body: &[Block], attrs: &Attributes) -> String {
        let label = plain_text(title);
        let label = if label.is_empty() { label } else { format!(" aria-label=\"{}\"", attribute(&label)) };
        let title = match title {
            [] => String::new(),
            title => format!("<p class=\"callout-title\">{}</p>\n", self.inlines(title)),
        };
        format!("<aside{}{label}>\n{title}{}</aside>\n", attributes(attrs, &["callout"]), self.blocks(body))
    }

    fn table(&mut self, table: &Table, attrs: &Attributes) -> String {
        let mut out = format!("<div class=\"scroll\"><table{}>\n", attributes(attrs, &[]));
        if !table.caption.is_empty() {
            out.push_str(&format!("<caption>{}</caption>\n", self.inlines(&table.caption)));
        }
        if table.columns.iter().any(|column| column.width.is_some()) {
            let column = |width: Option<f32>| match width {
                Some(share) => format!("<col style=\"width:{:.2}%\">", share * 100.0),
                None => "<col>".to_owned(),
            };
            let columns: String = table.columns.iter().map(|c| column(c.width)).collect();
            out.push_str(&format!("<colgroup>{columns}</colgroup>\n"));
        }
        for (name, rows) in [("thead", &table.head), ("tbody", &table.body), ("tfoot", &table.foot)] {
            if !rows.is_empty() {
                let rows: String = rows.iter().map(|row| self.row(row, table, name == "thead")).collect();
                out.push_str(&format!("<{name}>\n{rows}</{name}>\n"));
            }
        }
        out.push_str("</table></div>\n");
        out
    }

    fn row(&mut self, row: &Row, table: &Table, is_head: bool) -> String {
        let mut column = 0;
        let mut cells = String::new();
        for cell in &row.cells {
            let align = cell.align.or(table.columns.get(column).map(|c| c.align)).unwrap_or_default();
            let scope = match () {
                () if is_head => Some("col"),
                () if column < usize::from(table.row_headers) => Some("row"),
                () => None,
            };
            cells.push_str(&self.cell(cell, align, scope));
            column += usize::from(cell.col_span.max(1));
        }
        format!("<tr>{cells}</tr>\n")
    }

    fn cell(&mut self, cell: &Cell, align: Alignment, scope: Option<&str>) -> String {
        let content = match &cell.blocks[..] {
            [Block { kind: BlockKind::Paragraph(content), .. }] => self.inlines(content),
            blocks => self.blocks(blocks),
        };
        let mut attrs = match align {
            Alignment::Start => String::new(),
            Alignment::Center => " class=\"center\"".to_owned(),
            Alignment::End => " class=\"end\"".to_owned(),
        };
        for (name, span) in [("colspan", cell.col_span), ("rowspan", cell.row_span)] {
            if span > 1 {
                attrs.push_str(&format!(" {name}=\"{span}\""));
            }
        }
        match scope {
            // An empty corner is no header (WCAG technique H63).
            Some(scope) if !content.is_empty() => format!("<th scope=\"{scope}\"{attrs}>{content}</th>"),
            _ => format!("<td{attrs}>{content}</td>"),
        }
    }

    fn figure(&mut self, figure: &Figure, attrs: &Attributes) -> String {
        let style =
            figure.width.map(|share| format!(" style=\"width:{:.2}%\"", share * 100.0)).unwrap_or_default();
        let picture = self.picture(figure);
        let caption = match &figure.caption[..] {
            [] => String::new(),
            caption => format!("<figcaption>{}</figcaption>\n", self.inlines(caption)),
        };
        let data = figure.data.as_ref().map(|table| self.table(table, &Attributes::default()));
        let data =
            data.map(|table| format!("<div class=\"for-readers\">{table}</div>\n")).unwrap_or_default();
        format!("<figure{}{style}>\n{picture}{caption}{data}</figure>\n", attributes(attrs, &[]))
    }

    /// A drawn chart stands in the page itself; a picture from elsewhere as an image.
    fn picture(&mut self, figure: &Figure) -> String {
        let alt = attribute(&figure.alt);
        match &figure.picture {
            Some(Picture::Svg(svg)) if figure.spec.is_some() => {
                let source = svg.find("<svg").map_or("", |start| &svg[start..]);
                format!("<div role=\"img\" aria-label=\"{alt}\">{source}</div>\n")
            }
            Some(picture) => format!("<img alt=\"{alt}\" src=\"{}\">\n", data_url(picture)),
            None => {
                self.warn("a figure has no picture; its description stands instead");
                format!("<p>{}</p>\n", text(&figure.alt))
            }
        }
    }

    fn contents(&mut self, depth: u8, attrs: &Attributes) -> String {
        let label = &self.document.labels.contents;
        let entries: Vec<&OutlineEntry<'_>> =
            self.outline.iter().filter(|entry| entry.level <= depth).collect();
        format!(
            "<nav{} aria-label=\"{}\">\n<h2>{}</h2>\n{}</nav>\n",
            attributes(attrs, &["contents"]),
            attribute(label),
            text(label),
            entries_list(&entries)
        )
    }

    fn notes(&mut self) -> String {
        let notes = &self.document.notes;
        if notes.is_empty() {
            return String::new();
        }
        // All notes first: a note may refer to another, which then has one more way back.
        let texts: Vec<String> = notes.iter().map(|note| self.blocks(&note.blocks)).collect();
        let items: String = (1..)
            .zip(notes)
            .zip(texts)
            .map(|((number, note), text)| self.note(number, note, &text))
            .collect();
        format!("<section class=\"notes\" role=\"doc-endnotes\">\n<ol>\n{items}</ol>\n</section>\n")
    }

    fn note(&self, number: usize, note: &Note, content: &str) -> String {
        let label = attribute(&self.document.labels.back_to_text);
        let count = self.references.get(number - 1).copied().unwrap_or(0);
        let back = (1..=count).map(|nth| {
            let id = reference_id(number, nth);
            format!(" <a class=\"back\" href=\"#{id}\" role=\"doc-backlink\" aria-label=\"{label}\">↩</a>")
        });
        let back: String = back.collect();
        let inner = match content.strip_suffix("</p>\n") {
            Some(before) => format!("{before}{back}</p>\n"),
            None => format!("{content}{back}"),
        };
        let attrs = Attributes { id: Some(format!("fn:{number}")), ..note.attrs.clone() };
        format!("<li{}>{inner}</li>\n", attributes(&attrs, &[]))
    }
}

/// A picture as the address of its own bytes (RFC 2397), where it can run nothing.
fn data_url(picture: &Picture) -> String {
    let (kind, bytes) = match picture {
        Picture::Svg(svg) => ("svg+xml", svg.as_bytes()),
        Picture::Png(bytes) => ("png", &bytes[..]),
        Picture::Jpeg(bytes) => ("jpeg", &bytes[..]),
    };
    format!("data:image/{kind};base64,{}", base64(bytes))
}

/// Entries as lists within lists; a deeper level that follows none of its own is raised.
fn entries_list(entries: &[&OutlineEntry<'_>]) -> String {
    let Some(top) = entries.iter().map(|entry| entry.level).min() else { return String::new() };
    let mut out = String::from("<ul>\n");
    let mut rest = entries;
    while let Some((first, after)) = rest.split_first() {
        let inner = after.iter().take_while(|entry| entry.level > top).count();
        let (inner, next) = after.split_at(inner);
        let shown = text(&plain_text(first.content));
        let target = attribute(&first.anchor);
        out.push_str(&format!("<li><a href=\"#{target}\">{shown}</a>{}</li>\n", entries_list(inner)));
        rest = next;
    }
    out.push_str("</ul>\n");
    out
}
