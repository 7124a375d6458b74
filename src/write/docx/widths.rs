//! Widths of columns: as the template says, else by what they hold; no word is broken where there is room.
//!
//! The letterhead decides on the font, so that text is measured by classes of characters. Start with
//! [`column_widths`].

use super::compose::Twips;
use crate::document::{Alignment, Block, BlockKind, Cell, Inline, Row, Table};
use crate::layout::columns::{Need, distribute};

/// Rows that are looked at: a register of thousands is like its first hundreds.
const SAMPLE: usize = 300;

/// Size of table text, twips.
const EM: f32 = 180.0;

/// Bold head cells are wider by this.
const BOLD: f32 = 1.08;

/// Space left and right of a cell's text with a little to spare, twips.
const PADDING: f32 = 190.0;

/// Width of a reference to a note, as a share of an em; further references may go to the next line.
const NOTE: f32 = 0.7;

/// A column's text is not counted beyond so many ems: it wraps.
const LONG: f32 = 32.0;

/// Longest word that a column is widened for, in ems: an address may be broken.
const LONGEST_WORD: f32 = 14.0;

/// The least that a column is given, twips.
const LEAST: f32 = 200.0;

/// Widths that sum up to the width of the text.
pub(super) fn column_widths(table: &Table, columns: usize, total: Twips) -> Vec<Twips> {
    let total = total.0 as f32;
    let mut needs: Vec<Need> = (0..columns)
        .map(|at| {
            let column = table.columns.get(at).copied().unwrap_or_default();
            let fixed = column.width.filter(|w| w.is_finite() && *w > 0.0).map(|w| w.min(1.0) * total);
            Need { min: LEAST, max: LEAST, fixed, grows: column.align != Alignment::End }
        })
        .collect();
    let heads = table.head.iter().chain(&table.foot).map(|row| (row, BOLD));
    for (row, weight) in heads.chain(table.body.iter().take(SAMPLE).map(|row| (row, 1.0))) {
        let mut column = 0;
        for cell in &row.cells {
            let span = usize::from(cell.col_span.max(1));
            if let Some(need) = needs.get_mut(column).filter(|_| span == 1) {
                widen(need, cell, EM * weight);
            }
            column += span;
        }
    }
    whole(&distribute(total, &needs), total)
}

/// About how many lines a row of cells takes in columns of those widths.
pub(super) fn lines(row: &Row, widths: &[Twips]) -> u32 {
    let lines = row.cells.iter().zip(widths).map(|(cell, width)| {
        let room = (width.0 as f32 - PADDING).max(LEAST);
        let of_block = |block: &Block| (extent(block).line * EM / room).ceil().max(1.0) as u32;
        cell.blocks.iter().map(of_block).sum()
    });
    lines.max().unwrap_or(1)
}

/// Whole twips with the sum kept; no column vanishes.
fn whole(widths: &[f32], total: f32) -> Vec<Twips> {
    let sum: f32 = widths.iter().map(|w| w.max(LEAST)).sum();
    let factor = if sum > total { total / sum } else { 1.0 };
    let mut edge = 0.0;
    let mut before = 0;
    let mut out = Vec::with_capacity(widths.len());
    for width in widths {
        edge += width.max(LEAST) * factor;
        let here = edge.round() as u32;
        out.push(Twips(here.saturating_sub(before).max(1)));
        before = here;
    }
    out
}

fn widen(need: &mut Need, cell: &Cell, em: f32) {
    for block in &cell.blocks {
        let Extent { line, word } = extent(block);
        need.min = need.min.max(word.min(LONGEST_WORD) * em + PADDING);
        need.max = need.max.max(line.min(LONG) * em + PADDING).max(need.min);
    }
}

/// How wide text is, in ems: on one line, and its longest word.
#[derive(Clone, Copy, Default)]
struct Extent {
    line: f32,
    word: f32,
}

