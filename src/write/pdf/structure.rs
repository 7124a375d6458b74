//! The structure tree of a tagged PDF (ISO 32000-1, 14.7 and 14.8), made from what pages show.
//!
//! A node becomes an element when a page first shows something of it, so that elements stand in
//! reading order, and what is shown nowhere leaves nothing.

use super::annotation;
use super::content::{Event, PageContent, round};
use super::file::PdfFile;
use super::object::{self, push};
use crate::layout::{CellRole, Layout, Node, NodeId, Role, Scope, Tree};
use crate::write::WriteError;
use lopdf::{Dictionary, Object, ObjectId};

/// Something below an element.
enum Kid {
    Element(NodeId),
    Content { page: usize, mark: usize },
    Annotation { page: usize, number: usize },
}

#[derive(Default)]
struct Element {
    kids: Vec<Kid>,
    area: Option<[f32; 4]>,
    /// Place among the elements.
    order: u32,
}

/// The tree in the making.
pub(super) struct Structure<'a> {
    tree: &'a Tree,
    elements: Vec<Option<Element>>,
    /// Elements in the order in which they came.
    order: Vec<NodeId>,
    /// Node of every marked sequence, by page.
    marks: Vec<Vec<NodeId>>,
    /// Page and number on it of every annotation.
    annotations: Vec<(usize, usize)>,
}

impl<'a> Structure<'a> {
    pub fn build(layout: &'a Layout, pages: &[PageContent]) -> Self {
        let elements = (0..layout.tree.len()).map(|_| None).collect();
        let marks = Vec::with_capacity(pages.len());
        let mut structure =
            Self { tree: &layout.tree, elements, order: Vec::new(), marks, annotations: Vec::new() };
        structure.attach(NodeId::ROOT);
        for (page, content) in pages.iter().enumerate() {
            structure.marks.push(Vec::with_capacity(content.marks));
            content.events.iter().for_each(|event| structure.take(page, content, event));
        }
        structure
    }

    fn take(&mut self, page: usize, content: &PageContent, event: &Event) {
        match *event {
            Event::Begin(node) => {
                self.attach(node);
            }
            Event::Content { node, mark } => {
                self.attach(node).kids.push(Kid::Content { page, mark });
                self.marks[page].push(node);
            }
            Event::Link(number) => {
                let annotation = self.annotations.len();
                self.annotations.push((page, number));
                self.attach(content.links[number].node)
                    .kids
                    .push(Kid::Annotation { page, number: annotation });
            }
            Event::Box(node, area) => self.attach(node).area = Some(area),
        }
    }

    /// The element of a node, made and hung below its parent's where it is not there yet.
    fn attach(&mut self, node: NodeId) -> &mut Element {
        if self.elements[node.index()].is_none() {
            if let Some(parent) = self.tree.get(node).parent {
                self.attach(parent).kids.push(Kid::Element(node));
            }
            let order = self.order.len() as u32;
            self.order.push(node);
            self.elements[node.index()] = Some(Element { order, ..Element::default() });
        }
        self.elements[node.index()].get_or_insert_default()
    }

    /// Adds elements, annotations and all that points to them.
    pub fn add_to(
        &self,
        file: &mut PdfFile,
        layout: &Layout,
        pages: &[PageContent],
        page_ids: &[ObjectId],
    ) -> Result<(), WriteError> {
        let ids = Ids {
            root: file.reserve(1),
            parents: file.reserve(1),
            identifiers: file.reserve(1),
            elements: file.reserve(self.order.len()),
            marks: file.reserve(pages.len()),
            annotations: file.reserve(self.annotations.len()),
            pages: page_ids.iter().map(|p| p.0).collect(),
        };
        for node in &self.order {
            file.add_raw(self.id(&ids, *node), self.element(&ids, *node));
        }
        self.add_annotations(file, layout, pages, &ids);
        self.add_parents(file, &ids);
        self.add_root(file, &ids);
        for (page, id) in page_ids.iter().enumerate() {
            let own: Vec<Object> = (0..self.annotations.len())
                .skip(self.annotations.partition_point(|(p, _)| *p < page))
                .take_while(|a| self.annotations[*a].0 == page)
                .map(|a| Object::Reference((ids.annotations + a as u32, 0)))
                .collect();
            let dictionary = file.dictionary_mut(*id)?;
            dictionary.set("StructParents", page as i64);
            dictionary.set("Tabs", Object::Name(b"S".to_vec()));
            if own.is_empty() {
                dictionary.remove(b"Annots");
            } else {
                dictionary.set("Annots", own);
            }
        }
        let catalog = file.catalog_mut()?;
        catalog.set("StructTreeRoot", Object::Reference((ids.root, 0)));
        catalog.set("MarkInfo", Dictionary::from_iter([("Marked", Object::Boolean(true))]));
        Ok(())
    }

