//! Running head and foot, once the pages are known.

use super::compose::{Column, Composer};
use super::look::Look;
use super::page::{Item, ItemKind, Page};
use super::paginate::Paged;
use super::structure::{NodeId, Tag};
use crate::text::{Align, Line, Paragraph};

/// Distance of the head's and foot's baselines from the text area, in shares of their margin.
const HEAD_AT: f32 = 0.42;
const FOOT_AT: f32 = 0.52;

impl Composer<'_, '_> {
    pub(super) fn furnish(&mut self, paged: &mut Paged, column: Column) {
        let sections = self.sections(paged);
        let count = paged.pages.len();
        for (index, page) in paged.pages.iter_mut().enumerate() {
            let section = sections.get(index).map_or("", String::as_str);
            self.furnish_page(page, column, index, count, section);
        }
    }

    /// The last heading of the first level on or before each page.
    fn sections(&self, paged: &Paged) -> Vec<String> {
        let mut by_page = vec![None; paged.pages.len()];
        for (heading, page) in &paged.heading_pages {
            if let Some(entry) = self.outline.headings.get(*heading).filter(|h| h.rank == 1) {
                by_page[*page] = Some(entry.text.clone());
            }
        }
        let mut last = String::new();
        let sections = by_page.into_iter().map(|section| {
            section.into_iter().for_each(|s| last = s);
            last.clone()
        });
        sections.collect()
    }

    fn furnish_page(&mut self, page: &mut Page, column: Column, index: usize, count: usize, section: &str) {
        let style = &self.theme.furniture;
        let (height, page_style) = (self.theme.page.size.dimensions().1.pt(), &self.theme.page);
        let fill = |template: &str| self.fill_in(template, index, count, section);
        let head = (fill(&style.head_left), fill(&style.head_right));
        let foot = (fill(&style.foot_left), fill(&style.foot_right));
        let look = column.look.furniture(self.theme);
        if index > 0 || style.first_page_head {
            let y = page_style.top.pt() * (1.0 - HEAD_AT);
            if self.furniture_line(page, look, head, y) {
                let kind = ItemKind::Fill { width: column.width, height: 0.4, color: self.theme.colors.rule };
                page.items.push(Item {
                    x: page_style.left.pt(),
                    y: y + look.size * 0.55,
                    tag: Tag::FURNITURE,
                    kind,
                });
            }
        }
        self.furniture_line(page, look, foot, height - page_style.bottom.pt() * (1.0 - FOOT_AT));
    }

    fn fill_in(&self, template: &str, index: usize, count: usize, section: &str) -> String {
        let meta = &self.document.meta;
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let page_of = self.document.labels.page_of.replace("{page}", &(index + 1).to_string());
        let page_of = page_of.replace("{pages}", &count.to_string());
        [
            ("{title}", meta.title.clone()),
            ("{section}", section.to_owned()),
            ("{reference}", text(&meta.reference_number)),
            ("{classification}", text(&meta.classification)),
            ("{date}", text(&meta.date_text)),
            ("{page_of}", page_of),
        ]
        .iter()
        .fold(template.to_owned(), |filled, (name, value)| filled.replace(name, value))
    }

    /// Sets a text at either end of a line; tells whether there was any.
    fn furniture_line(
        &mut self,
        page: &mut Page,
        look: Look,
        (left, right): (String, String),
        y: f32,
    ) -> bool {
        let (width, _) = self.theme.text_area();
        let right = self.furniture_text(look, &right, width);
        let right_width = right.as_ref().map_or(0.0, |l| l.width);
        let room = width - right_width - if right.is_some() { look.size * 2.0 } else { 0.0 };
        let left = self.furniture_text(look, &left, room);
        let x = self.theme.page.left.pt();
        let is_there = left.is_some() || right.is_some();
        for (line, shift) in [(left, 0.0), (right, width - right_width)] {
            for mut run in line.into_iter().flat_map(|l| l.runs) {
                let at = x + shift + std::mem::take(&mut run.x);
                page.items.push(Item { x: at, y, tag: Tag::FURNITURE, kind: ItemKind::Text(run) });
            }
        }
        is_there
    }

    /// One line of text, cut short with an ellipsis where it is too long.
    fn furniture_text(&mut self, look: Look, text: &str, width: f32) -> Option<Line> {
        let mut kept = text.trim().to_owned();
        loop {
            if kept.is_empty() {
                return None;
            }
            let style = self.faces.style(&Look { align: Align::Start, ..look }, Tag::FURNITURE.to_raw());
            let mut paragraph = Paragraph::new(false);
            paragraph.push(&kept, style);
            let prepared = paragraph.prepare(&mut self.setter);
            if prepared.measure(false).max <= width {
                return prepared.lines(&mut self.setter, f32::MAX, Align::Start).into_iter().next();
            }
            let shorter = kept.trim_end_matches('…').trim_end();
            let cut = shorter
                .rfind(' ')
                .unwrap_or_else(|| shorter.char_indices().next_back().map_or(0, |(i, _)| i));
            kept = if cut == 0 {
                String::new()
            } else {
                format!("{}…", shorter[..cut].trim_end_matches([',', ' ']))
            };
        }
    }

    /// Writes the page numbers into the contents.
    pub(super) fn number_contents(&mut self, paged: &mut Paged, look: Look) {
        let plain = Look { bold: false, color: self.theme.colors.text, ..look };
        for (page, item, heading) in std::mem::take(&mut paged.page_numbers) {
            let Some(number) = paged.heading_pages.get(&heading).map(|p| (p + 1).to_string()) else {
                continue;
            };
            let Some(item) = paged.pages.get_mut(page).and_then(|p| p.items.get_mut(item)) else { continue };
            let node = item.tag.as_node().unwrap_or(NodeId::ROOT);
            let run = self.number_run(plain, node, &number);
            item.x -= run.width;
            item.kind = ItemKind::Text(run);
        }
    }
}
