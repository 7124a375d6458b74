//! Reads any bytes as a clipping: nothing panics, and each stated value has its passage.
//!
//! `cargo +nightly fuzz run article`. `tests/article_mutation.rs` runs the same check on stable Rust.
#![no_main]

use citybrief::import::article::{Lexicon, read_bytes};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::builtin);

fuzz_target!(|bytes: &[u8]| {
    let reading = read_bytes("clipping.txt", bytes, &LEXICON);
    if let Some(account) = reading.visit {
        assert!(account.host_city.is_none() || account.evidence.contains_key("host_city"));
        assert!(account.guest_city.is_none() || account.evidence.contains_key("guest_city"));
    }
});
