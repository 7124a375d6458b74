//! Drawings: SVG as paths, text and pictures that a back end can draw.
//!
//! SVG comes from outside: it is read without entities, without other files, and not beyond limits.
//! Start with [`read`].

use super::picture::{self, PictureContent, PictureKind};
use crate::text::{FaceId, FontLibrary, Glyph, Word};
use crate::theme::Color;
use std::collections::HashMap;
use std::sync::Arc;
use usvg::tiny_skia_path::{PathSegment, Point, Transform};
use usvg::{ImageKind, Node, Paint, roxmltree};

/// A drawing in its own coordinates: x to the right, y downwards.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    /// Width and height.
    pub size: (f32, f32),
    /// What to draw, in order.
    pub commands: Vec<Command>,
    /// Pictures within it.
    pub pictures: Vec<PictureContent>,
}

/// A step of a drawing.
#[derive(Clone, Debug)]
pub enum Command {
    /// Remember clips and the rest of the state.
    Save,
    /// Return to what was remembered.
    Restore,
    /// Draw only inside of these outlines from now on.
    Clip(Outline),
    /// Fill outlines.
    Fill {
        /// Outlines.
        outline: Outline,
        /// With what.
        ink: Ink,
        /// Opacity, 0–1.
        opacity: f32,
    },
    /// Draw along outlines.
    Stroke {
        /// Outlines, before their transform.
        outline: Outline,
        /// How the pen and all are moved, scaled and turned.
        transform: [f32; 6],
        /// The pen.
        pen: Pen,
        /// Opacity, 0–1.
        opacity: f32,
    },
    /// Text of one font on one line.
    Text {
        /// The text.
        word: Arc<Word>,
        /// From the text's em square to the drawing.
        transform: [f32; 6],
        /// Colour.
        color: Color,
        /// Opacity, 0–1.
        opacity: f32,
    },
    /// A picture.
    Picture {
        /// Number in [`Drawing::pictures`].
        index: usize,
        /// From the unit square, y downwards, to the drawing.
        transform: [f32; 6],
        /// Opacity, 0–1.
        opacity: f32,
    },
}

/// Lines and curves that enclose something.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// Segments.
    pub segments: Vec<Segment>,
    /// Whether what is enclosed twice is outside again.
    pub even_odd: bool,
}

/// A step of an outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// Start at a point.
    Move([f32; 2]),
    /// A line to a point.
    Line([f32; 2]),
    /// A cubic curve: two control points and the end.
    Curve([f32; 6]),
    /// Back to the start.
    Close,
}

/// What an outline is filled with.
#[derive(Clone, Debug, PartialEq)]
pub enum Ink {
    /// A colour.
    Flat(Color),
    /// Colours along a line or between circles.
    Gradient(Gradient),
}

/// Colours along a line (four coordinates) or between two circles (six, with their radii).
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    /// x0, y0, x1, y1, or x0, y0, r0, x1, y1, r1.
    pub coordinates: Vec<f32>,
    /// From the coordinates to the drawing.
    pub transform: [f32; 6],
    /// Offsets from 0 to 1, and colours.
    pub stops: Vec<(f32, Color)>,
}

/// How lines are drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Pen {
    /// Width.
    pub width: f32,
    /// Colour.
    pub color: Color,
    /// Ends: 0 butt, 1 round, 2 square.
    pub cap: u8,
    /// Corners: 0 mitred, 1 round, 2 bevelled.
    pub join: u8,
    /// Longest mitre, in widths.
    pub miter_limit: f32,
    /// Lengths of dashes and gaps, and where in them the line starts.
    pub dashes: (Vec<f32>, f32),
}

/// A larger drawing is refused: bytes, elements within elements, elements with all copies.
const MOST_BYTES: usize = 8 << 20;
const MOST_DEPTH: usize = 100;
const MOST_ELEMENTS: u64 = 200_000;

