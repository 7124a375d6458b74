//! Widths of columns: as the template says, else in proportion to what they hold.
//!
//! Knows nothing of Word but its unit. Start with [`column_widths`].

use super::compose::Twips;
use crate::document::{Block, BlockKind, Cell, Table, plain_text};

/// Rows that are looked at: a register of thousands is like its first hundreds.
const SAMPLE: usize = 300;

/// Average advance of a character of table text, twips, and the padding of a cell.
const CHARACTER: f32 = 108.0;
const PADDING: f32 = 190.0;

/// A column's text is not counted beyond this many characters: it wraps.
const LONG: f32 = 60.0;

/// The least that a column is given, twips.
const LEAST: f32 = 200.0;

/// What a column asks for, in twips.
#[derive(Clone, Copy, Default)]
struct Wish {
    /// Its longest word on one line.
    least: f32,
    /// Its text on as few lines as is reasonable.
    most: f32,
}

/// Widths that sum up to the width of the text.
pub(super) fn column_widths(table: &Table, columns: usize, total: Twips) -> Vec<Twips> {
    let total = total.0 as f32;
    let wishes = wishes(table, columns);
    let set: Vec<Option<f32>> =
        (0..columns).map(|at| table.columns.get(at).and_then(|c| c.width).filter(|w| *w > 0.0)).collect();
    let taken = set.iter().flatten().sum::<f32>().min(1.0) * total;
    let open = set.iter().filter(|w| w.is_none()).count();
    let scale = if open == 0 { 1.0 / set.iter().flatten().sum::<f32>().max(f32::EPSILON) } else { 1.0 };
    let left = (total - taken).max(open as f32 * LEAST);
    let free: Vec<Wish> = wishes.iter().zip(&set).filter(|(_, set)| set.is_none()).map(|(w, _)| *w).collect();
    let mut shares = share(&free, left).into_iter();
    let widths = set.iter().map(|set| match set {
        Some(share) => share * scale * total,
        None => shares.next().unwrap_or(LEAST),
    });
    whole(widths.collect(), total)
}

/// Shares room out: everyone what is wished and more in proportion, or where that does not fit the least and
/// in proportion what is still wished.
fn share(wishes: &[Wish], room: f32) -> Vec<f32> {
    let least: f32 = wishes.iter().map(|w| w.least).sum();
    let most: f32 = wishes.iter().map(|w| w.most).sum();
    if least >= room {
        return wishes.iter().map(|w| w.least * room / least).collect();
    }
    if most <= room {
        return wishes.iter().map(|w| w.most * room / most).collect();
    }
    let part = (room - least) / (most - least);
    wishes.iter().map(|w| w.least + (w.most - w.least) * part).collect()
}

/// Whole twips with the sum kept; no column vanishes.
fn whole(widths: Vec<f32>, total: f32) -> Vec<Twips> {
    let sum: f32 = widths.iter().map(|w| w.max(LEAST)).sum();
    let factor = if sum > total { total / sum } else { 1.0 };
    let mut edge = 0.0;
    let mut before = 0;
    let mut out = Vec::with_capacity(widths.len());
    for width in widths {
        edge += width.max(LEAST) * factor;
        let here = edge.round() as u32;
        out.push(Twips((here - before).max(1)));
        before = here;
    }
    out
}

fn wishes(table: &Table, columns: usize) -> Vec<Wish> {
    let mut wishes = vec![Wish { least: LEAST, most: LEAST }; columns];
    let rows = table.head.iter().chain(table.body.iter().take(SAMPLE)).chain(&table.foot);
    for row in rows {
        let mut column = 0;
        for cell in &row.cells {
            let span = usize::from(cell.col_span.max(1));
            if let Some(wish) = wishes.get_mut(column).filter(|_| span == 1) {
                widen(wish, cell);
            }
            column += span;
        }
    }
    wishes
}

fn widen(wish: &mut Wish, cell: &Cell) {
    for text in cell.blocks.iter().filter_map(text_of) {
        let word = text.split([' ', '\n', '-']).map(|w| w.chars().count()).max().unwrap_or(0) as f32;
        let whole = (text.chars().count() as f32).min(LONG);
        wish.least = wish.least.max(word.min(LONG / 2.0) * CHARACTER + PADDING);
        wish.most = wish.most.max(whole * CHARACTER + PADDING).max(wish.least);
    }
}

fn text_of(block: &Block) -> Option<String> {
    match &block.kind {
        BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => Some(plain_text(content)),
        BlockKind::List(list) => list.items.iter().flatten().filter_map(text_of).max_by_key(String::len),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Column, Inline, Row};

    fn table(widths: &[Option<f32>], cells: &[&str]) -> Table {
        let cells = cells.iter().map(|t| Cell::text(vec![Inline::Text((*t).into())])).collect();
        let columns = widths.iter().map(|width| Column { width: *width, ..Column::default() }).collect();
        Table { columns, body: vec![Row { cells }], ..Table::default() }
    }

    #[test]
    fn set_shares_are_kept_and_the_sum_is_the_width() {
        let widths =
            column_widths(&table(&[Some(0.5), None, None], &["a", "b", "some longer text"]), 3, Twips(8000));
        assert_eq!(widths[0], Twips(4000));
        assert!(widths[2] > widths[1]);
        assert_eq!(widths.iter().map(|w| w.0).sum::<u32>(), 8000);
    }

    #[test]
    fn many_columns_all_keep_a_width() {
        let texts = vec!["x"; 60];
        let widths = column_widths(&table(&[None; 60], &texts), 60, Twips(5000));
        assert!(widths.iter().all(|w| w.0 > 0));
        assert_eq!(widths.iter().map(|w| w.0).sum::<u32>(), 5000);
    }
}
