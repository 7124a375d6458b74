//! A paragraph: styled text, and its breaking into lines.

use super::breaking::{self, NEVER, Node, Shape};
use super::face::FaceId;
use super::line::{Align, Line, LineParts, Part};
use super::nobreak::SpaceRule;
use super::shape::{LanguageId, Typesetter};
use super::token::{self, Atom};
use crate::theme::Color;
use std::ops::Range;
use std::rc::Rc;
use unicode_segmentation::UnicodeSegmentation;

/// How a stretch of text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// Font.
    pub face: FaceId,
    /// Whether a font that stands in should be bold.
    pub bold: bool,
    /// Whether a font that stands in should be italic.
    pub italic: bool,
    /// Size of type, points.
    pub size: f32,
    /// Colour.
    pub color: Color,
    /// Height above the line's baseline, points.
    pub rise: f32,
    /// Language, for hyphenation and shaping.
    pub language: LanguageId,
    /// What the caller knows the text by.
    pub tag: u32,
    /// Whether the text stays on one line.
    pub whole: bool,
    /// Whether words may be hyphenated.
    pub hyphenate: bool,
    /// Whether it is struck out.
    pub strike: bool,
}

impl Style {
    /// Black text of a font and size, without anything special.
    pub fn plain(face: FaceId, size: f32) -> Self {
        Self {
            face,
            bold: false,
            italic: false,
            size,
            color: Color::BLACK,
            rise: 0.0,
            language: LanguageId::default(),
            tag: 0,
            whole: false,
            hyphenate: false,
            strike: false,
        }
    }
}

/// Styled text that is set as one paragraph.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    text: String,
    /// End of each style's stretch, and the style.
    spans: Vec<(usize, Style)>,
    rtl: bool,
}

/// Widths that a paragraph can be set in, points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measure {
    /// Its widest part that is not divided.
    pub min: f32,
    /// Its widest line if none is broken.
    pub max: f32,
}

impl Paragraph {
    /// An empty paragraph, read from right to left or not.
    pub fn new(rtl: bool) -> Self {
        Self { rtl, ..Self::default() }
    }

    /// Appends text; characters without ink or width are left out.
    pub fn push(&mut self, text: &str, style: Style) {
        self.text
            .extend(text.chars().map(|c| if c == '\n' { ' ' } else { c }).filter(|c| !token::is_dropped(*c)));
        self.end_span(style);
    }

    /// Ends the line.
    pub fn push_line_break(&mut self, style: Style) {
        self.text.push('\n');
        self.end_span(style);
    }

    fn end_span(&mut self, style: Style) {
        let end = self.text.len();
        match self.spans.last_mut() {
            Some((last, same)) if *same == style => *last = end,
            _ => self.spans.push((end, style)),
        }
    }

    /// Whether there is nothing to see.
    pub fn is_empty(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn is_rtl(&self) -> bool {
        self.rtl
    }

    pub(super) fn style_index(&self, at: usize) -> usize {
        self.spans.partition_point(|(end, _)| *end <= at).min(self.spans.len().saturating_sub(1))
    }

    pub(super) fn style(&self, index: usize) -> &Style {
        &self.spans[index].1
    }

    /// Shapes the text, ready to be measured and broken.
    pub fn prepare(self, setter: &mut Typesetter) -> Prepared {
        let atoms = token::atoms(&self, setter);
        Prepared { paragraph: self, atoms }
    }
}

/// A shaped paragraph.
#[derive(Clone, Debug)]
pub struct Prepared {
    paragraph: Paragraph,
    atoms: Vec<Atom>,
}

/// How hard the breaker tries.
#[derive(Clone, Copy, PartialEq)]
enum Pass {
    /// Words stay whole.
    Whole,
    /// Words may be hyphenated.
    Hyphenated,
    /// Anything may be divided that does not fit otherwise.
    Emergency,
}

/// Shares of a space's width by which it may grow and shrink.
const SPACE_STRETCH: f32 = 0.5;
const SPACE_SHRINK: f32 = 0.3;
const HYPHEN_COST: f32 = 60.0;
const INNER_BREAK_COST: f32 = 30.0;
const NAME_COST: f32 = 2_000.0;
const RELUCTANT_COST: f32 = 120.0;
const FORBIDDEN_COST: f32 = 3_000.0;

impl Prepared {
    /// Whether there is nothing to see.
    pub fn is_empty(&self) -> bool {
        self.paragraph.is_empty()
    }

