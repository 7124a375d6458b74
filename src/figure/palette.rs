//! Colours of figures, from the theme: one accent in steps of lightness before a second hue, so that they
//! survive a copier and colour blindness.
//!
//! Start with [`Palette::of`].

use crate::theme::{Color, Theme};

/// Colours of one theme.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Palette {
    pub text: Color,
    pub muted: Color,
    pub rule: Color,
    pub accent: Color,
    /// Land of maps.
    pub land: Color,
    /// Borders on land.
    pub border: Color,
    series: [Color; 5],
}

impl Palette {
    pub fn of(theme: &Theme) -> Self {
        let colors = &theme.colors;
        let accent = colors.accent;
        Self {
            text: colors.text,
            muted: darkened(colors.muted),
            rule: colors.rule,
            accent,
            land: mix(colors.rule, Color::WHITE, 0.62),
            border: mix(colors.rule_strong, Color::WHITE, 0.35),
            series: [
                accent,
                mix(accent, Color::WHITE, 0.68),
                mix(colors.confirm_rule, Color::BLACK, 0.08),
                mix(colors.confirm_rule, Color::WHITE, 0.8),
                mix(accent, Color::BLACK, 0.62),
            ],
        }
    }

    /// Colour of the nth series; they repeat after five.
    pub fn series(&self, index: usize) -> Color {
        self.series[index % self.series.len()]
    }

    /// How many series have a colour of their own.
    pub const fn distinct(&self) -> usize {
        self.series.len()
    }

    /// Tint of a share from 0 to 1, from almost white to the accent.
    pub fn tint(&self, share: f64) -> Color {
        mix(self.accent, Color::WHITE, 0.88 * (1.0 - share.clamp(0.0, 1.0)))
    }

    /// A colour for text on a ground: white, that of text, or black, whichever is the first to be read well.
    pub fn on(&self, ground: Color) -> Color {
        let readable = |color: &Color| contrast(ground, *color) >= 4.5;
        [Color::WHITE, self.text].into_iter().find(readable).unwrap_or(Color::BLACK)
    }
}

/// Part `share` of the second colour in the first.
fn mix(first: Color, second: Color, share: f64) -> Color {
    let channel = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
    Color::new(channel(first.r, second.r), channel(first.g, second.g), channel(first.b, second.b))
}

/// Small text needs a contrast of 4.5 to 1 (WCAG 2.2, 1.4.3).
fn darkened(color: Color) -> Color {
    let mut color = color;
    while contrast(color, Color::WHITE) < 4.5 {
        color = mix(color, Color::BLACK, 0.1);
    }
    color
}

/// Relative luminance (WCAG 2.2).
fn luminance(color: Color) -> f64 {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)
}

fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Full colour blindness of the three kinds, on linear RGB: the matrices of severity 1.0 of G. M. Machado,
    /// M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision
    /// Deficiency", IEEE Transactions on Visualization and Computer Graphics 15 (6), 2009, table 1.
    const BLINDNESS: [(&str, [[f64; 3]; 3]); 3] = [
        (
            "protan",
            [
                [0.152286, 1.052583, -0.204868],
                [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ],
        ),
        (
            "deutan",
            [
                [0.367322, 0.860646, -0.227968],
                [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ],
        ),
        (
            "tritan",
            [
                [1.255528, -0.076749, -0.178779],
                [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900],
            ],
        ),
    ];

    fn linear(color: Color) -> [f64; 3] {
        [color.r, color.g, color.b].map(|c| luminance(Color::new(c, c, c)))
    }

    fn lightness(y: f64) -> f64 {
        116.0 * y.cbrt() - 16.0
    }

    /// CIE L*a*b* of linear RGB.
    fn lab([r, g, b]: [f64; 3]) -> [f64; 3] {
        let x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505;
        let y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        let z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089;
        let f = |t: f64| if t > 0.008856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
        [116.0 * f(y) - 16.0, 500.0 * (f(x) - f(y)), 200.0 * (f(y) - f(z))]
    }

    fn distance(a: [f64; 3], b: [f64; 3]) -> f64 {
        a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }

    fn pairs(palette: &Palette) -> Vec<(usize, usize)> {
        let count = palette.distinct();
        (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))).collect()
    }

    #[test]
    fn series_differ_for_colour_blind_readers() {
        let palette = Palette::of(&Theme::default());
        for (name, matrix) in BLINDNESS {
            let seen = |index: usize| {
                let rgb = linear(palette.series(index));
                lab(matrix.map(|row| row.iter().zip(rgb).map(|(m, c)| m * c).sum::<f64>().clamp(0.0, 1.0)))
            };
            for (a, b) in pairs(&palette) {
                let distance = distance(seen(a), seen(b));
                assert!(distance > 14.0, "{name}: series {a} and {b} are {distance:.0} apart");
            }
        }
    }

    #[test]
    fn neighbouring_series_differ_in_grey() {
        let palette = Palette::of(&Theme::default());
        for index in 1..palette.distinct() {
            let grey = |i: usize| lightness(luminance(palette.series(i)));
            let step = (grey(index) - grey(index - 1)).abs();
            assert!(step > 20.0, "series {} and {index} are {step:.0} apart in lightness", index - 1);
        }
    }

    #[test]
    fn text_is_read_on_every_tint() {
        let palette = Palette::of(&Theme::default());
        for step in 0..=100 {
            let ground = palette.tint(f64::from(step) / 100.0);
            assert!(contrast(palette.on(ground), ground) >= 4.5, "tint {step}");
        }
        assert!(contrast(palette.muted, Color::WHITE) >= 4.5);
    }
}
