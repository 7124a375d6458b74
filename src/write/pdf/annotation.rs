//! Link annotations (ISO 32000-1, 12.5.6.5).

use super::content::{LinkArea, round};
use super::object::{push, utf16, write_hex};
use crate::layout::{Layout, Target};

/// The annotation of a link's area. `parent` is its key in the structure's parent tree.
pub(super) fn link(layout: &Layout, link: &LinkArea, parent: usize, pages: &[u32]) -> Vec<u8> {
    let [left, bottom, right, top] = link.area.map(round);
    let mut out = Vec::with_capacity(160);
    // Printed annotations only (ISO 19005-2, 6.3.2): flag 3.
    push(
        &mut out,
        format_args!(
            "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{left} {bottom} {right} {top}]/StructParent {parent}"
        ),
    );
    let node = layout.tree.get(link.node);
    let description = node.detail.as_ref().map_or("", |d| d.description.as_str());
    out.extend(b"/Contents");
    write_hex(&mut out, &utf16(description));
    match node.target() {
        Some(Target::Url(url)) => {
            out.extend(b"/A<</Type/Action/S/URI/URI");
            write_hex(&mut out, uri(url).as_bytes());
            out.extend(b">>");
        }
        Some(Target::Place(place)) => {
            let destination = layout.places.get(place.index()).copied().flatten();
            out.extend(b"/Dest");
            write_destination(&mut out, layout, destination, pages);
        }
        None => {}
    }
    out.extend(b">>");
    out
}

/// A place on a page, a little above what stands there; the first page where there is none.
pub(super) fn write_destination(
    out: &mut Vec<u8>,
    layout: &Layout,
    place: Option<crate::layout::Place>,
    pages: &[u32],
) {
    let (page, y) = place.map_or((0, 0.0), |p| (p.page, p.y));
    let top = round((layout.sheet.1 - y + 6.0).min(layout.sheet.1));
    push(out, format_args!("[{} 0 R/XYZ null {top} null]", pages.get(page).copied().unwrap_or_default()));
}

/// A URL in ASCII: everything else as percent-encoded UTF-8 (RFC 3987, 3.1).
fn uri(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for byte in url.trim().bytes() {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn addresses_become_ascii() {
        assert_eq!(uri("https://example.org/a?b=1#c"), "https://example.org/a?b=1#c");
        assert_eq!(
            uri("https://пример.рф/ а"),
            "https://%D0%BF%D1%80%D0%B8%D0%BC%D0%B5%D1%80.%D1%80%D1%84/%20%D0%B0"
        );
    }
}