    fn id(&self, ids: &Ids, node: NodeId) -> u32 {
        ids.elements + self.elements[node.index()].as_ref().map_or(0, |e| e.order)
    }

    fn element(&self, ids: &Ids, id: NodeId) -> Vec<u8> {
        let node = self.tree.get(id);
        let mut out = Vec::with_capacity(96);
        push(&mut out, format_args!("<</S/{}", role_name(node.role)));
        let parent = node.parent.map_or(ids.root, |p| self.id(ids, p));
        push(&mut out, format_args!("/P {parent} 0 R"));
        let Some(element) = &self.elements[id.index()] else { return out };
        let page = element.kids.iter().find_map(|kid| match kid {
            Kid::Content { page, .. } | Kid::Annotation { page, .. } => Some(*page),
            Kid::Element(_) => None,
        });
        if let Some(page) = page {
            push(&mut out, format_args!("/Pg {} 0 R", ids.pages[page]));
        }
        out.extend(b"/K[");
        for kid in &element.kids {
            match kid {
                Kid::Element(node) => push(&mut out, format_args!("{} 0 R ", self.id(ids, *node))),
                Kid::Content { page: on, mark } if Some(*on) == page => {
                    push(&mut out, format_args!("{mark} "))
                }
                Kid::Content { page, mark } => {
                    push(&mut out, format_args!("<</Type/MCR/Pg {} 0 R/MCID {mark}>>", ids.pages[*page]));
                }
                Kid::Annotation { page, number } => {
                    let annotation = ids.annotations + *number as u32;
                    push(
                        &mut out,
                        format_args!("<</Type/OBJR/Pg {} 0 R/Obj {annotation} 0 R>>", ids.pages[*page]),
                    );
                }
            }
        }
        out.push(b']');
        self.write_attributes(&mut out, id, node, element.area);
        out.extend(b">>");
        out
    }

    fn write_attributes(&self, out: &mut Vec<u8>, id: NodeId, node: &Node, area: Option<[f32; 4]>) {
        if has_identifier(node) {
            push(out, format_args!("/ID({})", identifier(id)));
        }
        if let Role::List { numbered } = node.role {
            let numbering = if numbered { "Decimal" } else { "Disc" };
            push(out, format_args!("/A<</O/List/ListNumbering/{numbering}>>"));
        }
        if let (Role::Figure, Some(area)) = (node.role, area) {
            let [left, bottom, right, top] = area.map(round);
            push(out, format_args!("/A<</O/Layout/Placement/Block/BBox[{left} {bottom} {right} {top}]>>"));
        }
        let Some(detail) = &node.detail else { return };
        if let Some(language) = &detail.language {
            push(out, format_args!("/Lang({})", ascii(language.as_str())));
        }
        if let Some(alt) = &detail.alt {
            out.extend(b"/Alt");
            object::write_hex(out, &object::utf16(alt));
        }
        if let Some(cell) = &detail.cell {
            self.write_cell(out, cell);
        }
    }

    fn write_cell(&self, out: &mut Vec<u8>, cell: &CellRole) {
        out.extend(b"/A<</O/Table");
        match cell.scope {
            Some(Scope::Row) => out.extend(b"/Scope/Row"),
            Some(Scope::Column) => out.extend(b"/Scope/Column"),
            None => {}
        }
        if cell.col_span > 1 {
            push(out, format_args!("/ColSpan {}", cell.col_span));
        }
        if cell.row_span > 1 {
            push(out, format_args!("/RowSpan {}", cell.row_span));
        }
        if !cell.headers.is_empty() {
            out.extend(b"/Headers[");
            cell.headers.iter().for_each(|h| push(out, format_args!("({})", identifier(*h))));
            out.push(b']');
        }
        out.extend(b">>");
    }

