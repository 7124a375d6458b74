//! SVG for those who do not take it as it is: parsed to shapes for PDF, as pixels for Word's fallback.
//!
//! SVG may come from anywhere: what it links to is not read, and its size is limited. Start with [`parse_svg`] and [`rasterize`].

use crate::text::FontLibrary;
use std::sync::{Arc, OnceLock};
use usvg::fontdb::Database;

/// Most pixels of a picture; more than a page at 600 pixels per inch has.
const MOST_PIXELS: f32 = 40e6;

/// Largest SVG, bytes.
const MOST_BYTES: usize = 16 << 20;

/// Why an SVG cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SvgError {
    /// It is no SVG, or breaks its rules.
    #[error("the drawing cannot be read: {0}")]
    Syntax(String),
    /// It is larger than what is read.
    #[error("the drawing has {0} bytes, more than the {MOST_BYTES} that are read")]
    TooLarge(usize),
    /// The picture would be too large or have no size.
    #[error("the drawing cannot be {0} pixels wide")]
    Size(u32),
    /// The pixels could not be written as PNG.
    #[error("the drawing cannot be written as PNG: {0}")]
    Png(String),
}

/// The shapes and texts of an SVG; texts keep their characters, with fonts of the report's families.
///
/// # Errors
/// Where it is no SVG.
pub fn parse_svg(svg: &str) -> Result<usvg::Tree, SvgError> {
    if svg.len() > MOST_BYTES {
        return Err(SvgError::TooLarge(svg.len()));
    }
    let options = usvg::Options {
        resources_dir: None,
        font_family: "PT Sans".to_owned(),
        fontdb: fonts(),
        // Only what the SVG itself holds: a link in it opens no file.
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_string: Box::new(|_, _| None),
            ..usvg::ImageHrefResolver::default()
        },
        ..usvg::Options::default()
    };
    usvg::Tree::from_str(svg, &options).map_err(|error| SvgError::Syntax(error.to_string()))
}

/// An SVG as PNG, `width` pixels wide, on white.
///
/// # Errors
/// Where it is no SVG, or the picture would be too large.
pub fn rasterize(svg: &str, width: u32) -> Result<Vec<u8>, SvgError> {
    let tree = parse_svg(svg)?;
    let scale = width as f32 / tree.size().width();
    let height = (tree.size().height() * scale).ceil().max(1.0);
    if width == 0 || !height.is_finite() || width as f32 * height > MOST_PIXELS {
        return Err(SvgError::Size(width));
    }
    let mut pixels = resvg::tiny_skia::Pixmap::new(width, height as u32).ok_or(SvgError::Size(width))?;
    pixels.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(&tree, resvg::tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| SvgError::Png(error.to_string()))
}

/// The fonts in the binary, read once.
fn fonts() -> Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    FONTS.get_or_init(|| Arc::new(database(&FontLibrary::embedded(false)))).clone()
}

fn database(library: &FontLibrary) -> Database {
    let mut database = Database::new();
    for family in ["PT Sans", "PT Serif"] {
        for (bold, italic) in [(false, false), (false, true), (true, false), (true, true)] {
            let face = library.face(library.select(family, bold, italic));
            database.load_font_data(face.bytes().to_vec());
        }
    }
    database.set_serif_family("PT Serif");
    database.set_sans_serif_family("PT Sans");
    database
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\">\
        <text x=\"1\" y=\"9\" font-family=\"PT Serif\" font-size=\"8\">Қала</text></svg>";

    #[test]
    fn pixels_are_as_wide_as_asked() {
        let png = rasterize(SVG, 300).unwrap();
        assert_eq!(png[16..24], [0, 0, 1, 44, 0, 0, 0, 150]);
        assert_eq!(png, rasterize(SVG, 300).unwrap());
    }

    #[test]
    fn what_is_no_drawing_is_refused() {
        assert!(matches!(rasterize("<p>", 10), Err(SvgError::Syntax(_))));
        assert!(matches!(rasterize(SVG, 0), Err(SvgError::Size(0))));
        assert!(matches!(rasterize(SVG, 1_000_000), Err(SvgError::Size(_))));
        assert!(matches!(parse_svg(&" ".repeat(MOST_BYTES + 1)), Err(SvgError::TooLarge(_))));
    }
}