/// Reads SVG. Fonts are those of the library, so that text stays text.
///
/// # Errors
/// In plain words, where it is no SVG, refers to entities, or passes a limit.
pub(super) fn read(svg: &str, fonts: &FontLibrary) -> Result<PictureContent, String> {
    if svg.len() > MOST_BYTES {
        return Err(format!(
            "the drawing has {} MiB; at most {} are read",
            svg.len() >> 20,
            MOST_BYTES >> 20
        ));
    }
    let options = roxmltree::ParsingOptions {
        allow_dtd: false,
        nodes_limit: MOST_ELEMENTS as u32 * 4,
        ..Default::default()
    };
    let document = roxmltree::Document::parse_with_options(svg, options)
        .map_err(|error| format!("the drawing is not understood: {error}"))?;
    check(&document)?;
    let tree = usvg::Tree::from_xmltree(&document, &self::options(fonts))
        .map_err(|error| format!("the drawing is not understood: {error}"))?;
    let size = (tree.size().width(), tree.size().height());
    let mut reader = Reader { fonts, drawing: Drawing { size, ..Drawing::default() } };
    reader.group(tree.root(), 1.0);
    // Lengths without a unit are pixels, 96 to the inch.
    let (width, height) = (size.0 * 0.75, size.1 * 0.75);
    Ok(PictureContent { width, height, kind: PictureKind::Drawing(reader.drawing) })
}

fn options(fonts: &FontLibrary) -> usvg::Options<'static> {
    usvg::Options {
        font_family: fonts.default_family().to_owned(),
        fontdb: fonts.database().clone(),
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|kind, data, _| match kind {
                "image/png" => Some(ImageKind::PNG(data)),
                "image/jpeg" | "image/jpg" => Some(ImageKind::JPEG(data)),
                _ => None,
            }),
            // Nothing outside of the drawing is opened.
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    }
}

/// Refuses what would grow beyond measure: depth, and copies of copies.
fn check(document: &roxmltree::Document) -> Result<(), String> {
    let mut sizes = HashMap::new();
    let by_id: HashMap<&str, roxmltree::Node> =
        document.descendants().filter_map(|n| Some((n.attribute("id")?, n))).collect();
    let deepest = document.descendants().map(|n| n.ancestors().take(MOST_DEPTH + 2).count()).max();
    if deepest.unwrap_or_default() > MOST_DEPTH {
        return Err(format!("the drawing's elements lie more than {MOST_DEPTH} levels within each other"));
    }
    let size = size_with_copies(document.root_element(), &by_id, &mut sizes, 0);
    if size > MOST_ELEMENTS {
        return Err(format!(
            "the drawing has more than {MOST_ELEMENTS} elements, copies of elements included"
        ));
    }
    Ok(())
}

/// Number of elements once every `use` is replaced by a copy of what it names.
fn size_with_copies<'a>(
    node: roxmltree::Node<'a, 'a>,
    by_id: &HashMap<&str, roxmltree::Node<'a, 'a>>,
    sizes: &mut HashMap<roxmltree::NodeId, u64>,
    depth: usize,
) -> u64 {
    if let Some(size) = sizes.get(&node.id()) {
        return *size;
    }
    if depth > 3 * MOST_DEPTH {
        return MOST_ELEMENTS + 1;
    }
    // Until it is known, so that a copy of itself ends.
    sizes.insert(node.id(), 1);
    let mut size = 1_u64;
    for child in node.children().filter(roxmltree::Node::is_element) {
        size = size.saturating_add(size_with_copies(child, by_id, sizes, depth + 1));
    }
    if node.tag_name().name() == "use" {
        let link = node.attributes().find(|a| a.name() == "href").map(|a| a.value().trim_start_matches('#'));
        if let Some(target) = link.and_then(|id| by_id.get(id)) {
            size = size.saturating_add(size_with_copies(*target, by_id, sizes, depth + 1));
        }
    }
    sizes.insert(node.id(), size);
    size
}

struct Reader<'f> {
    fonts: &'f FontLibrary,
    drawing: Drawing,
}

