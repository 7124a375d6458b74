//! An ordered XML tree: read, change, write again.
//!
//! Knows XML only: no part, no style, no schema. Prefixes are read as the customary ones of Open XML, so that
//! the rest may compare names as text. Start with [`parse_part`] and [`Element`].

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;
use std::borrow::Cow;

/// Deepest nesting that is read; Word itself stays far below.
const MAX_DEPTH: usize = 256;

/// Customary prefixes of the namespaces whose elements the writer reads or writes.
const NAMESPACES: [(&str, &str); 7] = [
    ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
    ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
    ("c", "http://schemas.openxmlformats.org/drawingml/2006/chart"),
];

/// The namespace of a customary prefix.
pub(super) fn namespace(prefix: &str) -> &'static str {
    NAMESPACES.iter().find(|(known, _)| *known == prefix).map_or("", |(_, uri)| uri)
}

/// The default namespaces of parts outside the text, which keep their names without prefix.
const DEFAULTS: [&str; 3] = [
    "http://schemas.openxmlformats.org/package/2006/relationships",
    "http://schemas.openxmlformats.org/package/2006/content-types",
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
];

/// Why text is not the XML that is wanted.
#[derive(Debug, thiserror::Error)]
pub(super) enum XmlError {
    /// Not well-formed.
    #[error("it is not well-formed XML ({0})")]
    Malformed(String),
    /// Document type declarations can hide entities that expand without end.
    #[error("it declares a document type, which Word files never do")]
    DocumentType,
    /// Nested too deeply.
    #[error("its elements lie more than {MAX_DEPTH} levels within each other")]
    TooDeep,
    /// No element at all.
    #[error("it holds no element")]
    Empty,
}

impl<E: Into<quick_xml::Error>> From<E> for XmlError {
    fn from(error: E) -> Self {
        Self::Malformed(error.into().to_string())
    }
}

/// An element with attributes and content in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Element {
    /// Name with prefix.
    pub name: Cow<'static, str>,
    /// Attributes in order, values unescaped.
    pub attributes: Vec<(Cow<'static, str>, String)>,
    /// Content.
    pub children: Vec<Node>,
}

/// What stands in an element.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// Characters, unescaped.
    Text(String),
    /// XML that is already written, put in as it is.
    Raw(String),
}

impl Element {
    /// An empty element.
    pub fn new(name: &'static str) -> Self {
        Self { name: Cow::Borrowed(name), ..Self::default() }
    }

    /// An element with the attribute `w:val`.
    pub fn val(name: &'static str, value: impl Into<String>) -> Self {
        Self::new(name).with("w:val", value)
    }