    fn add_annotations(&self, file: &mut PdfFile, layout: &Layout, pages: &[PageContent], ids: &Ids) {
        for (index, (page, number)) in self.annotations.iter().enumerate() {
            let link = &pages[*page].links[*number];
            let parent = pages.len() + index;
            let bytes = annotation::link(layout, link, parent, &ids.pages);
            file.add_raw(ids.annotations + index as u32, bytes);
        }
    }

    /// The way from content and annotations back to their elements.
    fn add_parents(&self, file: &mut PdfFile, ids: &Ids) {
        let mut tree = b"<</Nums[".to_vec();
        for (page, nodes) in self.marks.iter().enumerate() {
            let id = ids.marks + page as u32;
            let mut list = b"[".to_vec();
            nodes.iter().for_each(|n| push(&mut list, format_args!("{} 0 R ", self.id(ids, *n))));
            list.push(b']');
            file.add_raw(id, list);
            push(&mut tree, format_args!("{page} {id} 0 R "));
        }
        let links = self.order.iter().flat_map(|n| {
            let kids = self.elements[n.index()].iter().flat_map(|e| &e.kids);
            kids.filter_map(move |k| match k {
                Kid::Annotation { number, .. } => Some((*number, *n)),
                _ => None,
            })
        });
        let mut links: Vec<(usize, NodeId)> = links.collect();
        links.sort();
        for (number, node) in links {
            push(&mut tree, format_args!("{} {} 0 R ", self.marks.len() + number, self.id(ids, node)));
        }
        tree.extend(b"]>>");
        file.add_raw(ids.parents, tree);
    }

    fn add_root(&self, file: &mut PdfFile, ids: &Ids) {
        let mut root = Vec::new();
        let document = self.id(ids, NodeId::ROOT);
        let next = self.marks.len() + self.annotations.len();
        push(
            &mut root,
            format_args!(
                "<</Type/StructTreeRoot/K {document} 0 R/ParentTree {} 0 R/ParentTreeNextKey {next}/IDTree {} 0 R>>",
                ids.parents, ids.identifiers
            ),
        );
        file.add_raw(ids.root, root);
        let mut named: Vec<NodeId> =
            self.order.iter().copied().filter(|n| has_identifier(self.tree.get(*n))).collect();
        named.sort();
        let mut tree = b"<</Names[".to_vec();
        for node in &named {
            push(&mut tree, format_args!("({}) {} 0 R ", identifier(*node), self.id(ids, *node)));
        }
        tree.extend(b"]>>");
        file.add_raw(ids.identifiers, tree);
    }
}

/// Numbers of the tree's objects.
struct Ids {
    root: u32,
    parents: u32,
    identifiers: u32,
    elements: u32,
    marks: u32,
    annotations: u32,
    pages: Vec<u32>,
}

/// Notes must have an identifier (ISO 14289-1, 7.9), header cells may be asked for by theirs.
fn has_identifier(node: &Node) -> bool {
    matches!(node.role, Role::Note | Role::HeaderCell)
}

/// Of one length, so that their order is that of the nodes.
fn identifier(node: NodeId) -> String {
    format!("n{:08}", node.index())
}

fn ascii(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}

/// The standard structure type of a role (ISO 32000-1, 14.8.4).
pub(super) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Group => "Div",
        Role::Heading(level) => ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from(level.clamp(1, 6) - 1)],
        Role::Paragraph => "P",
        Role::Quote => "BlockQuote",
        Role::List { .. } => "L",
        Role::Item => "LI",
        Role::Label => "Lbl",
        Role::ItemBody => "LBody",
        Role::Table => "Table",
        Role::TableHead => "THead",
        Role::TableBody => "TBody",
        Role::TableFoot => "TFoot",
        Role::Row => "TR",
        Role::HeaderCell => "TH",
        Role::Cell => "TD",
        Role::Caption => "Caption",
        Role::Figure => "Figure",
        Role::Note => "Note",
        Role::Reference => "Reference",
        Role::Link => "Link",
        Role::Code => "Code",
        Role::Span => "Span",
        Role::Contents => "TOC",
        Role::ContentsItem => "TOCI",
    }
}