impl Reader<'_> {
    fn push(&mut self, command: Command) {
        self.drawing.commands.push(command);
    }

    /// A group's opacity goes to its members; where they overlap, that shows.
    fn group(&mut self, group: &usvg::Group, opacity: f32) {
        let opacity = opacity * group.opacity().get();
        let clip = group.clip_path();
        if let Some(clip) = clip {
            self.push(Command::Save);
            self.clip(clip, group.abs_transform());
        }
        for node in group.children() {
            match node {
                Node::Group(inner) => self.group(inner, opacity),
                Node::Path(path) => self.path(path, opacity),
                Node::Image(image) => self.image(image, opacity),
                Node::Text(text) => self.text(text, opacity),
            }
        }
        if clip.is_some() {
            self.push(Command::Restore);
        }
    }

    fn clip(&mut self, clip: &usvg::ClipPath, transform: Transform) {
        if let Some(outer) = clip.clip_path() {
            self.clip(outer, transform);
        }
        let mut outline = Outline::default();
        collect(clip.root(), transform.pre_concat(clip.transform()), &mut outline);
        self.push(Command::Clip(outline));
    }

    fn path(&mut self, path: &usvg::Path, opacity: f32) {
        if !path.is_visible() {
            return;
        }
        let stroke_first = path.paint_order() == usvg::PaintOrder::StrokeAndFill;
        if stroke_first {
            self.stroke(path, opacity);
        }
        if let Some(fill) = path.fill() {
            let even_odd = fill.rule() == usvg::FillRule::EvenOdd;
            let outline = Outline { segments: segments(path.data(), path.abs_transform()), even_odd };
            let (ink, own) = ink(fill.paint(), path.abs_transform());
            self.push(Command::Fill { outline, ink, opacity: opacity * fill.opacity().get() * own });
        }
        if !stroke_first {
            self.stroke(path, opacity);
        }
    }

    fn stroke(&mut self, path: &usvg::Path, opacity: f32) {
        let Some(stroke) = path.stroke() else { return };
        let color = match ink(stroke.paint(), path.abs_transform()).0 {
            Ink::Flat(color) => color,
            Ink::Gradient(gradient) => gradient.stops.first().map_or(Color::BLACK, |s| s.1),
        };
        let pen = Pen {
            width: stroke.width().get(),
            color,
            cap: match stroke.linecap() {
                usvg::LineCap::Butt => 0,
                usvg::LineCap::Round => 1,
                usvg::LineCap::Square => 2,
            },
            join: match stroke.linejoin() {
                usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => 0,
                usvg::LineJoin::Round => 1,
                usvg::LineJoin::Bevel => 2,
            },
            miter_limit: stroke.miterlimit().get(),
            dashes: (stroke.dasharray().unwrap_or_default().to_vec(), stroke.dashoffset()),
        };
        let outline = Outline { segments: segments(path.data(), Transform::identity()), even_odd: false };
        let opacity = opacity * stroke.opacity().get();
        self.push(Command::Stroke { outline, transform: matrix(path.abs_transform()), pen, opacity });
    }

    fn image(&mut self, image: &usvg::Image, opacity: f32) {
        let content = match image.kind() {
            ImageKind::PNG(data) => picture::png(data),
            ImageKind::JPEG(data) => picture::jpeg(&data.as_slice().into()),
            _ => return,
        };
        let Ok(content) = content else { return };
        if !image.is_visible() {
            return;
        }
        self.drawing.pictures.push(content);
        let (width, height) = (image.size().width(), image.size().height());
        let transform = matrix(image.abs_transform().pre_scale(width, height));
        self.push(Command::Picture { index: self.drawing.pictures.len() - 1, transform, opacity });
    }

    /// Text stays text where it has a plain fill and a font of the library; else its outlines are
    /// drawn.
    fn text(&mut self, text: &usvg::Text, opacity: f32) {
        let plain = |span: &usvg::layout::Span| {
            let flat = matches!(span.fill.as_ref().map(usvg::Fill::paint), Some(Paint::Color(_)));
            flat && span.stroke.is_none()
        };
        let known = |span: &usvg::layout::Span| {
            span.positioned_glyphs.iter().all(|g| self.fonts.face_of(g.font).is_some())
        };
        if !text.layouted().iter().filter(|s| s.visible).all(|s| plain(s) && known(s)) {
            return self.group(text.flattened(), opacity);
        }
        for span in text.layouted().iter().filter(|s| s.visible) {
            self.span(span, text.abs_transform(), opacity);
        }
    }

    fn span(&mut self, span: &usvg::layout::Span, transform: Transform, opacity: f32) {
        let Some(fill) = &span.fill else { return };
        let Paint::Color(color) = fill.paint() else { return };
        let (color, opacity) =
            (Color::new(color.red, color.green, color.blue), opacity * fill.opacity().get());
        for path in [&span.underline, &span.overline].into_iter().flatten() {
            self.path(path, opacity);
        }
        for (word, place) in words(span, self.fonts) {
            let transform = matrix(transform.pre_concat(place));
            self.push(Command::Text { word: Arc::new(word), transform, color, opacity });
        }
        span.line_through.iter().for_each(|path| self.path(path, opacity));
    }
}

