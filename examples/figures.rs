//! Draws the charts and maps of a Markdown file as SVG and PNG:
//!
//! ```text
//! cargo run --example figures -- tests/fixtures/figures.md ru output
//! ```

use citybrief::data::Locale;
use citybrief::document::{self, BlockKind, Labels, Metadata, Picture, ReadOptions};
use citybrief::figure::{self, FigureContext};
use citybrief::message::Catalogue;
use citybrief::text::FontLibrary;
use citybrief::theme::Theme;
use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [file, locale, folder] = &args[..] else {
        return Err("usage: figures FILE.md en|ru|kk FOLDER".into());
    };
    let markdown = fs::read_to_string(file)?;
    let options = ReadOptions::new(file);
    let mut document = document::read(&markdown, Metadata::default(), Labels::default(), &options)?.document;
    let catalogue = Catalogue::builtin(locale.parse::<Locale>()?)?;
    let (theme, fonts) = (Theme::default(), FontLibrary::embedded(false));
    let cx = FigureContext { catalogue: &catalogue, theme: &theme, fonts: &fonts };
    for warning in figure::draw(&mut document, cx)? {
        eprintln!("{warning:?}");
    }
    fs::create_dir_all(folder)?;
    let figures = document.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Figure(figure) => Some(figure),
        _ => None,
    });
    for (number, drawn) in (1..).zip(figures) {
        let Some(Picture::Svg(svg)) = &drawn.picture else { continue };
        let path = Path::new(folder).join(format!("figure-{number}.svg"));
        fs::write(&path, svg.as_bytes())?;
        fs::write(path.with_extension("png"), figure::rasterize(svg, 900)?)?;
        println!("{}: {}", path.display(), drawn.alt);
    }
    Ok(())
}