    /// How narrow and how wide it can be set. Names with a hyphen are divided only on demand.
    pub fn measure(&self, divide_names: bool) -> Measure {
        let mut measure = Measure::default();
        let (mut line, mut unit) = (0.0_f32, 0.0_f32);
        for atom in &self.atoms {
            match atom {
                Atom::Word { .. } => unit += self.width(atom),
                Atom::Space { rule: SpaceRule::Never, .. } => unit += self.width(atom),
                Atom::Break { in_name: true } if !divide_names => {}
                Atom::Space { .. } | Atom::Break { .. } | Atom::SoftHyphen | Atom::Forced => {
                    measure.min = measure.min.max(unit);
                    line += unit + self.width(atom);
                    unit = 0.0;
                }
            }
            if matches!(atom, Atom::Forced) {
                measure.max = measure.max.max(line);
                line = 0.0;
            }
        }
        Measure { min: measure.min.max(unit), max: measure.max.max(line + unit) }
    }

    fn width(&self, atom: &Atom) -> f32 {
        match atom {
            Atom::Word { word, style, .. } | Atom::Space { word, style, .. } => {
                word.advance * self.paragraph.style(*style).size
            }
            _ => 0.0,
        }
    }

    /// Breaks it into lines of a width; at least one line, unless there is nothing to see.
    pub fn lines(&self, setter: &mut Typesetter, width: f32, align: Align) -> Vec<Line> {
        if self.is_empty() {
            return Vec::new();
        }
        let one_line =
            !self.atoms.iter().any(|a| matches!(a, Atom::Forced)) && self.measure(false).max <= width;
        if one_line {
            let nodes = self.nodes(setter, Pass::Whole, width);
            return vec![self.line(setter, &nodes, 0..nodes.len(), width, align, true)];
        }
        let rag = if align == Align::Justify { 0.0 } else { width * 0.25 };
        let (tolerance_whole, tolerance) = if rag > 0.0 { (1e5, 1e5) } else { (120.0, 900.0) };
        for (pass, tolerance) in [
            (Pass::Whole, tolerance_whole),
            (Pass::Hyphenated, tolerance),
            (Pass::Hyphenated, f32::INFINITY),
            (Pass::Emergency, f32::INFINITY),
        ] {
            let nodes = self.nodes(setter, pass, width);
            let numbers: Vec<Node> = nodes.iter().map(|n| n.node).collect();
            let shape = Shape { width, rag, tolerance, emergency: pass == Pass::Emergency };
            if let Some(breaks) = breaking::best_breaks(&numbers, shape) {
                return self.cut(setter, &nodes, &breaks, width, align);
            }
        }
        Vec::new()
    }

    fn cut(
        &self,
        setter: &mut Typesetter,
        nodes: &[PlacedNode],
        breaks: &[usize],
        width: f32,
        align: Align,
    ) -> Vec<Line> {
        let mut start = 0;
        let mut lines = Vec::with_capacity(breaks.len());
        for end in breaks {
            let forced = matches!(nodes[*end].node, Node::Penalty { cost, .. } if cost <= -NEVER);
            lines.push(self.line(setter, nodes, start..*end + 1, width, align, forced));
            start = *end + 1;
        }
        lines
    }

    fn nodes(&self, setter: &mut Typesetter, pass: Pass, width: f32) -> Vec<PlacedNode> {
        let too_wide = if pass == Pass::Emergency { self.words_too_wide(width) } else { Vec::new() };
        let mut nodes = NodeList { nodes: Vec::with_capacity(self.atoms.len() * 2 + 1), pass };
        for (index, atom) in self.atoms.iter().enumerate() {
            let too_wide = too_wide.get(index).copied().unwrap_or_default();
            nodes.push_atom(self, setter, index, atom, too_wide);
        }
        nodes.push(Node::Penalty { width: 0.0, cost: -NEVER, flagged: false }, self.atoms.len(), 0..0);
        nodes.nodes
    }

    /// For each atom whether it is a word of a stretch that is wider than the line and has no place
    /// to end it.
    fn words_too_wide(&self, width: f32) -> Vec<bool> {
        let mut wide = vec![false; self.atoms.len()];
        let mut start = 0;
        for end in 0..=self.atoms.len() {
            if !matches!(self.atoms.get(end), Some(Atom::Word { .. })) {
                let stretch: f32 = self.atoms[start..end].iter().map(|a| self.width(a)).sum();
                wide[start..end].fill(stretch > width);
                start = end + 1;
            }
        }
        wide
    }

