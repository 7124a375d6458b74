//! Text as Markdown that reads back as the same text, with no more backslashes than that takes.
//!
//! Knows nothing of blocks. Start with [`escape`].

use super::Dialect;

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub dialect: Dialect,
    /// In a cell, where a bar would end it.
    pub in_table: bool,
}

/// Appends `text` to the line that `out` ends with.
pub(super) fn escape(text: &str, place: Place, out: &mut String) {
    let chars: Vec<char> =
        text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect();
    let starts_line = out.is_empty() || out.ends_with('\n');
    let marker = if starts_line { block_marker(&chars) } else { None };
    for (index, c) in chars.iter().enumerate() {
        let around = Around {
            before: if index == 0 { out.chars().next_back() } else { chars.get(index - 1).copied() },
            after: chars.get(index + 1).copied(),
            first: index == 0,
        };
        if *c == ' ' && index == 0 && starts_line {
            out.push_str("&#32;");
            continue;
        }
        if marker == Some(index) || is_special(*c, around, place) {
            out.push('\\');
        }
        out.push(*c);
    }
}

/// Keeps blanks at the end of a paragraph or cell, which Markdown would drop.
pub(super) fn keep_last_blank(out: &mut String) {
    if out.ends_with(' ') {
        out.pop();
        out.push_str("&#32;");
    }
}

#[derive(Clone, Copy)]
struct Around {
    before: Option<char>,
    after: Option<char>,
    first: bool,
}

fn is_special(c: char, around: Around, place: Place) -> bool {
    let Around { before, after, first } = around;
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '\\' | '`' | '*' | '[' | ']' | '~' | '$' => true,
        '_' => !(word(before) && word(after)),
        '<' => after.is_none_or(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
        '&' => after.is_none_or(|next| next.is_ascii_alphanumeric() || next == '#'),
        // Before a link or picture of ours.
        '!' => after.is_none(),
        // After a footnote's reference, where it would make a definition or a link.
        ':' | '(' => first && before == Some(']'),
        '|' => place.in_table,
        '{' | '}' => place.dialect == Dialect::Citybrief,
        _ => false,
    }
}

/// Index of the character that would open a block at the start of a line.
fn block_marker(chars: &[char]) -> Option<usize> {
    let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    let ends_word = |index: usize| chars.get(index).is_none_or(|c| *c == ' ');
    match chars.get(digits)? {
        '.' | ')' if digits > 0 && ends_word(digits + 1) => Some(digits),
        '#' | '>' | '+' | '-' | '=' | ':' | '|' if digits == 0 => Some(0),
        _ => None,
    }
}

/// A target between parentheses.
pub(super) fn target(url: &str, in_table: bool) -> String {
    let mut out = String::from("<");
    for c in url.chars() {
        match c {
            '<' | '>' | '\\' => out.extend(['\\', c]),
            '&' => out.push_str("&amp;"),
            '|' if in_table => out.push_str("\\|"),
            '\n' | '\r' => out.push_str("%0A"),
            c => out.push(c),
        }
    }
    out.push('>');
    let plain = |c: char| c.is_alphanumeric() || "-._~:/?#@!$'*+,;=%".contains(c);
    if !url.is_empty() && url.chars().all(plain) { url.to_owned() } else { out }
}

/// Code between as many ticks as it needs.
pub(super) fn code(text: &str, in_table: bool) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    let padded = text.starts_with('`')
        || text.ends_with('`')
        || (text.starts_with(' ') && text.ends_with(' ') && !text.trim().is_empty());
    let pad = if padded { " " } else { "" };
    let text = if in_table { text.replace('|', "\\|") } else { text.to_owned() };
    format!("{ticks}{pad}{}{pad}{ticks}", text.replace(['\n', '\r'], " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str, dialect: Dialect) -> String {
        let mut out = String::new();
        escape(text, Place { dialect, in_table: false }, &mut out);
        out
    }

    #[test]
    fn plain_text_stays_plain() {
        for text in
            ["5 × 3 = 15", "a_b, 50 % – «x»", "No. 5 (five) #2", "a & b < c > d", "2019-11-05", "x {y}"]
        {
            assert_eq!(escaped(text, Dialect::Plain), text);
        }
    }

    #[test]
    fn what_would_be_read_as_markup_is_escaped() {
        for (text, expected) in [
            ("1. one", r"1\. one"),
            ("- one", r"\- one"),
            ("# one", r"\# one"),
            ("a *b* [c]", r"a \*b\* \[c\]"),
            ("<b>", r"\<b>"),
            ("&amp;", r"\&amp;"),
            ("yes!", r"yes\!"),
            ("::: a", r"\::: a"),
        ] {
            assert_eq!(escaped(text, Dialect::Plain), expected);
        }
        assert_eq!(escaped("[x]{lang=ru}", Dialect::Citybrief), r"\[x\]\{lang=ru\}");
    }

    #[test]
    fn code_finds_ticks_that_it_does_not_hold() {
        assert_eq!(code("a`b", false), "``a`b``");
        assert_eq!(code("`", false), "`` ` ``");
        assert_eq!(code("a|b", true), r"`a\|b`");
    }

    #[test]
    fn targets_keep_their_brackets() {
        assert_eq!(target("https://a.kz/b?c=d", false), "https://a.kz/b?c=d");
        assert_eq!(target("a b(c)>", false), r"<a b(c)\>>");
    }
}
