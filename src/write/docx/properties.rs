//! Properties of the document: title, author, language, dates (ECMA-376 part 2, clause 11), and what stays of
//! the letterhead's own.
//!
//! Start with [`write`].

use super::language::proofing_tag;
use super::package::{Package, Relationships, resolve};
use super::xml::{Element, XmlError, parse_part};
use crate::document::Metadata;

const CORE: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
const CORE_TYPE: &str = "application/vnd.openxmlformats-package.core-properties+xml";
const APP_TYPE: &str = "application/vnd.openxmlformats-officedocument.extended-properties+xml";
const APP_NAMESPACE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";

/// Extended properties that still hold when the text is another.
const LASTING: [&str; 4] = ["Company", "Manager", "HyperlinkBase", "DocSecurity"];

/// Relationships of the package that speak of the letterhead's text or its signatures, not of the report.
const STALE: [&str; 2] = ["/metadata/thumbnail", "/digital-signature/origin"];

/// Writes the properties of a report into its package.
pub(super) fn write(package: &mut Package, meta: &Metadata) -> Result<(), XmlError> {
    let mut links = package.relationships("")?;
    let stale: Vec<String> =
        links.iter().filter(|l| is_stale(&l.kind)).map(|l| resolve("", &l.target)).collect();
    stale.iter().for_each(|part| remove_with_targets(package, part));
    links.retain(|l| !is_stale(&l.kind));
    let core_name = name_of(&links, "/core-properties").unwrap_or_else(|| "docProps/core.xml".into());
    package.put(&core_name, CORE_TYPE, core(meta).to_part());
    // LibreOffice names the relationship otherwise than the standard does; some readers then find no title.
    links.retain(|l| l.kind == CORE || !l.kind.ends_with("/core-properties"));
    if name_of(&links, "/core-properties").is_none() {
        links.add(CORE, &core_name, false);
    }
    let app_name = name_of(&links, "/extended-properties").unwrap_or_else(|| "docProps/app.xml".into());
    let before = package.part(&app_name).map(parse_part).transpose()?;
    package.put(&app_name, APP_TYPE, app(before).to_part());
    if name_of(&links, "/extended-properties").is_none() {
        links.add("extended-properties", &app_name, false);
    }
    package.set_relationships("", &links);
    Ok(())
}

fn is_stale(kind: &str) -> bool {
    STALE.iter().any(|ending| kind.ends_with(ending))
}

fn name_of(links: &Relationships, ending: &str) -> Option<String> {
    links.iter().find(|l| !l.external && l.kind.ends_with(ending)).map(|l| resolve("", &l.target))
}

fn remove_with_targets(package: &mut Package, part: &str) {
    let links = package.relationships(part).unwrap_or_default();
    let targets: Vec<String> =
        links.iter().filter(|l| !l.external).map(|l| resolve(part, &l.target)).collect();
    targets.iter().for_each(|target| package.remove(target));
    package.remove(part);
}

fn core(meta: &Metadata) -> Element {
    let mut root = Element::new("cp:coreProperties")
        .with("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties")
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .with("xmlns:dcterms", "http://purl.org/dc/terms/")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
    let keywords = meta.keywords.join(", ");
    let language = meta.language.as_ref().map(proofing_tag);
    let texts = [
        ("dc:title", Some(meta.title.as_str())),
        ("dc:subject", meta.subject.as_deref()),
        ("dc:creator", meta.author.as_deref()),
        ("cp:keywords", Some(keywords.as_str())),
        ("dc:description", meta.subtitle.as_deref()),
        ("cp:lastModifiedBy", meta.author.as_deref()),
        ("dc:language", language.as_deref()),
        ("cp:category", meta.classification.as_deref()),
    ];
    for (name, text) in texts {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            root.push(Element::new(name).text(text));
        }
    }
    for name in ["dcterms:created", "dcterms:modified"] {
        if let Some(date) = meta.date {
            let stamp = Element::new(name).with("xsi:type", "dcterms:W3CDTF");
            root.push(stamp.text(format!("{date}T00:00:00Z")));
        }
    }
    root
}

fn app(before: Option<Element>) -> Element {
    let mut root = Element::new("Properties").with("xmlns", APP_NAMESPACE);
    root.push(Element::new("Application").text("citybrief"));
    let lasting = before.iter().flat_map(Element::elements).filter(|e| LASTING.contains(&e.name.as_ref()));
    lasting.cloned().for_each(|property| root.push(property));
    root
}
