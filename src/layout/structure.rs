//! The structure tree: what every item on a page is part of, for readers who do not see the page.
//!
//! Roles are those of tagged PDF (ISO 32000-1, 14.8.4) under plain names.

use super::page::PlaceId;
use crate::data::LanguageTag;
use crate::document::Position;

/// A node of the tree, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

impl NodeId {
    /// The root.
    pub const ROOT: Self = Self(0);

    /// The number, for tables by node.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What an item belongs to: a node, or nothing because it is furniture or decoration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tag(u32);

impl Tag {
    /// Decoration: rules, grounds, leaders, repeated table heads.
    pub const DECORATION: Self = Self(u32::MAX);
    /// Running head and foot.
    pub const FURNITURE: Self = Self(u32::MAX - 1);

    /// The tag of a node's content.
    pub fn node(id: NodeId) -> Self {
        Self(id.0)
    }

    /// The node, unless the item is furniture or decoration.
    pub fn as_node(self) -> Option<NodeId> {
        (self.0 < Self::FURNITURE.0).then_some(NodeId(self.0))
    }

    pub(super) fn to_raw(self) -> u32 {
        self.0
    }

    pub(super) fn from_raw(raw: u32) -> Self {
        Self(raw)
    }
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The whole.
    Document,
    /// Blocks held together.
    Group,
    /// Heading of a level, 1–6; levels are never skipped.
    Heading(u8),
    /// Paragraph.
    Paragraph,
    /// Quotation.
    Quote,
    /// List, numbered or not.
    List {
        /// Whether its labels count.
        numbered: bool,
    },
    /// Item of a list.
    Item,
    /// Bullet or number, of an item or a note.
    Label,
    /// Content of an item.
    ItemBody,
    /// Table.
    Table,
    /// Header rows.
    TableHead,
    /// Body rows.
    TableBody,
    /// Footer rows.
    TableFoot,
    /// Row.
    Row,
    /// Header cell.
    HeaderCell,
    /// Cell.
    Cell,
    /// Caption of a figure or table.
    Caption,
    /// Picture.
    Figure,
    /// Footnote.
    Note,
    /// Reference to a footnote, or of a line of contents to its heading.
    Reference,
    /// Link.
    Link,
    /// Code.
    Code,
    /// Text of another language.
    Span,
    /// Table of contents.
    Contents,
    /// Line of contents.
    ContentsItem,
}

/// Which way a header cell points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// To the cells of its row.
    Row,
    /// To the cells of its column.
    Column,
}

/// What a cell is to its table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellRole {
    /// Columns covered.
    pub col_span: u16,
    /// Rows covered.
    pub row_span: u16,
    /// For header cells.
    pub scope: Option<Scope>,
    /// The header cells that hold for it.
    pub headers: Vec<NodeId>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a URL.
    Url(String),
    /// Into the document.
    Place(PlaceId),
}

/// A node.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub role: Role,
    /// What it is part of; `None` for the root.
    pub parent: Option<NodeId>,
    /// What few nodes have.
    pub detail: Option<Box<Detail>>,
}

/// What few nodes have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detail {
    /// Language, where it is not the document's.
    pub language: Option<LanguageTag>,
    /// What a figure shows.
    pub alt: Option<String>,
    /// Where a link leads.
    pub target: Option<Target>,
    /// What to say for a link; its text where empty.
    pub description: String,
    /// What a cell is to its table.
    pub cell: Option<CellRole>,
    /// Where it stood in the source.
    pub position: Option<Position>,
}

/// All nodes; parents stand before their children.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    nodes: Vec<Node>,
}

impl Default for Tree {
    fn default() -> Self {
        Self { nodes: vec![Node { role: Role::Document, parent: None, detail: None }] }
    }
}

impl Tree {
    /// Adds a node.
    pub fn add(&mut self, parent: NodeId, role: Role) -> NodeId {
        self.nodes.push(Node { role, parent: Some(parent), detail: None });
        NodeId((self.nodes.len() - 1) as u32)
    }

    /// Adds a node that has details.
    pub fn add_detailed(&mut self, parent: NodeId, role: Role, detail: Detail) -> NodeId {
        let id = self.add(parent, role);
        self.nodes[id.index()].detail = Some(Box::new(detail));
        id
    }

    /// The details of a node, empty ones made where there are none.
    pub fn detail_mut(&mut self, id: NodeId) -> &mut Detail {
        self.nodes[id.index()].detail.get_or_insert_default()
    }

    /// A node.
    pub fn get(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is none; never, for there is always a root.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// All nodes with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.nodes.iter().enumerate().map(|(i, n)| (NodeId(i as u32), n))
    }
}

impl Node {
    /// Where a link leads.
    pub fn target(&self) -> Option<&Target> {
        self.detail.as_ref()?.target.as_ref()
    }
}
