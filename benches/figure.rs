//! Cost of all figures of a briefing, which must stay under 5 ms of CPU, and of each by itself.

use citybrief::data::Locale;
use citybrief::document::{self, BlockKind, Labels, Metadata, ReadOptions};
use citybrief::figure::{self, Chart, FigureContext};
use citybrief::message::Catalogue;
use citybrief::text::FontLibrary;
use citybrief::theme::Theme;
use divan::Bencher;

fn main() {
    divan::main();
}

/// One of every kind, more than a briefing has.
fn charts() -> Vec<Chart> {
    let markdown = include_str!("../tests/fixtures/figures.md");
    let options = ReadOptions::new("figures.md");
    let reading = document::read(markdown, Metadata::default(), Labels::default(), &options);
    let blocks = reading.expect("the fixture is well formed").document.blocks;
    let specs = blocks.into_iter().filter_map(|block| match block.kind {
        BlockKind::Figure(figure) => figure.spec,
        _ => None,
    });
    specs.map(|spec| Chart::parse(&spec).expect("the fixture's charts are well formed")).collect()
}

fn draw(bencher: Bencher<'_, '_>, charts: &[Chart]) {
    let catalogue = Catalogue::builtin(Locale::Ru).expect("a catalogue");
    let (theme, fonts) = (Theme::default(), FontLibrary::embedded(false));
    let cx = FigureContext { catalogue: &catalogue, theme: &theme, fonts: &fonts };
    bencher.bench_local(|| {
        let draw = |chart| figure::render(chart, theme.text_area().0, cx).expect("drawn");
        charts.iter().map(draw).collect::<Vec<_>>()
    });
}

#[divan::bench]
fn all_kinds(bencher: Bencher<'_, '_>) {
    draw(bencher, &charts());
}

#[divan::bench(args = 0..charts().len())]
fn one(bencher: Bencher<'_, '_>, index: usize) {
    draw(bencher, &charts()[index..=index]);
}
