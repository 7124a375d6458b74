//! Charts and maps: what a fenced block ` ```chart ` asks for, as SVG with a description and its data.
//!
//! The drawing is ours. charts-rs 2.3, kuva 0.6 and plotters 0.3 were tried or read first. None names lines
//! and bars directly instead of in a legend, writes numbers as Russian and Kazakh do (charts-rs prints 1.3k),
//! or measures text with the report's own fonts, which labels that must not collide need; they add gridlines
//! and frames that have to be taken away again, and tens of thousands of lines. What a briefing needs is bars,
//! lines, dots, a tinted table and a map.
//!
//! SVG is the one form between drawing and writers: text stays text, lengths are points at the width where
//! the figure will stand. Knows the report's words and theme, nothing of formats. Start with [`draw`].

mod bar;
mod canvas;
mod describe;
mod dot;
mod heat;
mod key;
mod label;
mod line;
mod map;
mod multiples;
mod palette;
mod raster;
mod scale;
mod spark;
mod spec;
mod words;

pub use raster::{SvgError, parse_svg, rasterize};
pub use spec::{
    Bars, Chart, Direction, Dot, Dots, Heading, Heat, Line, Map, Multiples, Place, Series, Spark, SpecError,
};

use crate::document::{
    Block, BlockKind, Document, Figure, Inline, Picture, Table, Warning, plain_text, walk,
};
use crate::message::{Catalogue, MessageError};
use crate::text::FontLibrary;
use crate::theme::Theme;
use canvas::{Drawing, Style};
use words::Words;

/// What drawing needs beside the data.
#[derive(Clone, Copy)]
pub struct FigureContext<'a> {
    /// Words and numbers of the report's language.
    pub catalogue: &'a Catalogue,
    /// Type, colours and the width of the text.
    pub theme: &'a Theme,
    /// Fonts to measure with.
    pub fonts: &'a FontLibrary,
}

/// A chart drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Rendering {
    /// The drawing; its size is in points.
    pub svg: String,
    /// Its width, points; less than was asked for where the kind needs less.
    pub width: f32,
    /// What it shows, in the report's language.
    pub alt: String,
    /// Its data.
    pub data: Table,
}

/// Narrowest figure, points: a third of a page.
const NARROWEST: f32 = 120.0;

/// Draws all charts and maps of a document that are not drawn yet.
///
/// A figure without data becomes a sentence that says so; one that cannot be read becomes a sentence, too,
/// and a warning with its place.
///
/// # Errors
/// Where an override folder broke the messages for figures.
pub fn draw(document: &mut Document, cx: FigureContext<'_>) -> Result<Vec<Warning>, MessageError> {
    let mut warnings = Vec::new();
    let mut failure = None;
    let mut visit = |block: &mut Block| {
        if failure.is_none() {
            failure = draw_block(block, cx, &mut warnings).err();
        }
    };
    walk::blocks_mut(&mut document.blocks, &mut visit);
    document.notes.iter_mut().for_each(|note| walk::blocks_mut(&mut note.blocks, &mut visit));
    failure.map_or(Ok(warnings), Err)
}

fn draw_block(
    block: &mut Block,
    cx: FigureContext<'_>,
    warnings: &mut Vec<Warning>,
) -> Result<(), MessageError> {
    let BlockKind::Figure(figure) = &mut block.kind else { return Ok(()) };
    let Some(spec) = figure.spec.as_ref().filter(|_| figure.picture.is_none()) else { return Ok(()) };
    match Chart::parse(spec) {
        Ok(chart) if chart.is_empty() => {
            let text = Words::new(cx.catalogue, String::new(), false).sentence("figure-nothing")?;
            block.kind = instead(&chart.heading().title, &text);
        }
        Ok(chart) => fill(figure, &chart, cx)?,
        Err(error) => {
            warnings.push(Warning { message: error.to_string(), position: block.attrs.position.clone() });
            let text = Words::new(cx.catalogue, String::new(), false).sentence("figure-failed")?;
            block.kind = instead("", &text);
        }
    }
    Ok(())
}

/// A sentence in the place of a figure.
fn instead(title: &str, text: &str) -> BlockKind {
    let start = if title.is_empty() { String::new() } else { format!("{title}. ") };
    BlockKind::Paragraph(vec![Inline::Text(format!("{start}{text}"))])
}

fn fill(figure: &mut Figure, chart: &Chart, cx: FigureContext<'_>) -> Result<(), MessageError> {
    let (text_width, _) = cx.theme.text_area();
    let width = (text_width * figure.width.unwrap_or(1.0)).max(NARROWEST.min(text_width));
    let title = match chart.heading().title.as_str() {
        "" => plain_text(&figure.caption),
        title => title.to_owned(),
    };
    let rendering = render_titled(chart, title.clone(), width, cx)?;
    if figure.caption.is_empty() && !title.is_empty() {
        figure.caption = vec![Inline::Text(title)];
    }
    if figure.alt.is_empty() {
        figure.alt = rendering.alt;
    }
    if rendering.width < width {
        // Its own size: type and lines must not grow with the paper.
        figure.width = None;
    }
    figure.data.get_or_insert(rendering.data);
    figure.picture = Some(Picture::Svg(rendering.svg.into()));
    Ok(())
}

/// Draws one chart, `width` points wide.
///
/// # Errors
/// Where an override folder broke the messages for figures.
pub fn render(chart: &Chart, width: f32, cx: FigureContext<'_>) -> Result<Rendering, MessageError> {
    render_titled(chart, chart.heading().title.clone(), width, cx)
}

fn render_titled(
    chart: &Chart,
    title: String,
    width: f32,
    cx: FigureContext<'_>,
) -> Result<Rendering, MessageError> {
    let style = Style::new(cx.theme, cx.fonts);
    let words = Words::new(cx.catalogue, title, has_several(chart));
    let alt = match chart.heading().alt.as_str() {
        "" => describe::alt(chart, &words),
        alt => alt.to_owned(),
    };
    let data = describe::data(chart, &words);
    let drawing = drawing(chart, &style, width, &words);
    words.check()?;
    Ok(Rendering { svg: drawing.svg, width: drawing.frame.right, alt, data })
}

fn has_several(chart: &Chart) -> bool {
    match chart {
        Chart::Bars(bars) => bars.series.len() > 1,
        Chart::Line(line) => line.series.len() > 1,
        _ => false,
    }
}

fn drawing(chart: &Chart, style: &Style<'_>, width: f32, words: &Words<'_>) -> Drawing {
    match chart {
        Chart::Bars(bars) => bar::draw(bars, style, width, words),
        Chart::Line(line) => line::draw(line, style, width, words),
        Chart::Dots(dots) => dot::draw(dots, style, width, words),
        Chart::Heat(heat) => heat::draw(heat, style, width, words),
        Chart::Spark(spark) => spark::draw(spark, style, width, words),
        Chart::Multiples(multiples) => multiples::draw(multiples, style, width, words),
        Chart::Map(map) => map::draw(map, style, width, words),
    }
}

#[cfg(test)]
mod tests;
