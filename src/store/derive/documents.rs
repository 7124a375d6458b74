//! Documents of a visit: descriptions of one document by several accounts stand together, so that what they
//! disagree about shows.

use super::values::name;
use super::words::{likeness, words};
use super::{Voice, attest, deciding, note_conflict, push_once};
use crate::data::{
    AccountId, Agreement, AgreementType, Attested, Conflict, Field, PartialDate, VisitAgreement, VisitStatus,
};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Dates of signature that differ by so many days can be of one document.
const SIGNED_WITHIN: i64 = 3;
/// Terms that differ by so many years can be of one document.
const TERM_WITHIN: i32 = 1;

/// Beginnings of words that say between whom a document is, where not between the cities; one line per kind.
const BODIES: [&[&str]; 9] = [
    &["school", "школ", "мектеп", "colleg", "коллед"],
    &["univer", "универ", "вуз", "rector", "academ", "академ"],
    &["hospit", "oncolo", "онколо", "больни", "clinic", "клиник", "medica"],
    &["compan", "enterp", "предпр", "компан", "busine", "бизнес"],
    &["distri", "район"],
    &["provin", "region", "област", "провин"],
    &[
        "legisl",
        "parlia",
        "maslik",
        "маслих",
        "мәслих",
        "kenesh",
        "кенеш",
        "законо",
        "repres",
        "assemb",
        "бгк",
    ],
    &["chambe", "палат"],
    &["museum", "музе", "theatr", "театр", "librar", "библио"],
];

/// Words of titles that do not tell one document between two cities from another.
const GENERAL: [&str; 31] = [
    "agreem", "memora", "protoc", "progra", "plan", "contra", "letter", "roadma", "commun", "joint",
    "cooper", "collab", "mutual", "unders", "city", "cities", "town", "govern", "akimat", "mayora", "admini",
    "renewe", "series", "bodies", "number", "not", "given", "two", "new", "relati", "ties",
];

struct Description<'a> {
    voice: Voice<'a>,
    agreement: &'a Agreement,
    words: BTreeSet<String>,
}

impl Description<'_> {
    fn bodies(&self) -> BTreeSet<usize> {
        let is_named = |stems: &&[&str]| stems.iter().any(|s| self.words.iter().any(|w| w.starts_with(s)));
        BODIES.iter().enumerate().filter(|(_, stems)| is_named(stems)).map(|(n, _)| n).collect()
    }

    /// What the document is about, as far as its title says.
    fn topics(&self) -> BTreeSet<&str> {
        let capital: BTreeSet<String> = self
            .agreement
            .title
            .split_whitespace()
            .filter(|w| w.chars().next().is_some_and(char::is_uppercase))
            .flat_map(words)
            .collect();
        let is_body = |word: &str| BODIES.iter().any(|stems| stems.iter().any(|stem| word.starts_with(stem)));
        let telling = |word: &&str| {
            let general = GENERAL.contains(word) || is_body(word) || word.chars().any(char::is_numeric);
            !general && !capital.contains(*word)
        };
        self.words.iter().map(String::as_str).filter(telling).collect()
    }

    fn same_title(&self, other: &Self) -> bool {
        self.words == other.words
    }
}

pub fn documents(voices: &[Voice<'_>], conflicts: &mut Vec<Conflict>) -> Vec<VisitAgreement> {
    let deciding = deciding(voices, |account| !account.agreements.is_empty());
    let (registers, sources): (Vec<_>, Vec<_>) = deciding.into_iter().partition(Voice::is_register);
    let mut documents: Vec<Vec<Description<'_>>> = Vec::new();
    for voice in sources.into_iter().chain(registers) {
        for agreement in &voice.account.agreements {
            let described = Description { voice, agreement, words: words(&agreement.title) };
            match home_of(&described, &documents) {
                Some(home) => documents[home].push(described),
                None => documents.push(vec![described]),
            }
        }
    }
    documents.iter().map(|descriptions| document(descriptions, conflicts)).collect()
}

/// The document that a description means: the one of the same title, else the only one that it can mean.
fn home_of(described: &Description<'_>, documents: &[Vec<Description<'_>>]) -> Option<usize> {
    let titled = |document: &Vec<Description<'_>>| document.iter().any(|known| known.same_title(described));
    let own = |document: &Vec<Description<'_>>| document.iter().any(|k| k.voice.id == described.voice.id);
    // A register row gathers the titles that several sources give one document.
    let open = |document: &Vec<Description<'_>>| described.voice.is_register() || !own(document);
    if let Some(home) = documents.iter().position(|d| open(d) && titled(d)) {
        return Some(home);
    }
    let mut fitting: Vec<(usize, f64)> = documents
        .iter()
        .enumerate()
        .filter(|(_, d)| open(d) && d.iter().all(|known| can_be_one(known, described)))
        .map(|(n, d)| (n, d.iter().map(|k| likeness(&k.words, &described.words)).fold(0.0, f64::max)))
        .collect();
    fitting.sort_by(|a, b| b.1.total_cmp(&a.1));
    match fitting.as_slice() {
        [only] => Some(only.0),
        [first, second, ..] if first.1 > second.1 => Some(first.0),
        _ => None,
    }
}

