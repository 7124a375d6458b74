//! Widths of a table's columns, moved from where they are spare to where they save lines.
//!
//! Knows only numbers. Start with [`balance`], after the columns got what they need.

/// Text of a cell that covers one column: how long its paragraphs are on one line each, points.
#[derive(Clone, Debug, Default)]
pub(super) struct CellText {
    /// Row, counted over the whole table.
    pub row: usize,
    /// Column.
    pub column: usize,
    /// Lengths.
    pub lengths: Vec<f32>,
}

/// Widths moved in one go, points: coarse first.
const STEPS: [f32; 4] = [32.0, 16.0, 8.0, 4.0];
/// Rows looked at; a longer table is sampled evenly.
const MOST_ROWS: usize = 120;
/// In a wider table there is nothing to move.
const MOST_COLUMNS: usize = 12;
/// Share of a line that is filled on the average where text wraps.
const FILLED: f32 = 0.92;

/// A column that may change.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Its widest word, padding included.
    pub min: f32,
    /// Space at its sides.
    pub padding: f32,
    /// Whether its width is the template's.
    pub is_fixed: bool,
}

/// Moves width between columns as long as that makes the table lower; lines that make no row higher
/// count a third, so that short cells are not wrapped to save little.
pub(super) fn balance(widths: &mut [f32], limits: &[Limits], cells: &[CellText]) {
    if widths.len() > MOST_COLUMNS {
        return;
    }
    let rows = sample(cells);
    let mut cost = height(widths, limits, &rows);
    for step in STEPS {
        // A move either makes the table lower or is undone, so this ends.
        while let Some(lower) = best_move(widths, limits, &rows, step, cost) {
            cost = lower;
        }
    }
}

/// Does the move of `step` that lowers the table most, and tells its new cost.
fn best_move(
    widths: &mut [f32],
    limits: &[Limits],
    rows: &[Vec<&CellText>],
    step: f32,
    cost: f32,
) -> Option<f32> {
    let mut best = None;
    let mut least = cost - 0.01;
    for from in (0..widths.len()).filter(|f| !limits[*f].is_fixed) {
        if widths[from] - step < limits[from].min {
            continue;
        }
        for to in (0..widths.len()).filter(|t| *t != from && !limits[*t].is_fixed) {
            widths[from] -= step;
            widths[to] += step;
            let cost = height(widths, limits, rows);
            if cost < least {
                (least, best) = (cost, Some((from, to)));
            }
            widths[from] += step;
            widths[to] -= step;
        }
    }
    let (from, to) = best?;
    widths[from] -= step;
    widths[to] += step;
    Some(least)
}

fn sample(cells: &[CellText]) -> Vec<Vec<&CellText>> {
    let count = cells.iter().map(|c| c.row + 1).max().unwrap_or_default();
    let every = count.div_ceil(MOST_ROWS).max(1);
    let mut rows = vec![Vec::new(); count.div_ceil(every)];
    for cell in cells.iter().filter(|c| c.row % every == 0) {
        rows[cell.row / every].push(cell);
    }
    rows
}

/// About how many lines high the table is.
fn height(widths: &[f32], limits: &[Limits], rows: &[Vec<&CellText>]) -> f32 {
    /// What a line counts that does not make its row higher.
    const HIDDEN: f32 = 0.3;
    let of_row = |cells: &Vec<&CellText>| {
        let lines = cells.iter().map(|c| lines(c, widths[c.column] - 2.0 * limits[c.column].padding));
        let (highest, all) = lines.fold((0.0_f32, 0.0), |(highest, all), l| (highest.max(l), all + l));
        highest + HIDDEN * all
    };
    rows.iter().map(of_row).sum()
}

/// Lines on the average, not whole ones: a step that leads towards fewer lines must show before it saves one.
fn lines(cell: &CellText, width: f32) -> f32 {
    let wrapped = |length: f32| (length / (width.max(1.0) * FILLED)).max(1.0) + 0.5;
    cell.lengths.iter().map(|length| if *length <= width { 1.0 } else { wrapped(*length) }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(row: usize, column: usize, length: f32) -> CellText {
        CellText { row, column, lengths: vec![length] }
    }

    fn limits(min: f32) -> Limits {
        Limits { min, padding: 4.0, is_fixed: false }
    }

    #[test]
    fn long_text_takes_what_short_text_can_spare() {
        let cells: Vec<_> = (0..8).flat_map(|r| [cell(r, 0, 60.0), cell(r, 1, 900.0)]).collect();
        let mut widths = [200.0, 250.0];
        balance(&mut widths, &[limits(30.0), limits(40.0)], &cells);
        assert!((widths.iter().sum::<f32>() - 450.0).abs() < 0.01);
        assert!(widths[0] >= 68.0 && widths[1] > 350.0, "{widths:?}");
    }

    #[test]
    fn no_column_gets_narrower_than_its_widest_word_and_fixed_ones_stay() {
        let cells = [cell(0, 0, 100.0), cell(0, 1, 5_000.0), cell(0, 2, 100.0)];
        let mut widths = [150.0, 150.0, 150.0];
        let fixed = Limits { is_fixed: true, ..limits(10.0) };
        balance(&mut widths, &[limits(90.0), limits(40.0), fixed], &cells);
        assert!(widths[0] >= 90.0, "{widths:?}");
        assert!((widths[2] - 150.0).abs() < f32::EPSILON, "{widths:?}");
    }

    #[test]
    fn a_table_that_fits_is_left_alone() {
        let cells = [cell(0, 0, 50.0), cell(0, 1, 60.0)];
        let mut widths = [100.0, 100.0];
        balance(&mut widths, &[limits(20.0), limits(20.0)], &cells);
        assert!(widths.iter().all(|w| (w - 100.0).abs() < f32::EPSILON), "{widths:?}");
    }
}
