//! The report put into its letterhead: parts adapted, text put in place, package closed.
//!
//! Start with [`write`].

use super::super::{Format, Output, Warning, WriteError};
use super::comment;
use super::compose::{Composer, Ground, Scope, Twips, backend};
use super::inline::TextFormat;
use super::language::proofing_tag;
use super::letterhead::{Letterhead, damaged, geometry, read_part};
use super::media::Media;
use super::note::Notes;
use super::numbering::Numbering;
use super::package::{Package, Relationships, target_from};
use super::place::Place;
use super::placeholder::{Values, fill};
use super::styles::{Style, StyleSheet};
use super::xml::{Element, Node};
use super::{DocxOptions, properties, settings};
use crate::document::Document;

/// Instance of the built-in numbering part that numbers headings.
const HEADING_NUMBERS: &str = "3";

/// Parts of the letterhead that the report's text is written into.
struct Parts {
    styles: Option<String>,
    numbering: Option<String>,
    notes: Option<(String, Element)>,
    comments: Option<(String, Element)>,
}

/// Writes a document.
pub(super) fn write(document: &Document, options: &DocxOptions) -> Result<Output, WriteError> {
    let mut letterhead = Letterhead::open(options.reference.as_deref())?;
    let values = Values::of(document);
    fill_margins(&mut letterhead, &values)?;
    let mut root = std::mem::take(&mut letterhead.document);
    let place = Place::find(body(&mut root))?;
    fill(&mut root, &values, true)?;
    let (parts, ground) = ground(&letterhead, &root, &place, document)?;
    let mut composer = Composer::new(document, options, ground)?;
    if place.loses_sections {
        let message = "the letterhead has several sections; the report is in the last one (put {{ content }} where it should be)";
        composer.warn(message, None);
    }
    let width = geometry(place.section.as_ref()).text_width;
    let text = compose(&mut composer, &place, width)?;
    place.put(body(&mut root), text.body);
    finish(letterhead, root, parts, composer, text.notes, text.comments)
}

/// What the composer made.
struct Text {
    body: String,
    notes: String,
    comments: String,
}

fn compose(composer: &mut Composer<'_>, place: &Place, width: Twips) -> Result<Text, WriteError> {
    if composer.options.number_headings {
        number_headings(&mut composer.styles, &mut composer.numbering);
    }
    let mut body = String::new();
    let document = composer.document;
    let scope = Scope::new(width);
    if !place.has_title {
        title_block(composer, scope, &mut body)?;
    }
    composer.blocks(&document.blocks, scope, &mut body)?;
    let notes = composer.footnotes(width)?;
    let comments = composer.comment_entries(scope)?;
    if composer.forbidden > 0 {
        let count = composer.forbidden;
        composer.warn(format!("{count} control characters that no Word file can hold were left out"), None);
    }
    Ok(Text { body, notes, comments })
}

/// Title, subtitle, and a line with the author and the date; above them the logo, unless there is a letterhead,
/// which has its own.
fn title_block<'a>(
    composer: &mut Composer<'a>,
    scope: Scope<'a>,
    out: &mut String,
) -> Result<(), WriteError> {
    let document = composer.document;
    let meta = &document.meta;
    if let Some(logo) = meta.logo.as_ref().filter(|_| composer.options.reference.is_none()) {
        composer.logo(logo, meta.author.as_deref().unwrap_or_default(), scope, out)?;
    }
    let details = [meta.author.as_deref(), meta.date_text.as_deref()];
    let details: Vec<&str> = details.into_iter().flatten().filter(|text| !text.is_empty()).collect();
    let lines = [
        (Style::Title, meta.title.clone()),
        (Style::Subtitle, meta.subtitle.clone().unwrap_or_default()),
        (Style::Date, details.join(" · ")),
    ];
    for (style, text) in lines {
        if text.trim().is_empty() {
            continue;
        }
        let mut draft = composer.draft(Some(style), Scope::new(scope.width));
        composer.text(&text, TextFormat::default(), &mut draft);
        composer.finish(draft, out)?;
    }
    Ok(())
}

