//! The files of a language, embedded, and their forms.

use super::LexiconError;
use crate::{
    data::{AgreementType, Locale},
    import::article::case::Case,
};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

/// A file's name below `assets/language` with the shipped text.
type Shipped = (&'static str, &'static str);

/// Kazakh endings.
pub(super) const SUFFIXES: Shipped =
    ("kk/suffixes.toml", include_str!("../../../../assets/language/kk/suffixes.toml"));

/// Russian endings.
pub(super) const DECLENSION: Shipped =
    ("ru/declension.tsv", include_str!("../../../../assets/language/ru/declension.tsv"));

/// How people are called where.
pub(super) const NAMES_OF_PEOPLE: Shipped =
    ("names.toml", include_str!("../../../../assets/language/names.toml"));

/// What evidence weighs.
pub(super) const WEIGHTS: Shipped =
    ("weights.toml", include_str!("../../../../assets/language/weights.toml"));

/// Rows of a table: `#` begins a comment, the first row names the columns where it says so.
pub(crate) fn table_rows(table: &str) -> impl Iterator<Item = &str> {
    let rows = table.lines().map(str::trim_end).filter(|l| !l.is_empty() && !l.starts_with('#'));
    rows.filter(|l| !l.starts_with("class\t") && !l.starts_with("kind\t"))
}

/// Months, weekdays and pointing words, each in all written forms.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Calendar {
    /// Forms of each month, January first.
    pub months: Numbered,
    /// Forms of each weekday, Monday first.
    pub weekdays: Numbered,
    /// The day of publication.
    pub today: Vec<String>,
    /// The day before it.
    pub yesterday: Vec<String>,
    /// Two days before it.
    pub day_before_yesterday: Vec<String>,
    /// The day after it.
    pub tomorrow: Vec<String>,
    /// Phrases for the week after that of the publication.
    pub next_week: Vec<String>,
    /// Phrases for the week before.
    pub last_week: Vec<String>,
    /// Phrases for hours of the day of publication.
    pub parts_of_today: Vec<String>,
    /// Phrases for hours of the day before.
    pub parts_of_yesterday: Vec<String>,
    /// Words of sentences that tell what is past.
    pub done: Vec<String>,
    /// Words behind the number of a year.
    pub year_word: Vec<String>,
    /// Words behind which a number is a year.
    #[serde(default)]
    pub before_year: Vec<String>,
    /// Words before the year in which something began.
    #[serde(default)]
    pub since: Vec<String>,
    /// Words between a day and its month.
    #[serde(default)]
    pub of_month: Vec<String>,
    /// Words between the first and the last day of a span.
    pub span: Vec<String>,
    /// Articles before the number of a day.
    #[serde(default)]
    pub articles: Vec<String>,
}

impl Calendar {
    /// The month, January 0, that a form in lower case names.
    pub(crate) fn month(&self, form: &str) -> Option<u32> {
        self.months.0.get(form).copied()
    }

    /// The weekday, Monday 0.
    pub(crate) fn weekday(&self, form: &str) -> Option<u32> {
        self.weekdays.0.get(form).copied()
    }
}

/// Forms of things in order, by which of them each names: the first that has it.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<Vec<String>>")]
pub(crate) struct Numbered(HashMap<String, u32>);

impl From<Vec<Vec<String>>> for Numbered {
    fn from(lists: Vec<Vec<String>>) -> Self {
        let mut out = HashMap::new();
        for (number, forms) in (0..).zip(lists) {
            forms.into_iter().for_each(|form| _ = out.entry(form).or_insert(number));
        }
        Self(out)
    }
}