    /// The same with an attribute more.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((Cow::Borrowed(name), value.into()));
        self
    }

    /// The same with a child more.
    pub fn child(mut self, child: Element) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// The same with text at its end.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.children.push(Node::Text(text.into()));
        self
    }

    /// Adds an element at the end.
    pub fn push(&mut self, child: Element) {
        self.children.push(Node::Element(child));
    }

    /// An attribute's value.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Sets an attribute.
    pub fn set(&mut self, name: &'static str, value: impl Into<String>) {
        match self.attributes.iter_mut().find(|(n, _)| n == name) {
            Some((_, old)) => *old = value.into(),
            None => self.attributes.push((Cow::Borrowed(name), value.into())),
        }
    }

    /// Removes an attribute.
    pub fn unset(&mut self, name: &str) {
        self.attributes.retain(|(n, _)| n != name);
    }

    /// Child elements in order.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(Node::element)
    }

    /// Child elements in order, to change.
    pub fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element> {
        self.children.iter_mut().filter_map(Node::element_mut)
    }

    /// The first child element of that name.
    pub fn find(&self, name: &str) -> Option<&Element> {
        self.elements().find(|e| e.name == name)
    }

    /// The first child element of that name, to change.
    pub fn find_mut(&mut self, name: &str) -> Option<&mut Element> {
        self.elements_mut().find(|e| e.name == name)
    }

    /// The first child element of that name; a new one at the end where there is none.
    pub fn find_or_add(&mut self, name: &'static str) -> &mut Element {
        let at = self.children.iter().position(|n| n.element().is_some_and(|e| e.name == name));
        let at = at.unwrap_or_else(|| {
            self.push(Element::new(name));
            self.children.len() - 1
        });
        match &mut self.children[at] {
            Node::Element(element) => element,
            Node::Text(_) | Node::Raw(_) => unreachable!("the position is an element's"),
        }
    }

    /// The element at the end of a path of names.
    pub fn descend(&self, path: &[&str]) -> Option<&Element> {
        path.iter().try_fold(self, |element, name| element.find(name))
    }

    /// Removes child elements of that name.
    pub fn remove(&mut self, name: &str) {
        self.children.retain(|n| n.element().is_none_or(|e| e.name != name));
    }

    /// `w:val` of the child of that name.
    pub fn child_val(&self, name: &str) -> Option<&str> {
        self.find(name)?.get("w:val")
    }

    /// Calls `visit` for this element and all within it, outer before inner.
    pub fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a Element)) {
        visit(self);
        self.elements().for_each(|e| e.visit(visit));
    }

    /// Calls `visit` for this element and all within it, outer before inner.
    pub fn visit_mut(&mut self, visit: &mut dyn FnMut(&mut Element)) {
        visit(self);
        self.elements_mut().for_each(|e| e.visit_mut(visit));
    }

    /// Writes the element.
    pub fn write(&self, out: &mut String) {
        self.write_start(out);
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for child in &self.children {
            match child {
                Node::Element(element) => element.write(out),
                Node::Text(text) => escape(text, out),
                Node::Raw(xml) => out.push_str(xml),
            }
        }
        self.write_end(out);
    }

    /// Writes the start tag but for its closing bracket.
    pub fn write_start(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            escape(value, out);
            out.push('"');
        }
    }

    /// Writes the end tag.
    pub fn write_end(&self, out: &mut String) {
        out.push_str("</");
        out.push_str(&self.name);
        out.push('>');
    }

    /// The element as a part: declaration and root.
    pub fn to_part(&self) -> Vec<u8> {
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        self.write(&mut out);
        out.into_bytes()
    }

    /// Declares the namespaces that our content uses, where they are not.
    pub fn declare_namespaces(&mut self) {
        for (prefix, uri) in NAMESPACES {
            let name = format!("xmlns:{prefix}");
            if self.get(&name).is_none() {
                self.attributes.push((Cow::Owned(name), uri.to_owned()));
            }
        }
    }
}

impl Node {
    /// The element, if it is one.
    pub fn element(&self) -> Option<&Element> {
        match self {
            Self::Element(element) => Some(element),
            Self::Text(_) | Self::Raw(_) => None,
        }
    }

    /// The element to change, if it is one.
    pub fn element_mut(&mut self) -> Option<&mut Element> {
        match self {
            Self::Element(element) => Some(element),
            Self::Text(_) | Self::Raw(_) => None,
        }
    }
}

/// Whether XML 1.0 allows the character (clause 2.2).
pub(super) fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Appends text with mark-up characters escaped and characters that XML forbids left out.
fn escape(text: &str, out: &mut String) {
    if text.bytes().all(|b| b >= b' ' && !matches!(b, b'&' | b'<' | b'>' | b'"' | 0xEF)) {
        out.push_str(text);
        return;
    }
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            c if is_allowed(c) => out.push(c),
            _ => {}
        }
    }
}

/// Reads a fragment that docx-rs wrote: one element, prefixes taken as they are.
pub(super) fn parse_fragment(xml: &[u8]) -> Result<Element, XmlError> {
    Parser { scopes: None, open: Vec::new(), root: None }.run(xml)
}

/// Reads a part of a package. Namespaces bound to other prefixes than the customary ones are renamed.
pub(super) fn parse_part(xml: &[u8]) -> Result<Element, XmlError> {
    let text = decode(xml)?;
    Parser { scopes: Some(Vec::new()), open: Vec::new(), root: None }.run(text.as_bytes())
}

/// Parts are UTF-8 or UTF-16 (ECMA-376 part 2, clause 8.1.4).
fn decode(xml: &[u8]) -> Result<Cow<'_, str>, XmlError> {
    let (encoding, offset) = encoding_rs::Encoding::for_bom(xml).unwrap_or((encoding_rs::UTF_8, 0));
    encoding
        .decode_without_bom_handling_and_without_replacement(&xml[offset..])
        .ok_or_else(|| XmlError::Malformed(format!("it is not {}", encoding.name())))
}

struct Parser {
    /// Prefix → URI by depth; `None` where prefixes are taken as they are.
    scopes: Option<Vec<(usize, String, String)>>,
    open: Vec<Element>,
    root: Option<Element>,
}

