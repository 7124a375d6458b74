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
    let fixed: f32 = needs.iter().filter_map(|n| n.fixed).sum();
    let free: Vec<&Need> = needs.iter().filter(|n| n.fixed.is_none()).collect();
    let scale = match fixed {
        f if f <= 0.0 => 1.0,
        f if free.is_empty() => available / f,
        // Fixed columns leave the others their words.
        f => ((available - free.iter().map(|n| n.min).sum::<f32>()) / f).clamp(0.2, 1.0),
    };
    let rest = available - fixed * scale;
    let (min, max) = (sum(&free, |n| n.min), sum(&free, |n| n.max));
    let growing = sum(&free, |n| if n.grows { n.max } else { 0.0 });
    let wanted = needs
        .iter()
        .map(|need| match need.fixed {
            Some(width) => width * scale,
            None if max <= rest && growing > 0.0 => {
                need.max + if need.grows { (rest - max) * need.max / growing } else { 0.0 }
            }
            None if max <= rest => need.max * rest / max.max(1.0),
            None if min <= rest => need.min + (rest - min) * weight(need) / sum(&free, weight).max(0.01),
            None => need.min * rest / min,
        })
        .collect();
    with_room_for_words(wanted, needs)
}

/// Columns that would cut their widest word take what they lack from those that have more than they need,
/// whatever the template asks for; where all together have too little, nothing can be taken.
fn with_room_for_words(mut widths: Vec<f32>, needs: &[Need]) -> Vec<f32> {
    let spare = |width: f32, need: &Need| width - need.min;
    let (lack, room) = widths.iter().zip(needs).fold((0.0, 0.0), |(lack, room), (width, need)| {
        let spare = spare(*width, need);
        (lack + (-spare).max(0.0), room + spare.max(0.0))
    });
    if lack > 0.0 && lack <= room {
        for (width, need) in widths.iter_mut().zip(needs) {
            let spare = spare(*width, need).max(0.0);
            *width = width.max(need.min) - spare * lack / room;
        }
    }
    widths
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
    fn no_word_is_cut_while_there_is_room_elsewhere() {
        let asked = |share: f32, min: f32| Need { fixed: Some(share * 300.0), ..need(min, 200.0) };
        let widths = distribute(300.0, &[asked(0.34, 60.0), asked(0.1, 45.0), asked(0.56, 80.0)]);
        assert!((widths[1] - 45.0).abs() < 0.01 && widths[2] > widths[0], "{widths:?}");
        let needs = [asked(0.2, 50.0), asked(0.2, 80.0), need(170.0, 400.0)];
        let widths = distribute(300.0, &needs);
        assert!(widths.iter().zip(needs).all(|(w, n)| *w >= n.min - 0.01), "{widths:?}");
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
