//! The words that writers add, from the catalogue.

use crate::document::Labels;
use crate::message::{Catalogue, MessageError};

/// Words for page numbers, captions and notes in the catalogue's language.
///
/// # Errors
/// If an override folder broke one of the messages.
pub fn labels(catalogue: &Catalogue) -> Result<Labels, MessageError> {
    // The writers fill in the numbers, so the message gets the place-holders themselves.
    let with = |id: &str, names: &[&str]| {
        let args: Vec<_> = names.iter().map(|name| (*name, format!("{{{name}}}").into())).collect();
        catalogue.text(id, &args)
    };
    Ok(Labels {
        contents: with("label-contents", &[])?,
        page_of: with("label-page-of", &["page", "pages"])?,
        figure: with("label-figure", &["number"])?,
        table: with("label-table", &["number"])?,
        page: with("label-page", &["number"])?,
        note: with("label-note", &["number"])?,
        back_to_text: with("label-back-to-text", &[])?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Locale;

    #[test]
    fn place_holders_survive() {
        let labels = labels(&Catalogue::builtin(Locale::Kk).unwrap()).unwrap();
        assert_eq!(labels.page_of, "{page}-бет, барлығы {pages}");
        assert_eq!(labels.contents, "Мазмұны");
    }
}
