//! The letterhead: the package that the report is written into, the office's own or the built-in one.
//!
//! A reference file is a stranger's: it is opened within limits, must hold no macros, and every defect is an
//! error that says what to do. Start with [`Letterhead::open`].

use super::super::WriteError;
use super::compose::Twips;
use super::package::{OFFICE, Package, Relationships, resolve};
use super::repair::repair;
use super::xml::{Element, XmlError, parse_part};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// Most bytes that all parts together may have once unpacked.
const MAX_UNPACKED: u64 = 128 << 20;

/// Most bytes of a part that is read as a tree, which takes a multiple of it.
const MAX_XML: usize = 16 << 20;

/// Most parts; a letterhead has a few dozen.
const MAX_PARTS: usize = 4000;

/// First bytes of the container of old and of encrypted Office files ([MS-CFB] 2.2).
const COMPOUND_FILE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// The stream that an encrypted document is kept in ([MS-OFFCRYPTO] 2.3.4.1), UTF-16.
const ENCRYPTED: &str = "EncryptedPackage";

const DOCUMENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const TEMPLATE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml";

/// Relationships that run something or say that nothing was changed.
const ACTIVE: [&str; 3] = ["vbaProject", "control", "activeXControl"];

/// An opened letterhead.
pub(super) struct Letterhead {
    pub package: Package,
    /// Name of the main part.
    pub main: String,
    /// The main part.
    pub document: Element,
    /// Relationships of the main part.
    pub links: Relationships,
}

/// Page geometry of the section that the report is written into.
#[derive(Clone, Copy, Debug)]
pub(super) struct Geometry {
    /// Width between the margins, or of a column.
    pub text_width: Twips,
}

impl Letterhead {
    /// Opens the office's file, or the built-in letterhead.
    pub fn open(reference: Option<&[u8]>) -> Result<Self, WriteError> {
        match reference {
            Some(bytes) => Self::of(read(bytes)?),
            None => Self::of(builtin()?),
        }
    }

    fn of(mut package: Package) -> Result<Self, WriteError> {
        let root = package.relationships("").map_err(|e| damaged("_rels/.rels", &e))?;
        let main = root.of_kind("officeDocument").map(|r| resolve("", &r.target));
        let main = main
            .ok_or_else(|| refuse("it names no main document; save it again as a Word document (.docx)"))?;
        check_type(&package, &main)?;
        let bytes = package.part(&main).ok_or_else(|| missing(&main))?;
        let document = read_part(&main, bytes)?;
        if document.name != "w:document" || document.find("w:body").is_none() {
            return Err(refuse(
                "its main part holds no text; files saved as Strict Open XML must be saved as plain .docx",
            ));
        }
        let links = package.relationships(&main).map_err(|e| damaged(&main, &e))?;
        refuse_active(&package, &links)?;
        package.put(&main, DOCUMENT, Vec::new());
        Ok(Self { package, main, document, links })
    }

    /// A part that the main part points to by kind, with its name; `None` where there is none.
    pub fn part(&self, kind: &str) -> Result<Option<(String, Element)>, WriteError> {
        let Some(link) = self.links.of_kind(kind) else { return Ok(None) };
        let name = resolve(&self.main, &link.target);
        let bytes = self.package.part(&name).ok_or_else(|| missing(&name))?;
        let root = read_part(&name, bytes)?;
        Ok(Some((name, root)))
    }

    /// Puts a part back, or a new one in where the letterhead has none of that kind.
    pub fn put_part(&mut self, kind: &'static str, name: Option<&str>, bytes: Vec<u8>) -> String {
        if let Some(name) = name {
            self.package.replace(name, bytes);
            return name.to_owned();
        }
        let folder = self.main.rsplit_once('/').map_or(String::new(), |(f, _)| format!("{f}/"));
        let wanted = format!("{folder}{kind}.xml");
        let name = match self.package.part(&wanted) {
            None => wanted,
            Some(_) => self.package.free_name(&format!("{folder}{kind}"), "xml"),
        };
        let content_type =
            format!("application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml");
        self.package.put(&name, &content_type, bytes);
        let target = super::package::target_from(&self.main, &name);
        self.links.add(kind, &target, false);
        name
    }