impl Parser {
    fn run(mut self, xml: &[u8]) -> Result<Element, XmlError> {
        let mut reader = Reader::from_reader(xml);
        loop {
            match reader.read_event()? {
                Event::Start(tag) => self.start(&tag)?,
                Event::Empty(tag) => {
                    self.start(&tag)?;
                    self.end();
                }
                Event::End(_) => self.end(),
                Event::Text(text) => self.text(&text.decode()?),
                Event::CData(text) => self.text(&text.decode()?),
                Event::GeneralRef(reference) => self.reference(&reference)?,
                Event::DocType(_) => return Err(XmlError::DocumentType),
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
                Event::Eof => break,
            }
        }
        match self.root {
            Some(root) if self.open.is_empty() => Ok(root),
            Some(_) | None if !self.open.is_empty() => Err(XmlError::Malformed("it ends too early".into())),
            _ => Err(XmlError::Empty),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> Result<(), XmlError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(XmlError::TooDeep);
        }
        let mut element = Element { name: owned(tag.name().as_ref())?, ..Element::default() };
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|e| XmlError::Malformed(e.to_string()))?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|e| XmlError::Malformed(e.to_string()))?;
            element.attributes.push((owned(attribute.key.as_ref())?, value.into_owned()));
        }
        self.rename(&mut element);
        self.open.push(element);
        Ok(())
    }

    fn end(&mut self) {
        let Some(element) = self.open.pop() else { return };
        let depth = self.open.len();
        if let Some(scopes) = &mut self.scopes {
            scopes.retain(|(at, _, _)| *at < depth);
        }
        match self.open.last_mut() {
            Some(parent) => parent.push(element),
            None => self.root = self.root.take().or(Some(element)),
        }
    }

    fn text(&mut self, text: &str) {
        let Some(parent) = self.open.last_mut() else { return };
        match parent.children.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => parent.children.push(Node::Text(text.to_owned())),
        }
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), XmlError> {
        if let Some(c) = reference.resolve_char_ref()? {
            self.text(c.encode_utf8(&mut [0; 4]));
            return Ok(());
        }
        let name = reference.decode()?;
        let text = quick_xml::escape::resolve_predefined_entity(&name)
            .ok_or_else(|| XmlError::Malformed(format!("the entity &{name}; is unknown")))?;
        self.text(text);
        Ok(())
    }

    /// Gives the element, its attributes and its declarations the customary prefixes.
    fn rename(&mut self, element: &mut Element) {
        let depth = self.open.len();
        let Some(scopes) = &mut self.scopes else { return };
        for (name, uri) in &mut element.attributes {
            let prefix = match name.as_ref() {
                "xmlns" => "",
                other => match other.strip_prefix("xmlns:") {
                    Some(prefix) => prefix,
                    None => continue,
                },
            };
            scopes.push((depth, prefix.to_owned(), uri.clone()));
            if let Some(customary) = customary(uri).filter(|c| *c != prefix) {
                *name = Cow::Owned(format!("xmlns:{customary}"));
            }
        }
        renamed(&mut element.name, scopes, true);
        element.attributes.iter_mut().for_each(|(name, _)| renamed(name, scopes, false));
        let mut seen: Vec<Cow<'static, str>> = Vec::new();
        element.attributes.retain(|(name, _)| {
            let fresh = !seen.contains(name);
            seen.push(name.clone());
            fresh
        });
    }
}

fn customary(uri: &str) -> Option<&'static str> {
    NAMESPACES.iter().find(|(_, known)| *known == uri).map(|(prefix, _)| *prefix)
}

fn renamed(name: &mut Cow<'static, str>, scopes: &[(usize, String, String)], is_element: bool) {
    let (prefix, local) = match name.split_once(':') {
        Some(("xmlns" | "xml", _)) => return,
        Some(parts) => parts,
        None if is_element => ("", name.as_ref()),
        None => return,
    };
    let Some((_, _, uri)) = scopes.iter().rev().find(|(_, p, _)| p == prefix) else { return };
    match customary(uri) {
        Some(customary) if customary != prefix => *name = Cow::Owned(format!("{customary}:{local}")),
        None if DEFAULTS.contains(&uri.as_str()) && !prefix.is_empty() => {
            *name = Cow::Owned(local.to_owned());
        }
        _ => {}
    }
}

fn owned(name: &[u8]) -> Result<Cow<'static, str>, XmlError> {
    let name = std::str::from_utf8(name).map_err(|e| XmlError::Malformed(e.to_string()))?;
    Ok(Cow::Owned(name.to_owned()))
}
