//! Pictures of a PDF.

use super::content::pt;
use crate::layout::{PictureContent, PictureKind, Pixels};
use printpdf::{
    DictItem, ExternalStream, ExternalXObject, Op, PdfDocument, XObject, XObjectId, XObjectTransform,
};
use std::collections::BTreeMap;

fn name(index: usize) -> XObjectId {
    XObjectId(format!("P{index}"))
}

/// The name of a picture within a drawing.
fn inner_name(drawing: usize, index: usize) -> XObjectId {
    XObjectId(format!("P{drawing}I{index}"))
}

/// Gives the pictures to printpdf.
pub(super) fn add_to(document: &mut PdfDocument, pictures: &[PictureContent]) {
    for (index, picture) in pictures.iter().enumerate() {
        add(document, name(index), &picture.kind);
        if let PictureKind::Drawing(drawing) = &picture.kind {
            for (inner, picture) in drawing.pictures.iter().enumerate() {
                add(document, inner_name(index, inner), &picture.kind);
            }
        }
    }
}

fn add(document: &mut PdfDocument, name: XObjectId, picture: &PictureKind) {
    let stream = match picture {
        PictureKind::Pixels(pixels) => pixel_stream(pixels),
        PictureKind::Jpeg { bytes, width, height, grey } => {
            let mut dict = image_dictionary(*width, *height, if *grey { "DeviceGray" } else { "DeviceRGB" });
            dict.insert("Filter".to_owned(), DictItem::Name(b"DCTDecode".to_vec()));
            ExternalStream { dict, content: bytes.to_vec(), compress: false }
        }
        PictureKind::Drawing(_) => return,
    };
    let object = ExternalXObject { stream, width: None, height: None, dpi: None };
    document.resources.xobjects.map.insert(name, XObject::External(object));
}

fn pixel_stream(pixels: &Pixels) -> ExternalStream {
    let mut dict = image_dictionary(pixels.width, pixels.height, "DeviceRGB");
    if let Some(alpha) = &pixels.alpha {
        let mask = image_dictionary(pixels.width, pixels.height, "DeviceGray");
        let stream = ExternalStream { dict: mask, content: alpha.clone(), compress: true };
        dict.insert("SMask".to_owned(), DictItem::Stream { stream });
    }
    ExternalStream { dict, content: pixels.rgb.clone(), compress: true }
}

fn image_dictionary(width: u32, height: u32, colors: &str) -> BTreeMap<String, DictItem> {
    let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
    [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(i64::from(width))),
        ("Height", DictItem::Int(i64::from(height))),
        ("ColorSpace", name(colors)),
        ("BitsPerComponent", DictItem::Int(8)),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into()
}

/// Shows a picture in a rectangle: left, bottom, width, height.
pub(super) fn show(index: usize, [x, y, width, height]: [f32; 4]) -> Op {
    let transform = XObjectTransform {
        translate_x: Some(pt(x)),
        translate_y: Some(pt(y)),
        scale_x: Some(width),
        scale_y: Some(height),
        no_auto_scale: true,
        ..XObjectTransform::default()
    };
    Op::UseXobject { id: name(index), transform }
}

/// Shows a picture of a drawing in the unit square.
pub(super) fn show_inner(drawing: usize, index: usize) -> Op {
    let transform = XObjectTransform { no_auto_scale: true, ..XObjectTransform::default() };
    Op::UseXobject { id: inner_name(drawing, index), transform }
}
