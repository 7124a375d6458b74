//! Values as Markdown that prints them as they are.
//!
//! The same function serves every place where a template prints a value: running text, table cells, list
//! items, headings. Attribute values and links have their own rules.

use std::io::{self, Write};

/// Characters that mean something in running text of the dialect (CommonMark, GFM, pandoc's attributes).
const SPECIAL: &[char] =
    &['*', '_', '`', '{', '}', '[', ']', '<', '>', '#', '~', '^', '$', '!', '&', '"', '@'];

/// Writes `value` so that it reads as plain text wherever it stands.
///
/// Line breaks become spaces, since a value may stand in a table cell or heading; control characters,
/// which no format can show, are left out.
pub(super) fn markdown(value: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(to_markdown(value).as_bytes())
}

/// As [`markdown`], to a string.
pub(super) fn to_markdown(value: &str) -> String {
    let text = one_line(value);
    let trimmed = text.trim_matches(' ');
    let lead = text.len() - text.trim_start_matches(' ').len();
    let tail = text.len() - lead - trimmed.len();
    // Spaces at the ends could indent a code block or force a line break.
    let mut out = "&#32;".repeat(lead);
    let at_start = block_marker(trimmed);
    for (i, c) in trimmed.char_indices() {
        match c {
            // As entities, because a table's cells are split before backslashes are read.
            '|' => out.push_str("&#124;"),
            '\\' => out.push_str("&#92;"),
            c if SPECIAL.contains(&c) || at_start == Some(i) => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out + &"&#32;".repeat(if trimmed.is_empty() { 0 } else { tail })
}

/// Byte offset of the character that would open a block if the value stood at the start of a line:
/// a bullet, the end of a list number, a fence, a heading's underline, a definition.
fn block_marker(text: &str) -> Option<usize> {
    if text.starts_with(['-', '+', '=', ':', '%', ')', '.']) {
        return Some(0);
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    (digits > 0 && text[digits..].starts_with(['.', ')'])).then_some(digits)
}

/// The value on one line: white space other than no-break spaces folded, control characters gone.
fn one_line(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        let c = if matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            ' '
        } else {
            c
        };
        if c == ' ' && out.ends_with(' ') || c.is_control() {
            continue;
        }
        out.push(c);
    }
    out
}

/// The value as a quoted attribute value, quotation marks included.
pub(super) fn to_attribute(value: &str) -> String {
    let text = one_line(value).replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{text}\"")
}

/// A link with its text, or the text alone where the address is none that a reader can safely follow.
pub(super) fn to_link(url: &str, text: &str) -> String {
    let text = to_markdown(text);
    let target = url.trim();
    let known = ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| target.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    if !known {
        return text;
    }
    format!("[{text}](<{}>)", encode_target(target))
}

/// Percent-encodes what cannot stand between `<` and `>` of a link's target.
fn encode_target(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        if c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '\\' | '|' | '`' | '{' | '}' | '"')
        {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        } else if c == '&' {
            // Entities are read in targets, too.
            out.push_str("&amp;");
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{self, Block, BlockKind, Inline, Labels, Metadata, ReadOptions, plain_text};

    const TRAPS: &[&str] = &[
        "a*b*",
        "_x_",
        "a|b",
        r"a\|b",
        r"back\",
        "<b>",
        "&amp;",
        "&#32;",
        "{.class}",
        "]{lang=ru}",
        "[x](y)",
        "![x](y)",
        "[^s1]",
        "# heading",
        "- item",
        "+ item",
        "1. item",
        "12) item",
        ":::",
        "::: {.callout}",
        "===",
        "---",
        "~~x~~",
        "`code`",
        "```",
        "> quote",
        "* * *",
        "www.a.b",
        "https://a.b/c_d_e",
        "a@b.c",
        "$x$",
        "^x^",
        ": definition",
        "%",
        "«ёлочки» № 5",
        "\"quoted\"",
        "    four spaces",
        "-",
        "+",
        "=",
        "Table: x",
        "1.",
        "<!-- x -->",
        "{% x %}",
        "{{ x }}",
        "\\",
        "\\\\",
        "|",
        "||",
        "a  b",
    ];

    fn read(markdown: &str) -> Vec<Block> {
        let options = ReadOptions::new("trap.md");
        let meta = Metadata { title: "Trap".to_owned(), ..Metadata::default() };
        let reading = document::read(markdown, meta, Labels::default(), &options).unwrap();
        assert_eq!(reading.warnings, [], "{markdown}");
        reading.document.blocks
    }

    fn paragraph(block: &Block) -> String {
        let BlockKind::Paragraph(content) = &block.kind else { panic!("no paragraph: {block:?}") };
        assert!(content.iter().all(|i| matches!(i, Inline::Text(_))), "mark-up: {content:?}");
        plain_text(content)
    }

    #[test]
    fn traps_read_as_they_are_in_a_paragraph() {
        for trap in TRAPS {
            let blocks = read(&to_markdown(trap));
            assert_eq!(blocks.iter().map(paragraph).collect::<Vec<_>>(), [one_line(trap)], "{trap}");
        }
    }

    #[test]
    fn traps_read_as_they_are_in_a_table_cell() {
        for trap in TRAPS {
            let blocks = read(&format!("| h | k |\n|---|---|\n|{}| z |\n", to_markdown(trap)));
            let BlockKind::Table(table) = &blocks[0].kind else { panic!("{trap}: {blocks:?}") };
            let cells: Vec<_> = table.body[0].cells.iter().map(|c| paragraph(&c.blocks[0])).collect();
            assert_eq!(cells, [one_line(trap).as_str(), "z"], "{trap}");
        }
    }

    #[test]
    fn traps_read_as_they_are_in_a_heading_and_beside_attributes() {
        for trap in TRAPS {
            let blocks = read(&format!("## {} {{#id}}\n", to_markdown(trap)));
            let BlockKind::Heading { content, .. } = &blocks[0].kind else { panic!("{trap}: {blocks:?}") };
            assert_eq!(plain_text(content).trim(), one_line(trap).trim(), "{trap}");
            assert_eq!(blocks[0].attrs.id.as_deref(), Some("id"), "{trap}");
        }
    }

    #[test]
    fn lines_and_control_characters_cannot_break_out() {
        assert_eq!(to_markdown("a\n\n# b\r\nc\u{0}\u{1b}"), "a \\# b c");
        assert_eq!(to_markdown("\n"), "&#32;");
        assert_eq!(to_markdown(""), "");
    }

    #[test]
    fn attributes_keep_their_quotation_marks_inside() {
        assert_eq!(to_attribute("a \"b\" \\ c\nd"), r#""a \"b\" \\ c d""#);
    }

    #[test]
    fn only_addresses_that_lead_somewhere_safe_become_links() {
        assert_eq!(
            to_link("https://a.b/c d?x=1&y=(2)", "a|b"),
            "[a&#124;b](<https://a.b/c%20d?x=1&amp;y=(2)>)"
        );
        assert_eq!(to_link("javascript:alert(1)", "x"), "x");
        assert_eq!(to_link("", "x"), "x");
        assert_eq!(to_link("https://a.b/>c", "x"), "[x](<https://a.b/%3Ec>)");
    }
}
