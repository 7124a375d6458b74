//! Placeholders of a letterhead: `{{ title }}`, `{{ date }}` and so on, filled wherever they stand, and
//! `{{ content }}`, the place of the report.
//!
//! Word splits text over runs as it pleases, so that a placeholder is looked for in the text of the whole
//! paragraph and filled in the run where it starts. Start with [`Values::of`] and [`fill`].

use super::super::WriteError;
use super::letterhead::unusable;
use super::xml::{Element, Node};
use crate::document::{Document, Labels};

/// Name of the placeholder that the report takes the place of.
const CONTENT: &str = "content";

/// Values by the name of their placeholder.
pub(super) struct Values(Vec<(&'static str, Vec<Piece>)>);

/// Part of what takes a placeholder's place.
#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Text(String),
    /// A field with a result for readers that do not compute it.
    Field(&'static str),
}

impl Values {
    /// What a document says for each placeholder.
    pub fn of(document: &Document) -> Self {
        let meta = &document.meta;
        let text =
            |value: Option<&str>| vec![Piece::Text(value.unwrap_or_default().replace(['\n', '\r'], " "))];
        let iso = meta.date.map(|date| date.to_string());
        Self(vec![
            ("title", text(Some(&meta.title))),
            ("subtitle", text(meta.subtitle.as_deref())),
            ("author", text(meta.author.as_deref())),
            ("subject", text(meta.subject.as_deref())),
            ("keywords", text(Some(&meta.keywords.join(", ")))),
            ("date", text(meta.date_text.as_deref().or(iso.as_deref()))),
            ("classification", text(meta.classification.as_deref())),
            ("reference_number", text(meta.reference_number.as_deref())),
            ("page", vec![Piece::Field("PAGE")]),
            ("pages", vec![Piece::Field("NUMPAGES")]),
            ("page_of", page_of(&document.labels)),
        ])
    }

    fn get(&self, name: &str) -> Option<&[Piece]> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, pieces)| pieces.as_slice())
    }

    fn unknown(&self, name: &str) -> WriteError {
        let known: Vec<&str> = self.0.iter().map(|(known, _)| *known).collect();
        let known = known.join(", ");
        unusable(format!("it asks for {{{{ {name} }}}}, which is unknown; known are {known} and {CONTENT}"))
    }
}

/// The label "Page {page} of {pages}" with fields for the numbers.
fn page_of(labels: &Labels) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = labels.page_of.as_str();
    while let Some(at) = rest.find('{') {
        let Some(end) = rest[at..].find('}').map(|e| at + e) else { break };
        let field = match &rest[at + 1..end] {
            "page" => Some("PAGE"),
            "pages" => Some("NUMPAGES"),
            _ => None,
        };
        match field {
            Some(field) => pieces.extend([Piece::Text(rest[..at].to_owned()), Piece::Field(field)]),
            None => pieces.push(Piece::Text(rest[..=end].to_owned())),
        }
        rest = &rest[end + 1..];
    }
    pieces.push(Piece::Text(rest.to_owned()));
    pieces
}

/// Fills the placeholders of a part. Where the report may stand in it, `{{ content }}` is left for it.
///
/// # Errors
/// Where one is unknown, or the report's place is asked for where it cannot be.
pub(super) fn fill(root: &mut Element, values: &Values, may_hold_content: bool) -> Result<(), WriteError> {
    let mut result = Ok(());
    root.visit_mut(&mut |element| {
        if element.name == "w:p" && result.is_ok() {
            result = fill_paragraph(element, values, may_hold_content);
        }
    });
    result
}

/// Whether a paragraph asks for the report, alone.
pub(super) fn is_content(paragraph: &Element) -> bool {
    paragraph.name == "w:p" && name_of(text_of(paragraph).trim()).is_some_and(|name| name == CONTENT)
}

/// How often the placeholder of that name stands in an element.
pub(super) fn count(root: &Element, name: &str) -> usize {
    let mut found = 0;
    root.visit(&mut |element| {
        if element.name == "w:p" {
            found += matches(&text_of(element)).iter().filter(|m| m.name == name).count();
        }
    });
    found
}

/// A placeholder in a paragraph's text, by bytes.
struct Match {
    start: usize,
    end: usize,
    name: String,
}

/// The name in `{{ name }}`, if the text is just that.
fn name_of(text: &str) -> Option<&str> {
    let name = text.strip_prefix("{{")?.strip_suffix("}}")?.trim();
    let starts = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    (starts && name.chars().all(|c| c.is_alphanumeric() || c == '_')).then_some(name)
}

fn matches(text: &str) -> Vec<Match> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find("{{").map(|at| from + at) {
        let Some(end) = text[start..].find("}}").map(|at| start + at + 2) else { break };
        let inner = text[start..end].rfind("{{").map_or(start, |at| start + at);
        if let Some(name) = name_of(&text[inner..end]) {
            found.push(Match { start: inner, end, name: name.to_owned() });
        }
        from = end;
    }
    found
}

fn fill_paragraph(
    paragraph: &mut Element,
    values: &Values,
    may_hold_content: bool,
) -> Result<(), WriteError> {
    let texts = texts(paragraph);
    let all = texts.concat();
    let mut matches = matches(&all);
    if may_hold_content {
        matches.retain(|m| m.name != CONTENT);
    } else if matches.iter().any(|m| m.name == CONTENT) {
        return Err(unusable("{{ content }} stands in its header or footer; the report goes into the body"));
    }
    if matches.is_empty() {
        return Ok(());
    }
    let mut found = Vec::new();
    for m in &matches {
        found.push((m, values.get(&m.name).ok_or_else(|| values.unknown(&m.name))?));
    }
    let mut start = 0;
    let mut replaced = texts.iter().map(|text| {
        let pieces = replace(text, start, &found);
        start += text.len();
        pieces
    });
    assign(paragraph, &mut replaced);
    Ok(())
}