impl Numbered {
    /// Whether there are none.
    #[cfg(test)]
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// How sentences and names are told in a language.
#[derive(Debug, Default, Deserialize)]
pub(super) struct SentenceFile {
    pub abbreviations: Vec<String>,
    #[serde(default)]
    pub statements: Vec<String>,
    pub furniture: Vec<String>,
    pub related: Vec<String>,
    pub organisation: Vec<String>,
    pub common: Vec<String>,
    #[serde(default)]
    pub surname_endings: Vec<String>,
    pub offices: OfficeRules,
}

/// Small words and endings that join the words of a sentence; the comments in `grammar.toml` explain each list.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Grammar {
    pub group_endings: Vec<(String, Vec<Case>)>,
    pub body_endings: Vec<(String, Vec<Case>)>,
    pub guest_nouns: Vec<String>,
    pub chambers: Vec<String>,
    pub tours: Vec<String>,
    pub municipal: Vec<String>,
    pub at_whom: Vec<String>,
    pub authorities: Vec<String>,
    pub origin: Vec<String>,
    pub linking: Vec<String>,
    pub goal: Vec<String>,
    pub not_inside: Vec<String>,
    pub infinitive: Vec<String>,
    pub which_place: Vec<String>,
    pub agent: Vec<String>,
    pub direct: Vec<String>,
    pub place_kinds: Vec<String>,
    pub led_behind: Vec<String>,
    pub leader_pronouns: Vec<String>,
    pub relative: Vec<String>,
    pub where_clause: Vec<String>,
    pub newspapers: Vec<String>,
    pub patronymics: Vec<String>,
    pub states: Vec<String>,
    pub about: Vec<String>,
    pub memorial: Vec<String>,
    pub not_object: Vec<String>,
    pub that: Vec<String>,
    pub ahead: Vec<String>,
    pub sign_ahead: Vec<String>,
    pub small: Vec<String>,
    pub auxiliaries: Vec<String>,
    pub press: Vec<String>,
    pub and: Vec<String>,
    pub contrast: Vec<String>,
    pub possessed: Vec<String>,
    pub as_guests: Vec<String>,
    pub became: Vec<String>,
    pub name_particles: Vec<String>,
    pub name_articles: Vec<String>,
    pub apposition: Vec<String>,
    pub together: Vec<String>,
    pub copulas: Vec<String>,
    pub they: Vec<String>,
    pub agreed_on: Vec<String>,
    pub participles: Vec<String>,
    pub kinds_behind: Vec<String>,
    pub regions: Vec<String>,
    pub possessives: Vec<String>,
    pub with: Vec<String>,
    pub holding: Vec<String>,
    pub equals: Vec<String>,
    pub compass: Vec<String>,
    pub saints: Vec<String>,
    pub town_particles: Vec<String>,
    pub dwellers: Vec<String>,
    pub adjective_ends: Vec<String>,
    pub adjective_forms: Vec<String>,
    pub districts: Vec<String>,
    pub district_kinds: Vec<String>,
    pub common_districts: Vec<String>,
}

/// How names of offices are built; the comments in `sentence.toml` explain each list.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct OfficeRules {
    /// Beginnings of their nouns.
    pub nouns: Vec<String>,
    /// Longest part before the noun, in words.
    pub before: usize,
    /// Longest part behind it.
    pub behind: usize,
    /// Ends of words that may stand before the noun; empty where any may.
    #[serde(default)]
    pub attributes: Vec<String>,
    /// Whether commas may stand before the noun.
    #[serde(default)]
    pub lists_before: bool,
    /// Words that end the name.
    pub stops: Vec<String>,
    /// Ends of words that belong to no office ("управление отходами").
    #[serde(default)]
    pub no_complement: Vec<String>,
}

/// What belongs to a post besides its noun; the comments in `posts.toml` explain each list.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct PostRules {
    /// Words, or beginnings of words, in front of the noun.
    pub before: Vec<String>,
    /// Words that open what follows the noun; empty where anything may.
    pub opens: Vec<String>,
    /// Words that end a post.
    pub stops: Vec<String>,
    /// Words behind which no name begins and with which no post ends.
    pub links: Vec<String>,
    /// Ends of Kazakh attributes before the noun, of Russian adjectives behind it.
    #[serde(default)]
    pub attributes: Vec<String>,
    /// Ends of Kazakh nouns that stand for several people.
    #[serde(default)]
    pub plurals: Vec<String>,
    /// Ends of Kazakh words for a seat.
    #[serde(default)]
    pub seats: Vec<String>,
    pub akims: Vec<String>,
}

/// Behaviour of names of places.
#[derive(Debug, Default, Deserialize)]
pub(super) struct PlaceRules {
    #[serde(default)]
    pub feminine: Vec<String>,
    #[serde(default)]
    pub unchanged: Vec<String>,
    #[serde(default)]
    pub plural: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub adjectives: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub periphrases: BTreeMap<String, String>,
}

/// Nouns of documents, and words for how many there are.
#[derive(Debug, Deserialize)]
pub(super) struct DocumentFile {
    pub document: Vec<DocumentWords>,
    pub quantities: Vec<String>,
    #[serde(default)]
    pub names: Vec<String>,
}

/// Nouns of one sort of document.
#[derive(Debug, Deserialize)]
pub(super) struct DocumentWords {
    pub kind: AgreementType,
    pub words: Vec<String>,
}

/// Nouns of events.
#[derive(Debug, Deserialize)]
pub(super) struct EventFile {
    pub words: Vec<String>,
    /// Words for sorts of visit, by the sort.
    pub kinds: BTreeMap<String, Vec<String>>,
}

