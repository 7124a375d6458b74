//! Breaking a paragraph into lines as a whole, so that spaces are as even as they can be over all
//! lines (D. E. Knuth, M. F. Plass, "Breaking Paragraphs into Lines", 1981).
//!
//! Knows only numbers: boxes, glue and penalties. Start with [`best_breaks`].

/// Cost at which a break is forbidden; its negative forces one.
pub(super) const NEVER: f32 = 10_000.0;

/// An element of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Node {
    /// Ink of a width, in points.
    Box(f32),
    /// A space that may grow and shrink; the line may end at it when a box stands before.
    Glue {
        /// Natural width.
        width: f32,
        /// How much it may grow.
        stretch: f32,
        /// How much it may shrink.
        shrink: f32,
    },
    /// A place where the line may end at a cost.
    Penalty {
        /// Width of what appears when the line ends here: a hyphen.
        width: f32,
        /// Cost.
        cost: f32,
        /// Whether it is a hyphen: two in a row cost extra.
        flagged: bool,
    },
}

/// How lines are to come out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// Width of a line.
    pub width: f32,
    /// How much the end of a line may fall short of it for the price of a fully stretched line; 0
    /// where lines end evenly.
    pub rag: f32,
    /// Badness that is still accepted, 100 being a line whose spaces take all their stretch.
    pub tolerance: f32,
    /// Whether a line that cannot be helped may be too long or too loose.
    pub emergency: bool,
}

/// Sums of all nodes before a place; in double precision, because a paragraph may be very long.
#[derive(Clone, Copy, Debug, Default)]
struct Totals {
    width: f64,
    stretch: f64,
    shrink: f64,
}

impl Totals {
    fn add_glue(&mut self, width: f32, stretch: f32, shrink: f32) {
        self.width += f64::from(width);
        self.stretch += f64::from(stretch);
        self.shrink += f64::from(shrink);
    }
}

/// A break that a good paragraph may have.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    node: usize,
    after: Totals,
    demerits: f64,
    class: u8,
    flagged: bool,
    previous: usize,
}

const LINE_COST: f32 = 10.0;
const DOUBLE_HYPHEN: f64 = 6_000.0;
const UNEVEN_NEIGHBOURS: f64 = 3_000.0;

/// The indices of the nodes at which lines end, the last node included; `None` where no breaks
/// are good enough for the tolerance.
pub(super) fn best_breaks(nodes: &[Node], shape: Shape) -> Option<Vec<usize>> {
    Search::new(nodes, shape).run()
}

struct Search<'a> {
    nodes: &'a [Node],
    shape: Shape,
    found: Vec<Candidate>,
    active: Vec<usize>,
    totals: Totals,
}

impl<'a> Search<'a> {
    fn new(nodes: &'a [Node], shape: Shape) -> Self {
        let after = skip_discardable(nodes, 0, Totals::default());
        let start =
            Candidate { node: 0, after, demerits: 0.0, class: 1, flagged: false, previous: usize::MAX };
        Self { nodes, shape, found: vec![start], active: vec![0], totals: Totals::default() }
    }

    fn run(mut self) -> Option<Vec<usize>> {
        let last = self.nodes.len().checked_sub(1)?;
        for (index, node) in self.nodes.iter().enumerate() {
            match *node {
                Node::Box(width) => self.totals.width += f64::from(width),
                Node::Glue { width, stretch, shrink } => {
                    if index > 0 && matches!(self.nodes[index - 1], Node::Box(_)) {
                        self.try_break(index, 0.0, 0.0, false)?;
                    }
                    self.totals.add_glue(width, stretch, shrink);
                }
                Node::Penalty { width, cost, flagged } => {
                    if cost < NEVER {
                        self.try_break(index, width, cost, flagged)?;
                    }
                }
            }
        }
        let best = self.active.iter().filter(|a| self.found[**a].node == last).copied();
        let best = best.min_by(|a, b| self.found[*a].demerits.total_cmp(&self.found[*b].demerits))?;
        Some(self.path_to(best))
    }

    fn path_to(&self, mut at: usize) -> Vec<usize> {
        let mut path = Vec::new();
        while self.found[at].previous != usize::MAX {
            path.push(self.found[at].node);
            at = self.found[at].previous;
        }
        path.reverse();
        path
    }

    /// Considers ending a line here; `None` where the paragraph cannot be set any more.
    fn try_break(&mut self, index: usize, width: f32, cost: f32, flagged: bool) -> Option<()> {
        let forced = cost <= -NEVER;
        let is_last = index + 1 == self.nodes.len();
        let mut best: [Option<Candidate>; 4] = [None; 4];
        let mut dropped: Option<usize> = None;
        let mut kept = Vec::with_capacity(self.active.len() + 1);
        for &from in &self.active {
            let ratio = self.ratio(from, width, forced);
            let too_long = ratio < -1.0;
            if too_long || forced {
                dropped = Some(from);
            } else {
                kept.push(from);
            }
            let badness = if ratio.is_finite() { 100.0 * ratio.abs().powi(3) } else { f32::INFINITY };
            if !too_long && (badness <= self.shape.tolerance || (forced && ratio >= 0.0)) {
                let candidate = self.candidate(from, index, badness.min(1e6), ratio, cost, flagged, is_last);
                keep_better(&mut best, candidate);
            }
        }
        if kept.is_empty() && best.iter().all(Option::is_none) {
            let from = dropped.filter(|_| self.shape.emergency)?;
            keep_better(&mut best, self.candidate(from, index, 1e6, 0.0, cost, flagged, is_last));
        }
        self.active = kept;
        for candidate in best.into_iter().flatten() {
            self.active.push(self.found.len());
            self.found.push(candidate);
        }
        Some(())
    }

