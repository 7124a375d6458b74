//! Pictures: SVG with a PNG that older readers show, PNG and JPEG as they are; description and caption.
//!
//! Start with [`Composer::figure`].

use super::super::WriteError;
use super::compose::{Composer, Scope, Twips};
use super::paragraph::{DrawingMark, RunMark};
use super::styles::Style;
use super::table::CaptionOf;
use crate::document::{Block, Figure, Picture};
use crate::figure::{parse_svg, rasterize};
use docx_rs::{Pic, Run};
use std::io::Cursor;

/// English Metric Units in a twip and in a pixel of 1/96 in (ECMA-376 part 1, clause 20.1.2.1).
const EMU_PER_TWIP: u64 = 635;
const EMU_PER_PIXEL: u64 = 9525;

/// Resolution of the PNG beside an SVG, pixels per inch of paper.
const RESOLUTION: u64 = 200;
const EMU_PER_INCH: u64 = 914_400;

/// Highest picture, EMU: a little less than the text of an A4 page.
const TALLEST: u64 = 8_200_000;

/// Pictures of the document being written.
pub(super) struct Media {
    files: Vec<MediaFile>,
    /// Highest number of a drawing so far.
    pub drawings: usize,
    /// Number that the first new file gets.
    first: usize,
}

/// A picture file in the package.
pub(super) struct MediaFile {
    /// Name below `media/`.
    pub name: String,
    pub extension: &'static str,
    pub content_type: &'static str,
    pub bytes: Vec<u8>,
}

/// A picture ready to be put in.
struct Prepared {
    bytes: Vec<u8>,
    kind: (&'static str, &'static str),
    /// SVG original.
    original: Option<Vec<u8>>,
    /// Width and height in pixels.
    pixels: (u32, u32),
}

const PNG: (&str, &str) = ("png", "image/png");
const JPEG: (&str, &str) = ("jpeg", "image/jpeg");
const SVG: (&str, &str) = ("svg", "image/svg+xml");

impl Media {
    /// No pictures yet; the numbers say what the letterhead has taken.
    pub fn new(drawings: usize, first: usize) -> Self {
        Self { files: Vec::new(), drawings, first }
    }

    /// Adds a file, or finds the one with the same bytes; gives its name.
    fn add(&mut self, (extension, content_type): (&'static str, &'static str), bytes: Vec<u8>) -> String {
        if let Some(known) = self.files.iter().find(|f| f.extension == extension && f.bytes == bytes) {
            return known.name.clone();
        }
        let name = format!("report{}.{extension}", self.first + self.files.len());
        self.files.push(MediaFile { name: name.clone(), extension, content_type, bytes });
        name
    }

    /// The files.
    pub fn into_files(self) -> Vec<MediaFile> {
        self.files
    }
}

impl<'a> Composer<'a> {
    /// Writes a figure with its caption.
    pub fn figure(
        &mut self,
        figure: &'a Figure,
        block: &Block,
        scope: Scope<'a>,
        out: &mut String,
    ) -> Result<(), WriteError> {
        match self.prepare(figure, scope) {
            Ok(picture) => self.picture(picture, figure, scope, out)?,
            Err(why) => {
                self.warn(
                    format!("a figure could not be shown: {why}; its description stands instead"),
                    block.attrs.position.clone(),
                );
                self.description(figure, block, scope, out)?;
            }
        }
        if !figure.caption.is_empty() {
            self.caption(CaptionOf::Figure, &figure.caption, scope, out)?;
        }
        Ok(())
    }

    fn picture(
        &mut self,
        picture: Prepared,
        figure: &'a Figure,
        scope: Scope<'a>,
        out: &mut String,
    ) -> Result<(), WriteError> {
        let size = size_on_paper(picture.pixels, figure.width, scope.width);
        let png = self.embed(picture.kind, picture.bytes);
        let svg = picture.original.map(|original| self.embed(SVG, original));
        self.media.drawings += 1;
        let mark =
            DrawingMark { id: self.media.drawings, alt: self.clean(&figure.alt, false), svg, graphic: None };
        let keep_next = scope.keep_next || !figure.caption.is_empty();
        let mut draft = self.draft(Some(Style::Figure), Scope { keep_next, ..scope });
        let pic = Pic::new_with_dimensions(Vec::new(), 1, 1).id(png).size(size.0, size.1);
        draft.run(Run::new().add_image(pic), RunMark { drawing: Some(mark), ..RunMark::default() });
        self.finish(draft, out)
    }

