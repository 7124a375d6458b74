//! The package under a .docx: parts by name, their content types and relationships, and the zip around them
//! (ECMA-376 part 2, Open Packaging Conventions).
//!
//! Knows nothing of what the parts say. Start with [`Package`].

use super::xml::{Element, XmlError, parse_part};
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const CONTENT_TYPES: &str = "[Content_Types].xml";
const CONTENT_TYPES_NAMESPACE: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONSHIPS_NAMESPACE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const RELATIONSHIPS_TYPE: &str = "application/vnd.openxmlformats-package.relationships+xml";

/// Start of the relationship types of Office documents.
pub(super) const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/// Parts of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Package {
    /// Bytes by part name, without the leading slash.
    parts: BTreeMap<String, Vec<u8>>,
    types: ContentTypes,
}

/// Content types of parts by name and by extension.
#[derive(Clone, Debug, Default)]
struct ContentTypes {
    by_extension: BTreeMap<String, String>,
    by_name: BTreeMap<String, String>,
}

/// Where a part points.
#[derive(Clone, Debug, Default)]
pub(super) struct Relationships {
    entries: Vec<Relationship>,
    /// Ids of those that [`Relationships::add`] made, by kind and target.
    added: BTreeMap<(&'static str, String), String>,
    /// Highest number in an id so far, once it is known.
    last: Option<u64>,
}

/// One arrow from a part to another or to the outside.
#[derive(Clone, Debug)]
pub(super) struct Relationship {
    /// Its id within the part.
    pub id: String,
    /// What the target is to the part, a URI.
    pub kind: String,
    /// Name of a part relative to the source's folder, or a URL.
    pub target: String,
    /// Whether the target is outside the package.
    pub external: bool,
}

impl Package {
    /// A package of parts already read; `[Content_Types].xml` is taken from among them.
    pub fn from_parts(mut parts: BTreeMap<String, Vec<u8>>) -> Result<Self, XmlError> {
        let bytes = parts.remove(CONTENT_TYPES).ok_or(XmlError::Empty)?;
        let types = ContentTypes::read(&parse_part(&bytes)?);
        Ok(Self { parts, types })
    }

    /// A part's bytes. Names are compared without regard to case, as the conventions demand.
    pub fn part(&self, name: &str) -> Option<&[u8]> {
        let exact = self.parts.get(name);
        let found =
            exact.or_else(|| self.parts.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|p| p.1));
        found.map(Vec::as_slice)
    }

    /// Names of all parts in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// Content type of a part.
    pub fn content_type(&self, name: &str) -> Option<&str> {
        let extension = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
        let by_extension = || self.types.by_extension.get(&extension?);
        self.types.by_name.get(name).or_else(by_extension).map(String::as_str)
    }

    /// Adds or replaces a part of that content type.
    pub fn put(&mut self, name: &str, content_type: &str, bytes: Vec<u8>) {
        self.types.by_name.insert(name.to_owned(), content_type.to_owned());
        self.replace(name, bytes);
    }

    /// Adds or replaces a part whose content type is its extension's.
    pub fn put_media(&mut self, name: &str, extension: &str, content_type: &str, bytes: Vec<u8>) {
        let known =
            self.types.by_extension.entry(extension.to_owned()).or_insert_with(|| content_type.to_owned());
        if known != content_type {
            self.types.by_name.insert(name.to_owned(), content_type.to_owned());
        }
        self.replace(name, bytes);
    }

    /// Replaces a part's bytes and keeps its content type.
    pub fn replace(&mut self, name: &str, bytes: Vec<u8>) {
        self.parts.insert(name.to_owned(), bytes);
    }

    /// Removes a part with its relationships.
    pub fn remove(&mut self, name: &str) {
        self.parts.remove(name);
        self.parts.remove(&relationships_name(name));
        self.types.by_name.remove(name);
    }

    /// Relationships of a part; of the package itself for the empty name.
    pub fn relationships(&self, source: &str) -> Result<Relationships, XmlError> {
        match self.part(&relationships_name(source)) {
            Some(bytes) => Ok(Relationships::read(&parse_part(bytes)?)),
            None => Ok(Relationships::default()),
        }
    }

    /// Sets a part's relationships; an empty set takes the part away.
    pub fn set_relationships(&mut self, source: &str, relationships: &Relationships) {
        let name = relationships_name(source);
        if relationships.entries.is_empty() {
            self.parts.remove(&name);
            return;
        }
        self.types.by_extension.insert("rels".into(), RELATIONSHIPS_TYPE.into());
        self.replace(&name, relationships.to_element().to_part());
    }

    /// A name that no part has yet: `stem` + number + `.extension`.
    pub fn free_name(&self, stem: &str, extension: &str) -> String {
        let names = (1..).map(|n: u32| format!("{stem}{n}.{extension}"));
        names.into_iter().find(|name| self.part(name).is_none()).unwrap_or_default()
    }

