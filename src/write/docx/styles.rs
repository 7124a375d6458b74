//! Styles by the part they play: found in the letterhead by name, added from the built-in ones where missing.
//!
//! Word translates neither `w:name` of its own styles nor compares it by case; ids it does translate (`1`, `a0`),
//! so that nothing here relies on an id. Knows nothing of the document. Start with [`StyleSheet`].

use super::numbering::Numbering;
use super::xml::{Element, Node};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A named style that the writer uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    Title,
    Subtitle,
    Date,
    /// Heading of level 1–6.
    Heading(u8),
    /// Bulleted item of depth 1–3.
    ListBullet(u8),
    /// Numbered item of depth 1–3.
    ListNumber(u8),
    /// Further paragraphs of an item of depth 1–3.
    ListContinue(u8),
    Caption,
    Quote,
    FootnoteText,
    FootnoteReference,
    ContentsHeading,
    /// Line of the contents for headings of level 1–6.
    ContentsLine(u8),
    Hyperlink,
    Strong,
    Emphasis,
    CodeBlock,
    Code,
    Muted,
    TableText,
    CalloutTitle,
    Figure,
    HorizontalLine,
    TableGap,
    ReportTable,
    Callout,
    CalloutGlance,
    CalloutConfirm,
    CommentText,
}

impl Style {
    /// The style's name as Word stores it.
    fn name(self) -> Cow<'static, str> {
        let plain = match self {
            Self::Heading(level) => return format!("heading {level}").into(),
            Self::ContentsLine(level) => return format!("toc {level}").into(),
            Self::ListBullet(depth) => return numbered("List Bullet", depth),
            Self::ListNumber(depth) => return numbered("List Number", depth),
            Self::ListContinue(depth) => return numbered("List Continue", depth),
            Self::Title => "Title",
            Self::Subtitle => "Subtitle",
            Self::Date => "Date",
            Self::Caption => "caption",
            Self::Quote => "Quote",
            Self::FootnoteText => "footnote text",
            Self::FootnoteReference => "footnote reference",
            Self::ContentsHeading => "TOC Heading",
            Self::Hyperlink => "Hyperlink",
            Self::Strong => "Strong",
            Self::Emphasis => "Emphasis",
            Self::CodeBlock => "HTML Preformatted",
            Self::Code => "HTML Code",
            Self::Muted => "Muted",
            Self::TableText => "Table Text",
            Self::CalloutTitle => "Callout Title",
            Self::Figure => "Figure",
            Self::HorizontalLine => "Horizontal Line",
            Self::TableGap => "Table Gap",
            Self::ReportTable => "Report Table",
            Self::Callout => "Callout",
            Self::CalloutGlance => "Callout Glance",
            Self::CalloutConfirm => "Callout Confirm",
            Self::CommentText => "annotation text",
        };
        plain.into()
    }

    fn kind(self) -> &'static str {
        match self {
            Self::FootnoteReference | Self::Hyperlink | Self::Strong | Self::Emphasis => "character",
            Self::Code | Self::Muted => "character",
            Self::ReportTable | Self::Callout | Self::CalloutGlance | Self::CalloutConfirm => "table",
            _ => "paragraph",
        }
    }
}

