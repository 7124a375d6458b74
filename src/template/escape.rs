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
    use pulldown_cmark::{Event, Options, Parser, Tag};

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

    /// The text that a reader sees, block by block, with how each block opened.
    fn read(markdown: &str) -> (Vec<String>, Vec<String>) {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_DEFINITION_LIST
            | Options::ENABLE_SUPERSCRIPT
            | Options::ENABLE_MATH;
        let (mut texts, mut tags) = (vec![String::new()], Vec::new());
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Text(text) => texts.last_mut().unwrap().push_str(&text),
                Event::Start(tag) => {
                    tags.push(format!("{tag:?}"));
                    if matches!(tag, Tag::TableCell | Tag::Paragraph) {
                        texts.push(String::new());
                    }
                }
                Event::End(_) => {}
                other => tags.push(format!("{other:?}")),
            }
        }
        texts.retain(|t| !t.is_empty());
        (texts, tags)
    }

    #[test]
    fn traps_read_as_they_are_in_a_paragraph() {
        for trap in TRAPS {
            let (texts, tags) = read(&to_markdown(trap));
            assert_eq!(texts.concat(), one_line(trap), "{trap}");
            assert_eq!(tags, ["Paragraph"], "{trap}");
        }
    }

    #[test]
    fn traps_read_as_they_are_in_a_table_cell() {
        for trap in TRAPS {
            let (texts, _) = read(&format!("| h | k |\n|---|---|\n|{}| z |\n", to_markdown(trap)));
            assert_eq!(texts, ["h", "k", one_line(trap).as_str(), "z"], "{trap}");
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
