//! Pictures made ready for a back end: pixels decoded once, drawings as paths and text.

use super::drawing::{self, Drawing};
use crate::document::Picture;
use crate::text::FontLibrary;
use image::{DynamicImage, GenericImageView, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;
use std::sync::Arc;

/// A picture.
#[derive(Clone, Debug)]
pub struct PictureContent {
    /// Natural width, points.
    pub width: f32,
    /// Natural height, points.
    pub height: f32,
    /// What it is made of.
    pub kind: PictureKind,
}

/// What a picture is made of.
#[derive(Clone, Debug)]
pub enum PictureKind {
    /// Pixels.
    Pixels(Pixels),
    /// Paths and text.
    Drawing(Drawing),
    /// A JPEG file that can be embedded as it is, with its pixels across and down.
    Jpeg {
        /// The file.
        bytes: Arc<[u8]>,
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
        /// Whether it is grey.
        grey: bool,
    },
}

/// Decoded pixels, 8 bits a channel.
#[derive(Clone, Debug)]
pub struct Pixels {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Red, green, blue.
    pub rgb: Vec<u8>,
    /// Opacity, where any pixel is not opaque.
    pub alpha: Option<Vec<u8>>,
}

/// Pixels are taken for this many to the inch.
const PIXELS_PER_INCH: f32 = 96.0;
/// Larger pictures are refused: width, height, and bytes once decoded.
const MOST_SIDE: u32 = 20_000;
const MOST_BYTES: u64 = 256 << 20;

/// Reads a picture.
///
/// # Errors
/// In plain words, where it cannot be read or is too large.
pub(super) fn read(picture: &Picture, fonts: &FontLibrary) -> Result<PictureContent, String> {
    match picture {
        Picture::Png(bytes) => png(bytes),
        Picture::Jpeg(bytes) => jpeg(bytes),
        Picture::Svg(text) => drawing::read(text, fonts),
    }
}

pub(super) fn png(bytes: &[u8]) -> Result<PictureContent, String> {
    decode(bytes, ImageFormat::Png).map(|image| pixels(&image))
}

fn decode(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, String> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    reader.decode().map_err(|e| e.to_string())
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(MOST_BYTES);
    limits
}

fn natural(pixels: u32) -> f32 {
    pixels as f32 * 72.0 / PIXELS_PER_INCH
}

fn pixels(image: &DynamicImage) -> PictureContent {
    let (width, height) = image.dimensions();
    let has_alpha = image.color().has_alpha();
    let rgba = image.to_rgba8();
    let rgb = rgba.pixels().flat_map(|p| [p[0], p[1], p[2]]).collect();
    let alpha: Option<Vec<u8>> = has_alpha.then(|| rgba.pixels().map(|p| p[3]).collect());
    let alpha = alpha.filter(|a| a.iter().any(|v| *v < 255));
    let kind = PictureKind::Pixels(Pixels { width, height, rgb, alpha });
    PictureContent { width: natural(width), height: natural(height), kind }
}

/// A JPEG file goes into the report as it is, unless its colours are of print.
pub(super) fn jpeg(bytes: &Arc<[u8]>) -> Result<PictureContent, String> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Jpeg);
    reader.limits(limits());
    let decoder = reader.into_decoder().map_err(|e| e.to_string())?;
    let (width, height) = decoder.dimensions();
    let color = decoder.original_color_type();
    drop(decoder);
    // Decoded once all the same: a file that is cut short would be a hole in the page.
    let image = decode(bytes, ImageFormat::Jpeg)?;
    let grey = match color {
        image::ExtendedColorType::L8 => true,
        image::ExtendedColorType::Rgb8 => false,
        _ => return Ok(pixels(&image)),
    };
    let kind = PictureKind::Jpeg { bytes: bytes.clone(), width, height, grey };
    Ok(PictureContent { width: natural(width), height: natural(height), kind })
}