    fn embed(&mut self, kind: (&'static str, &'static str), bytes: Vec<u8>) -> String {
        let name = self.media.add(kind, bytes);
        self.links().add("image", &format!("media/{name}"), false)
    }

    fn prepare(&mut self, figure: &Figure, scope: Scope<'a>) -> Result<Prepared, String> {
        match &figure.picture {
            None => Err("it was not drawn".to_owned()),
            Some(Picture::Svg(svg)) => prepare_svg(svg, figure.width, scope),
            Some(Picture::Png(bytes)) => prepare_raster(bytes, image::ImageFormat::Png, PNG),
            Some(Picture::Jpeg(bytes)) => prepare_raster(bytes, image::ImageFormat::Jpeg, JPEG),
        }
    }

    /// What a figure shows, in words: its description, then its data.
    fn description(
        &mut self,
        figure: &'a Figure,
        block: &Block,
        scope: Scope<'a>,
        out: &mut String,
    ) -> Result<(), WriteError> {
        if !figure.alt.is_empty() {
            let mut draft = self.draft(scope.style, scope);
            let text = self.clean(&figure.alt, false);
            draft.run(self.styled_run(Style::Muted).add_text(text), RunMark::default());
            self.finish(draft, out)?;
        }
        match &figure.data {
            Some(table) => self.table(table, block, scope, out),
            None => Ok(()),
        }
    }
}

fn prepare_svg(svg: &str, share: Option<f32>, scope: Scope<'_>) -> Result<Prepared, String> {
    let size = parse_svg(svg).map_err(|error| error.to_string())?.size();
    let pixels = (size.width().ceil().max(1.0) as u32, size.height().ceil().max(1.0) as u32);
    let (width, _) = size_on_paper(pixels, share, scope.width);
    let drawn = u64::from(width) * RESOLUTION / EMU_PER_INCH;
    let bytes = rasterize(svg, drawn.max(1) as u32).map_err(|error| error.to_string())?;
    Ok(Prepared { bytes, kind: PNG, original: Some(svg.as_bytes().to_vec()), pixels })
}

fn prepare_raster(
    bytes: &[u8],
    format: image::ImageFormat,
    kind: (&'static str, &'static str),
) -> Result<Prepared, String> {
    let reader = image::ImageReader::with_format(Cursor::new(bytes), format);
    let pixels = reader.into_dimensions().map_err(|e| format!("the picture is damaged ({e})"))?;
    if pixels.0 == 0 || pixels.1 == 0 {
        return Err("the picture is empty".to_owned());
    }
    Ok(Prepared { bytes: bytes.to_vec(), kind, original: None, pixels })
}

/// Width and height in EMU: the share of the text that is asked for, else the picture's own size, never more
/// than fits.
fn size_on_paper(pixels: (u32, u32), share: Option<f32>, text: Twips) -> (u32, u32) {
    let text = u64::from(text.0) * EMU_PER_TWIP;
    let wanted = match share {
        Some(share) => (text as f32 * share.clamp(0.02, 1.0)) as u64,
        None => u64::from(pixels.0) * EMU_PER_PIXEL,
    };
    let width = wanted.min(text).max(EMU_PER_PIXEL);
    let height = width * u64::from(pixels.1) / u64::from(pixels.0);
    match height > TALLEST {
        true => ((width * TALLEST / height).max(1) as u32, TALLEST as u32),
        false => (width as u32, height.max(1) as u32),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_keep_their_shape_and_fit_the_text() {
        let text = Twips(8000);
        let full = 8000 * EMU_PER_TWIP as u32;
        assert_eq!(size_on_paper((200, 100), Some(0.5), text), (full / 2, full / 4));
        assert_eq!(size_on_paper((96, 48), None, text), (914_400, 457_200));
        assert_eq!(size_on_paper((9600, 4800), None, text).0, full);
        let tall = size_on_paper((100, 1000), Some(1.0), text);
        assert_eq!(tall.1, TALLEST as u32);
    }
}