/// Word's names of list styles by depth: `List Bullet`, `List Bullet 2`, `List Bullet 3`.
fn numbered(name: &'static str, depth: u8) -> Cow<'static, str> {
    if depth <= 1 { name.into() } else { format!("{name} {depth}").into() }
}

/// Kind and name of a style in lower case: what it is known by.
type Key = (String, String);

/// The styles of the document being written.
pub(super) struct StyleSheet {
    root: Element,
    ids: BTreeMap<Key, String>,
    used: BTreeMap<Style, String>,
    builtin: Element,
    added: bool,
}

impl StyleSheet {
    /// A style sheet on a letterhead's styles, with the built-in ones to take missing ones from.
    pub fn new(root: Element, builtin: Element) -> Self {
        let ids = root.elements().filter(|e| e.name == "w:style").filter_map(key_and_id).collect();
        Self { root, ids, used: BTreeMap::new(), builtin, added: false }
    }

    /// The id of a style, added where the letterhead has none of that name.
    pub fn id(&mut self, style: Style, numbering: &mut Numbering) -> String {
        if let Some(id) = self.used.get(&style) {
            return id.clone();
        }
        let key = (style.kind().to_owned(), style.name().to_lowercase());
        let id = match self.ids.get(&key) {
            Some(id) => id.clone(),
            None => self.add(&key, numbering),
        };
        self.used.insert(style, id.clone());
        id
    }

    /// The definition of a style by id.
    pub fn definition(&self, id: &str) -> Option<&Element> {
        self.root.elements().find(|e| e.name == "w:style" && e.get("w:styleId") == Some(id))
    }

    /// The numbering instance and level that a style gives its paragraphs, itself or by descent.
    pub fn numbering_of(&self, id: &str) -> Option<(String, u8)> {
        let mut next = Some(id);
        for _ in 0..self.root.children.len() {
            let style = self.definition(next?)?;
            let numbering = style.descend(&["w:pPr", "w:numPr"]);
            if let Some(num) = numbering.and_then(|n| n.child_val("w:numId")) {
                let level = numbering.and_then(|n| n.child_val("w:ilvl")).and_then(|l| l.parse().ok());
                return (num != "0").then(|| (num.to_owned(), level.unwrap_or(0)));
            }
            next = style.child_val("w:basedOn");
        }
        None
    }

    /// Gives a style the numbering instance and level.
    pub fn set_numbering(&mut self, id: &str, num: &str, level: u8) {
        let style = self.root.elements_mut().find(|e| e.name == "w:style" && e.get("w:styleId") == Some(id));
        let Some(style) = style else { return };
        let properties = style.find_or_add("w:pPr");
        properties.remove("w:numPr");
        let numbering = Element::new("w:numPr").child(Element::val("w:ilvl", level.to_string()));
        properties.push(numbering.child(Element::val("w:numId", num)));
        super::schema::sort_paragraph(properties);
    }

    /// Whether styles were added to the letterhead's.
    pub fn has_additions(&self) -> bool {
        self.added
    }

    /// Sets the language of text that says nothing else.
    pub fn set_language(&mut self, language: &str) {
        let defaults = first_or_insert(&mut self.root, "w:docDefaults");
        let run = first_or_insert(defaults, "w:rPrDefault").find_or_add("w:rPr");
        run.find_or_add("w:lang").set("w:val", language);
        super::schema::sort_run(run);
        let normal = self.root.elements_mut().find(|e| e.get("w:default") == Some("1") && is_paragraph(e));
        if let Some(own) = normal.and_then(|n| n.find_mut("w:rPr")).and_then(|r| r.find_mut("w:lang")) {
            own.set("w:val", language);
        }
    }

    /// The styles part.
    pub fn into_part(self) -> Vec<u8> {
        self.root.to_part()
    }

    /// Adds the built-in style of that name with those it stands on; gives its id.
    fn add(&mut self, key: &Key, numbering: &mut Numbering) -> String {
        let is_wanted = |e: &&Element| key_and_id(e).is_some_and(|(k, _)| k == *key);
        let Some(mut style) = self.builtin.elements().find(is_wanted).cloned() else {
            return key.1.clone();
        };
        let id = self.free_id(style.get("w:styleId").unwrap_or_default());
        style.set("w:styleId", id.as_str());
        style.unset("w:default");
        self.ids.insert(key.clone(), id.clone());
        self.used_by_builtin(&mut style, numbering);
        self.root.push(style);
        self.added = true;
        id
    }

    /// Leads a built-in style's references to styles and numbering into this sheet.
    fn used_by_builtin(&mut self, style: &mut Element, numbering: &mut Numbering) {
        for name in ["w:basedOn", "w:next", "w:link"] {
            let Some(reference) = style.find_mut(name) else { continue };
            let target = reference.get("w:val").unwrap_or_default().to_owned();
            let found = self.builtin.elements().find(|e| e.get("w:styleId") == Some(&target));
            let Some((key, _)) = found.and_then(key_and_id) else { continue };
            let id = match self.ids.get(&key) {
                Some(id) => id.clone(),
                None => self.add(&key, numbering),
            };
            reference.set("w:val", id);
        }
        let properties = style.find_mut("w:pPr").and_then(|p| p.find_mut("w:numPr"));
        if let Some(num) = properties.and_then(|n| n.find_mut("w:numId")) {
            let builtin = num.get("w:val").unwrap_or_default().to_owned();
            num.set("w:val", numbering.adopt(&builtin));
        }
    }

    fn free_id(&self, wanted: &str) -> String {
        let is_free = |id: &str| !self.ids.values().any(|known| known.eq_ignore_ascii_case(id));
        let mut id = wanted.to_owned();
        while !is_free(&id) {
            id.push('x');
        }
        id
    }
}

/// The child of that name; a new one at the start where there is none, as the schema has it first.
fn first_or_insert<'a>(parent: &'a mut Element, name: &'static str) -> &'a mut Element {
    if parent.find(name).is_none() {
        parent.children.insert(0, Node::Element(Element::new(name)));
    }
    parent.find_or_add(name)
}

fn is_paragraph(style: &Element) -> bool {
    style.get("w:type") == Some("paragraph")
}

fn key_and_id(style: &Element) -> Option<(Key, String)> {
    let name = style.child_val("w:name")?.to_lowercase();
    let kind = style.get("w:type").unwrap_or("paragraph").to_owned();
    Some(((kind, name), style.get("w:styleId")?.to_owned()))
}
