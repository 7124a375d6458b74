//! The fuzz target's check on stable Rust: clippings with bytes changed, cut, doubled and mixed.
//!
//! The random numbers are the same in each run. `CITYBRIEF_FUZZ_SECONDS` makes it run longer than the default.

use citybrief::import::article::{Lexicon, read_bytes};
use std::time::{Duration, Instant};

const SEEDS: [&[u8]; 9] = [
    include_bytes!("reading/en.toml"),
    include_bytes!("reading/ru.toml"),
    include_bytes!("reading/kk.toml"),
    include_bytes!("articles/first/texts/107.html"),
    include_bytes!("articles/first/texts/132.eml"),
    include_bytes!("articles/first/texts/150.txt"),
    include_bytes!("articles/first/texts/154.md"),
    b"<!DOCTYPE html><html><head><title>x</title></head><body><article><p>A delegation of Omsk came to Astana.</p>",
    b"From: a@b.example\nSubject: =?utf-8?B?0JI=?=\nContent-Type: multipart/mixed; boundary=Z\n\n--Z\n\nMayor of Omsk visited Astana.\n",
];

/// Rounds in an ordinary test run.
const ROUNDS: usize = 150;

/// A linear congruential generator (Knuth's MMIX constants).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("33 bits fit") % limit.max(1)
    }
}

fn mutate(random: &mut Random) -> Vec<u8> {
    let seed = SEEDS[random.below(SEEDS.len())];
    let from = random.below(seed.len());
    let mut bytes = seed[from..(from + 40 + random.below(1500)).min(seed.len())].to_vec();
    for _ in 0..random.below(12) {
        let at = random.below(bytes.len());
        match random.below(5) {
            0 if !bytes.is_empty() => bytes[at] = u8::try_from(random.below(256)).expect("below 256"),
            1 => bytes.truncate(at),
            2 => bytes.insert(at, b"\"\xab\xbb.,\n -\xd0"[random.below(9)]),
            3 => bytes.extend_from_within(at..),
            _ => {
                let other = SEEDS[random.below(SEEDS.len())];
                let start = random.below(other.len());
                bytes.extend_from_slice(&other[start..(start + 80).min(other.len())]);
            }
        }
    }
    bytes
}

#[test]
fn changed_clippings_are_read_without_harm() {
    let lexicon = Lexicon::builtin();
    let mut random = Random(2026);
    let seconds = std::env::var("CITYBRIEF_FUZZ_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(0);
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut round = 0;
    while round < ROUNDS || Instant::now() < end {
        let bytes = mutate(&mut random);
        let reading = read_bytes("clipping.txt", &bytes, &lexicon);
        if let Some(account) = reading.visit {
            let stated = [("host_city", &account.host_city), ("guest_city", &account.guest_city)];
            for (path, city) in stated {
                assert_eq!(city.is_some(), account.evidence.contains_key(path), "round {round}, {path}");
            }
        }
        round += 1;
    }
}
