//! A written file, read back: parts as trees, text as text. Nothing of the writer is used.

use quick_xml::{Reader, XmlVersion, events::Event};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// Parts by name.
pub struct Package(pub BTreeMap<String, Vec<u8>>);

/// An element.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub children: Vec<Tree>,
    /// Characters, in elements named `#text`.
    pub text: String,
}

impl Package {
    pub fn open(bytes: &[u8]) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            parts.insert(file.name().to_owned(), content);
        }
        Self(parts)
    }

    pub fn text(&self, part: &str) -> &str {
        let bytes = self.0.get(part).unwrap_or_else(|| panic!("no part {part} in {:?}", self.0.keys()));
        std::str::from_utf8(bytes).unwrap()
    }

    pub fn tree(&self, part: &str) -> Tree {
        parse(self.text(part))
    }

    pub fn document(&self) -> Tree {
        let name =
            if self.0.contains_key("word/document.xml") { "word/document.xml" } else { "word/main.xml" };
        self.tree(name)
    }

    pub fn body(&self) -> Tree {
        self.document().children.into_iter().find(|e| e.name == "w:body").unwrap()
    }

    /// Id → target of a part's relationships.
    pub fn links(&self, rels: &str) -> BTreeMap<String, String> {
        let entries = self.tree(rels).children.into_iter().filter(|e| e.name == "Relationship");
        entries.map(|e| (e.attributes["Id"].clone(), e.attributes["Target"].clone())).collect()
    }

    /// The name of a style by its id.
    pub fn style_name(&self, id: &str) -> String {
        let styles = self.tree("word/styles.xml");
        let style = styles.children.iter().find(|e| e.get("w:styleId") == Some(id));
        style.unwrap_or_else(|| panic!("no style {id}")).val("w:name").unwrap().to_owned()
    }
}

impl Tree {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    pub fn find(&self, name: &str) -> Option<&Tree> {
        self.children.iter().find(|e| e.name == name)
    }

    /// `w:val` of a child.
    pub fn val(&self, name: &str) -> Option<&str> {
        self.find(name)?.get("w:val")
    }

    /// All elements of that name, at any depth, in order.
    pub fn all(&self, name: &str) -> Vec<&Tree> {
        let mut found = Vec::new();
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            found.extend(child.all(name));
        }
        found
    }

    /// Characters of all `w:t` within.
    pub fn words(&self) -> String {
        self.all("w:t").iter().flat_map(|t| &t.children).map(|c| c.text.as_str()).collect()
    }

    /// Field codes within.
    pub fn codes(&self) -> Vec<String> {
        let code =
            |t: &&Tree| t.children.iter().map(|c| c.text.as_str()).collect::<String>().trim().to_owned();
        self.all("w:instrText").iter().map(code).collect()
    }

    /// The paragraph whose text starts so.
    pub fn paragraph(&self, start: &str) -> &Tree {
        let found = self.all("w:p").into_iter().find(|p| p.words().starts_with(start));
        found.unwrap_or_else(|| panic!("no paragraph starts with {start:?}"))
    }

    /// Id of a paragraph's style.
    pub fn style(&self) -> &str {
        self.find("w:pPr").and_then(|p| p.val("w:pStyle")).unwrap_or_default()
    }
}

fn parse(xml: &str) -> Tree {
    let mut reader = Reader::from_str(xml);
    let mut open = vec![Tree::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => open.push(element(&tag)),
            Event::Empty(tag) => {
                let child = element(&tag);
                open.last_mut().unwrap().children.push(child);
            }
            Event::End(_) => {
                let child = open.pop().unwrap();
                open.last_mut().unwrap().children.push(child);
            }
            Event::Text(text) => push_text(open.last_mut().unwrap(), &text.decode().unwrap()),
            Event::GeneralRef(reference) => {
                let name = reference.decode().unwrap();
                let text = match reference.resolve_char_ref().unwrap() {
                    Some(c) => c.to_string(),
                    None => quick_xml::escape::resolve_predefined_entity(&name).unwrap().to_owned(),
                };
                push_text(open.last_mut().unwrap(), &text);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    open.remove(0).children.into_iter().find(|e| e.name != "#text").unwrap()
}

fn push_text(parent: &mut Tree, text: &str) {
    parent.children.push(Tree { name: "#text".into(), text: text.into(), ..Tree::default() });
}

fn element(tag: &quick_xml::events::BytesStart<'_>) -> Tree {
    let name = String::from_utf8(tag.name().as_ref().to_vec()).unwrap();
    let attributes = tag.attributes().map(|a| {
        let a = a.unwrap();
        let key = String::from_utf8(a.key.as_ref().to_vec()).unwrap();
        (key, a.normalized_value(XmlVersion::Implicit1_0).unwrap().into_owned())
    });
    Tree { name, attributes: attributes.collect(), ..Tree::default() }
}
