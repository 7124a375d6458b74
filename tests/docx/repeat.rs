//! The same input gives the same bytes: again, and in threads.

use super::letterheads::{BY_HAND, LIBREOFFICE, write_into};
use super::sample;
use citybrief::write::{Writer, docx::DocxOptions, docx::DocxWriter};
use rayon::prelude::*;

#[test]
fn the_same_report_has_the_same_bytes_in_every_thread() {
    let write = || {
        let options = DocxOptions { comments: true, number_headings: true, ..DocxOptions::default() };
        let plain = DocxWriter::new(options).write(&sample::document(sample::ENGLISH, "en")).unwrap().bytes;
        let merged = write_into(BY_HAND, "ru").unwrap().bytes;
        (plain, merged, write_into(LIBREOFFICE, "kk").unwrap().bytes)
    };
    let first = write();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(8).build().unwrap();
    let others: Vec<_> = pool.install(|| (0..16).into_par_iter().map(|_| write()).collect());
    assert!(others.iter().all(|other| *other == first));
}