    /// How far the line's spaces must stretch (positive) or shrink (negative) of what they can.
    fn ratio(&self, from: usize, width: f32, last_of_block: bool) -> f32 {
        let start = self.found[from].after;
        let natural = (self.totals.width - start.width) as f32 + width;
        let missing = self.shape.width - natural;
        if missing >= 0.0 {
            // The last line of a block may be as short as it is.
            let stretch = (self.totals.stretch - start.stretch) as f32 + self.shape.rag;
            if last_of_block {
                0.0
            } else if stretch > 0.0 {
                missing / stretch
            } else {
                loose(missing)
            }
        } else {
            // A hair over is rounding, not ink in the margin.
            let shrink = if self.shape.rag > 0.0 { 0.0 } else { (self.totals.shrink - start.shrink) as f32 };
            if missing > -0.01 {
                0.0
            } else if shrink > 0.0 {
                missing / shrink
            } else {
                f32::NEG_INFINITY
            }
        }
    }

    #[allow(clippy::too_many_arguments)] // one call site passes what the loop holds
    fn candidate(
        &self,
        from: usize,
        index: usize,
        badness: f32,
        ratio: f32,
        cost: f32,
        flagged: bool,
        is_last: bool,
    ) -> Candidate {
        let before = &self.found[from];
        let line = f64::from(LINE_COST + badness);
        let mut demerits = line * line;
        if cost > 0.0 {
            demerits += f64::from(cost * cost);
        }
        // A hyphen before the last line, or two in a row, catches the eye.
        if before.flagged && (flagged || is_last) {
            demerits += DOUBLE_HYPHEN;
        }
        let class = fitness(ratio);
        if class.abs_diff(before.class) > 1 {
            demerits += UNEVEN_NEIGHBOURS;
        }
        Candidate {
            node: index,
            after: skip_discardable(self.nodes, index, self.totals),
            demerits: before.demerits + demerits,
            class,
            flagged,
            previous: from,
        }
    }
}

fn loose(missing: f32) -> f32 {
    if missing == 0.0 { 0.0 } else { f32::INFINITY }
}

fn keep_better(best: &mut [Option<Candidate>; 4], candidate: Candidate) {
    let slot = &mut best[usize::from(candidate.class)];
    if slot.is_none_or(|kept| candidate.demerits < kept.demerits) {
        *slot = Some(candidate);
    }
}

/// Tight, even, loose, very loose.
fn fitness(ratio: f32) -> u8 {
    match ratio {
        r if r < -0.5 => 0,
        r if r <= 0.5 => 1,
        r if r <= 1.0 => 2,
        _ => 3,
    }
}

/// Totals at the start of the line after a break: spaces there vanish.
fn skip_discardable(nodes: &[Node], from: usize, mut totals: Totals) -> Totals {
    for (offset, node) in nodes[from.min(nodes.len())..].iter().enumerate() {
        match *node {
            Node::Box(_) => break,
            Node::Glue { width, stretch, shrink } => totals.add_glue(width, stretch, shrink),
            Node::Penalty { cost, .. } if cost <= -NEVER && offset > 0 => break,
            Node::Penalty { .. } => {}
        }
    }
    totals
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(widths: &[f32]) -> Vec<Node> {
        let space = Node::Glue { width: 3.0, stretch: 1.5, shrink: 1.0 };
        let mut nodes: Vec<Node> = widths.iter().flat_map(|w| [Node::Box(*w), space]).collect();
        nodes.pop();
        nodes.push(Node::Penalty { width: 0.0, cost: -NEVER, flagged: false });
        nodes
    }

    fn shape(width: f32) -> Shape {
        Shape { width, rag: 0.0, tolerance: 200.0, emergency: false }
    }

    #[test]
    fn one_line_ends_at_the_end() {
        let nodes = words(&[10.0, 10.0]);
        assert_eq!(best_breaks(&nodes, shape(100.0)), Some(vec![nodes.len() - 1]));
    }

    #[test]
    fn looks_ahead_where_a_greedy_breaker_would_not() {
        // A greedy breaker puts three words on the first line and leaves the second with one.
        let nodes = words(&[40.0, 40.0, 12.0, 60.0, 45.0, 40.0]);
        let breaks = best_breaks(&nodes, Shape { tolerance: 1e7, ..shape(100.0) }).unwrap();
        assert_eq!(breaks[0], 3, "the first line should leave its third word to the second: {breaks:?}");
        assert_eq!(*breaks.last().unwrap(), nodes.len() - 1);
    }

    #[test]
    fn refuses_what_cannot_be_set_unless_it_must() {
        let nodes = words(&[200.0, 10.0]);
        assert_eq!(best_breaks(&nodes, shape(100.0)), None);
        let forced = Shape { emergency: true, tolerance: f32::INFINITY, ..shape(100.0) };
        assert_eq!(best_breaks(&nodes, forced).unwrap().len(), 2);
    }

    #[test]
    fn forced_breaks_end_lines() {
        let mut nodes = words(&[10.0]);
        nodes.extend(words(&[12.0, 13.0]));
        assert_eq!(best_breaks(&nodes, shape(100.0)).unwrap().len(), 2);
    }
}
