//! Numbering: the letterhead's definitions kept, the built-in ones added under free ids, an instance for each
//! numbered list so that it starts afresh.
//!
//! Knows nothing of lists in the document. Start with [`Numbering`].

use super::xml::{Element, Node};
use std::collections::BTreeMap;

/// Deepest level of a numbering definition (ECMA-376 part 1, clause 17.9.6).
pub(super) const DEEPEST: u8 = 8;

/// Highest first number that Word takes.
const MAX_START: u64 = 32_767;

/// The numbering part of the document being written.
pub(super) struct Numbering {
    root: Element,
    builtin: Element,
    /// Instances of the built-in part and the instances here that stand for them.
    adopted: BTreeMap<String, String>,
    /// New instances, written after the letterhead's.
    instances: Vec<Element>,
    last_instance: u32,
    last_definition: u32,
}

/// One level of a definition: how its numbers look.
#[derive(Clone, Debug)]
pub(super) struct Level {
    /// First number.
    pub start: u32,
    /// Name of the number format.
    pub format: String,
    /// Text with `%1` for the first level's number and so on.
    pub text: String,
}

impl Numbering {
    /// Numbering on a letterhead's part, with the built-in one to take definitions from.
    pub fn new(root: Option<Element>, builtin: Element) -> Self {
        let root = root.unwrap_or_else(|| Element {
            attributes: builtin.attributes.clone(),
            ..Element::new("w:numbering")
        });
        let last = |name: &str, id: &str| {
            let ids = root.elements().filter(|e| e.name == name).filter_map(|e| e.get(id)?.parse().ok());
            ids.max().unwrap_or(0)
        };
        let last_instance = last("w:num", "w:numId");
        let last_definition = last("w:abstractNum", "w:abstractNumId");
        Self {
            root,
            builtin,
            adopted: BTreeMap::new(),
            instances: Vec::new(),
            last_instance,
            last_definition,
        }
    }

    /// The instance here that stands for an instance of the built-in part.
    pub fn adopt(&mut self, builtin: &str) -> String {
        if let Some(known) = self.adopted.get(builtin) {
            return known.clone();
        }
        let instance = instance(self.builtin.elements(), builtin).and_then(definition_id);
        let is_wanted = |e: &&Element| e.name == "w:abstractNum" && e.get("w:abstractNumId") == instance;
        let mut definition = self.builtin.elements().find(is_wanted).cloned().unwrap_or_default();
        self.last_definition += 1;
        let definition_id = self.last_definition.to_string();
        definition.set("w:abstractNumId", definition_id.as_str());
        definition.elements_mut().for_each(|level| level.remove("w:pStyle"));
        self.insert_definition(definition);
        let id = self.add_instance(&definition_id, None);
        self.adopted.insert(builtin.to_owned(), id.clone());
        id
    }

    /// A new instance of the definition behind another instance that starts at `start` on that level.
    pub fn restart(&mut self, of: &str, level: u8, start: u64) -> String {
        match self.instance(of).and_then(definition_id).map(str::to_owned) {
            Some(definition) => self.add_instance(&definition, Some((level, start))),
            None => of.to_owned(),
        }
    }

    /// How the levels of an instance look, from the first.
    pub fn levels(&self, num: &str) -> Vec<Level> {
        let Some(definition) = self.definition_of(num) else { return Vec::new() };
        let levels = definition.elements().filter(|e| e.name == "w:lvl");
        levels.map(read_level).collect()
    }

    /// Whether the definition behind an instance has levels below the first.
    pub fn is_multilevel(&self, num: &str) -> bool {
        self.levels(num).len() > 1
    }

    /// Lets the levels of an instance's definition know the style that uses each.
    pub fn link_style(&mut self, num: &str, level: u8, style: &str) {
        let wanted = self.instance(num).and_then(definition_id).map(str::to_owned);
        let definition = self
            .root
            .elements_mut()
            .find(|e| e.name == "w:abstractNum" && e.get("w:abstractNumId") == wanted.as_deref());
        let level = level.to_string();
        let levels = definition.into_iter().flat_map(Element::elements_mut);
        for entry in levels.filter(|e| e.name == "w:lvl" && e.get("w:ilvl") == Some(&level)) {
            let after_format = entry.children.iter().position(|n| is_named(n, "w:lvlText")).unwrap_or(0);
            entry.children.insert(after_format, Node::Element(Element::val("w:pStyle", style)));
        }
    }

    /// The numbering part, where it was changed or the letterhead had one.
    pub fn into_part(mut self) -> Option<Vec<u8>> {
        let children = &mut self.root.children;
        let at = children.iter().position(|n| is_named(n, "w:numIdMacAtCleanup")).unwrap_or(children.len());
        children.splice(at..at, self.instances.into_iter().map(Node::Element));
        (!children.is_empty()).then(|| self.root.to_part())
    }

    fn instance(&self, num: &str) -> Option<&Element> {
        instance(self.root.elements().chain(&self.instances), num)
    }

    fn definition_of(&self, num: &str) -> Option<&Element> {
        let id = definition_id(self.instance(num)?)?;
        self.root.elements().find(|e| e.name == "w:abstractNum" && e.get("w:abstractNumId") == Some(id))
    }

    /// Definitions stand before instances in the part.
    fn insert_definition(&mut self, definition: Element) {
        let children = &mut self.root.children;
        let at = children.iter().position(|n| is_named(n, "w:num")).unwrap_or(children.len());
        children.insert(at, Node::Element(definition));
    }

    fn add_instance(&mut self, definition: &str, restart: Option<(u8, u64)>) -> String {
        self.last_instance += 1;
        let id = self.last_instance.to_string();
        let mut num = Element::new("w:num").with("w:numId", id.as_str());
        num.push(Element::val("w:abstractNumId", definition));
        if let Some((level, start)) = restart {
            let start = Element::val("w:startOverride", start.min(MAX_START).to_string());
            num.push(Element::new("w:lvlOverride").with("w:ilvl", level.to_string()).child(start));
        }
        self.instances.push(num);
        id
    }
}

fn is_named(node: &Node, name: &str) -> bool {
    node.element().is_some_and(|e| e.name == name)
}

fn instance<'a>(mut among: impl Iterator<Item = &'a Element>, num: &str) -> Option<&'a Element> {
    among.find(|e| e.name == "w:num" && e.get("w:numId") == Some(num))
}

fn definition_id(instance: &Element) -> Option<&str> {
    instance.child_val("w:abstractNumId")
}

fn read_level(level: &Element) -> Level {
    Level {
        start: level.child_val("w:start").and_then(|s| s.parse().ok()).unwrap_or(1),
        format: level.child_val("w:numFmt").unwrap_or("decimal").to_owned(),
        text: level.child_val("w:lvlText").unwrap_or_default().to_owned(),
    }
}
