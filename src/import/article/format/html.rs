//! HTML pages: the main content is found, menus and scripts are dropped. A page without end is no error.
//!
//! Not a browser: tags are cut in one pass, blocks become lines, and the lines that read like prose are kept.

use super::Clipping;
use crate::data::PartialDate;

/// Elements whose content is never read.
const SILENT: [&str; 9] =
    ["script", "style", "noscript", "template", "svg", "nav", "footer", "form", "aside"];
/// Elements that begin a new line.
const BLOCKS: [&str; 18] = [
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "article",
    "section",
    "main",
    "header",
    "table",
    "tr",
    "td",
    "blockquote",
];
/// A line of the main content has at least so many characters, or follows one that has.
const PROSE_CHARS: usize = 60;

/// Whether the text is a page.
pub(super) fn is_html(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(300).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|t| start.contains(t))
}

/// Reads a page.
pub(super) fn read(text: &str) -> Clipping {
    let page = Page::parse(text);
    let meta = |names: &[&str]| {
        names.iter().find_map(|n| page.meta.iter().find(|(k, _)| k == n)).map(|(_, v)| v.clone())
    };
    let published = meta(&["article:published_time", "datepublished", "date", "pubdate"]);
    Clipping {
        title: meta(&["og:title"]).or(page.heading.clone()).or(page.title.clone()),
        published: published.as_deref().and_then(|d| d.get(..10)).and_then(|d| d.parse::<PartialDate>().ok()),
        publisher: meta(&["og:site_name"]),
        author: meta(&["author", "article:author"]),
        url: meta(&["og:url", "canonical"]),
        body: main_content(&page),
        dateline: None,
    }
}

/// A line of the page.
struct Line {
    text: String,
    /// Characters that stand in links.
    linked: usize,
    /// Within `article` or `main`.
    inside: bool,
}

#[derive(Default)]
struct Page {
    title: Option<String>,
    heading: Option<String>,
    meta: Vec<(String, String)>,
    lines: Vec<Line>,
}

#[derive(Default)]
struct State {
    silent: Vec<String>,
    link: usize,
    article: usize,
    in_title: bool,
    in_heading: bool,
}

impl Page {
    fn parse(text: &str) -> Self {
        let mut page = Self::default();
        let mut state = State::default();
        page.new_line(&state);
        let mut rest = text;
        while let Some(at) = rest.find('<') {
            page.text(&rest[..at], &state);
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix("!--") {
                rest = after.split_once("-->").map_or("", |(_, tail)| tail);
                continue;
            }
            let end = rest.find('>').unwrap_or(rest.len());
            page.tag(&rest[..end], &mut state);
            rest = rest.get(end + 1..).unwrap_or("");
            if let Some(name) = state.silent.last().filter(|n| *n == "script" || *n == "style") {
                rest = skip_to_end(rest, name);
            }
        }
        page.text(rest, &state);
        page
    }

    fn new_line(&mut self, state: &State) {
        self.lines.push(Line { text: String::new(), linked: 0, inside: state.article > 0 });
    }

    fn text(&mut self, raw: &str, state: &State) {
        let text = unescape(raw);
        if state.in_title {
            self.title.get_or_insert_with(String::new).push_str(text.trim());
        } else if state.silent.is_empty() {
            if state.in_heading && !text.trim().is_empty() {
                self.heading.get_or_insert_with(String::new).push_str(text.trim());
            }
            if let Some(line) = self.lines.last_mut() {
                let words: Vec<&str> = text.split_whitespace().collect();
                if !line.text.is_empty() && text.starts_with(char::is_whitespace) && !line.text.ends_with(' ')
                {
                    line.text.push(' ');
                }
                line.text.push_str(&words.join(" "));
                if !words.is_empty() && text.ends_with(char::is_whitespace) {
                    line.text.push(' ');
                }
                line.linked += if state.link > 0 { text.trim().chars().count() } else { 0 };
            }
        }
    }

    fn tag(&mut self, tag: &str, state: &mut State) {
        let closing = tag.starts_with('/');
        let body = tag.trim_start_matches('/');
        let name: String =
            body.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let step = |n: usize| if closing { n.saturating_sub(1) } else { n + 1 };
        match name.as_str() {
            "title" => state.in_title = !closing && self.title.is_none(),
            "meta" => self.meta(body),
            "link" if body.contains("canonical") => {
                self.meta.extend(attribute(body, "href").map(|v| ("canonical".to_owned(), v)));
            }
            "time" if !closing => {
                self.meta.extend(attribute(body, "datetime").map(|v| ("date".to_owned(), v)))
            }
            "a" => state.link = step(state.link),
            "article" | "main" => state.article = step(state.article),
            "h1" => state.in_heading = !closing && self.heading.is_none(),
            _ if SILENT.contains(&name.as_str()) => silence(state, &name, closing),
            _ => {}
        }
        if BLOCKS.contains(&name.as_str()) {
            self.new_line(state);
        }
    }