fn can_be_one(a: &Description<'_>, b: &Description<'_>) -> bool {
    let (topics_a, topics_b) = (a.topics(), b.topics());
    let other_topic = !topics_a.is_empty() && !topics_b.is_empty() && topics_a.is_disjoint(&topics_b);
    kinds_agree(a.agreement.kind, b.agreement.kind)
        && a.bodies() == b.bodies()
        && !(other_topic && likeness(&a.words, &b.words) < 0.5)
        && dates_agree(a.agreement.date, b.agreement.date)
        && terms_agree(a.agreement.valid_until, b.agreement.valid_until)
}

/// Sources use "agreement" and "memorandum" for one another, and so they do with kinds of plans.
fn kinds_agree(a: AgreementType, b: AgreementType) -> bool {
    use AgreementType::{ActionPlan, Agreement, Memorandum, Programme, RoadMap};
    let family = |kind| match kind {
        Agreement | Memorandum => Agreement,
        Programme | ActionPlan | RoadMap => Programme,
        other => other,
    };
    family(a) == family(b)
}

fn dates_agree(a: Option<PartialDate>, b: Option<PartialDate>) -> bool {
    let Some((a, b)) = a.zip(b) else { return true };
    a.overlaps(b) || (a.earliest() - b.earliest()).num_days().abs() <= SIGNED_WITHIN
}

fn terms_agree(a: Option<PartialDate>, b: Option<PartialDate>) -> bool {
    a.zip(b).is_none_or(|(a, b)| (a.year() - b.year()).abs() <= TERM_WITHIN)
}

fn document(descriptions: &[Description<'_>], conflicts: &mut Vec<Conflict>) -> VisitAgreement {
    let mut forms: Vec<Attested<Agreement>> = Vec::new();
    for described in descriptions {
        let repeats = |form: &Attested<Agreement>| {
            form.value == *described.agreement
                || (described.voice.is_register() && words(&form.value.title) == described.words)
        };
        match forms.iter_mut().find(|form| repeats(form)) {
            Some(form) => push_once(&mut form.accounts, described.voice.id),
            None => forms
                .push(Attested { value: described.agreement.clone(), accounts: vec![described.voice.id] }),
        }
    }
    forms.sort_by_key(|form| {
        let told = [form.value.date.is_some(), form.value.valid_until.is_some()];
        (Reverse(form.value.status), Reverse(told.iter().filter(|t| **t).count()), form.accounts[0])
    });
    let document = VisitAgreement { forms };
    note_differences(descriptions, &document, conflicts);
    document
}

fn note_differences(told: &[Description<'_>], document: &VisitAgreement, conflicts: &mut Vec<Conflict>) {
    let Some(carried) = document.forms.first().map(|form| &form.value) else { return };
    let sources = || told.iter().filter(|d| !d.voice.is_register());
    let title = || carried.title.clone();
    let mut note = |field: Field, values: Vec<(AccountId, String)>, first: String| {
        note_conflict(conflicts, field, attest(values), Some(&first));
    };
    // What was planned at first and signed at last is progress, no contradiction.
    let after_the_fact = |d: &&Description<'_>| d.voice.account.status != Some(VisitStatus::Announced);
    note(
        Field::AgreementStatus(title()),
        sources().filter(after_the_fact).map(|d| (d.voice.id, name(&d.agreement.status))).collect(),
        name(&carried.status),
    );
    note(
        Field::AgreementType(title()),
        sources().map(|d| (d.voice.id, name(&d.agreement.kind))).collect(),
        name(&carried.kind),
    );
    let date = |date: Option<PartialDate>| date.map(|d| d.to_string()).unwrap_or_default();
    let dates = |of: fn(&Agreement) -> Option<PartialDate>| {
        distinct_dates(sources().filter_map(|d| Some((d.voice.id, of(d.agreement)?))).collect())
    };
    note(Field::AgreementDate(title()), dates(|a| a.date), date(carried.date));
    note(Field::AgreementTerm(title()), dates(|a| a.valid_until), date(carried.valid_until));
}

/// Dates of which some are only less exact than others agree; they are all written as the most exact.
fn distinct_dates(told: Vec<(AccountId, PartialDate)>) -> Vec<(AccountId, String)> {
    let exact = |date: PartialDate| {
        told.iter().map(|(_, d)| *d).filter(|d| d.overlaps(date)).max_by_key(|d| d.earliest() - d.latest())
    };
    told.iter().map(|(id, date)| (*id, exact(*date).unwrap_or(*date).to_string())).collect()
}
