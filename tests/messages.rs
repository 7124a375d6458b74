//! Every message that templates and code ask for is there, and none is there that nobody asks for.

use citybrief::{data::Locale, message::Catalogue};
use std::{collections::BTreeSet, fs, path::Path};

fn files(folder: &Path, ending: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            texts.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            texts.push(fs::read_to_string(&path).expect("the file is UTF-8 text"));
        }
    }
    texts
}

/// What stands between quotation marks and could be an id of a message.
fn quoted_ids(texts: &[String]) -> BTreeSet<String> {
    let looks = |s: &str| {
        s.starts_with(|c: char| c.is_ascii_lowercase())
            && s.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    texts.iter().flat_map(|t| t.split('"')).filter(|s| looks(s)).map(str::to_owned).collect()
}

fn asked_for(text: &str) -> impl Iterator<Item = &str> {
    let calls = ["msg(id=\"", ".word(\"", ".text(\"", "plain(scope, \"", "=> \"gap-", "=> (\"gap-"];
    calls.into_iter().flat_map(move |call| {
        let id_start = call.rfind('"').map_or(0, |at| at + 1);
        text.match_indices(call).filter_map(move |(at, _)| text[at + id_start..].split('"').next())
    })
}

/// Beginnings of ids whose end comes from data: a plan's language, a changed field, a summary's span.
const COMPLETED_BY_DATA: [&str; 4] = ["language-", "since-", "section-next-", "figure-title-before-"];
/// Spans that complete "section-" in a summary.
const SPANS: [&str; 3] = ["section-month", "section-quarter", "section-year"];

fn is_beginning(id: &str) -> bool {
    id == "section-" || COMPLETED_BY_DATA.contains(&id)
}

fn is_completed_by_data(id: &str) -> bool {
    SPANS.contains(&id) || COMPLETED_BY_DATA.iter().any(|part| id.starts_with(part))
}

#[test]
fn every_message_that_is_asked_for_is_there() {
    let (templates, code) = (files(Path::new("templates"), ".md"), files(Path::new("src/report"), ".rs"));
    let catalogue = Catalogue::builtin(Locale::En).unwrap();
    let missing: BTreeSet<_> = templates
        .iter()
        .chain(&code)
        .flat_map(|t| asked_for(t))
        .filter(|id| !catalogue.has(id) && !is_beginning(id))
        .collect();
    assert_eq!(missing, BTreeSet::new());
}

#[test]
fn no_message_is_there_for_nobody() {
    let mut texts = files(Path::new("templates"), ".md");
    texts.extend(files(Path::new("src"), ".rs"));
    let used = quoted_ids(&texts);
    let catalogue = fs::read_to_string("templates/messages/en.ftl").unwrap();
    let ids = catalogue.lines().filter_map(|l| l.split_once(" =")).map(|(id, _)| id);
    let idle: Vec<_> = ids
        .filter(|id| id.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter(|id| !used.contains(*id) && !is_completed_by_data(id))
        .collect();
    assert_eq!(idle, Vec::<&str>::new());
}
