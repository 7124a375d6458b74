//! Layout: a Document to pages of positioned items, with the tree of what they are part of.
//!
//! Knows nothing of PDF: another back end could draw the same pages. Start with [`lay_out`]; blocks
//! become strips in `compose`, `paginate` fills pages with them, `furniture` adds heads and feet.

mod balance;
mod cell;
pub(crate) mod columns;
mod compose;
mod contents;
mod drawing;
mod figure;
mod flow;
mod furniture;
mod grid;
mod inline;
mod list;
mod look;
mod note;
mod outline;
mod page;
mod paginate;
mod picture;
mod row;
mod structure;
mod table;
mod title;

pub use drawing::{Command, Drawing, Gradient, Ink, Outline, Pen, Segment};
pub use page::{HeadingPlace, Item, ItemKind, Layout, Page, Place, PlaceId};
pub use picture::{PictureContent, PictureKind, Pixels};
pub use structure::{CellRole, Detail, Node, NodeId, Role, Scope, Tag, Target, Tree};

use crate::document::Document;
use crate::document::Warning;
use crate::text::{FontLibrary, Typesetter};
use crate::theme::Theme;
use compose::{Column, Composer};
use flow::{Flow, Strip};
use paginate::{Paged, Paginator, Sheet};
use std::collections::HashMap;

/// Lays a document out with the house style and the fonts given. Nothing is refused: what cannot
/// be shown as meant is among the warnings.
///
/// ```
/// use citybrief::{document::*, layout::lay_out, text::FontLibrary, theme::Theme};
///
/// let mut document = Document::default();
/// document.blocks.push(Block::new(BlockKind::Paragraph(vec![Inline::Text("Good morning".into())])));
/// let layout = lay_out(&document, &Theme::default(), &FontLibrary::embedded(false));
/// assert_eq!(layout.pages.len(), 1);
/// ```
pub fn lay_out(document: &Document, theme: &Theme, fonts: &FontLibrary) -> Layout {
    /// A document whose pages move whenever their numbers are told is left as it came out last.
    const MOST_RUNS: usize = 4;
    let mut told = HashMap::new();
    for _ in 1..MOST_RUNS {
        let (layout, assumed) = lay_out_once(document, theme, fonts, told);
        let found = assumed.keys().map(|place| (*place, layout.page_of(*place)));
        let found: HashMap<PlaceId, usize> = found.filter_map(|(p, page)| Some((p, page?))).collect();
        if found == assumed {
            return layout;
        }
        told = found;
    }
    lay_out_once(document, theme, fonts, told).0
}

/// One run over the document, with the pages that its text tells as far as they are known; gives back the pages
/// that it told.
fn lay_out_once(
    document: &Document,
    theme: &Theme,
    fonts: &FontLibrary,
    told: HashMap<PlaceId, usize>,
) -> (Layout, HashMap<PlaceId, usize>) {
    let mut composer = Composer::new(document, theme, Typesetter::new(fonts));
    composer.referred_pages = told;
    let column = composer.main_column();
    let mut flow = Flow::default();
    composer.title_block(&mut flow, column);
    composer.blocks(&mut flow, column, &document.blocks);
    let notes = composer.notes(column);
    let strips = close(&mut composer, flow, column);
    let sheet = sheet(theme);
    let mut paged = Paginator::new(&sheet, strips, notes, &composer.heads, &composer.frames).run();
    composer.number_contents(&mut paged, column.look);
    composer.furnish(&mut paged, column);
    let told = std::mem::take(&mut composer.referred_pages);
    (finish(composer, paged, theme), told)
}

/// The strips, with what is left over at the end: places of links, and notes that nothing refers to.
fn close(composer: &mut Composer, mut flow: Flow, column: Column) -> Vec<Strip> {
    let orphans: Vec<usize> = (0..composer.referred.len()).filter(|n| !composer.referred[*n]).collect();
    let items = flow.take_marks();
    if !items.is_empty() || !orphans.is_empty() || flow.is_empty() {
        let frame = column.frame;
        flow.push(Strip { items, notes: orphans, frame, ..Strip::default() });
    }
    flow.strips
}

fn sheet(theme: &Theme) -> Sheet {
    Sheet {
        left: theme.page.left.pt(),
        top: theme.page.top.pt(),
        height: theme.text_area().1,
        note_gap: theme.note.leading.pt() * 1.2,
        rule: theme.colors.rule_strong,
    }
}

fn finish(composer: Composer, paged: Paged, theme: &Theme) -> Layout {
    let (width, height) = theme.page.size.dimensions();
    let mut places = vec![None; composer.outline.places as usize];
    for (page, content) in paged.pages.iter().enumerate() {
        for item in &content.items {
            if let ItemKind::Place(id) = item.kind {
                places[id.index()].get_or_insert(Place { page, y: item.y });
            }
        }
    }
    let headings = composer.outline.headings.iter().enumerate().filter_map(|(index, entry)| {
        let page = *paged.heading_pages.get(&index)?;
        Some(HeadingPlace { index, level: entry.level, text: entry.text.clone(), page, place: entry.place })
    });
    let mut warnings = composer.warnings;
    warnings.extend(composer.setter.missing().map(missing_character));
    Layout {
        sheet: (width.pt(), height.pt()),
        headings: headings.collect(),
        pages: paged.pages,
        tree: composer.tree,
        places,
        pictures: composer.pictures,
        ids: composer.outline.ids,
        warnings,
    }
}

fn missing_character(character: char) -> Warning {
    let code = u32::from(character);
    let message = format!(
        "no font has the character \"{character}\" (U+{code:04X}); a question mark stands for it. \
         Install a font that has it, such as a Noto font, or name a font folder in the theme"
    );
    Warning { message, position: None }
}
