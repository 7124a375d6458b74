//! Documents as HTML for mail: no style sheet, no script, nothing fetched from elsewhere.

use crate::document::{Alignment, Attributes, Block, BlockKind, Cell, Document, Inline, List, Row, Table};
use std::fmt::Write;

const BODY: &str = "margin:0;padding:16px;font-family:Georgia,'PT Serif',serif;font-size:16px;line-height:1.45;\
                    color:#1a1a1a;background:#ffffff;max-width:40em";
const HEADING: &str = "font-family:Arial,'PT Sans',sans-serif;line-height:1.2;margin:1.2em 0 0.4em";
const CALLOUT: &str = "margin:1em 0;padding:8px 14px;border-left:4px solid #2a5d84;background:#f2f5f8";
const TABLE: &str = "border-collapse:collapse;margin:1em 0;width:100%";
const CELL: &str = "padding:4px 8px;border-bottom:1px solid #c8c8c8;vertical-align:top";

/// A whole page, with a logo of that content id above the text.
pub(super) fn write(document: &Document, logo: Option<&str>) -> String {
    let lang = document.meta.language.as_ref().map_or("und", |l| l.as_str());
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><title>{}</title></head>\n<body style=\"{BODY}\">\n",
        escape(lang),
        escape(&document.meta.title)
    );
    if let Some(id) = logo {
        let _ = writeln!(out, "<p><img src=\"cid:{}\" alt=\"\" height=\"48\"></p>", escape(id));
    }
    blocks(&document.blocks, &mut out);
    notes(document, &mut out);
    out.push_str("</body>\n</html>\n");
    out
}