/// Word lists in place of shipped ones, by their names below `assets/language` (`en/cues.toml`).
#[derive(Clone, Debug, Default)]
pub struct WordLists(BTreeMap<String, String>);

impl WordLists {
    /// Names of all files that may be replaced.
    pub fn names() -> impl Iterator<Item = String> {
        let of_languages =
            Locale::ALL.into_iter().flat_map(|l| NAMES.iter().map(move |n| format!("{l}/{n}")));
        of_languages.chain([SUFFIXES.0, DECLENSION.0, NAMES_OF_PEOPLE.0, WEIGHTS.0].map(str::to_owned))
    }

    /// Puts a text in place of the shipped file.
    pub fn replace(&mut self, name: String, text: String) {
        self.0.insert(name, text);
    }

    /// The text of a file, given as its name and the shipped text.
    pub(super) fn get<'a>(&'a self, (name, shipped): (&str, &'a str)) -> &'a str {
        self.0.get(name).map_or(shipped, String::as_str)
    }
}

/// Files of each language.
const NAMES: [&str; 11] = [
    "cues.toml",
    "stories.toml",
    "roles.tsv",
    "first_names.tsv",
    "calendar.toml",
    "documents.toml",
    "events.toml",
    "sentence.toml",
    "places.toml",
    "posts.toml",
    "grammar.toml",
];

/// The texts of one language's files.
pub(super) struct Files<'a> {
    locale: Locale,
    pub cues: &'a str,
    pub stories: &'a str,
    pub roles: &'a str,
    pub first_names: &'a str,
    calendar: &'a str,
    documents: &'a str,
    events: &'a str,
    sentence: &'a str,
    places: &'a str,
    posts: &'a str,
    grammar: &'a str,
}

macro_rules! shipped {
    ($lists:expr, $folder:literal, $name:literal) => {
        $lists.get((
            concat!($folder, "/", $name),
            include_str!(concat!("../../../../assets/language/", $folder, "/", $name)),
        ))
    };
}

macro_rules! files {
    ($locale:expr, $lists:expr, $folder:literal) => {
        Files {
            locale: $locale,
            cues: shipped!($lists, $folder, "cues.toml"),
            stories: shipped!($lists, $folder, "stories.toml"),
            roles: shipped!($lists, $folder, "roles.tsv"),
            first_names: shipped!($lists, $folder, "first_names.tsv"),
            calendar: shipped!($lists, $folder, "calendar.toml"),
            documents: shipped!($lists, $folder, "documents.toml"),
            events: shipped!($lists, $folder, "events.toml"),
            sentence: shipped!($lists, $folder, "sentence.toml"),
            places: shipped!($lists, $folder, "places.toml"),
            posts: shipped!($lists, $folder, "posts.toml"),
            grammar: shipped!($lists, $folder, "grammar.toml"),
        }
    };
}

impl<'a> Files<'a> {
    /// The files of a language.
    pub(super) fn of(locale: Locale, lists: &'a WordLists) -> Self {
        match locale {
            Locale::En => files!(locale, lists, "en"),
            Locale::Ru => files!(locale, lists, "ru"),
            Locale::Kk => files!(locale, lists, "kk"),
        }
    }

    /// The language.
    pub(super) fn locale(&self) -> Locale {
        self.locale
    }

    pub(super) fn calendar(&self) -> Result<Calendar, LexiconError> {
        self.read("calendar.toml", self.calendar)
    }

    pub(super) fn documents(&self) -> Result<DocumentFile, LexiconError> {
        self.read("documents.toml", self.documents)
    }

    pub(super) fn events(&self) -> Result<EventFile, LexiconError> {
        self.read("events.toml", self.events)
    }

    pub(super) fn sentence(&self) -> Result<SentenceFile, LexiconError> {
        self.read("sentence.toml", self.sentence)
    }

    pub(super) fn posts(&self) -> Result<PostRules, LexiconError> {
        self.read("posts.toml", self.posts)
    }

    pub(super) fn grammar(&self) -> Result<Grammar, LexiconError> {
        self.read("grammar.toml", self.grammar)
    }

    pub(super) fn places(&self) -> Result<PlaceRules, LexiconError> {
        self.read("places.toml", self.places)
    }

    /// Reads a TOML file; the error names it.
    pub(super) fn read<'t, T: Deserialize<'t>>(&self, name: &str, text: &'t str) -> Result<T, LexiconError> {
        toml::from_str(text)
            .map_err(|e| LexiconError { file: format!("{}/{name}", self.locale), reason: e.to_string() })
    }
}
