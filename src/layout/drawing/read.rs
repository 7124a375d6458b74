//! From SVG to the instructions of a drawing. Start with [`read`].

use super::limit::{MOST_BYTES, MOST_ELEMENTS, check};
use super::word::words;
use super::{Command, Drawing, Gradient, Ink, Outline, Pen, Segment};
use crate::layout::picture::{self, PictureContent, PictureKind};
use crate::text::FontLibrary;
use crate::theme::Color;
use std::sync::Arc;
use usvg::tiny_skia_path::{PathSegment, Point, Transform};
use usvg::{ImageKind, Node, Paint, roxmltree};

/// Reads SVG. Fonts are those of the library, so that text stays text.
///
/// # Errors
/// In plain words, where it is no SVG, refers to entities, or passes a limit.
pub(in crate::layout) fn read(svg: &str, fonts: &FontLibrary) -> Result<PictureContent, String> {
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
        self.note_effects(group);
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

    /// What a page cannot show is said, and the group drawn without it.
    fn note_effects(&mut self, group: &usvg::Group) {
        let effects = [
            (group.mask().is_some(), "a mask"),
            (!group.filters().is_empty(), "a filter"),
            (group.blend_mode() != usvg::BlendMode::Normal, "a blend mode"),
        ];
        self.drawing.left_out.extend(effects.iter().filter(|(there, _)| *there).map(|(_, what)| what));
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
            let (ink, own) = self.ink(fill.paint(), path.abs_transform());
            self.push(Command::Fill { outline, ink, opacity: opacity * fill.opacity().get() * own });
        }
        if !stroke_first {
            self.stroke(path, opacity);
        }
    }

    fn stroke(&mut self, path: &usvg::Path, opacity: f32) {
        let Some(stroke) = path.stroke() else { return };
        let color = match self.ink(stroke.paint(), path.abs_transform()).0 {
            Ink::Flat(color) => color,
            Ink::Gradient(gradient) => {
                self.drawing.left_out.insert("a line's gradient");
                gradient.stops.first().map_or(Color::BLACK, |s| s.1)
            }
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

    /// Patterns are rare in charts; a grey stands for them.
    fn ink(&mut self, paint: &Paint, transform: Transform) -> (Ink, f32) {
        ink(paint, transform).unwrap_or_else(|| {
            self.drawing.left_out.insert("a pattern");
            (Ink::Flat(Color::new(0xc8, 0xc8, 0xc8)), 1.0)
        })
    }

    fn image(&mut self, image: &usvg::Image, opacity: f32) {
        let content = match image.kind() {
            ImageKind::PNG(data) => picture::png(data),
            ImageKind::JPEG(data) => picture::jpeg(&data.as_slice().into()),
            _ => Err("another kind of picture".to_owned()),
        };
        let Ok(content) = content else {
            self.drawing.left_out.insert("a picture that cannot be read");
            return;
        };
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

/// A paint as ink, with the opacity that gradients bring along; `None` for a pattern.
fn ink(paint: &Paint, transform: Transform) -> Option<(Ink, f32)> {
    let color = |c: usvg::Color| Color::new(c.red, c.green, c.blue);
    let stops = |stops: &[usvg::Stop]| stops.iter().map(|s| (s.offset().get(), color(s.color()))).collect();
    let opacity = |stops: &[usvg::Stop]| {
        stops.iter().map(|s| s.opacity().get()).sum::<f32>() / stops.len().max(1) as f32
    };
    Some(match paint {
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
        Paint::Pattern(_) => return None,
    })
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

    #[test]
    fn what_is_not_drawn_is_said() {
        let body = "<defs><mask id='m'><rect width='9' height='9' fill='white'/></mask>\
            <filter id='f'><feGaussianBlur stdDeviation='2'/></filter>\
            <pattern id='p' width='2' height='2' patternUnits='userSpaceOnUse'><rect width='1' height='1'/></pattern></defs>\
            <rect mask='url(#m)' width='5' height='5'/><rect filter='url(#f)' width='5' height='5'/>\
            <rect style='mix-blend-mode:multiply' width='5' height='5'/><rect fill='url(#p)' width='5' height='5'/>";
        let left_out: Vec<_> = drawing(body).unwrap().left_out.into_iter().collect();
        assert_eq!(left_out, ["a blend mode", "a filter", "a mask", "a pattern"]);
        assert!(drawing("<rect width='5' height='5'/>").unwrap().left_out.is_empty());
    }
}
