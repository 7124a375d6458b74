//! Press clippings (`.txt`, `.md`, `.html`, `.eml`): an account each, or a reject that says why there is none.
//!
//! The reading itself is [`article`](super::article)'s.

use super::{
    ImportOptions, Notice, Reading, Reject,
    article::{Lexicon, read_bytes},
};
use crate::data::Origin;

/// Endings of the files that are read as clippings.
pub const ENDINGS: [&str; 5] = ["txt", "md", "html", "htm", "eml"];

/// Reads one clipping.
pub fn read(file: &str, bytes: &[u8], options: &ImportOptions<'_>, reading: &mut Reading) {
    let lexicon = options
        .lexicon
        .get_or_init(|| Lexicon::new(options.gazetteer, options.sectors.clone(), options.lists.clone()));
    let article = read_bytes(file, bytes, lexicon);
    let origin = Origin { file: file.to_owned(), ..Origin::default() };
    for remark in &article.remarks {
        reading.notices.push(Notice { origin: origin.clone(), message: remark.to_string() });
    }
    match (article.visit, article.why) {
        (Some(account), _) => reading.accept(account, origin),
        (None, Some(why)) => reading.reject(Reject::at(file, 0, format!("no visit was read: {why}"))),
        (None, None) => reading.reject(Reject::at(file, 0, "no visit was read")),
    }
}