    /// Puts together what stands between two breaks.
    fn line(
        &self,
        setter: &mut Typesetter,
        nodes: &[PlacedNode],
        range: Range<usize>,
        width: f32,
        align: Align,
        ends_block: bool,
    ) -> Line {
        let mut parts: Vec<Part> = Vec::new();
        let nodes = &nodes[range];
        let first = nodes.iter().position(|n| matches!(n.node, Node::Box(_))).unwrap_or(nodes.len());
        let last = nodes.iter().rposition(|n| matches!(n.node, Node::Box(_))).map_or(first, |l| l + 1);
        let mut index = first;
        while index < last {
            let start = index;
            let atom = nodes[index].atom;
            // Fragments of a word that meet again on the line are the word.
            while index < last && nodes[index].atom == atom {
                index += 1;
            }
            let bytes = nodes[start..index].iter().map(|n| &n.bytes).filter(|b| !b.is_empty());
            let bytes =
                bytes.fold(None::<Range<usize>>, |all, b| Some(all.map_or(b.clone(), |a| a.start..b.end)));
            parts.extend(self.part(setter, atom, bytes));
        }
        let hyphenated = nodes.last().is_some_and(|n| matches!(n.node, Node::Penalty { flagged: true, .. }));
        if let Some((style, level)) = parts.last().filter(|_| hyphenated).map(|p| (p.style, p.level)) {
            let word = setter.hyphen(&style);
            parts.push(Part { word, style, level, is_space: false });
        }
        LineParts { parts, width, align, ends_block, rtl: self.paragraph.rtl }.set()
    }

    /// What an atom puts on a line; of a word, the given bytes.
    fn part(&self, setter: &mut Typesetter, atom: usize, bytes: Option<Range<usize>>) -> Option<Part> {
        match self.atoms.get(atom)? {
            Atom::Word { word, style, level } => {
                let style = *self.paragraph.style(*style);
                let fragment = bytes.and_then(|b| word.text.get(b)).filter(|f| f.len() < word.text.len());
                let word = match fragment {
                    Some(fragment) => setter.word(word.face, style.language, word.rtl, fragment),
                    None => word.clone(),
                };
                Some(Part { word, style, level: *level, is_space: false })
            }
            Atom::Space { word, style, level, .. } => {
                let style = *self.paragraph.style(*style);
                Some(Part { word: word.clone(), style, level: *level, is_space: true })
            }
            _ => None,
        }
    }
}

/// A node, the atom that it stands for, and the bytes of the word where it is a part of one.
#[derive(Clone, Debug)]
struct PlacedNode {
    node: Node,
    atom: usize,
    bytes: Range<usize>,
}

struct NodeList {
    nodes: Vec<PlacedNode>,
    pass: Pass,
}

impl NodeList {
    fn push(&mut self, node: Node, atom: usize, bytes: Range<usize>) {
        self.nodes.push(PlacedNode { node, atom, bytes });
    }

    fn push_penalty(&mut self, width: f32, cost: f32, flagged: bool, atom: usize) {
        self.push(Node::Penalty { width, cost, flagged }, atom, 0..0);
    }

    fn push_atom(
        &mut self,
        prepared: &Prepared,
        setter: &mut Typesetter,
        index: usize,
        atom: &Atom,
        too_wide: bool,
    ) {
        match atom {
            Atom::Word { .. } => self.push_word(prepared, setter, index, atom, too_wide),
            Atom::Space { rule, .. } => self.push_space(index, prepared.width(atom), *rule),
            Atom::Break { in_name } => {
                let cost = if *in_name { NAME_COST } else { INNER_BREAK_COST };
                self.push_penalty(0.0, cost, false, index);
            }
            Atom::SoftHyphen => {
                let before = self.nodes.iter().rev().find_map(|n| prepared.style_of(n.atom));
                let width = before.map_or(0.0, |style| setter.hyphen(&style).advance * style.size);
                self.push_penalty(width, HYPHEN_COST, true, index);
            }
            Atom::Forced => self.push_penalty(0.0, -NEVER, false, index),
        }
    }

    fn push_space(&mut self, index: usize, width: f32, rule: SpaceRule) {
        let cost = match rule {
            SpaceRule::Free => None,
            SpaceRule::Reluctant => Some(RELUCTANT_COST),
            SpaceRule::Never if self.pass == Pass::Emergency => Some(FORBIDDEN_COST),
            SpaceRule::Never => Some(NEVER),
        };
        if let Some(cost) = cost {
            self.push_penalty(0.0, cost, false, index);
        }
        let (stretch, shrink) = (width * SPACE_STRETCH, width * SPACE_SHRINK);
        self.push(Node::Glue { width, stretch, shrink }, index, 0..0);
    }

