//! Filling pages with strips: breaks where they are allowed, notes at the foot of the page that
//! refers to them, table heads repeated, grounds behind boxes.
//!
//! Knows nothing of documents or text. Start with [`Paginator::run`].

use super::flow::{BreakBefore, Frame, FrameId, RepeatedHead, Strip};
use super::page::{Item, ItemKind, Page};
use super::structure::Tag;
use crate::theme::Color;
use std::collections::{BTreeMap, VecDeque};

/// What pages are filled by.
pub(super) struct Sheet {
    /// Left of the text area.
    pub left: f32,
    /// Top of the text area.
    pub top: f32,
    /// Height of the text area.
    pub height: f32,
    /// Space above the notes, the rule in its middle.
    pub note_gap: f32,
    /// Colour of the rule above the notes.
    pub rule: Color,
}

/// Pages, and what the furniture and the contents need to know of them.
#[derive(Debug, Default)]
pub(super) struct Paged {
    pub pages: Vec<Page>,
    /// Page of each heading.
    pub heading_pages: BTreeMap<usize, usize>,
    /// Page numbers to fill in: page, item, heading.
    pub page_numbers: Vec<(usize, usize, usize)>,
}

/// Share of a page that notes carried over may take.
const MOST_CARRIED: f32 = 0.6;
/// Share of a page above which a table's head is not repeated.
const MOST_HEAD: f32 = 0.4;

pub(super) struct Paginator<'a> {
    sheet: &'a Sheet,
    strips: Vec<Strip>,
    heads: &'a [RepeatedHead],
    frames: &'a [Frame],
    /// Strips of each note, taken when it is placed.
    notes: Vec<Option<Vec<Strip>>>,
    /// Notes that did not fit on the page of their reference.
    carried: VecDeque<Strip>,
    paged: Paged,
}

/// How far a page reaches.
struct Extent {
    /// One past the last strip of the page.
    end: usize,
    /// Whether the notes of the last strip run on to the next page.
    notes_run_on: bool,
}

impl<'a> Paginator<'a> {
    pub fn new(
        sheet: &'a Sheet,
        strips: Vec<Strip>,
        notes: Vec<Vec<Strip>>,
        heads: &'a [RepeatedHead],
        frames: &'a [Frame],
    ) -> Self {
        let notes = notes.into_iter().map(Some).collect();
        Self { sheet, strips, heads, frames, notes, carried: VecDeque::new(), paged: Paged::default() }
    }

    /// Fills pages until strips and notes are used up; there is always one page.
    pub fn run(mut self) -> Paged {
        let mut start = 0;
        loop {
            let carried = self.take_carried();
            let head = self.head_at(start);
            let extent = self.extent(start, &carried, head.map_or(0.0, |h| h.height));
            self.fill(start..extent.end, carried, extent.notes_run_on);
            start = extent.end;
            if start >= self.strips.len() && self.carried.is_empty() {
                return self.paged;
            }
        }
    }

