//! The outline: headings as nested bookmarks (ISO 32000-1, 12.3.3), and page labels.

use super::annotation::write_destination;
use super::file::PdfFile;
use super::object::{push, utf16, write_hex};
use crate::layout::Layout;
use crate::write::WriteError;
use lopdf::{Dictionary, Object, ObjectId};

/// A bookmark's relatives, by number of the heading.
#[derive(Clone, Default)]
struct Links {
    parent: Option<usize>,
    children: Vec<usize>,
}

pub(super) fn add_to(file: &mut PdfFile, layout: &Layout, pages: &[ObjectId]) -> Result<(), WriteError> {
    // ISO 32000-1, 12.4.2: readers show the numbers that the feet of the pages show.
    let decimal = Dictionary::from_iter([("S", Object::Name(b"D".to_vec()))]);
    let labels = Dictionary::from_iter([("Nums", Object::Array(vec![Object::Integer(0), decimal.into()]))]);
    file.catalog_mut()?.set("PageLabels", labels);
    let headings = &layout.headings;
    if headings.is_empty() {
        return Ok(());
    }
    let (links, top) = nest(layout);
    let pages: Vec<u32> = pages.iter().map(|p| p.0).collect();
    let root = file.reserve(1 + headings.len());
    let id = |heading: usize| root + 1 + heading as u32;
    let mut out = Vec::new();
    push(&mut out, format_args!("<</Type/Outlines/Count {}", top.len()));
    write_ends(&mut out, &top, id);
    out.extend(b">>");
    file.add_raw(root, out);
    for (index, heading) in headings.iter().enumerate() {
        let siblings = links[index].parent.map_or(&top, |p| &links[p].children);
        let at = siblings.iter().position(|s| *s == index).unwrap_or_default();
        let mut out = b"<</Title".to_vec();
        write_hex(&mut out, &utf16(&heading.text));
        push(&mut out, format_args!("/Parent {} 0 R", links[index].parent.map_or(root, id)));
        if let Some(before) = at.checked_sub(1) {
            push(&mut out, format_args!("/Prev {} 0 R", id(siblings[before])));
        }
        if let Some(next) = siblings.get(at + 1) {
            push(&mut out, format_args!("/Next {} 0 R", id(*next)));
        }
        if !links[index].children.is_empty() {
            // Negative: closed until the reader opens it.
            push(&mut out, format_args!("/Count -{}", links[index].children.len()));
            write_ends(&mut out, &links[index].children, id);
        }
        out.extend(b"/Dest");
        write_destination(
            &mut out,
            layout,
            layout.places.get(heading.place.index()).copied().flatten(),
            &pages,
        );
        out.extend(b">>");
        file.add_raw(id(index), out);
    }
    let catalog = file.catalog_mut()?;
    catalog.set("Outlines", Object::Reference((root, 0)));
    catalog.set("PageMode", Object::Name(b"UseOutlines".to_vec()));
    Ok(())
}

fn write_ends(out: &mut Vec<u8>, list: &[usize], id: impl Fn(usize) -> u32) {
    if let (Some(first), Some(last)) = (list.first(), list.last()) {
        push(out, format_args!("/First {} 0 R/Last {} 0 R", id(*first), id(*last)));
    }
}

/// Hangs every heading below the nearest one before it of a higher level.
fn nest(layout: &Layout) -> (Vec<Links>, Vec<usize>) {
    let mut links = vec![Links::default(); layout.headings.len()];
    let mut top = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (index, heading) in layout.headings.iter().enumerate() {
        while open.pop_if(|o| layout.headings[*o].level >= heading.level).is_some() {}
        match open.last() {
            Some(parent) => {
                links[index].parent = Some(*parent);
                links[*parent].children.push(index);
            }
            None => top.push(index),
        }
        open.push(index);
    }
    (links, top)
}
