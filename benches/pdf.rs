//! What a PDF costs: processor time and peak memory of reports of about 10, 100 and 1,000 pages,
//! each in a process of its own. Run with `cargo bench --bench pdf`; prints a Markdown table.
//!
//! `cargo bench --bench pdf -- FILE SECTIONS` writes one report instead.

#[path = "../tests/support/generated.rs"]
mod generated;

use citybrief::text::FontLibrary;
use citybrief::theme::Theme;
use citybrief::write::{Writer as _, pdf::PdfOptions, pdf::PdfWriter};
use rayon::prelude::*;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Sections that make about so many pages.
const SIZES: [usize; 3] = [12, 127, 1_280];
/// Briefings of the batch.
const BATCH: usize = 200;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["measure", sections] => measure(number(sections)),
        ["batch"] => batch(),
        [file, sections] => write(file, number(sections)),
        _ => run_all(),
    }
}

fn number(text: &str) -> usize {
    text.parse().expect("a number of sections")
}

fn writer() -> PdfWriter {
    let fonts = Arc::new(FontLibrary::embedded(true));
    PdfWriter::new(Arc::new(Theme::default()), fonts, PdfOptions::default())
}

fn run_all() {
    println!("| report | pages | KiB | layout ms | PDF ms | CPU ms/page | peak MiB |");
    println!("|---|--:|--:|--:|--:|--:|--:|");
    for size in SIZES {
        run_self(&["measure", &size.to_string()]);
    }
    run_self(&["batch"]);
}

fn run_self(arguments: &[&str]) {
    let program = std::env::current_exe().expect("this program");
    let status = Command::new(program).args(arguments).status().expect("this program runs");
    assert!(status.success(), "{arguments:?} failed");
}

fn write(file: &str, sections: usize) {
    let output = writer().write(&generated::report(sections)).expect("a valid report");
    std::fs::write(file, output.bytes).expect("the file can be written");
}

/// Best of several runs in one process for small reports, one run for large ones.
fn measure(sections: usize) {
    let document = generated::report(sections);
    let writer = writer();
    let runs = (600 / sections).clamp(1, 30);
    let (mut layout_time, mut pdf_time) = (Duration::MAX, Duration::MAX);
    let (mut pages, mut bytes) = (0, 0);
    for _ in 0..runs {
        let start = cpu_time();
        let layout = writer.layout(&document);
        let laid_out = cpu_time();
        let pdf = writer.export(&document, &layout).expect("a valid report");
        (layout_time, pdf_time) = (layout_time.min(laid_out - start), pdf_time.min(cpu_time() - laid_out));
        (pages, bytes) = (layout.pages.len(), pdf.len());
    }
    let (layout, pdf) = (millis(layout_time), millis(pdf_time));
    println!(
        "| {sections} sections | {pages} | {} | {layout:.1} | {pdf:.1} | {:.2} | {} |",
        bytes / 1024,
        (layout + pdf) / pages as f64,
        peak_mebibytes()
    );
}

/// Many briefings in one process, on all cores.
fn batch() {
    let document = generated::report(SIZES[0]);
    let writer = writer();
    writer.write(&document).expect("a valid report");
    let before = peak_mebibytes();
    let (start, wall) = (cpu_time(), Instant::now());
    (0..BATCH).into_par_iter().for_each(|_| {
        writer.write(&document).expect("a valid report");
    });
    let cpu = millis(cpu_time() - start) / BATCH as f64;
    println!();
    println!(
        "{BATCH} briefings on all cores: {:.2} s, {cpu:.1} ms CPU each; peak {before} MiB after the first, {} MiB at the end",
        wall.elapsed().as_secs_f64(),
        peak_mebibytes()
    );
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Processor time of all threads so far, from the system's table where there is one.
fn cpu_time() -> Duration {
    let read = || {
        let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
        let tasks = std::fs::read_dir("/proc/self/task").ok()?;
        let own: u64 = text.split_whitespace().next()?.parse().ok()?;
        let threads = tasks.flatten().filter_map(|task| {
            let text = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
            text.split_whitespace().next()?.parse::<u64>().ok()
        });
        Some(Duration::from_nanos(threads.sum::<u64>().max(own)))
    };
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    read().unwrap_or_else(|| START.get_or_init(Instant::now).elapsed())
}

/// Highest memory of this process so far; 0 where the system does not tell.
fn peak_mebibytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|l| l.trim().trim_end_matches(" kB").trim().parse::<u64>().ok());
    kibibytes.unwrap_or_default() / 1024
}