    /// The head to repeat when a page starts with this strip.
    fn head_at(&self, start: usize) -> Option<&'a RepeatedHead> {
        let table = self.strips.get(start)?.table?;
        // At the table's own start the head itself stands.
        let goes_on = start > 0 && self.strips[start - 1].table == Some(table);
        let heads = self.heads;
        heads.get(table.0).filter(|h| goes_on && h.height > 0.0 && h.height < self.sheet.height * MOST_HEAD)
    }

    /// Notes carried over, as many as a page takes beside text.
    fn take_carried(&mut self) -> Vec<Strip> {
        let mut taken = Vec::new();
        let mut height = 0.0;
        while let Some(strip) = self.carried.front() {
            height += strip.height + strip.space;
            if height > self.sheet.height * MOST_CARRIED && !taken.is_empty() {
                break;
            }
            taken.extend(self.carried.pop_front());
        }
        taken
    }

    /// Finds where the page that starts here should end.
    fn extent(&self, start: usize, carried: &[Strip], head: f32) -> Extent {
        let mut room = Room { height: head, notes: height_of(carried), seen: Vec::new() };
        let mut last_good = None;
        let mut index = start;
        while index < self.strips.len() {
            let strip = &self.strips[index];
            if index > start && strip.break_before == BreakBefore::Forced {
                return Extent { end: index, notes_run_on: false };
            }
            if index > start && strip.break_before == BreakBefore::Allowed {
                last_good = Some(index);
            }
            let space = if index == start { 0.0 } else { strip.space };
            room.height += space + strip.height;
            let before = room.notes;
            self.add_notes(strip, &mut room);
            if !self.fits(room.height, room.notes) {
                // The notes of this strip may begin here and run on.
                let first_lines = before + self.least_notes(strip, &room.seen);
                let may_end =
                    self.strips.get(index + 1).is_none_or(|s| s.break_before != BreakBefore::Forbidden);
                if room.notes > before && may_end && self.fits(room.height, first_lines) {
                    return Extent { end: index + 1, notes_run_on: true };
                }
                break;
            }
            index += 1;
        }
        if index >= self.strips.len() {
            return Extent { end: index, notes_run_on: false };
        }
        let end = last_good.unwrap_or(index.max(start + 1));
        // Something that is alone too much for a page stands there with its notes running on.
        Extent { end, notes_run_on: last_good.is_none() }
    }

    fn fits(&self, height: f32, notes: f32) -> bool {
        let notes = if notes > 0.0 { notes + self.sheet.note_gap } else { 0.0 };
        height + notes <= self.sheet.height + 0.01
    }

    /// Adds the notes that a strip refers to for the first time.
    fn add_notes(&self, strip: &Strip, room: &mut Room) {
        for note in &strip.notes {
            if let Some(Some(strips)) = self.notes.get(*note).filter(|_| !room.seen.contains(note)) {
                room.seen.push(*note);
                room.notes += height_of(strips);
            }
        }
    }

    /// What the new notes of a strip need at least: all but the last, and two lines of that.
    fn least_notes(&self, strip: &Strip, seen: &[usize]) -> f32 {
        let new: Vec<&Vec<Strip>> = strip
            .notes
            .iter()
            .filter(|n| seen.contains(n))
            .filter_map(|n| self.notes.get(*n).and_then(Option::as_ref))
            .collect();
        let Some((last, others)) = new.split_last() else { return 0.0 };
        others.iter().map(|n| height_of(n)).sum::<f32>() + height_of(&last[..last.len().min(2)])
    }

    /// Puts strips and notes on a new page.
    fn fill(&mut self, range: std::ops::Range<usize>, carried: Vec<Strip>, notes_run_on: bool) {
        let page_index = self.paged.pages.len();
        let mut page = PageInMaking { items: Vec::new(), extents: BTreeMap::new(), y: self.sheet.top };
        if let Some(head) = self.head_at(range.start) {
            page.place(head.items.clone(), self.sheet.left);
            page.y += head.height;
        }
        let mut notes = carried;
        let mut new_notes = Vec::new();
        for index in range.clone() {
            let strip = std::mem::take(&mut self.strips[index]);
            // The head is looked for by the table of the strip before.
            self.strips[index].table = strip.table;
            for note in &strip.notes {
                new_notes.extend(self.notes.get_mut(*note).and_then(Option::take).into_iter().flatten());
            }
            self.remember(&strip, page_index, page.items.len());
            page.place_strip(strip, self.sheet.left, index == range.start, self.frames);
        }
        let used = page.y - self.sheet.top;
        if notes_run_on {
            self.split_notes(used, &mut notes, new_notes);
        } else {
            notes.extend(new_notes);
        }
        page.place_notes(notes, self.sheet);
        let (page, grounds) = page.finish(self.sheet.left, self.frames);
        self.paged.pages.push(page);
        let numbers = self.paged.page_numbers.iter_mut().rev();
        numbers.take_while(|(page, ..)| *page == page_index).for_each(|(_, item, _)| *item += grounds);
    }

    /// Keeps the notes that fit below the text, and carries the others to the next page.
    fn split_notes(&mut self, used: f32, notes: &mut Vec<Strip>, new: Vec<Strip>) {
        let mut height = height_of(notes);
        let mut new = new.into_iter();
        for strip in new.by_ref() {
            height += strip.height + strip.space;
            if !self.fits(used, height) {
                self.carried.push_back(strip);
                break;
            }
            notes.push(strip);
        }
        self.carried.extend(new);
    }

    fn remember(&mut self, strip: &Strip, page: usize, items: usize) {
        if let Some(heading) = strip.heading {
            self.paged.heading_pages.insert(heading, page);
        }
        if let Some((item, heading)) = strip.page_number {
            self.paged.page_numbers.push((page, items + item, heading));
        }
    }
}

/// How full a page is.
struct Room {
    height: f32,
    notes: f32,
    seen: Vec<usize>,
}

fn height_of(strips: &[Strip]) -> f32 {
    strips.iter().map(|s| s.height + s.space).sum()
}

struct PageInMaking {
    items: Vec<Item>,
    /// Top and bottom of each frame on this page.
    extents: BTreeMap<FrameId, (f32, f32)>,
    y: f32,
}

impl PageInMaking {
    fn place(&mut self, items: Vec<Item>, left: f32) {
        let y = self.y;
        self.items.extend(items.into_iter().map(|mut item| {
            item.shift(left, y);
            item
        }));
    }

    fn place_strip(&mut self, strip: Strip, left: f32, is_first: bool, frames: &[Frame]) {
        if !is_first {
            self.y += strip.space;
        }
        let (top, bottom) = (self.y, self.y + strip.height);
        let mut frame = strip.frame;
        while let Some(id) = frame {
            let extent = self.extents.entry(id).or_insert((top, bottom));
            extent.1 = bottom;
            frame = frames.get(id.0).and_then(|f| f.parent);
        }
        self.place(strip.items, left);
        self.y = bottom;
    }

    /// Notes stand at the foot of the page.
    fn place_notes(&mut self, notes: Vec<Strip>, sheet: &Sheet) {
        if notes.is_empty() {
            return;
        }
        let top = sheet.top + sheet.height - height_of(&notes);
        // A note too long for any page starts right below the text.
        self.y = top.max(self.y + sheet.note_gap);
        let kind = ItemKind::Fill { width: 60.0, height: 0.5, color: sheet.rule };
        let rule = Item { x: sheet.left, y: self.y - sheet.note_gap * 0.45, tag: Tag::DECORATION, kind };
        self.items.push(rule);
        for note in notes {
            self.y += note.space;
            self.place(note.items, sheet.left);
            self.y += note.height;
        }
    }

    /// Puts the grounds behind everything; also tells how many there are.
    fn finish(mut self, left: f32, frames: &[Frame]) -> (Page, usize) {
        let mut grounds = Vec::new();
        for (id, (top, bottom)) in &self.extents {
            let Some(frame) = frames.get(id.0) else { continue };
            let mut fill = |width, color| {
                let kind = ItemKind::Fill { width, height: bottom - top, color };
                grounds.push(Item { x: left + frame.x, y: *top, tag: Tag::DECORATION, kind });
            };
            frame.fill.into_iter().for_each(|color| fill(frame.width, color));
            frame.bar.into_iter().for_each(|(width, color)| fill(width, color));
        }
        let count = grounds.len();
        grounds.append(&mut self.items);
        (Page { items: grounds }, count)
    }
}
