//! Reading clippings: articles of about 300 words in the three languages.

use citybrief::import::article::{Lexicon, read_text};

fn main() {
    divan::main();
}

/// Paragraphs of the test cases put together to some 300 words.
fn article(cases: &str) -> String {
    let texts = cases.lines().filter_map(|l| l.strip_prefix("text = \"")).map(|l| l.trim_end_matches('"'));
    let mut out = String::new();
    for text in texts {
        out.push_str(text.strip_prefix("date ").map_or(text, |t| &t[10..]));
        out.push('\n');
        if out.split_whitespace().count() > 300 {
            break;
        }
    }
    out
}

#[divan::bench(args = ["en", "ru", "kk"])]
fn read_article(bencher: divan::Bencher<'_, '_>, language: &str) {
    let cases = match language {
        "en" => include_str!("../tests/reading/en.toml"),
        "ru" => include_str!("../tests/reading/ru.toml"),
        _ => include_str!("../tests/reading/kk.toml"),
    };
    let lexicon = Lexicon::builtin();
    let text = article(cases);
    bencher.bench(|| read_text("article.txt", &text, &lexicon));
}

#[divan::bench]
fn prepare_lexicon() -> bool {
    let lexicon = Lexicon::builtin();
    read_text("article.txt", "Мэр Омска принял делегацию Астаны.", &lexicon).language.is_some()
}
