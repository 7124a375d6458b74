//! The display list: pages of positioned items, and all that a back end needs beside them.
//!
//! Lengths are points; x grows to the right, y downwards from the top of the sheet.

use super::picture::PictureContent;
use super::structure::{Tag, Tree};
use crate::document::Warning;
use crate::text::Run;
use crate::theme::Color;
use std::collections::{BTreeMap, HashMap};

/// A document laid out.
#[derive(Debug)]
pub struct Layout {
    /// Width and height of the sheets.
    pub sheet: (f32, f32),
    /// Pages.
    pub pages: Vec<Page>,
    /// What the items are part of.
    pub tree: Tree,
    /// Where the headings came to stand, in order.
    pub headings: Vec<HeadingPlace>,
    /// Where links lead; `None` for a place that is on no page.
    pub places: Vec<Option<Place>>,
    /// Pictures, by the number that items give.
    pub pictures: Vec<PictureContent>,
    /// Places of the blocks that have an id.
    pub ids: HashMap<String, PlaceId>,
    /// What could not be shown as meant.
    pub warnings: Vec<Warning>,
}

impl Layout {
    /// Pages of the blocks that have an id, from 1.
    pub fn pages_by_id(&self) -> BTreeMap<String, usize> {
        self.ids.iter().filter_map(|(id, place)| Some((id.clone(), self.page_of(*place)?))).collect()
    }

    /// The page that a place is on, from 1.
    pub(super) fn page_of(&self, place: PlaceId) -> Option<usize> {
        self.places.get(place.index()).copied().flatten().map(|p| p.page + 1)
    }
}

/// A page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Items in reading order, furniture last.
    pub items: Vec<Item>,
}

/// Something at a place on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Left end.
    pub x: f32,
    /// Top; of text the baseline.
    pub y: f32,
    /// What it is part of.
    pub tag: Tag,
    /// What it is.
    pub kind: ItemKind,
}

/// What an item is.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemKind {
    /// Text; the run's own `x` holds no more.
    Text(Run),
    /// A filled rectangle.
    Fill {
        /// Width.
        width: f32,
        /// Height.
        height: f32,
        /// Colour.
        color: Color,
    },
    /// A picture, fitted into a rectangle.
    Picture {
        /// Number in [`Layout::pictures`].
        index: usize,
        /// Width.
        width: f32,
        /// Height.
        height: f32,
    },
    /// Here the tagged node begins, though it may have nothing to show.
    Begin,
    /// Here is the target of links.
    Place(PlaceId),
}

/// A target of links, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(pub(super) u32);

impl PlaceId {
    /// The number in [`Layout::places`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A place on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Page, from 0.
    pub page: usize,
    /// Top.
    pub y: f32,
}

/// Where a heading came to stand.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadingPlace {
    /// Number of the heading in the document, from 0, in reading order.
    pub index: usize,
    /// Level, 1–6.
    pub level: u8,
    /// Its text.
    pub text: String,
    /// Page, from 0.
    pub page: usize,
    /// Where links to it lead.
    pub place: PlaceId,
}

impl Item {
    /// Moves it.
    pub(super) fn shift(&mut self, dx: f32, dy: f32) {
        self.x += dx;
        self.y += dy;
    }

    /// The rectangle that it fills: left, top, right, bottom. Of text, that of its type.
    pub fn bounds(&self) -> [f32; 4] {
        match &self.kind {
            ItemKind::Text(run) => {
                let (above, below) =
                    (run.style.size * 0.8 + run.style.rise, run.style.size * 0.25 - run.style.rise);
                [self.x, self.y - above, self.x + run.width, self.y + below]
            }
            ItemKind::Fill { width, height, .. } | ItemKind::Picture { width, height, .. } => {
                [self.x, self.y, self.x + width, self.y + height]
            }
            ItemKind::Begin | ItemKind::Place(_) => [self.x, self.y, self.x, self.y],
        }
    }
}