    /// Names of header and footer parts, in order of relationships.
    pub fn margins(&self) -> Vec<String> {
        let kinds = ["header", "footer"].map(|kind| format!("{OFFICE}{kind}"));
        let links = self.links.iter().filter(|l| !l.external && kinds.contains(&l.kind));
        let mut names: Vec<String> = links.map(|l| resolve(&self.main, &l.target)).collect();
        names.sort();
        names.dedup();
        names
    }

    /// The built-in part of that name.
    pub fn builtin_part(name: &str) -> Result<Element, WriteError> {
        let file = BUILTIN.iter().find(|(part, _)| *part == name).map_or("", |(_, text)| *text);
        parse_part(file.as_bytes()).map_err(|e| damaged(name, &e))
    }
}

/// A part of a letterhead as a tree, put right where its program slipped.
pub(super) fn read_part(name: &str, bytes: &[u8]) -> Result<Element, WriteError> {
    if bytes.len() > MAX_XML {
        let limit = MAX_XML >> 20;
        return Err(refuse(format!(
            "its part {name} is larger than {limit} MB; take text out of it and save it again"
        )));
    }
    let mut root = parse_part(bytes).map_err(|e| damaged(name, &e))?;
    repair(&mut root);
    Ok(root)
}

/// Geometry by section properties; A4 with margins of 25 mm where they say nothing.
pub(super) fn geometry(section: Option<&Element>) -> Geometry {
    let number = |path: &[&str], attribute: &str| {
        let value = section?.descend(path)?.get(attribute)?;
        value.parse::<f64>().ok().map(|n| n.abs() as u32)
    };
    let page = number(&["w:pgSz"], "w:w").unwrap_or(11_906);
    let left = number(&["w:pgMar"], "w:left").unwrap_or(1417);
    let right = number(&["w:pgMar"], "w:right").unwrap_or(1417);
    let gutter = number(&["w:pgMar"], "w:gutter").unwrap_or(0);
    let columns = number(&["w:cols"], "w:num").unwrap_or(1).clamp(1, 12);
    let gap = number(&["w:cols"], "w:space").unwrap_or(708);
    let text = page.saturating_sub(left).saturating_sub(right).saturating_sub(gutter);
    let column = text.saturating_sub(gap * (columns - 1)) / columns;
    Geometry { text_width: Twips(column.clamp(1400, 31_000)) }
}

/// The built-in letterhead's parts.
const BUILTIN: [(&str, &str); 14] = [
    ("[Content_Types].xml", include_str!("../../../assets/docx/content-types.xml")),
    ("_rels/.rels", include_str!("../../../assets/docx/package.rels")),
    ("word/_rels/document.xml.rels", include_str!("../../../assets/docx/document.xml.rels")),
    ("word/document.xml", include_str!("../../../assets/docx/document.xml")),
    ("word/fontTable.xml", include_str!("../../../assets/docx/fontTable.xml")),
    ("word/footer1.xml", include_str!("../../../assets/docx/footer1.xml")),
    ("word/footer2.xml", include_str!("../../../assets/docx/footer2.xml")),
    ("word/footnotes.xml", include_str!("../../../assets/docx/footnotes.xml")),
    ("word/header1.xml", include_str!("../../../assets/docx/header1.xml")),
    ("word/header2.xml", include_str!("../../../assets/docx/header2.xml")),
    ("word/numbering.xml", include_str!("../../../assets/docx/numbering.xml")),
    ("word/settings.xml", include_str!("../../../assets/docx/settings.xml")),
    ("word/styles.xml", include_str!("../../../assets/docx/styles.xml")),
    ("word/theme/theme1.xml", include_str!("../../../assets/docx/theme1.xml")),
];