/// The glyphs of a span as words: neighbours of one font and direction. The transform leads from
/// the em square, y downwards, to the text's coordinates.
fn words(span: &usvg::layout::Span, fonts: &FontLibrary) -> Vec<(Word, Transform)> {
    let mut words: Vec<(Word, Transform)> = Vec::new();
    for glyph in &span.positioned_glyphs {
        let Some(face) = fonts.face_of(glyph.font) else { continue };
        let units = f32::from(fonts.face(face).units_per_em);
        let place = glyph.transform().pre_scale(units, units);
        let Ok(id) = u16::try_from(glyph.id.0) else { continue };
        match words.last_mut().filter(|(word, start)| continues(word, start, face, &place)) {
            Some((word, start)) => append(word, start, id, &place, &glyph.text, fonts),
            None => words.push((single(face, id, &glyph.text, fonts), place)),
        }
    }
    words
}

fn single(face: FaceId, id: u16, text: &str, fonts: &FontLibrary) -> Word {
    let advance = fonts.face(face).advance(id);
    let glyph = Glyph { id, advance, dx: 0.0, dy: 0.0, start: 0, end: text.len() as u32 };
    Word { face, text: text.into(), glyphs: Box::new([glyph]), advance, rtl: false }
}

/// Whether a glyph stands on the line of a word.
fn continues(word: &Word, start: &Transform, face: FaceId, place: &Transform) -> bool {
    let same = |a: f32, b: f32| (a - b).abs() < 1e-3 * a.abs().max(1.0);
    let linear = same(start.sx, place.sx)
        && same(start.kx, place.kx)
        && same(start.ky, place.ky)
        && same(start.sy, place.sy);
    let along = distance(start, place);
    linear && word.face == face && along.is_some_and(|(x, y)| x >= 0.0 && y.abs() < 0.01)
}

/// Where a glyph stands from the start of its word, in em.
fn distance(start: &Transform, place: &Transform) -> Option<(f32, f32)> {
    let mut point = Point::from_xy(place.tx, place.ty);
    start.invert()?.map_point(&mut point);
    Some((point.x, point.y))
}

fn append(word: &mut Word, start: &Transform, id: u16, place: &Transform, text: &str, fonts: &FontLibrary) {
    let along = distance(start, place).map_or(word.advance, |d| d.0);
    let mut glyphs = word.glyphs.to_vec();
    if let Some(last) = glyphs.last_mut() {
        // Kerning and letter spacing show in where the next glyph stands.
        last.advance += along - word.advance;
    }
    let advance = fonts.face(word.face).advance(id);
    let from = word.text.len() as u32;
    glyphs.push(Glyph { id, advance, dx: 0.0, dy: 0.0, start: from, end: from + text.len() as u32 });
    word.text = format!("{}{text}", word.text).into();
    word.glyphs = glyphs.into();
    word.advance = along + advance;
}

fn collect(group: &usvg::Group, transform: Transform, outline: &mut Outline) {
    for node in group.children() {
        match node {
            Node::Group(inner) => collect(inner, transform, outline),
            Node::Path(path) => {
                outline.even_odd |= path.fill().is_some_and(|f| f.rule() == usvg::FillRule::EvenOdd);
                outline.segments.extend(segments(path.data(), transform.pre_concat(path.abs_transform())));
            }
            Node::Text(text) => collect(text.flattened(), transform, outline),
            Node::Image(_) => {}
        }
    }
}

fn matrix(t: Transform) -> [f32; 6] {
    [t.sx, t.ky, t.kx, t.sy, t.tx, t.ty]
}

/// A paint as ink, with the opacity that gradients bring along.
fn ink(paint: &Paint, transform: Transform) -> (Ink, f32) {
    let color = |c: usvg::Color| Color::new(c.red, c.green, c.blue);
    let stops = |stops: &[usvg::Stop]| stops.iter().map(|s| (s.offset().get(), color(s.color()))).collect();
    let opacity = |stops: &[usvg::Stop]| {
        stops.iter().map(|s| s.opacity().get()).sum::<f32>() / stops.len().max(1) as f32
    };
    match paint {
        Paint::Color(flat) => (Ink::Flat(color(*flat)), 1.0),
        Paint::LinearGradient(g) => {
            let coordinates = vec![g.x1(), g.y1(), g.x2(), g.y2()];
            let transform = matrix(transform.pre_concat(g.transform()));
            (Ink::Gradient(Gradient { coordinates, transform, stops: stops(g.stops()) }), opacity(g.stops()))
        }
        Paint::RadialGradient(g) => {
            let coordinates = vec![g.fx(), g.fy(), g.fr().get(), g.cx(), g.cy(), g.r().get()];
            let transform = matrix(transform.pre_concat(g.transform()));
            (Ink::Gradient(Gradient { coordinates, transform, stops: stops(g.stops()) }), opacity(g.stops()))
        }
        // Patterns are rare in charts; a grey stands for them.
        Paint::Pattern(_) => (Ink::Flat(Color::new(0xc8, 0xc8, 0xc8)), 1.0),
    }
}

