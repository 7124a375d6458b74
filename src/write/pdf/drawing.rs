//! Drawings as PDF operations: outlines, text, gradients, pictures.

use super::content::{round, show_word};
use super::font::FontTable;
use super::image;
use crate::layout::{Command, Drawing, Gradient, Ink, Outline, Pen, PictureContent, PictureKind, Segment};
use crate::text::Word;
use crate::theme::Color;
use crate::write::WriteError;
use printpdf::{
    CurTransMat, DictItem, ExtendedGraphicsState, ExtendedGraphicsStateId, GradientStop, Op, PdfDocument,
    PdfFontHandle, Pt, Rgb, Shading, ShadingGeometry, ShadingId, TextMatrix,
};
use std::sync::Arc;

/// Gives the gradients and opacities of drawings to printpdf.
pub(super) fn add_to(document: &mut PdfDocument, pictures: &[PictureContent]) {
    for (index, drawing) in drawings(pictures) {
        for (number, command) in drawing.commands.iter().enumerate() {
            if let Some(opacity) = opacity_of(command).filter(|o| *o < 1.0) {
                let state = ExtendedGraphicsState::default()
                    .with_current_fill_alpha(opacity)
                    .with_current_stroke_alpha(opacity);
                document.resources.extgstates.map.insert(opacity_id(opacity), state);
            }
            if let Command::Fill { ink: Ink::Gradient(gradient), .. } = command {
                document.resources.shadings.map.insert(shading_id(index, number), shading(gradient));
            }
        }
    }
}

fn drawings(pictures: &[PictureContent]) -> impl Iterator<Item = (usize, &Drawing)> {
    pictures.iter().enumerate().filter_map(|(index, picture)| match &picture.kind {
        PictureKind::Drawing(drawing) => Some((index, drawing)),
        _ => None,
    })
}

/// The words of drawings, for the fonts.
pub(super) fn words(pictures: &[PictureContent]) -> impl Iterator<Item = &Arc<Word>> {
    drawings(pictures).flat_map(|(_, drawing)| &drawing.commands).filter_map(|command| match command {
        Command::Text { word, .. } => Some(word),
        _ => None,
    })
}

fn opacity_of(command: &Command) -> Option<f32> {
    match command {
        Command::Fill { opacity, .. }
        | Command::Stroke { opacity, .. }
        | Command::Text { opacity, .. }
        | Command::Picture { opacity, .. } => Some((opacity.clamp(0.0, 1.0) * 100.0).round() / 100.0),
        Command::Save | Command::Restore | Command::Clip(_) => None,
    }
}

fn opacity_id(opacity: f32) -> ExtendedGraphicsStateId {
    ExtendedGraphicsStateId(format!("A{:.0}", opacity * 100.0))
}

fn shading_id(picture: usize, command: usize) -> ShadingId {
    ShadingId(format!("S{picture}G{command}"))
}

fn shading(gradient: &Gradient) -> Shading {
    let geometry = match gradient.coordinates[..] {
        [x0, y0, r0, x1, y1, r1] => ShadingGeometry::Radial { coords: [x0, y0, r0, x1, y1, r1] },
        [x0, y0, x1, y1] => ShadingGeometry::Axial { coords: [x0, y0, x1, y1] },
        _ => ShadingGeometry::Axial { coords: [0.0, 0.0, 1.0, 0.0] },
    };
    let stops =
        gradient.stops.iter().map(|(offset, color)| GradientStop { offset: *offset, color: color.unit() });
    Shading { geometry, stops: stops.collect(), extend: (true, true) }
}

/// Draws a drawing into a rectangle: left, bottom, width, height.
pub(super) fn draw(
    ops: &mut Vec<Op>,
    drawing: &Drawing,
    index: usize,
    [x, y, width, height]: [f32; 4],
    fonts: &FontTable,
) -> Result<(), WriteError> {
    let (across, down) = (drawing.size.0.max(0.01), drawing.size.1.max(0.01));
    ops.push(Op::SaveGraphicsState);
    ops.push(transform([width / across, 0.0, 0.0, -height / down, x, y + height]));
    ops.push(raw("re", &[0.0, 0.0, across, down]));
    ops.extend([raw("W", &[]), raw("n", &[])]);
    for (number, command) in drawing.commands.iter().enumerate() {
        match command {
            Command::Save => ops.push(Op::SaveGraphicsState),
            Command::Restore => ops.push(Op::RestoreGraphicsState),
            Command::Clip(outline) => clip(ops, outline),
            _ => {
                ops.push(Op::SaveGraphicsState);
                if let Some(opacity) = opacity_of(command).filter(|o| *o < 1.0) {
                    ops.push(Op::LoadGraphicsState { gs: opacity_id(opacity) });
                }
                paint(ops, command, (index, number), fonts)?;
                ops.push(Op::RestoreGraphicsState);
            }
        }
    }
    ops.push(Op::RestoreGraphicsState);
    Ok(())
}