    /// The zip file: content types first, then the parts by name; no clock, no order of chance.
    pub fn into_zip(self) -> Result<Vec<u8>, zip::result::ZipError> {
        let types = self.types.to_element(&self.parts).to_part();
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
        let deflated = options.compression_method(CompressionMethod::Deflated);
        let stored = options.compression_method(CompressionMethod::Stored);
        zip.start_file(CONTENT_TYPES, deflated)?;
        zip.write_all(&types)?;
        for (name, bytes) in self.parts {
            zip.start_file(&name, if is_compressed(&name) { stored } else { deflated })?;
            zip.write_all(&bytes)?;
        }
        Ok(zip.finish()?.into_inner())
    }
}

/// Whether the part's format is compressed in itself.
fn is_compressed(name: &str) -> bool {
    [".png", ".jpeg", ".jpg", ".xlsx"].iter().any(|ending| name.ends_with(ending))
}

/// Name of the part that holds a part's relationships.
pub(super) fn relationships_name(source: &str) -> String {
    let (folder, file) = source.rsplit_once('/').map_or(("", source), |(f, n)| (f, n));
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}_rels/{file}.rels")
}

/// The part that a target names, seen from its source: `../media/a.png` from `word/document.xml`.
pub(super) fn resolve(source: &str, target: &str) -> String {
    let folder = source.rsplit_once('/').map_or("", |(f, _)| f);
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

/// A target that leads from a part to another: relative within the source's folder, absolute elsewhere.
pub(super) fn target_from(source: &str, part: &str) -> String {
    let folder = source.rsplit_once('/').map_or(String::new(), |(f, _)| format!("{f}/"));
    match part.strip_prefix(&folder) {
        Some(inside) => inside.to_owned(),
        None => format!("/{part}"),
    }
}

impl ContentTypes {
    fn read(root: &Element) -> Self {
        let mut types = Self::default();
        for entry in root.elements() {
            let Some(content_type) = entry.get("ContentType") else { continue };
            if let Some(extension) = entry.get("Extension") {
                types.by_extension.insert(extension.to_ascii_lowercase(), content_type.to_owned());
            } else if let Some(name) = entry.get("PartName") {
                types.by_name.insert(name.trim_start_matches('/').to_owned(), content_type.to_owned());
            }
        }
        types
    }

    fn to_element(&self, parts: &BTreeMap<String, Vec<u8>>) -> Element {
        let mut root = Element::new("Types").with("xmlns", CONTENT_TYPES_NAMESPACE);
        for (extension, content_type) in &self.by_extension {
            let entry = Element::new("Default").with("Extension", extension.as_str());
            root.push(entry.with("ContentType", content_type.as_str()));
        }
        for (name, content_type) in self.by_name.iter().filter(|(name, _)| parts.contains_key(*name)) {
            let entry = Element::new("Override").with("PartName", format!("/{name}"));
            root.push(entry.with("ContentType", content_type.as_str()));
        }
        root
    }
}

impl Relationships {
    fn read(root: &Element) -> Self {
        let read = |e: &Element| {
            Some(Relationship {
                id: e.get("Id")?.to_owned(),
                kind: e.get("Type")?.to_owned(),
                target: e.get("Target")?.to_owned(),
                external: e.get("TargetMode") == Some("External"),
            })
        };
        Self { entries: root.elements().filter_map(read).collect(), ..Self::default() }
    }

    fn to_element(&self) -> Element {
        let mut root = Element::new("Relationships").with("xmlns", RELATIONSHIPS_NAMESPACE);
        for entry in &self.entries {
            let mut element = Element::new("Relationship").with("Id", entry.id.as_str());
            element = element.with("Type", entry.kind.as_str()).with("Target", entry.target.as_str());
            root.push(if entry.external { element.with("TargetMode", "External") } else { element });
        }
        root
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Relationship> {
        self.entries.iter()
    }

    /// The first of an Office kind (`styles`, `footnotes`, …) inside the package.
    pub fn of_kind(&self, kind: &str) -> Option<&Relationship> {
        self.entries.iter().find(|e| !e.external && e.kind.strip_prefix(OFFICE) == Some(kind))
    }

    /// Removes those that do not pass.
    pub fn retain(&mut self, keep: impl FnMut(&Relationship) -> bool) {
        self.entries.retain(keep);
    }

    /// The id of a relationship of that kind, an Office one or a URI, to that target; made where there is none yet.
    pub fn add(&mut self, kind: &'static str, target: &str, external: bool) -> String {
        let key = (kind, target.to_owned());
        if let Some(known) = self.added.get(&key) {
            return known.clone();
        }
        let last = self.last.unwrap_or_else(|| self.entries.iter().map(|e| number(&e.id)).max().unwrap_or(0));
        self.last = Some(last + 1);
        let id = format!("rId{}", last + 1);
        let kind = if kind.starts_with("http") { kind.to_owned() } else { format!("{OFFICE}{kind}") };
        let target = target.to_owned();
        self.entries.push(Relationship { id: id.clone(), kind, target, external });
        self.added.insert(key, id.clone());
        id
    }
}

/// The number in an id such as `rId12`; 0 where there is none.
fn number(id: &str) -> u64 {
    id.strip_prefix("rId").and_then(|n| n.parse::<u32>().ok()).unwrap_or(0).into()
}