/// Fills the placeholders of headers and footers.
fn fill_margins(letterhead: &mut Letterhead, values: &Values) -> Result<(), WriteError> {
    for name in letterhead.margins() {
        let Some(bytes) = letterhead.package.part(&name) else { continue };
        let mut root = read_part(&name, bytes)?;
        fill(&mut root, values, false)?;
        letterhead.package.replace(&name, root.to_part());
    }
    Ok(())
}

/// Takes up what the composer builds on.
fn ground(
    letterhead: &Letterhead,
    root: &Element,
    place: &Place,
    document: &Document,
) -> Result<(Parts, Ground), WriteError> {
    let (styles_name, styles) = named(letterhead.part("styles")?);
    let (numbering_name, numbering) = named(letterhead.part("numbering")?);
    let builtin = Letterhead::builtin_part("word/styles.xml")?;
    let styles = StyleSheet::new(styles.unwrap_or_else(|| builtin.clone()), builtin);
    let numbering = Numbering::new(numbering, Letterhead::builtin_part("word/numbering.xml")?);
    let notes = letterhead.part("footnotes")?;
    let comments = letterhead.part("comments")?;
    let last_note = notes.as_ref().map_or(0, |(_, root)| highest(root, "w:footnote", "w:id"));
    let note_links = match &notes {
        Some((name, _)) => letterhead.package.relationships(name).map_err(|e| damaged(name, &e))?,
        None => Relationships::default(),
    };
    let first_comment = comments.as_ref().map_or(0, |(_, root)| comment::first_free_id(root));
    let ground = Ground {
        styles,
        numbering,
        body_links: letterhead.links.clone(),
        note_links,
        notes: Notes::new(document.notes.len(), last_note, place.notes_before),
        first_comment,
        media: Media::new(highest(root, "wp:docPr", "id"), &letterhead.package),
        ranges: highest(root, "w:bookmarkStart", "w:id"),
        outset_tables: settings::outset_tables(letterhead.part("settings")?.map(|(_, root)| root).as_ref()),
    };
    Ok((Parts { styles: styles_name, numbering: numbering_name, notes, comments }, ground))
}

fn named(part: Option<(String, Element)>) -> (Option<String>, Option<Element>) {
    part.map_or((None, None), |(name, root)| (Some(name), Some(root)))
}

/// Highest number in that attribute of elements of that name.
fn highest(root: &Element, name: &str, attribute: &str) -> usize {
    let mut highest = 0;
    root.visit(&mut |element| {
        if element.name == name {
            let number = element.get(attribute).and_then(|n| n.parse::<u32>().ok()).unwrap_or(0);
            highest = highest.max(number as usize);
        }
    });
    highest
}

fn number_headings(styles: &mut StyleSheet, numbering: &mut Numbering) {
    let ids: Vec<String> = (1..=6).map(|level| styles.id(Style::Heading(level), numbering)).collect();
    let shows =
        |id: &String| styles.numbering_of(id).is_some_and(|(num, level)| numbering.shows_number(&num, level));
    if ids.iter().any(shows) {
        return;
    }
    let num = numbering.adopt(HEADING_NUMBERS);
    for (level, id) in (0u8..).zip(&ids) {
        styles.set_numbering(id, &num, level);
        numbering.link_style(&num, level, id);
    }
}

/// Puts all parts into the package and closes it.
fn finish(
    mut letterhead: Letterhead,
    mut root: Element,
    parts: Parts,
    composer: Composer<'_>,
    notes: String,
    comments: String,
) -> Result<Output, WriteError> {
    let document = composer.document;
    let language = document.meta.language.as_ref().map(proofing_tag);
    let (mut warnings, mut styles) = (composer.warnings, composer.styles);
    letterhead.links = composer.body_links;
    if let Some(language) = &language {
        styles.set_language(language);
    }
    let needs_theme = styles.has_additions() && letterhead.links.of_kind("theme").is_none();
    letterhead.put_part("styles", parts.styles.as_deref(), styles.into_part());
    if let Some(bytes) = composer.numbering.into_part() {
        letterhead.put_part("numbering", parts.numbering.as_deref(), bytes);
    }
    if needs_theme {
        add_theme(&mut letterhead)?;
    }
    let separators = put_notes(&mut letterhead, parts.notes, notes, &composer.note_links)?;
    put_comments(&mut letterhead, parts.comments, comments);
    if let Some((name, fonts)) = letterhead.part("fontTable")? {
        letterhead.package.replace(&name, fonts.to_part());
    }
    adapt_settings(&mut letterhead, language.as_deref(), separators, &mut warnings)?;
    let folder = letterhead.main.rsplit_once('/').map_or(String::new(), |(f, _)| format!("{f}/"));
    composer.media.put(&mut letterhead.package, &folder);
    root.declare_namespaces();
    letterhead.package.replace(&letterhead.main, root.to_part());
    letterhead.package.set_relationships(&letterhead.main, &letterhead.links);
    properties::write(&mut letterhead.package, &document.meta).map_err(|e| damaged("docProps", &e))?;
    let bytes = zip(letterhead.package)?;
    Ok(Output { bytes, warnings, ..Output::default() })
}