    fn push_word(
        &mut self,
        prepared: &Prepared,
        setter: &mut Typesetter,
        index: usize,
        atom: &Atom,
        too_wide: bool,
    ) {
        let Atom::Word { word, style, .. } = atom else { return };
        let style = *prepared.paragraph.style(*style);
        let width = prepared.width(atom);
        let points = match self.pass {
            Pass::Whole => Rc::default(),
            _ if style.whole || !style.hyphenate => Rc::default(),
            _ => setter.hyphenation(style.language, &word.text),
        };
        let mut cuts: Vec<(usize, bool)> = points.iter().map(|p| (*p, true)).collect();
        if too_wide {
            let graphemes = word.text.grapheme_indices(true).map(|(at, _)| at).filter(|at| *at > 0);
            cuts.extend(graphemes.map(|at| (at, false)));
            cuts.sort_by_key(|(at, hyphen)| (*at, !*hyphen));
            cuts.dedup_by_key(|(at, _)| *at);
        }
        if cuts.is_empty() {
            return self.push(Node::Box(width), index, 0..word.text.len());
        }
        let hyphen = setter.hyphen(&style).advance * style.size;
        let mut start = 0;
        cuts.push((word.text.len(), false));
        for (end, is_hyphen) in cuts {
            let fragment = setter.word(word.face, style.language, word.rtl, &word.text[start..end]);
            self.push(Node::Box(fragment.advance * style.size), index, start..end);
            if end < word.text.len() {
                let (width, cost) = if is_hyphen { (hyphen, HYPHEN_COST) } else { (0.0, FORBIDDEN_COST) };
                self.push_penalty(width, cost, is_hyphen, index);
            }
            start = end;
        }
    }
}

impl Prepared {
    fn style_of(&self, atom: usize) -> Option<Style> {
        match self.atoms.get(atom)? {
            Atom::Word { style, .. } => Some(*self.paragraph.style(*style)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::library::FontLibrary;
    use super::*;
    use crate::data::LanguageTag;

    const TEXT: &str = "В ходе встречи 25 сентября 2015 г. обсуждались вопросы сотрудничества в сферах         здравоохранения, образования, туризма и культуры, а также подготовка выставки.";

    fn set(text: &str, width: f32, align: Align) -> Vec<Line> {
        let library = FontLibrary::embedded(false);
        let mut setter = Typesetter::new(&library);
        let face = library.select("PT Serif", false, false);
        let language = setter.language(&LanguageTag::new("ru"));
        let style = Style { language, hyphenate: true, ..Style::plain(face, 10.0) };
        let mut paragraph = Paragraph::new(false);
        paragraph.push(text, style);
        paragraph.prepare(&mut setter).lines(&mut setter, width, align)
    }

    fn text_of(lines: &[Line]) -> String {
        let lines: Vec<String> = lines.iter().map(Line::text).collect();
        lines.join(" ").replace("\u{ad} ", "")
    }

    #[test]
    fn no_word_is_lost_at_any_width() {
        for width in [3.0, 20.0, 47.0, 100.0, 250.0, 2000.0] {
            let squeezed: String = text_of(&set(TEXT, width, Align::Justify)).split_whitespace().collect();
            let squeezed = squeezed.replace('\u{ad}', "");
            assert_eq!(squeezed, TEXT.split_whitespace().collect::<String>(), "{width}");
        }
    }

    #[test]
    fn justified_lines_are_as_wide_as_the_column_but_for_the_last() {
        let lines = set(TEXT, 180.0, Align::Justify);
        assert!(lines.len() > 3);
        for line in &lines[..lines.len() - 1] {
            assert!((line.width - 180.0).abs() < 0.05, "{}: {}", line.width, line.text());
        }
    }

    #[test]
    fn a_date_is_not_torn_apart() {
        for width in 90..260 {
            for line in set(TEXT, width as f32, Align::Justify) {
                assert!(!line.text().ends_with("25") && !line.text().ends_with("2015"), "{}", line.text());
            }
        }
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut() {
        let lines = set(&"ж".repeat(300), 100.0, Align::Start);
        assert!(lines.len() > 10);
        assert!(lines.iter().all(|l| l.width <= 100.01));
    }

    #[test]
    fn control_characters_leave_nothing() {
        let lines = set("а\u{0}\u{7}\u{200b}б\u{feff}", 100.0, Align::Start);
        assert_eq!(text_of(&lines), "аб");
    }
}
