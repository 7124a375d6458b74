//! Entries of the matcher: posts, cues, documents, events and sectors, made from the lists.

use super::{
    LexiconError, PlaceId,
    files::{Files, table_rows},
};
use crate::{
    data::{AgreementType, Locale, PlaceName, Sectors, VisitKind},
    import::article::{
        case::{Case, Cases},
        nominative::Nominatives,
        pattern::Pattern,
        russian::{Declension, decline_phrase},
    },
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Sort of post; the table of posts explains each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PostClass {
    Mayor,
    Governor,
    Akim,
    Head,
    Deputy,
    Diplomat,
    President,
    Premier,
    Minister,
    Member,
    Expert,
    Press,
    Sport,
    Monarch,
}

impl PostClass {
    /// Head of a city or region or a deputy of one.
    pub(crate) fn is_local(self) -> bool {
        matches!(self, Self::Mayor | Self::Governor | Self::Akim | Self::Deputy)
    }

    /// Heads of cities and regions, of whom each side has one.
    pub(crate) fn is_chief(self) -> bool {
        matches!(self, Self::Mayor | Self::Governor | Self::Akim)
    }
}

/// Lists of cues; the comments in `cues.toml` and `stories.toml` explain each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Cue {
    Arrive,
    Receive,
    ReceivedBy,
    Meet,
    Visit,
    Delegation,
    Group,
    Side,
    ObjectPronoun,
    SetOff,
    Lead,
    Member,
    Study,
    Depart,
    Attend,
    Respectively,
    Pronoun,
    Sight,
    VisitedBy,
    Negation,
    Embassy,
    Capital,
    NoSubject,
    Home,
    Sign,
    Announce,
    Recall,
    Hope,
    Cancel,
    Online,
    Phone,
    Sport,
    Flight,
    Weather,
    Incident,
    Source,
    Say,
    Scope,
    Purpose,
    Aim,
    Agree,
    Decide,
    Draft,
    Commit,
    PrepositionIn,
    PrepositionFrom,
    With,
    CityWord,
    Honorific,
    Former,
    Twin,
    PublicBody,
    Inspection,
    Artists,
    Biography,
    Council,
    Letters,
    Business,
    /// Journalists and bloggers as guests.
    Journalists,
    /// Lecturers and students.
    Academic,
    /// A partnership is ended or rests.
    Suspended,
    OurGuests,
    OurPlace,
    Address,
    Thank,
    /// Behind it stand the hosts ("the hosts were represented by").
    HostsAre,
    /// A place sends a delegation.
    Send,
}

/// A form of a place's name.
#[derive(Clone, Debug)]
pub(crate) struct PlaceForm {
    /// The place.
    pub place: PlaceId,
    /// Cases of the form; an adjective has only that.
    pub cases: Cases,
    /// Not to be used without other evidence.
    pub weak: bool,
    /// Whether the word may be written small, as adjectives are.
    pub small: bool,
    /// The name with its time, where it is a former one.
    pub former: Option<std::sync::Arc<PlaceName>>,
    /// The name itself, where it is English.
    pub english: Option<std::sync::Arc<str>>,
    /// Whether the tail of the word must be an ending of the language.
    pub stem: bool,
    /// Whether the word is for those who live there ("павлодарцы").
    pub inhabitants: bool,
}

/// What a match stands for.
#[derive(Clone, Debug)]
pub(crate) enum Entry {
    /// A place.
    Place(PlaceForm),
    /// A post; `stem` as in [`PlaceForm`].
    Post {
        /// Sort.
        class: PostClass,
        /// Cases of the form.
        cases: Cases,
        /// Whether the tail of the word must be an ending of the language.
        stem: bool,
        /// Whether the form stands for several people.
        plural: bool,
    },
    /// A cue.
    Cue(Cue),
    /// A noun for a document.
    Document(AgreementType),
    /// A noun for an event.
    EventNoun,
    /// A word for the sort of visit.
    Kind(VisitKind),
    /// A sector, by its place in the table.
    Sector(usize),
}

/// A name of a class or sort in a list, for serde.
type Plain<'a> = serde::de::value::StrDeserializer<'a, serde::de::value::Error>;