/// What becomes of a text that stands at `start` in its paragraph: its own characters outside of placeholders,
/// and the values of those that start in it.
fn replace(text: &str, start: usize, found: &[(&Match, &[Piece])]) -> Vec<Piece> {
    let end = start + text.len();
    let mut pieces = Vec::new();
    let mut at = start;
    for (m, value) in found.iter().filter(|(m, _)| m.start < end && m.end > start) {
        if m.start > at {
            pieces.push(Piece::Text(text[at - start..m.start - start].to_owned()));
        }
        if m.start >= start {
            pieces.extend(value.iter().cloned());
        }
        at = m.end.min(end);
    }
    pieces.push(Piece::Text(text[at - start..].to_owned()));
    pieces
}

fn text_of(paragraph: &Element) -> String {
    texts(paragraph).concat()
}

/// The texts of a paragraph's runs in order, without those of paragraphs within it (text boxes).
fn texts(element: &Element) -> Vec<String> {
    let mut found = Vec::new();
    collect(element, &mut found);
    found
}

fn collect(element: &Element, found: &mut Vec<String>) {
    for child in element.elements().filter(|e| e.name != "w:p") {
        match child.name.as_ref() {
            "w:t" => found.push(child.children.iter().filter_map(text).collect()),
            _ => collect(child, found),
        }
    }
}

fn text(node: &Node) -> Option<&str> {
    match node {
        Node::Text(text) => Some(text),
        Node::Element(_) | Node::Raw(_) => None,
    }
}

/// Puts pieces in the place of texts, in the order of [`texts`].
fn assign(element: &mut Element, replaced: &mut dyn Iterator<Item = Vec<Piece>>) {
    let children = std::mem::take(&mut element.children);
    for node in children {
        match node {
            Node::Element(e) if e.name == "w:t" => {
                let pieces = replaced.next().unwrap_or_default();
                element.children.extend(pieces.iter().flat_map(written).map(Node::Element));
            }
            Node::Element(mut e) if e.name != "w:p" => {
                // A content control that shows its prompt would take the value for the prompt.
                if e.name == "w:sdtPr" {
                    e.remove("w:showingPlcHdr");
                }
                assign(&mut e, replaced);
                element.children.push(Node::Element(e));
            }
            other => element.children.push(other),
        }
    }
}

/// A piece as content of a run.
fn written(piece: &Piece) -> Vec<Element> {
    let text = |text: &str| Element::new("w:t").with("xml:space", "preserve").text(text);
    let mark = |kind: &str| Element::new("w:fldChar").with("w:fldCharType", kind);
    match piece {
        Piece::Text(value) if value.is_empty() => Vec::new(),
        Piece::Text(value) => vec![text(value)],
        Piece::Field(name) => {
            let instruction =
                Element::new("w:instrText").with("xml:space", "preserve").text(format!(" {name} "));
            vec![mark("begin"), instruction, mark("separate"), text("1"), mark("end")]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::xml::parse_part;
    use super::*;
    use crate::document::Metadata;

    fn values() -> Values {
        let meta = Metadata { title: "Astana & Almaty".into(), ..Metadata::default() };
        Values::of(&Document { meta, ..Document::default() })
    }

    fn filled(runs: &str) -> Result<String, WriteError> {
        let xml =
            format!("<w:hdr xmlns:w=\"{}\"><w:p>{runs}</w:p></w:hdr>", super::super::xml::namespace("w"));
        let mut root = parse_part(xml.as_bytes()).unwrap();
        fill(&mut root, &values(), false)?;
        Ok(text_of(&root.children[0].element().unwrap().clone()))
    }

    #[test]
    fn a_placeholder_split_over_runs_is_filled_where_it_starts() {
        let runs = "<w:r><w:t>To {</w:t></w:r><w:r><w:t>{ ti</w:t></w:r><w:proofErr/><w:r><w:t>tle }}, x</w:t></w:r>";
        assert_eq!(filled(runs).unwrap(), "To Astana & Almaty, x");
    }

    #[test]
    fn several_in_one_run_and_braces_that_are_none() {
        assert_eq!(
            filled("<w:r><w:t>{{title}}/{{ title }} {{ {x} }} {{{title}}}</w:t></w:r>").unwrap(),
            "Astana & Almaty/Astana & Almaty {{ {x} }} {Astana & Almaty}"
        );
    }

    #[test]
    fn an_unknown_one_is_named_with_those_that_are_known() {
        let message = filled("<w:r><w:t>{{ mayor }}</w:t></w:r>").unwrap_err().to_string();
        assert!(message.contains("{{ mayor }}") && message.contains("reference_number"), "{message}");
    }

    #[test]
    fn page_numbers_are_fields() {
        let xml = "<w:ftr><w:p><w:r><w:t>{{ page_of }}</w:t></w:r></w:p></w:ftr>";
        let mut root = parse_part(xml.as_bytes()).unwrap();
        fill(&mut root, &values(), false).unwrap();
        let mut out = String::new();
        root.write(&mut out);
        assert!(out.contains(" PAGE ") && out.contains(" NUMPAGES ") && out.contains("Page "), "{out}");
    }
}
