//! Language tags as Word's proofing wants them.

use super::xml::Element;
use crate::data::{LanguageTag, Locale};

/// Languages written from right to left, by primary subtag.
const RIGHT_TO_LEFT: [&str; 6] = ["ar", "fa", "he", "ps", "ug", "ur"];

/// Languages whose proofing Word takes from the East Asian attribute.
const EAST_ASIAN: [&str; 3] = ["ja", "ko", "zh"];

/// The tag with a region where it is one of the report languages and has none: `kk` → `kk-KZ`.
pub(super) fn proofing_tag(tag: &LanguageTag) -> String {
    let own = tag.as_str();
    let locale = Locale::ALL.into_iter().find(|l| l.code() == own);
    locale.map_or_else(|| own.to_owned(), |l| l.tag_with_region().to_owned())
}

/// Whether text of the language runs from right to left.
pub(super) fn is_right_to_left(tag: &LanguageTag) -> bool {
    RIGHT_TO_LEFT.contains(&tag.primary()) || tag.as_str().to_ascii_lowercase().contains("-arab")
}

/// Marks run properties with a language; an undetermined one is kept from the proofing tools.
pub(super) fn mark(properties: &mut Element, tag: &LanguageTag) {
    if tag.primary() == "und" {
        properties.push(Element::new("w:noProof"));
        return;
    }
    let attribute = if is_right_to_left(tag) {
        properties.push(Element::new("w:rtl"));
        "w:bidi"
    } else if EAST_ASIAN.contains(&tag.primary()) {
        "w:eastAsia"
    } else {
        "w:val"
    };
    properties.push(Element::new("w:lang").with(attribute, proofing_tag(tag)));
}
