//! Widths of a table's columns, from what their cells need and what the template asks for.
//!
//! Knows only numbers, in any unit; Word's tables are set by it too. Start with [`distribute`].

/// What a column needs, padding included.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Need {
    /// Its widest word.
    pub min: f32,
    /// Its widest cell on one line.
    pub max: f32,
    /// What the template asks for.
    pub fixed: Option<f32>,
    /// Whether it takes space that is left over: text does, numbers do not.
    pub grows: bool,
}

/// Widths that fill `available`. Columns narrower than their widest word happen only where there
/// is no room.
pub(crate) fn distribute(available: f32, needs: &[Need]) -> Vec<f32> {
    let fixed = fixed_widths(available, needs);
    let free: Vec<&Need> = needs.iter().filter(|n| n.fixed.is_none()).collect();
    let rest = available - fixed.iter().flatten().sum::<f32>();
    let (min, max) = (sum(&free, |n| n.min), sum(&free, |n| n.max));
    let growing = sum(&free, |n| if n.grows { n.max } else { 0.0 });
    let width = |(need, fixed): (&Need, Option<f32>)| match fixed {
        Some(width) => width,
        None if max <= rest && growing > 0.0 => {
            need.max + if need.grows { (rest - max) * need.max / growing } else { 0.0 }
        }
        None if max <= rest => need.max * rest / max.max(1.0),
        None if min <= rest => need.min + (rest - min) * weight(need) / sum(&free, weight).max(0.01),
        None => need.min * rest / min,
    };
    needs.iter().zip(fixed).map(width).collect()
}

/// Widths of the columns that the template sets: its shares, taken back so far that every column keeps its
/// words. `None` for the other columns.
fn fixed_widths(available: f32, needs: &[Need]) -> Vec<Option<f32>> {
    let free: f32 = needs.iter().filter(|n| n.fixed.is_none()).map(|n| n.min).sum();
    let is_free = needs.iter().any(|n| n.fixed.is_none());
    let has_room = needs.iter().map(|n| n.min).sum::<f32>() <= available;
    // Columns whose share is too narrow for their words take these; the others share what is left.
    let mut pinned: Vec<bool> = vec![false; needs.len()];
    loop {
        let taken: f32 = needs.iter().zip(&pinned).filter(|(_, p)| **p).map(|(n, _)| n.min).sum();
        let shares = needs.iter().zip(&pinned).filter(|(_, p)| !**p).filter_map(|(n, _)| n.fixed);
        let scale = match shares.sum::<f32>() {
            shares if shares <= 0.0 => 1.0,
            shares if is_free => ((available - taken - free) / shares).clamp(0.2, 1.0),
            shares => (available - taken) / shares,
        };
        let mut changed = false;
        for (need, pinned) in needs.iter().zip(&mut pinned).filter(|_| has_room) {
            let narrow = need.fixed.is_some_and(|width| width * scale < need.min);
            changed |= narrow && !*pinned;
            *pinned |= narrow;
        }
        if !changed {
            let width = |(need, pinned): (&Need, bool)| {
                need.fixed.map(|share| if pinned { need.min } else { share * scale })
            };
            return needs.iter().zip(pinned).map(width).collect();
        }
    }
}

/// Share in the space between the narrowest and the widest: long cells wrap to about as many lines
/// as those beside them, so their share grows more slowly than their length.
fn weight(need: &Need) -> f32 {
    (need.max - need.min).max(0.0).powf(0.75)
}

fn sum(needs: &[&Need], value: impl Fn(&Need) -> f32) -> f32 {
    needs.iter().map(|n| value(n)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(min: f32, max: f32) -> Need {
        Need { min, max, fixed: None, grows: true }
    }

    #[test]
    fn the_widths_always_fill_the_room() {
        let cases = [
            vec![need(20.0, 50.0), need(30.0, 300.0)],
            vec![need(200.0, 500.0), need(300.0, 3000.0)],
            vec![Need { fixed: Some(50.0), ..need(20.0, 50.0) }, need(30.0, 40.0)],
            vec![Need { fixed: Some(500.0), ..need(20.0, 50.0) }, need(30.0, 40.0)],
            vec![Need { grows: false, ..need(20.0, 50.0) }, need(30.0, 40.0)],
            vec![Need { fixed: Some(10.0), ..need(20.0, 50.0) }],
        ];
        for needs in cases {
            let total: f32 = distribute(200.0, &needs).iter().sum();
            assert!((total - 200.0).abs() < 0.1, "{needs:?}: {total}");
        }
    }

    #[test]
    fn a_share_that_is_too_narrow_for_its_words_is_widened() {
        let fixed = |share: f32, min| Need { fixed: Some(share), ..need(min, 500.0) };
        let widths = distribute(300.0, &[fixed(57.0, 70.0), fixed(45.0, 30.0), fixed(198.0, 60.0)]);
        assert!((widths[0] - 70.0).abs() < 0.01, "{widths:?}");
        assert!((widths[1] / widths[2] - 45.0 / 198.0).abs() < 0.01, "{widths:?}");
        assert!((widths.iter().sum::<f32>() - 300.0).abs() < 0.01, "{widths:?}");
    }

    #[test]
    fn numbers_keep_to_what_they_need() {
        let widths = distribute(300.0, &[need(30.0, 60.0), Need { grows: false, ..need(20.0, 25.0) }]);
        assert!((widths[1] - 25.0).abs() < 0.01, "{widths:?}");
    }

    #[test]
    fn long_text_gets_more_but_not_all() {
        let widths = distribute(300.0, &[need(40.0, 120.0), need(40.0, 1200.0)]);
        assert!(widths[1] > 1.8 * widths[0] && widths[0] > 60.0, "{widths:?}");
    }
}