fn notes(document: &Document, out: &mut String) {
    if document.notes.is_empty() {
        return;
    }
    out.push_str("<hr>\n<ol style=\"font-size:13px;color:#555555\">\n");
    for note in &document.notes {
        out.push_str("<li>");
        blocks(&note.blocks, out);
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n");
}

fn blocks(list: &[Block], out: &mut String) {
    for item in list {
        block(item, out);
    }
}

fn block(block: &Block, out: &mut String) {
    let lang = lang(&block.attrs);
    match &block.kind {
        BlockKind::Heading { level, content } => {
            let level = (*level).clamp(1, 6);
            element(&format!("h{level}"), &format!("{lang} style=\"{HEADING}\""), content, out);
        }
        BlockKind::Paragraph(content) => {
            element("p", &format!("{lang} style=\"margin:0.6em 0\""), content, out)
        }
        BlockKind::List(items) => list(items, &lang, out),
        BlockKind::Quote(body) => wrap("blockquote", &lang, body, out),
        BlockKind::Callout { title, body } => {
            let _ = writeln!(out, "<div{lang} style=\"{CALLOUT}\">");
            if !title.is_empty() {
                element("p", " style=\"font-weight:bold;margin:0.2em 0\"", title, out);
            }
            blocks(body, out);
            out.push_str("</div>\n");
        }
        BlockKind::Code { text, .. } => {
            let _ = writeln!(out, "<pre>{}</pre>", escape(text));
        }
        BlockKind::Table(content) => table(content, &lang, out),
        BlockKind::Figure(figure) if figure.caption.is_empty() => {
            let _ = writeln!(out, "<p{lang}>{}</p>", escape(&figure.alt));
        }
        BlockKind::Figure(figure) => element("p", &lang, &figure.caption, out),
        BlockKind::Rule => out.push_str("<hr>\n"),
        BlockKind::Group(body) => wrap("div", &lang, body, out),
        BlockKind::Contents { .. } | BlockKind::PageBreak => {}
    }
}

fn wrap(tag: &str, attributes: &str, body: &[Block], out: &mut String) {
    let _ = writeln!(out, "<{tag}{attributes}>");
    blocks(body, out);
    let _ = writeln!(out, "</{tag}>");
}

fn element(tag: &str, attributes: &str, content: &[Inline], out: &mut String) {
    let _ = write!(out, "<{tag}{attributes}>");
    inlines(content, out);
    let _ = writeln!(out, "</{tag}>");
}

fn list(list: &List, attributes: &str, out: &mut String) {
    let (tag, start) = match list.start {
        None => ("ul", String::new()),
        Some(1) => ("ol", String::new()),
        Some(first) => ("ol", format!(" start=\"{first}\"")),
    };
    let _ = writeln!(out, "<{tag}{attributes}{start}>");
    for item in &list.items {
        out.push_str("<li>");
        contained(item, out);
        out.push_str("</li>\n");
    }
    let _ = writeln!(out, "</{tag}>");
}

/// Blocks inside an item or cell; a single paragraph needs no element of its own.
fn contained(body: &[Block], out: &mut String) {
    match body {
        [Block { kind: BlockKind::Paragraph(content), attrs }] if attrs.lang.is_none() => {
            inlines(content, out)
        }
        _ => blocks(body, out),
    }
}

fn table(table: &Table, attributes: &str, out: &mut String) {
    let _ = writeln!(out, "<table{attributes} style=\"{TABLE}\">");
    if !table.caption.is_empty() {
        element("caption", " style=\"text-align:left\"", &table.caption, out);
    }
    for (rows, head) in [(&table.head, true), (&table.body, false), (&table.foot, false)] {
        for row in rows {
            table_row(table, row, head, out);
        }
    }
    out.push_str("</table>\n");
}

fn table_row(table: &Table, row: &Row, head: bool, out: &mut String) {
    out.push_str("<tr>");
    let mut column = 0;
    for cell in &row.cells {
        let align = cell.align.or_else(|| table.columns.get(column).map(|c| c.align)).unwrap_or_default();
        let is_header = head || column < usize::from(table.row_headers);
        table_cell(cell, align, if is_header { "th" } else { "td" }, if head { "col" } else { "row" }, out);
        column += usize::from(cell.col_span.max(1));
    }
    out.push_str("</tr>\n");
}

fn table_cell(cell: &Cell, align: Alignment, tag: &str, scope: &str, out: &mut String) {
    let side = match align {
        Alignment::Start => "left",
        Alignment::Center => "center",
        Alignment::End => "right",
    };
    let _ = write!(out, "<{tag} style=\"{CELL};text-align:{side}\"");
    if tag == "th" {
        let _ = write!(out, " scope=\"{scope}\"");
    }
    for (name, span) in [("colspan", cell.col_span), ("rowspan", cell.row_span)] {
        if span > 1 {
            let _ = write!(out, " {name}=\"{span}\"");
        }
    }
    out.push('>');
    contained(&cell.blocks, out);
    let _ = write!(out, "</{tag}>");
}

fn inlines(content: &[Inline], out: &mut String) {
    for part in content {
        inline(part, out);
    }
}

fn inline(part: &Inline, out: &mut String) {
    let wrapped = |tag: &str, content: &[Inline], out: &mut String| {
        let _ = write!(out, "<{tag}>");
        inlines(content, out);
        let _ = write!(out, "</{tag}>");
    };
    match part {
        Inline::Text(text) => out.push_str(&escape(text)),
        Inline::Code(text) => {
            let _ = write!(out, "<code>{}</code>", escape(text));
        }
        Inline::Emphasis(content) => wrapped("em", content, out),
        Inline::Strong(content) => wrapped("strong", content, out),
        Inline::Strikethrough(content) => wrapped("s", content, out),
        Inline::Link { target, content } if is_followable(target) => {
            let _ = write!(out, "<a href=\"{}\">", escape(target));
            inlines(content, out);
            out.push_str("</a>");
        }
        Inline::Link { content, .. } => inlines(content, out),
        Inline::NoteRef(index) => {
            let _ = write!(out, "<sup>{}</sup>", index + 1);
        }
        Inline::PageRef(_) => {}
        Inline::LineBreak => out.push_str("<br>\n"),
        Inline::Span { attrs, content } => {
            let _ = write!(out, "<span{}>", lang(attrs));
            inlines(content, out);
            out.push_str("</span>");
        }
    }
}

/// Only these lead anywhere from a mail; `javascript:` and `file:` must not.
fn is_followable(target: &str) -> bool {
    let target = target.to_ascii_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|scheme| target.starts_with(scheme))
}

fn lang(attrs: &Attributes) -> String {
    attrs.lang.as_ref().map_or_else(String::new, |l| format!(" lang=\"{}\"", escape(l.as_str())))
}

pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() && c != '\n' && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}