    fn meta(&mut self, tag: &str) {
        let name = attribute(tag, "property")
            .or_else(|| attribute(tag, "name"))
            .or_else(|| attribute(tag, "itemprop"));
        if let (Some(name), Some(content)) = (name, attribute(tag, "content")) {
            self.meta.push((name.to_ascii_lowercase(), content));
        }
    }
}

fn silence(state: &mut State, name: &str, closing: bool) {
    if !closing {
        state.silent.push(name.to_owned());
    } else if let Some(at) = state.silent.iter().rposition(|n| n == name) {
        state.silent.truncate(at);
    }
}

/// Scripts hold `<` that opens nothing.
fn skip_to_end<'a>(rest: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(at) = rest[from..].find("</") {
        let at = from + at;
        if rest[at + 2..].get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name)) {
            return &rest[at..];
        }
        from = at + 2;
    }
    ""
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let mut from = 0;
    while let Some(found) = lower[from..].find(name) {
        let at = from + found;
        let value = tag[at + name.len()..].trim_start().strip_prefix('=').map(str::trim_start);
        let bounded = lower[..at].ends_with(|c: char| c.is_whitespace());
        if let Some(value) = value.filter(|_| bounded) {
            let quote = value.chars().next().filter(|c| *c == '"' || *c == '\'');
            let inner = match quote {
                Some(q) => value[1..].split(q).next(),
                None => value.split_whitespace().next(),
            };
            return inner.map(unescape).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
        }
        from = at + name.len();
    }
    None
}

/// The entities that prose uses, and numeric ones.
fn unescape(text: &str) -> String {
    const NAMED: [(&str, &str); 14] = [
        ("amp", "&"),
        ("lt", "<"),
        ("gt", ">"),
        ("quot", "\""),
        ("apos", "'"),
        ("nbsp", " "),
        ("laquo", "«"),
        ("raquo", "»"),
        ("ndash", "–"),
        ("mdash", "—"),
        ("hellip", "…"),
        ("ldquo", "“"),
        ("rdquo", "”"),
        ("shy", ""),
    ];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(10).position(|b| b == b';');
        let name = end.map(|e| &rest[1..e]);
        let number = name.and_then(|n| n.strip_prefix('#')).and_then(|n| match n.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => n.parse().ok(),
        });
        let named = name.and_then(|n| NAMED.iter().find(|(k, _)| *k == n)).map(|(_, v)| (*v).to_owned());
        match (named.or_else(|| number.and_then(char::from_u32).map(String::from)), end) {
            (Some(text), Some(end)) => {
                out.push_str(&text);
                rest = &rest[end + 1..];
            }
            _ => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

/// The lines of prose: in `article` or `main` where the page has them, else wherever they stand.
fn main_content(page: &Page) -> String {
    let has_article = page.lines.iter().any(|l| l.inside && l.text.chars().count() >= PROSE_CHARS);
    let mut out = String::new();
    for line in page.lines.iter().filter(|l| l.inside || !has_article) {
        let text = line.text.trim();
        let length = text.chars().count();
        let is_title = page.heading.as_deref().or(page.title.as_deref()) == Some(text);
        let menu = line.linked * 2 > length;
        let prose = length >= PROSE_CHARS || (length > 0 && text.ends_with(['.', '!', '?', '»', '”', '"']));
        if prose && !menu && !is_title {
            out.push_str(text);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_told_from_menus_and_scripts() {
        let html = "<!DOCTYPE html><html><head><title>Paper</title><meta property=\"og:title\" content=\"Guests &amp; hosts\">\
            <meta property='article:published_time' content='2021-03-04T10:00'><script>if (a<b) {}</script></head><body>\
            <nav><a href='/'>Home page with a rather long label that is no prose at all</a></nav><article><h1>Guests</h1>\
            <p>A delegation of <a href='x'>Omsk</a> came to Pavlodar on Thursday to talk about bridges.</p></article>\
            <footer>All rights reserved by this paper and its many owners since 1999.</footer>";
        let clip = read(html);
        assert_eq!(clip.title.as_deref(), Some("Guests & hosts"));
        assert_eq!(clip.published.unwrap().to_string(), "2021-03-04");
        assert_eq!(
            clip.body.trim(),
            "A delegation of Omsk came to Pavlodar on Thursday to talk about bridges."
        );
    }

    #[test]
    fn a_page_without_end_is_read_as_far_as_it_goes() {
        for html in [
            "<html><body><p>text <a href=\"",
            "<html><script>if (",
            "<html><!-- never",
            "<html>&#xFFFFFFFF;&",
        ] {
            assert!(read(html).body.len() < html.len());
        }
    }
}