/// Posts, cues, documents and events of a language.
pub(super) fn of_lists(
    files: &Files,
    declension: &Declension,
) -> Result<Vec<(Pattern, Entry)>, LexiconError> {
    let mut out = posts(files, declension)?;
    for (name, text) in [("cues.toml", files.cues), ("stories.toml", files.stories)] {
        let cues: BTreeMap<Cue, Vec<String>> = files.read(name, text)?;
        for (cue, words) in &cues {
            out.extend(parsed(words, || Entry::Cue(*cue)));
        }
    }
    for document in files.documents()?.document {
        out.extend(parsed(&document.words, || Entry::Document(document.kind)));
    }
    let events = files.events()?;
    out.extend(parsed(&events.words, || Entry::EventNoun));
    for (name, words) in &events.kinds {
        let kind = VisitKind::deserialize(Plain::new(name)).map_err(|e| LexiconError {
            file: format!("{}/events.toml", files.locale()),
            reason: e.to_string(),
        })?;
        out.extend(parsed(words, || Entry::Kind(kind)));
    }
    Ok(out)
}

fn parsed<'a>(
    words: &'a [String],
    entry: impl Fn() -> Entry + 'a,
) -> impl Iterator<Item = (Pattern, Entry)> + 'a {
    words.iter().filter_map(move |w| Some((Pattern::parse(w)?, entry())))
}

fn posts(files: &Files, declension: &Declension) -> Result<Vec<(Pattern, Entry)>, LexiconError> {
    let mut out = Vec::new();
    let locale = files.locale();
    for row in table_rows(files.roles) {
        let (class, names) = row.split_once('\t').unwrap_or((row, ""));
        let class = PostClass::deserialize(Plain::new(class))
            .map_err(|e| LexiconError { file: format!("{locale}/roles.tsv"), reason: e.to_string() })?;
        for name in names.split('|') {
            out.extend(post_forms(name, locale, declension).into_iter().map(|(pattern, cases, plural)| {
                (pattern, Entry::Post { class, cases, stem: locale == Locale::Kk, plural })
            }));
        }
    }
    Ok(out)
}

/// Posts by their oblique forms, those of the plural too.
pub(super) fn post_names(files: &Files, declension: &Declension) -> Nominatives {
    let names =
        || table_rows(files.roles).flat_map(|row| row.split_once('\t').map_or("", |r| r.1).split('|'));
    let mut out = Nominatives::of(names(), "person", declension, |_, _| true);
    out.extend(Nominatives::of(names(), "persons", declension, |_, _| true));
    out
}

/// Documents by their oblique forms. The genitive of a name in -а or -я is its plural too.
pub(super) fn document_names(files: &Files, declension: &Declension) -> Result<Nominatives, LexiconError> {
    let documents = files.documents()?;
    let is_told = |name: &str, case| case != Case::Genitive || !name.ends_with(['а', 'я']);
    Ok(Nominatives::of(documents.names.iter().map(String::as_str), "noun", declension, is_told))
}

/// Forms of a post with their cases, and whether each is a plural.
fn post_forms(name: &str, locale: Locale, declension: &Declension) -> Vec<(Pattern, Cases, bool)> {
    match locale {
        Locale::En => {
            let plural = match name.strip_suffix('y') {
                Some(stem) => format!("{stem}ies"),
                None => format!("{name}s"),
            };
            let head_plural = name.split_once(' ').map(|(head, rest)| format!("{head}s {rest}"));
            let names = [(Some(name.to_owned()), false), (Some(plural), true), (head_plural, true)];
            let told = names.into_iter().filter_map(|(name, plural)| Some((name?, plural)));
            told.map(|(n, plural)| (Pattern::phrase(&n), Cases::NONE, plural)).collect()
        }
        Locale::Ru => {
            let mut forms: BTreeMap<String, (Cases, bool)> = BTreeMap::new();
            for (kind, plural) in [("person", false), ("persons", true)] {
                for (form, case) in decline_phrase(declension, kind, name) {
                    let (cases, is_plural) = forms.entry(form).or_insert((Cases::NONE, plural));
                    // "главы" is read as the genitive of one, which is far more frequent.
                    if *is_plural == plural {
                        *cases = cases.with(Cases::of(case));
                    }
                }
            }
            forms.into_iter().map(|(f, (cases, plural))| (Pattern::phrase(&f), cases, plural)).collect()
        }
        Locale::Kk => vec![(Pattern::stem(name), Cases::NONE, false)],
    }
}

/// Stems of the sectors.
pub(super) fn of_sectors(sectors: &Sectors, locale: Locale) -> Vec<(Pattern, Entry)> {
    let stems =
        sectors.iter().enumerate().flat_map(|(i, s)| s.stems[locale as usize].iter().map(move |w| (i, w)));
    stems.filter_map(|(i, w)| Some((Pattern::parse(w)?, Entry::Sector(i)))).collect()
}
