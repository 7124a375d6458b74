//! Settings of the document: the letterhead's, without what would make Word ask something on opening.
//!
//! Start with [`adapt`].

use super::schema::{SETTINGS, sort};
use super::xml::Element;

/// Settings that prompt, fetch or run something when a document is opened.
const UNWELCOME: [&str; 4] = ["w:updateFields", "w:mailMerge", "w:attachedTemplate", "w:linkStyles"];

/// Kinds of relationships that those settings use.
pub(super) const UNWELCOME_LINKS: [&str; 4] =
    ["/attachedTemplate", "/mailMergeSource", "/mailMergeHeaderSource", "/recipientData"];

/// Adapts settings to the report; gives the names of those that were taken away.
pub(super) fn adapt(settings: &mut Element, language: Option<&str>) -> Vec<&'static str> {
    let present = |name: &&str| settings.find(name).is_some();
    let taken: Vec<&'static str> = UNWELCOME.into_iter().filter(present).collect();
    taken.iter().for_each(|name| settings.remove(name));
    if let Some(language) = language {
        settings.find_or_add("w:themeFontLang").set("w:val", language);
    }
    sort(settings, &SETTINGS);
    taken
}

/// Names the separators of footnotes, where the letterhead had no footnotes.
pub(super) fn name_separators(settings: &mut Element, ids: &[String]) {
    let mut notes = Element::new("w:footnotePr");
    ids.iter().for_each(|id| notes.push(Element::new("w:footnote").with("w:id", id.as_str())));
    settings.remove("w:footnotePr");
    settings.push(notes);
    sort(settings, &SETTINGS);
}