fn paint(
    ops: &mut Vec<Op>,
    command: &Command,
    (index, number): (usize, usize),
    fonts: &FontTable,
) -> Result<(), WriteError> {
    match command {
        Command::Fill { outline, ink: Ink::Flat(color), .. } => {
            ops.push(fill_color(*color));
            trace(ops, outline);
            ops.push(raw(if outline.even_odd { "f*" } else { "f" }, &[]));
        }
        Command::Fill { outline, ink: Ink::Gradient(gradient), .. } => {
            clip(ops, outline);
            ops.push(transform(gradient.transform));
            ops.push(Op::PaintShading { id: shading_id(index, number) });
        }
        Command::Stroke { outline, transform: place, pen, .. } => {
            ops.push(transform(*place));
            take(ops, pen);
            trace(ops, outline);
            ops.push(raw("S", &[]));
        }
        Command::Text { word, transform: [a, b, c, d, e, f], color, .. } => {
            let Some(name) = fonts.name(word.face) else { return Ok(()) };
            ops.extend([Op::StartTextSection, fill_color(*color)]);
            ops.push(Op::SetFont { font: PdfFontHandle::External(name.clone()), size: Pt(1.0) });
            // Letters grow upwards, the drawing downwards.
            ops.push(Op::SetTextMatrix { matrix: TextMatrix::Raw([*a, *b, -c, -d, *e, *f]) });
            show_word(ops, fonts, word)?;
            ops.push(Op::EndTextSection);
        }
        Command::Picture { index: inner, transform: [a, b, c, d, e, f], .. } => {
            ops.push(transform([*a, *b, -c, -d, e + c, f + d]));
            ops.push(image::show_inner(index, *inner));
        }
        Command::Save | Command::Restore | Command::Clip(_) => {}
    }
    Ok(())
}

fn fill_color(color: Color) -> Op {
    let [r, g, b] = color.unit().map(round);
    Op::SetFillColor { col: printpdf::Color::Rgb(Rgb::new(r, g, b, None)) }
}

fn take(ops: &mut Vec<Op>, pen: &Pen) {
    let [r, g, b] = pen.color.unit().map(round);
    ops.push(Op::SetOutlineColor { col: printpdf::Color::Rgb(Rgb::new(r, g, b, None)) });
    ops.push(raw("w", &[pen.width]));
    ops.push(raw("J", &[f32::from(pen.cap)]));
    ops.push(raw("j", &[f32::from(pen.join)]));
    ops.push(raw("M", &[pen.miter_limit.max(1.0)]));
    let (dashes, start) = &pen.dashes;
    if !dashes.is_empty() {
        let dashes = dashes.iter().map(|d| DictItem::Real(round(*d))).collect();
        let value = vec![DictItem::Array(dashes), DictItem::Real(round(*start))];
        ops.push(Op::Unknown { key: "d".to_owned(), value });
    }
}

fn clip(ops: &mut Vec<Op>, outline: &Outline) {
    if outline.segments.is_empty() {
        // Nothing is inside of nothing.
        ops.push(raw("re", &[0.0; 4]));
    }
    trace(ops, outline);
    ops.extend([raw(if outline.even_odd { "W*" } else { "W" }, &[]), raw("n", &[])]);
}

fn trace(ops: &mut Vec<Op>, outline: &Outline) {
    ops.extend(outline.segments.iter().map(|segment| match segment {
        Segment::Move(to) => raw("m", to),
        Segment::Line(to) => raw("l", to),
        Segment::Curve(points) => raw("c", points),
        Segment::Close => raw("h", &[]),
    }));
}

fn transform(matrix: [f32; 6]) -> Op {
    Op::SetTransformationMatrix { matrix: CurTransMat::Raw(matrix) }
}

/// An operation as it stands in a content stream.
fn raw(key: &str, numbers: &[f32]) -> Op {
    let value = numbers.iter().map(|n| DictItem::Real(round(*n))).collect();
    Op::Unknown { key: key.to_owned(), value }
}
