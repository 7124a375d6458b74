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
    let mut setter = Typesetter::new(fonts);
    let (mut pages, mut pictures) = (HashMap::new(), HashMap::new());
    let mut runs = 0;
    loop {
        let run = lay_out_once(document, theme, setter, pages, pictures);
        runs += 1;
        let found = run.told.keys().filter_map(|place| Some((*place, run.layout.page_of(*place)?)));
        pages = found.collect();
        if pages == run.told || runs == MOST_RUNS {
            return run.layout;
        }
        pictures = run.picture_numbers.into_iter().zip(run.layout.pictures).collect();
        setter = run.setter;
    }
}

/// A run over a document, and what spares the next one work.
struct Run<'f> {
    layout: Layout,
    /// Pages that the text tells, by their places.
    told: HashMap<PlaceId, usize>,
    /// Number of each picture of the layout among the document's.
    picture_numbers: Vec<usize>,
    setter: Typesetter<'f>,
}

fn lay_out_once<'f>(
    document: &Document,
    theme: &Theme,
    setter: Typesetter<'f>,
    pages: HashMap<PlaceId, usize>,
    pictures: HashMap<usize, PictureContent>,
) -> Run<'f> {
    let mut composer = Composer::new(document, theme, setter);
    (composer.referred_pages, composer.ready_pictures) = (pages, pictures);
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
    finish(composer, paged, theme)
}

/// The strips, with what is left over at the end: places of links, and notes that nothing refers to.
fn close(composer: &mut Composer<'_, '_>, mut flow: Flow, column: Column) -> Vec<Strip> {
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

fn finish<'f>(composer: Composer<'_, 'f>, paged: Paged, theme: &Theme) -> Run<'f> {
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
    let layout = Layout {
        sheet: (width.pt(), height.pt()),
        headings: headings.collect(),
        pages: paged.pages,
        tree: composer.tree,
        places,
        pictures: composer.pictures,
        ids: composer.outline.ids,
        warnings,
    };
    Run {
        layout,
        told: composer.referred_pages,
        picture_numbers: composer.picture_numbers,
        setter: composer.setter,
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
