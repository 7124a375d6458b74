//! Figures: pictures by path, charts by the text of their fenced block.
//!
//! Opens no file. Start with [`from_image`] and [`chart`].

use super::{PictureResolver, attributes, inlines::Image};
use crate::document::{Attributes, Block, BlockKind, ChartSpec, Figure, Inline, Picture};

/// A figure of a picture; with the complaint where the picture cannot be used.
pub(super) fn from_image(image: Image, pictures: &PictureResolver<'_>) -> (Block, Option<String>) {
    let loaded = pictures(&image.path).and_then(Picture::from_bytes);
    let complaint = loaded.as_ref().err().map(|why| {
        format!("the picture {} cannot be shown: {why}; its description stands instead", image.path)
    });
    let caption = if image.title.is_empty() { Vec::new() } else { vec![Inline::Text(image.title)] };
    let figure =
        Figure { picture: loaded.ok(), spec: None, caption, alt: image.alt, data: None, width: None };
    (finish(image.attrs, figure), complaint)
}

/// A figure to be drawn, where the info string of a code block asks for one: `chart bar {width=60%}`.
pub(super) fn chart(info: &str, text: &str) -> Option<Block> {
    let (words, attrs) = match attributes::parse_at_end(info) {
        Some((at, attrs)) => (&info[..at], attrs),
        None => (info, Attributes::default()),
    };
    let kind = match words.trim().split_once(char::is_whitespace) {
        Some(("chart", kind)) => kind.trim(),
        None if words.trim() == "chart" => "",
        _ => return None,
    };
    let spec = ChartSpec { kind: kind.to_owned(), text: text.to_owned() };
    let figure = Figure {
        picture: None,
        spec: Some(spec),
        caption: Vec::new(),
        alt: String::new(),
        data: None,
        width: None,
    };
    Some(finish(attrs, figure))
}

fn finish(attrs: Attributes, figure: Figure) -> Block {
    let mut block = Block { attrs: Attributes::default(), kind: BlockKind::Figure(figure) };
    apply(&mut block, attrs);
    block
}

/// Gives a figure attributes; `width` is its share of the text width.
pub(super) fn apply(block: &mut Block, mut attrs: Attributes) {
    if let BlockKind::Figure(figure) = &mut block.kind {
        let width = attrs.get("width").and_then(share);
        if width.is_some() {
            figure.width = width;
            attrs.pairs.retain(|(key, _)| key != "width");
        }
    }
    merge(&mut block.attrs, attrs);
}

/// Adds attributes to attributes; what is new wins.
pub(super) fn merge(into: &mut Attributes, from: Attributes) {
    into.id = from.id.or(into.id.take());
    into.lang = from.lang.or(into.lang.take());
    for class in from.classes {
        if !into.has_class(&class) {
            into.classes.push(class);
        }
    }
    into.pairs.retain(|(key, _)| !from.pairs.iter().any(|(other, _)| key == other));
    into.pairs.extend(from.pairs);
}

/// A percentage as a share: `50%` is 0.5.
fn share(text: &str) -> Option<f32> {
    let percent: f32 = text.strip_suffix('%')?.trim().parse().ok()?;
    (percent > 0.0 && percent <= 100.0).then_some(percent / 100.0)
}
