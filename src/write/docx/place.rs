//! Where in a letterhead's body the report goes.
//!
//! Start with [`Place::find`].

use super::super::WriteError;
use super::letterhead::unusable;
use super::placeholder::{count, is_content};
use super::xml::{Element, Node};

/// The place of the report.
pub(super) struct Place {
    /// Steps from the body to the paragraph that the report replaces; `None` where it replaces the body.
    path: Option<Vec<usize>>,
    /// Properties of the section that the report is written into.
    pub section: Option<Element>,
    /// Whether the letterhead's body shows the title itself.
    pub has_title: bool,
    /// Marks of footnotes that stand before the report.
    pub notes_before: usize,
    /// Whether sections of the letterhead are given up.
    pub loses_sections: bool,
}

impl Place {
    /// Finds the place in a body.
    ///
    /// # Errors
    /// Where the body asks for the report twice, or where blocks cannot stand.
    pub fn find(body: &Element) -> Result<Self, WriteError> {
        let asked = count(body, "content");
        if asked > 1 {
            return Err(unusable(
                "it holds {{ content }} more than once; the report can stand in one place only",
            ));
        }
        let last = body.elements().filter(|e| e.name == "w:sectPr").last().cloned();
        match path_to_content(body) {
            Some(path) => Ok(Self {
                section: section_from(body, path[0]).or(last),
                has_title: count(body, "title") > 0,
                notes_before: notes_before(body, path[0]),
                loses_sections: false,
                path: Some(path),
            }),
            None if asked == 1 => Err(unusable(
                "its {{ content }} stands in a table, a text box or beside other text; give it a paragraph of its own",
            )),
            None => {
                let mut sections = 0;
                body.visit(&mut |e| sections += usize::from(e.name == "w:sectPr"));
                Ok(Self {
                    path: None,
                    section: last,
                    has_title: false,
                    notes_before: 0,
                    loses_sections: sections > 1,
                })
            }
        }
    }

    /// Whether the letterhead's own text stays.
    pub fn keeps_body(&self) -> bool {
        self.path.is_some()
    }

    /// Puts the report's text in its place.
    pub fn put(&self, body: &mut Element, content: String) {
        let Some((at, parents)) = self.path.as_deref().and_then(<[usize]>::split_last) else {
            let section = self.section.clone().unwrap_or_else(a4);
            body.children = vec![Node::Raw(content), Node::Element(section)];
            return;
        };
        let Some(parent) = descend(body, parents) else { return };
        let end = parent.children[*at].element().and_then(section_end);
        let nodes = std::iter::once(Node::Raw(content)).chain(end.map(Node::Element));
        parent.children.splice(at..=at, nodes);
    }
}

fn descend<'a>(element: &'a mut Element, path: &[usize]) -> Option<&'a mut Element> {
    path.iter().try_fold(element, |parent, at| parent.children.get_mut(*at)?.element_mut())
}

/// Steps to the paragraph that asks for the report, through content controls but not into tables.
fn path_to_content(element: &Element) -> Option<Vec<usize>> {
    element.children.iter().enumerate().find_map(|(at, node)| {
        let child = node.element()?;
        match child.name.as_ref() {
            "w:p" if is_content(child) => Some(vec![at]),
            "w:sdt" | "w:sdtContent" => {
                let mut path = path_to_content(child)?;
                path.insert(0, at);
                Some(path)
            }
            _ => None,
        }
    })
}

/// Properties of the section that a place lies in: they stand in its last paragraph.
fn section_from(body: &Element, at: usize) -> Option<Element> {
    let from = body.children[at..].iter().filter_map(Node::element);
    from.filter_map(section_of).next()
}

fn section_of(block: &Element) -> Option<Element> {
    match block.name.as_ref() {
        "w:sectPr" => Some(block.clone()),
        "w:p" => block.descend(&["w:pPr", "w:sectPr"]).cloned(),
        _ => None,
    }
}

/// An empty paragraph that ends the section, where the replaced one did.
fn section_end(paragraph: &Element) -> Option<Element> {
    let section = paragraph.descend(&["w:pPr", "w:sectPr"])?.clone();
    Some(Element::new("w:p").child(Element::new("w:pPr").child(section)))
}

fn notes_before(body: &Element, at: usize) -> usize {
    let mut notes = 0;
    for block in body.children[..at].iter().filter_map(Node::element) {
        block.visit(&mut |e| notes += usize::from(e.name == "w:footnoteReference"));
    }
    notes
}

/// A4 upright with margins of 25 mm, for a letterhead that says nothing.
fn a4() -> Element {
    let size = Element::new("w:pgSz").with("w:w", "11906").with("w:h", "16838");
    let sides = ["w:top", "w:right", "w:bottom", "w:left"];
    let margins = sides.into_iter().fold(Element::new("w:pgMar"), |e, side| e.with(side, "1417"));
    let margins = margins.with("w:header", "709").with("w:footer", "709").with("w:gutter", "0");
    Element::new("w:sectPr").child(size).child(margins)
}