fn segments(path: &usvg::tiny_skia_path::Path, transform: Transform) -> Vec<Segment> {
    let mut last = Point::zero();
    let mut out = Vec::with_capacity(path.len());
    let map = |mut point: Point| {
        transform.map_point(&mut point);
        point
    };
    let xy = |p: Point| [p.x, p.y];
    for segment in path.segments() {
        out.push(match segment {
            PathSegment::MoveTo(to) => {
                last = map(to);
                Segment::Move(xy(last))
            }
            PathSegment::LineTo(to) => {
                last = map(to);
                Segment::Line(xy(last))
            }
            PathSegment::QuadTo(control, to) => {
                let (from, control, to) = (last, map(control), map(to));
                last = to;
                let third = |end: Point, along: fn(Point) -> f32| {
                    along(end) + (along(control) - along(end)) * 2.0 / 3.0
                };
                let x: fn(Point) -> f32 = |p| p.x;
                let y: fn(Point) -> f32 = |p| p.y;
                Segment::Curve([third(from, x), third(from, y), third(to, x), third(to, y), to.x, to.y])
            }
            PathSegment::CubicTo(a, b, to) => {
                let (a, b) = (map(a), map(b));
                last = map(to);
                Segment::Curve([a.x, a.y, b.x, b.y, last.x, last.y])
            }
            PathSegment::Close => Segment::Close,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(body: &str) -> Result<Drawing, String> {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='100' height='50'>{body}</svg>"
        );
        match read(&svg, &FontLibrary::embedded(false))?.kind {
            PictureKind::Drawing(drawing) => Ok(drawing),
            _ => Err("no drawing".to_owned()),
        }
    }

    #[test]
    fn text_stays_text() {
        let drawing =
            drawing("<text x='10' y='20' font-family='PT Sans' font-size='12'>Визиты 2019</text>").unwrap();
        let texts: Vec<&str> = drawing
            .commands
            .iter()
            .filter_map(|c| match c {
                Command::Text { word, .. } => Some(&*word.text),
                _ => None,
            })
            .collect();
        assert_eq!(texts.concat(), "Визиты 2019");
    }

    #[test]
    fn shapes_become_outlines_with_their_ink() {
        let body = "<defs><linearGradient id='g'><stop offset='0' stop-color='red'/><stop offset='1' stop-color='blue'/></linearGradient></defs>\
            <rect width='10' height='10' fill='url(#g)'/><circle cx='5' cy='5' r='3' fill='#102030' stroke='black' stroke-dasharray='1 2'/>";
        let drawing = drawing(body).unwrap();
        assert!(drawing.commands.iter().any(|c| matches!(c, Command::Fill { ink: Ink::Gradient(_), .. })));
        assert!(drawing.commands.iter().any(
            |c| matches!(c, Command::Fill { ink: Ink::Flat(color), .. } if *color == Color::new(16, 32, 48))
        ));
        assert!(
            drawing
                .commands
                .iter()
                .any(|c| matches!(c, Command::Stroke { pen, .. } if pen.dashes.0 == [1.0, 2.0]))
        );
    }

    #[test]
    fn what_would_grow_beyond_measure_is_refused() {
        let mut copies = "<g id='a0'><rect width='1' height='1'/></g>".to_owned();
        for level in 1..12 {
            let uses = format!("<use xlink:href='#a{}'/>", level - 1).repeat(10);
            copies += &format!("<g id='a{level}'>{uses}</g>");
        }
        assert!(drawing(&copies).unwrap_err().contains("copies"));
        let deep = format!("{}{}", "<g>".repeat(500), "</g>".repeat(500));
        assert!(drawing(&deep).unwrap_err().contains("levels"));
        let svg = "<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\">]><svg xmlns='http://www.w3.org/2000/svg'/>";
        assert!(read(svg, &FontLibrary::embedded(false)).is_err());
        assert!(
            read(&" ".repeat(MOST_BYTES + 1), &FontLibrary::embedded(false)).unwrap_err().contains("MiB")
        );
    }

    #[test]
    fn nothing_outside_is_opened() {
        let drawing = drawing("<image xlink:href='Cargo.toml' width='10' height='10'/><image xlink:href='assets/a.png' width='5' height='5'/>").unwrap();
        assert!(drawing.pictures.is_empty());
    }
}