/// The file.
pub(super) fn zip(package: Package) -> Result<Vec<u8>, WriteError> {
    package.into_zip().map_err(zip_failed)
}

/// An error of the library that packs files.
pub(super) fn zip_failed(error: zip::result::ZipError) -> WriteError {
    WriteError::Backend { format: Format::Docx, message: error.to_string() }
}

fn body(root: &mut Element) -> &mut Element {
    root.find_or_add("w:body")
}

/// Styles that were added take fonts and colours from the theme.
fn add_theme(letterhead: &mut Letterhead) -> Result<(), WriteError> {
    let theme = Letterhead::builtin_part("word/theme/theme1.xml")?.to_part();
    let name = letterhead.package.free_name("word/theme/theme", "xml");
    letterhead.package.put(&name, "application/vnd.openxmlformats-officedocument.theme+xml", theme);
    let target = target_from(&letterhead.main, &name);
    letterhead.links.add("theme", &target, false);
    Ok(())
}

/// Adds footnotes to the letterhead's; gives the ids of the separators where the part is new.
fn put_notes(
    letterhead: &mut Letterhead,
    part: Option<(String, Element)>,
    notes: String,
    links: &Relationships,
) -> Result<Option<Vec<String>>, WriteError> {
    if notes.is_empty() {
        return Ok(None);
    }
    let is_new = part.is_none();
    let (name, mut root) = match part {
        Some((name, root)) => (Some(name), root),
        None => (None, Letterhead::builtin_part("word/footnotes.xml")?),
    };
    let separators = root.elements().filter(|e| e.get("w:type").is_some()).filter_map(|e| e.get("w:id"));
    let separators: Vec<String> = separators.map(str::to_owned).collect();
    root.declare_namespaces();
    root.children.push(Node::Raw(notes));
    let name = letterhead.put_part("footnotes", name.as_deref(), root.to_part());
    letterhead.package.set_relationships(&name, links);
    Ok(is_new.then_some(separators))
}

fn put_comments(letterhead: &mut Letterhead, part: Option<(String, Element)>, comments: String) {
    if comments.is_empty() {
        return;
    }
    let (name, mut root) = match part {
        Some((name, root)) => (Some(name), root),
        None => (None, Element::new("w:comments")),
    };
    root.declare_namespaces();
    root.children.push(Node::Raw(comments));
    letterhead.put_part("comments", name.as_deref(), root.to_part());
}

fn adapt_settings(
    letterhead: &mut Letterhead,
    language: Option<&str>,
    separators: Option<Vec<String>>,
    warnings: &mut Vec<Warning>,
) -> Result<(), WriteError> {
    let (name, root) = named(letterhead.part("settings")?);
    let mut root = match root {
        Some(root) => root,
        None => Letterhead::builtin_part("word/settings.xml")?,
    };
    for taken in settings::adapt(&mut root, language) {
        let message =
            format!("the letterhead's setting {taken} was left out: Word would ask about it on opening");
        warnings.push(Warning { message, position: None });
    }
    if let Some(ids) = separators {
        settings::name_separators(&mut root, &ids);
    }
    let name = letterhead.put_part("settings", name.as_deref(), root.to_part());
    let mut links = letterhead.package.relationships(&name).map_err(backend)?;
    links.retain(|link| !settings::UNWELCOME_LINKS.iter().any(|kind| link.kind.ends_with(kind)));
    letterhead.package.set_relationships(&name, &links);
    Ok(())
}
