//! Attributes in pandoc's syntax: `{#id .class key=value key="quoted value"}`.
//!
//! Knows nothing of where they stand. Start with [`parse`]; [`render`] is its inverse.

use crate::data::LanguageTag;
use crate::document::Attributes;

/// Longest attribute text that is looked at, in bytes; keeps hostile input cheap.
const LONGEST: usize = 4096;

/// Reads attributes at the start of `source`; returns them with the number of bytes read.
///
/// `None` where the text is not well-formed attributes on one line, or holds none.
pub(super) fn parse(source: &str) -> Option<(Attributes, usize)> {
    let mut scan = Scanner { source, at: 0 };
    scan.eat('{')?;
    let mut attrs = Attributes::default();
    let mut any = false;
    loop {
        scan.skip_blanks();
        if scan.eat('}').is_some() {
            return any.then_some((attrs, scan.at));
        }
        scan.item(&mut attrs)?;
        any = true;
    }
}

/// Attributes at the end of a line, with the byte offset where they start. A blank must stand before them:
/// right behind a bracket they belong to a span.
pub(super) fn parse_at_end(line: &str) -> Option<(usize, Attributes)> {
    let line = line.trim_end();
    if !line.ends_with('}') {
        return None;
    }
    // A quoted value may itself hold a brace, so a few candidates are tried.
    line.rmatch_indices('{').take(4).find_map(|(start, _)| {
        let (attrs, length) = parse(&line[start..])?;
        let apart = line[..start].ends_with([' ', '\t']);
        (start + length == line.len() && apart).then_some((start, attrs))
    })
}

/// Whether the character at `offset` stands behind an odd number of backslashes.
pub(super) fn is_escaped(source: &str, offset: usize) -> bool {
    source.as_bytes()[..offset].iter().rev().take_while(|b| **b == b'\\').count() % 2 == 1
}

/// Text with backslash escapes of ASCII punctuation undone.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => out.extend(chars.next()),
            _ => out.push(c),
        }
    }
    out
}

/// Attributes as they are written, in braces; empty text where there are none.
pub(crate) fn render(attrs: &Attributes) -> String {
    let mut items = Vec::new();
    items.extend(attrs.id.as_ref().map(|id| format!("#{id}")));
    items.extend(attrs.classes.iter().map(|class| format!(".{class}")));
    items.extend(attrs.lang.as_ref().map(|lang| format!("lang={lang}")));
    items.extend(attrs.pairs.iter().map(|(key, value)| render_pair(key, value)));
    if items.is_empty() { String::new() } else { format!("{{{}}}", items.join(" ")) }
}

/// `key="value"`, with what would end the value escaped.
pub(crate) fn render_pair(key: &str, value: &str) -> String {
    let value = value.replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\r'], " ");
    format!("{key}=\"{value}\"")
}

struct Scanner<'a> {
    source: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn peek(&self) -> Option<char> {
        self.source.get(self.at..)?.chars().next().filter(|c| *c != '\n' && self.at < LONGEST)
    }

    fn eat(&mut self, wanted: char) -> Option<()> {
        (self.peek()? == wanted).then(|| self.at += wanted.len_utf8())
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t')) {
            self.at += 1;
        }
    }

    fn name(&mut self, also: &str) -> Option<&'a str> {
        let start = self.at;
        while let Some(c) = self.peek().filter(|c| c.is_alphanumeric() || also.contains(*c)) {
            self.at += c.len_utf8();
        }
        (self.at > start).then(|| &self.source[start..self.at])
    }

    fn item(&mut self, attrs: &mut Attributes) -> Option<()> {
        if self.eat('#').is_some() {
            attrs.id = Some(self.name("-_:.")?.to_owned());
        } else if self.eat('.').is_some() {
            attrs.classes.push(self.name("-_:")?.to_owned());
        } else {
            let key = self.name("-_:")?;
            self.eat('=')?;
            let value = self.value()?;
            match key {
                "lang" => attrs.lang = Some(LanguageTag::new(&value)),
                _ => attrs.pairs.push((key.to_owned(), value)),
            }
        }
        Some(())
    }

    fn value(&mut self) -> Option<String> {
        let quoted = self.eat('"').is_some();
        let start = self.at;
        loop {
            match self.peek()? {
                '"' if quoted => break,
                ' ' | '\t' | '}' if !quoted => break,
                '"' | '{' | '[' | ']' if !quoted => return None,
                '\\' => {
                    self.at += 1;
                    self.at += self.peek()?.len_utf8();
                }
                c => self.at += c.len_utf8(),
            }
        }
        let value = unescape(&self.source[start..self.at]);
        if quoted {
            self.at += 1;
        }
        (quoted || self.at > start).then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_ids_classes_languages_and_values() {
        let source = r#"{#a .b .c lang=ru width=50% title="He said \"x\" }"} rest"#;
        let (attrs, length) = parse(source).unwrap();
        assert_eq!(attrs.id.as_deref(), Some("a"));
        assert_eq!(attrs.classes, ["b", "c"]);
        assert_eq!(attrs.lang, Some(LanguageTag::new("ru")));
        assert_eq!(attrs.get("width"), Some("50%"));
        assert_eq!(attrs.get("title"), Some(r#"He said "x" }"#));
        assert_eq!(&source[length..], " rest");
    }

    #[test]
    fn rejects_what_is_not_attributes() {
        for source in ["{}", "{ }", "{.a", "{a}", "{=a}", "{.a\n.b}", "{a=}", "{# }", "x{.a}", r#"{a="b}"#] {
            assert_eq!(parse(source), None, "{source}");
        }
    }

    #[test]
    fn renders_what_it_reads() {
        let source = r#"{#a .b lang=kk key="a \"b\" \\ c"}"#;
        let (attrs, _) = parse(source).unwrap();
        assert_eq!(render(&attrs), source);
        assert_eq!(render(&Attributes::default()), "");
    }

    #[test]
    fn finds_attributes_at_the_end_unless_escaped() {
        assert_eq!(parse_at_end("# Title {#t}  ").map(|(at, _)| at), Some(8));
        assert!(parse_at_end(r"# Title \{#t}").is_none());
        assert!(parse_at_end(r"# Title {#t\}").is_none());
        assert!(parse_at_end("# [Title]{lang=ru}").is_none());
        assert!(parse_at_end("# Title").is_none());
    }
}
