//! Slips of other programs in the letterheads that they write, put right so that the report is valid.
//!
//! Each was seen in a file: LibreOffice 7 and later write the alignment of numbers, the order within a level and
//! the character set of fonts as the strict schema has them, and a second id on VML shapes.
//!
//! Start with [`repair`].

use super::schema::sort;
use super::xml::Element;

/// Order within a numbering level (CT_Lvl).
const LEVEL: [&str; 12] = [
    "w:start",
    "w:numFmt",
    "w:lvlRestart",
    "w:pStyle",
    "w:isLgl",
    "w:suff",
    "w:lvlText",
    "w:lvlPicBulletId",
    "w:legacy",
    "w:lvlJc",
    "w:pPr",
    "w:rPr",
];

/// Puts right a part of a letterhead.
pub(super) fn repair(root: &mut Element) {
    root.visit_mut(&mut |element| match element.name.as_ref() {
        "w:lvl" => sort(element, &LEVEL),
        "w:lvlJc" => match element.get("w:val") {
            Some("start") => element.set("w:val", "left"),
            Some("end") => element.set("w:val", "right"),
            _ => {}
        },
        "w:charset" => element.unset("w:characterSet"),
        name if name.starts_with("v:") => element.unset("ID"),
        _ => {}
    });
}
