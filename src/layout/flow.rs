//! The galley: strips one below the other, before there are pages.
//!
//! A strip is what no page break divides: a line of text, a row of a table, a picture. Blocks push
//! strips; [`super::paginate`] fills pages with them.

use super::page::Item;
use crate::theme::Color;

/// A box around strips, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FrameId(pub usize);

/// Ground or bar that stands behind a row of strips, on every page that they come to.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub parent: Option<FrameId>,
    pub x: f32,
    pub width: f32,
    pub fill: Option<Color>,
    /// Bar at the left edge: its width and colour.
    pub bar: Option<(f32, Color)>,
}

/// A table, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TableId(pub usize);

/// The head of a table as it is repeated: items of decoration.
#[derive(Clone, Debug, Default)]
pub(super) struct RepeatedHead {
    pub items: Vec<Item>,
    pub height: f32,
}

/// Whether a page may end before a strip.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum BreakBefore {
    #[default]
    Allowed,
    Forbidden,
    Forced,
}

/// What no page break divides. Its items stand relative to its top and the left of the text area.
#[derive(Clone, Debug, Default)]
pub(super) struct Strip {
    pub height: f32,
    /// Space above, which vanishes at the top of a page.
    pub space: f32,
    pub break_before: BreakBefore,
    pub items: Vec<Item>,
    /// Notes that are referred to here.
    pub notes: Vec<usize>,
    pub frame: Option<FrameId>,
    /// The table whose head is repeated when a page starts here.
    pub table: Option<TableId>,
    /// The heading that stands here.
    pub heading: Option<usize>,
    /// A page number to fill in: index of the item, heading whose page it is.
    pub page_number: Option<(usize, usize)>,
}

/// Strips in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    pub strips: Vec<Strip>,
    /// Space that the next strip keeps above it.
    space: f32,
    /// Whether the next strip stays with the last.
    keep: bool,
    /// Whether the next strip starts a page.
    new_page: bool,
    /// Items that go with the next strip: marks of structure and places.
    marks: Vec<Item>,
}

impl Flow {
    /// Keeps at least this space above the next strip.
    pub fn want_space(&mut self, space: f32) {
        self.space = self.space.max(space);
    }

    /// Forgets the space that the last strip wanted below it.
    pub fn drop_space(&mut self) {
        self.space = 0.0;
    }

    /// Keeps the next strip on the page of the last.
    pub fn keep_next(&mut self) {
        self.keep = true;
    }

    /// Starts a page with the next strip.
    pub fn start_page(&mut self) {
        self.new_page = true;
    }

    /// Lets an item without height go with the next strip.
    pub fn push_mark(&mut self, item: Item) {
        self.marks.push(item);
    }

    /// Adds a strip below the others.
    pub fn push(&mut self, mut strip: Strip) {
        strip.space = strip.space.max(std::mem::take(&mut self.space));
        if std::mem::take(&mut self.keep) {
            strip.break_before = BreakBefore::Forbidden;
        }
        if std::mem::take(&mut self.new_page) {
            strip.break_before = BreakBefore::Forced;
        }
        if !self.marks.is_empty() {
            let shift = self.marks.len();
            strip.items.splice(0..0, self.marks.drain(..));
            strip.page_number = strip.page_number.map(|(item, heading)| (item + shift, heading));
        }
        self.strips.push(strip);
    }

    /// Adds empty height that stays with its neighbours: the padding of a box.
    pub fn push_gap(&mut self, height: f32, frame: Option<FrameId>) {
        self.push(Strip { height, frame, ..Strip::default() });
    }

    /// Whether nothing was pushed.
    pub fn is_empty(&self) -> bool {
        self.strips.is_empty()
    }

    /// The marks that no strip came for.
    pub fn take_marks(&mut self) -> Vec<Item> {
        std::mem::take(&mut self.marks)
    }
}