/// The package of the built-in letterhead.
pub(super) fn builtin() -> Result<Package, WriteError> {
    let parts = BUILTIN.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
    Package::from_parts(parts.collect()).map_err(|e| damaged("[Content_Types].xml", &e))
}

/// Unpacks a reference file within limits.
fn read(bytes: &[u8]) -> Result<Package, WriteError> {
    if bytes.starts_with(&COMPOUND_FILE) {
        return Err(refuse_compound(bytes));
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))
        .map_err(|_| refuse("it is no Word document (.docx); choose the letterhead saved as .docx"))?;
    if archive.len() > MAX_PARTS {
        return Err(refuse("it holds thousands of parts, more than any letterhead; save it again in Word"));
    }
    let mut parts = BTreeMap::new();
    let mut room = MAX_UNPACKED;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|e| broken_zip(&e))?;
        if file.encrypted() {
            return Err(refuse("it is protected by a password; save a copy without one"));
        }
        if file.is_dir() {
            continue;
        }
        let name = file.name().trim_start_matches('/').replace('\\', "/");
        let mut content = Vec::new();
        file.take(room + 1).read_to_end(&mut content).map_err(|e| broken_zip(&e))?;
        room = room.checked_sub(content.len() as u64).ok_or_else(too_large)?;
        parts.insert(name, content);
    }
    Package::from_parts(parts).map_err(|error| match error {
        XmlError::Empty => {
            refuse("it is a zip file but no Word document; choose the letterhead saved as .docx")
        }
        error => damaged("[Content_Types].xml", &error),
    })
}

fn check_type(package: &Package, main: &str) -> Result<(), WriteError> {
    match package.content_type(main) {
        Some(DOCUMENT | TEMPLATE) => Ok(()),
        Some(other) if other.contains("macroEnabled") => Err(refuse_macros()),
        _ => Err(refuse("it is an Office file but no Word document; choose the letterhead saved as .docx")),
    }
}

fn refuse_active(package: &Package, links: &Relationships) -> Result<(), WriteError> {
    let runs = |kind: &str| ACTIVE.iter().any(|active| kind.ends_with(active));
    let is_macro = |name: &str| name.to_ascii_lowercase().ends_with("vbaproject.bin");
    if links.iter().any(|l| runs(&l.kind)) || package.names().any(is_macro) {
        return Err(refuse_macros());
    }
    Ok(())
}

fn refuse(message: impl Into<String>) -> WriteError {
    WriteError::Reference { message: message.into() }
}

fn refuse_macros() -> WriteError {
    refuse("it holds macros or controls that run code; save it as a Word document without macros (.docx)")
}

fn refuse_compound(bytes: &[u8]) -> WriteError {
    let name: Vec<u8> = ENCRYPTED.encode_utf16().flat_map(u16::to_le_bytes).collect();
    match bytes.windows(name.len()).any(|window| window == name) {
        true => refuse("it is encrypted; save a copy without a password"),
        false => refuse("it is in the old .doc format; save it as .docx"),
    }
}

fn too_large() -> WriteError {
    let limit = MAX_UNPACKED >> 20;
    refuse(format!("it unpacks to more than {limit} MB; shrink the pictures in it and save it again"))
}

fn broken_zip(error: &dyn std::fmt::Display) -> WriteError {
    refuse(format!("it is damaged ({error}); open it in Word, repair it and save it again"))
}

fn missing(part: &str) -> WriteError {
    refuse(format!("its part {part} is missing; open it in Word, repair it and save it again"))
}

/// An error in a part of the letterhead.
pub(super) fn damaged(part: &str, error: &XmlError) -> WriteError {
    refuse(format!("its part {part} cannot be read: {error}; open it in Word, repair it and save it again"))
}

/// An error about what the letterhead asks for.
pub(super) fn unusable(message: impl Into<String>) -> WriteError {
    refuse(message)
}
