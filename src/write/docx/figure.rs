//! Pictures: SVG with a PNG that older readers show, PNG and JPEG as they are; description and caption.
//!
//! Start with [`Composer::figure`].

use super::super::WriteError;
use super::assemble::zip_failed;
use super::chart::NativeChart;
use super::compose::{Composer, Scope, Twips};
use super::media::{JPEG, MediaKind, PNG, SVG};
use super::paragraph::{DrawingMark, RunMark};
use super::styles::Style;
use super::table::CaptionOf;
use super::xml::{Element, namespace};
use crate::document::{Block, Figure, Picture};
use crate::figure::{Chart, parse_svg, rasterize};
use crate::theme::ChartForm;
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
/// Highest logo, EMU: 16 mm.
const TALLEST_LOGO: u64 = 576_000;

/// A picture ready to be put in.
struct Prepared {
    bytes: Vec<u8>,
    kind: MediaKind,
    /// SVG original.
    original: Option<Vec<u8>>,
    /// Width and height in pixels.
    pixels: (u32, u32),
}

/// What a drawing shows: a picture by its relationships, or a graphic that takes its place.
#[derive(Default)]
struct Shown {
    /// Width and height, EMU.
    size: (u32, u32),
    png: String,
    svg: Option<String>,
    graphic: Option<Element>,
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
        if let Some(chart) = self.native_chart(figure) {
            self.chart(&chart, figure, scope, out)?;
        } else {
            self.picture_or_words(figure, block, scope, out)?;
        }
        if !figure.caption.is_empty() {
            self.caption(CaptionOf::Figure, &figure.caption, scope, out)?;
        }
        Ok(())
    }

    fn picture_or_words(
        &mut self,
        figure: &'a Figure,
        block: &Block,
        scope: Scope<'a>,
        out: &mut String,
    ) -> Result<(), WriteError> {
        match prepare(figure.picture.as_ref(), figure.width, scope.width) {
            Ok(picture) => self.picture(picture, figure, scope, out)?,
            Err(why) => {
                self.warn(
                    format!("a figure could not be shown: {why}; its description stands instead"),
                    block.attrs.position.clone(),
                );
                self.description(figure, block, scope, out)?;
            }
        }
        Ok(())
    }

    /// The figure as a chart of Word's own, where that is wanted and can be.
    fn native_chart(&self, figure: &Figure) -> Option<NativeChart> {
        let spec = figure.spec.as_ref().filter(|_| self.options.charts == ChartForm::Native)?;
        NativeChart::of(&Chart::parse(spec).ok()?)
    }

    fn chart(
        &mut self,
        chart: &NativeChart,
        figure: &'a Figure,
        scope: Scope<'a>,
        out: &mut String,
    ) -> Result<(), WriteError> {
        let workbook = chart.workbook().map_err(zip_failed)?;
        let name = self.media.add_chart(chart, workbook);
        let link = self.links().add("chart", &name, false);
        let width = (1000.0 * chart.shape()) as u32;
        let size = size_on_paper((width, 1000), Some(figure.width.unwrap_or(1.0)), scope.width, TALLEST);
        let content = Element::new("c:chart").with("xmlns:c", namespace("c")).with("r:id", link);
        let data = Element::new("a:graphicData").with("uri", namespace("c")).child(content);
        let graphic = Element::new("a:graphic").with("xmlns:a", namespace("a")).child(data);
        let shown = Shown { size, graphic: Some(graphic), ..Shown::default() };
        self.figure_drawing(shown, figure, scope, out)
    }

    fn picture(
        &mut self,
        picture: Prepared,
        figure: &'a Figure,
        scope: Scope<'a>,
        out: &mut String,
    ) -> Result<(), WriteError> {
        let size = size_on_paper(picture.pixels, figure.width, scope.width, TALLEST);
        let shown = self.embed_picture(picture, size);
        self.figure_drawing(shown, figure, scope, out)
    }

    /// Writes the office's logo, to stand above the title.
    pub fn logo(
        &mut self,
        logo: &Picture,
        alt: &str,
        scope: Scope<'a>,
        out: &mut String,
    ) -> Result<(), WriteError> {
        match prepare(Some(logo), None, scope.width) {
            Ok(picture) => {
                let size = size_on_paper(picture.pixels, None, scope.width, TALLEST_LOGO);
                let shown = self.embed_picture(picture, size);
                self.drawing(shown, alt, Scope { keep_next: true, ..scope }, out)
            }
            Err(why) => {
                self.warn(format!("the logo could not be shown: {why}"), None);
                Ok(())
            }
        }
    }

    fn figure_drawing(
        &mut self,
        shown: Shown,
        figure: &'a Figure,
        scope: Scope<'a>,
        out: &mut String,
    ) -> Result<(), WriteError> {
        let keep_next = scope.keep_next || !figure.caption.is_empty();
        self.drawing(shown, &figure.alt, Scope { keep_next, style: Some(Style::Figure), ..scope }, out)
    }

    /// Writes a drawing as a paragraph in the scope's style.
    fn drawing(
        &mut self,
        shown: Shown,
        alt: &str,
        scope: Scope<'a>,
        out: &mut String,
    ) -> Result<(), WriteError> {
        let Shown { size, png, svg, graphic } = shown;
        let alt = self.clean(alt, false);
        let mark = DrawingMark { id: self.media.next_drawing(), alt, svg, graphic };
        let mut draft = self.draft(scope.style, scope);
        let pic = Pic::new_with_dimensions(Vec::new(), 1, 1).id(png).size(size.0, size.1);
        draft.run(Run::new().add_image(pic), RunMark { drawing: Some(mark), ..RunMark::default() });
        self.finish(draft, out)
    }

    fn embed_picture(&mut self, picture: Prepared, size: (u32, u32)) -> Shown {
        let png = self.embed(picture.kind, picture.bytes);
        let svg = picture.original.map(|original| self.embed(SVG, original));
        Shown { size, png, svg, graphic: None }
    }

    fn embed(&mut self, kind: MediaKind, bytes: Vec<u8>) -> String {
        let name = self.media.add(kind, bytes);
        self.links().add("image", &name, false)
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

fn prepare(picture: Option<&Picture>, share: Option<f32>, width: Twips) -> Result<Prepared, String> {
    match picture {
        None => Err("it was not drawn".to_owned()),
        Some(Picture::Svg(svg)) => prepare_svg(svg, share, width),
        Some(Picture::Png(bytes)) => prepare_raster(bytes, image::ImageFormat::Png, PNG),
        Some(Picture::Jpeg(bytes)) => prepare_raster(bytes, image::ImageFormat::Jpeg, JPEG),
    }
}

fn prepare_svg(svg: &str, share: Option<f32>, width: Twips) -> Result<Prepared, String> {
    let size = parse_svg(svg).map_err(|error| error.to_string())?.size();
    let pixels = (size.width().ceil().max(1.0) as u32, size.height().ceil().max(1.0) as u32);
    let (width, _) = size_on_paper(pixels, share, width, TALLEST);
    let drawn = u64::from(width) * RESOLUTION / EMU_PER_INCH;
    let bytes = rasterize(svg, drawn.max(1) as u32).map_err(|error| error.to_string())?;
    Ok(Prepared { bytes, kind: PNG, original: Some(svg.as_bytes().to_vec()), pixels })
}

fn prepare_raster(bytes: &[u8], format: image::ImageFormat, kind: MediaKind) -> Result<Prepared, String> {
    let reader = image::ImageReader::with_format(Cursor::new(bytes), format);
    let pixels = reader.into_dimensions().map_err(|e| format!("the picture is damaged ({e})"))?;
    if pixels.0 == 0 || pixels.1 == 0 {
        return Err("the picture is empty".to_owned());
    }
    Ok(Prepared { bytes: bytes.to_vec(), kind, original: None, pixels })
}

/// Width and height in EMU: the share of the text that is asked for, else the picture's own size, never more
/// than fits.
fn size_on_paper(pixels: (u32, u32), share: Option<f32>, text: Twips, tallest: u64) -> (u32, u32) {
    let text = u64::from(text.0) * EMU_PER_TWIP;
    let wanted = match share {
        Some(share) => (text as f32 * share.clamp(0.02, 1.0)) as u64,
        None => u64::from(pixels.0) * EMU_PER_PIXEL,
    };
    let width = wanted.min(text).max(EMU_PER_PIXEL);
    let height = width * u64::from(pixels.1) / u64::from(pixels.0);
    match height > tallest {
        true => ((width * tallest / height).max(1) as u32, tallest as u32),
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
        assert_eq!(size_on_paper((200, 100), Some(0.5), text, TALLEST), (full / 2, full / 4));
        assert_eq!(size_on_paper((96, 48), None, text, TALLEST), (914_400, 457_200));
        assert_eq!(size_on_paper((9600, 4800), None, text, TALLEST).0, full);
        let tall = size_on_paper((100, 1000), Some(1.0), text, TALLEST);
        assert_eq!(tall.1, TALLEST as u32);
    }
}