fn extent(block: &Block) -> Extent {
    match &block.kind {
        BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
            let mut ruler = Ruler::default();
            ruler.inlines(content);
            ruler.widest()
        }
        BlockKind::List(list) => {
            let items = list.items.iter().flatten().map(extent);
            let inner = items.fold(Extent::default(), |a, b| Extent {
                line: a.line.max(b.line),
                word: a.word.max(b.word),
            });
            Extent { line: inner.line + 2.0, word: inner.word + 2.0 }
        }
        _ => Extent::default(),
    }
}

/// Measures running text.
#[derive(Default)]
struct Ruler {
    /// The widest line and word so far.
    most: Extent,
    line: f32,
    word: f32,
}

impl Ruler {
    fn inlines(&mut self, inlines: &[Inline]) {
        let mut after_note = false;
        for inline in inlines {
            if std::mem::replace(&mut after_note, matches!(inline, Inline::NoteRef(_))) {
                self.end_word();
            }
            match inline {
                Inline::Text(text) | Inline::Code(text) => self.text(text),
                Inline::Emphasis(c) | Inline::Strong(c) | Inline::Strikethrough(c) => self.inlines(c),
                Inline::Link { content, .. } | Inline::Span { content, .. } => self.inlines(content),
                Inline::NoteRef(_) => self.advance(NOTE),
                Inline::PageRef(_) => self.text(", 000"),
                Inline::LineBreak => {
                    self.end_word();
                    self.line = 0.0;
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        let mut after_digit = false;
        for c in text.chars() {
            self.advance(advance(c));
            // Not every program breaks a range of days or years at its dash.
            if matches!(c, ' ' | '\n' | '\t' | '-' | '—' | '/') || c == '–' && !after_digit {
                self.end_word();
            }
            after_digit = c.is_ascii_digit();
        }
    }

    fn advance(&mut self, width: f32) {
        self.line += width;
        self.word += width;
        self.most.line = self.most.line.max(self.line);
    }

    fn end_word(&mut self) {
        self.most.word = self.most.word.max(self.word);
        self.word = 0.0;
    }

    fn widest(mut self) -> Extent {
        self.end_word();
        self.most
    }
}

/// Advance of a character in ems, as in Arial, which is among the wider fonts of offices.
fn advance(c: char) -> f32 {
    match c {
        'i' | 'j' | 'l' | 'і' | '\'' | '|' => 0.23,
        ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '.' | ',' | ':' | ';' | '!' | 'f' | 't' | 'r' | 'I'
        | '(' | ')' | '[' | ']' | '/' | '-' => 0.33,
        'm' | 'M' | 'W' | 'ж' | 'м' | 'ш' | 'щ' | 'ю' | 'ы' | 'ф' | 'Ж' | 'М' | 'Ш' | 'Щ' | 'Ю' | 'Ы'
        | 'Ф' | '—' | '…' | '@' | '№' => 0.9,
        c if c.is_uppercase() => 0.7,
        c if u32::from(c) >= 0x2E80 => 1.0,
        _ => 0.56,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Column;

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
    fn a_date_with_its_notes_stays_on_one_line() {
        let mut dates = table(&[Some(0.1), Some(0.9)], &["5\u{a0}November\u{a0}2019", "text"]);
        let narrow = column_widths(&dates, 2, Twips(8000))[0];
        assert!(narrow > Twips(1500), "{narrow:?}");
        let notes = vec![Inline::Text("5\u{a0}November\u{a0}2019".into()), Inline::NoteRef(0)];
        dates.body[0].cells[0] = Cell::text(notes);
        assert!(column_widths(&dates, 2, Twips(8000))[0] > narrow);
    }

    #[test]
    fn many_columns_all_keep_a_width() {
        let texts = vec!["x"; 60];
        let widths = column_widths(&table(&[None; 60], &texts), 60, Twips(5000));
        assert!(widths.iter().all(|w| w.0 > 0));
        assert_eq!(widths.iter().map(|w| w.0).sum::<u32>(), 5000);
    }
}
