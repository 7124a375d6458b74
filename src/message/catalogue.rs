//! Message catalogues: the built-in ones, and a folder of an office's own on top of them.
//!
//! A message that is missing or cannot be formed is an error, never an empty place in a report.

use super::format::group_digits;
use crate::data::Locale;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use icu_collator::{CollatorBorrowed, CollatorPreferences, options::CollatorOptions};
use std::cmp::Ordering;
use std::path::{Path, PathBuf};
use unic_langid::LanguageIdentifier;

/// Largest catalogue file that is read, in bytes; the built-in ones have about 15,000.
const LARGEST_FILE: u64 = 1 << 20;

/// Why a message cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    /// No message has that id.
    #[error("there is no message \"{id}\" in the {locale} catalogue (messages/{locale}.ftl)")]
    Missing {
        /// Language of the catalogue.
        locale: Locale,
        /// The id asked for.
        id: String,
    },
    /// The message wants an argument that it was not given, or refers to a message that is not there.
    #[error("the message \"{id}\" of the {locale} catalogue cannot be formed: {problem}")]
    Format {
        /// Language of the catalogue.
        locale: Locale,
        /// The message.
        id: String,
        /// What Fluent says.
        problem: String,
    },
    /// A catalogue is not written as Fluent wants it.
    #[error("{file}, line {line}: this is not a Fluent message: {problem}")]
    Syntax {
        /// File.
        file: String,
        /// Line, from 1.
        line: usize,
        /// What Fluent says.
        problem: String,
    },
    /// A catalogue cannot be read.
    #[error("the message catalogue {} cannot be read: {problem}", file.display())]
    Read {
        /// File.
        file: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// No order of letters is known for the language.
    #[error("no alphabetical order is known for {0}")]
    Order(Locale),
}

/// A value for a `{ $name }` in a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// Text, put in as it is.
    Text(String),
    /// A number: chooses the plural form and is written with the language's separators.
    Number(f64),
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<f64> for Argument {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Argument {
    fn from(number: u32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<usize> for Argument {
    fn from(number: usize) -> Self {
        // Counts of visits and rows stay far below 2^53.
        Self::Number(number as f64)
    }
}

/// The messages of one language, with its alphabetical order.
pub struct Catalogue {
    locale: Locale,
    bundle: FluentBundle<FluentResource>,
    collator: CollatorBorrowed<'static>,
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalogue").field("locale", &self.locale).finish_non_exhaustive()
    }
}

impl Catalogue {
    /// The catalogue that is part of the program.
    ///
    /// ```
    /// use citybrief::{data::Locale, message::Catalogue};
    /// let ru = Catalogue::builtin(Locale::Ru)?;
    /// assert_eq!(ru.date("2019-11-05".parse()?)?, "5\u{a0}ноября\u{a0}2019\u{a0}г.");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Only if the program itself was built with a broken catalogue.
    pub fn builtin(locale: Locale) -> Result<Self, MessageError> {
        let file = format!("templates/messages/{locale}.ftl");
        let mut bundle = FluentBundle::new_concurrent(vec![language_identifier(locale)?]);
        // The marks would be visible in text that is copied out, and no report mixes directions.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(number_formatter(locale)));
        bundle.add_resource(parse(builtin_source(locale), &file)?).map_err(|errors| MessageError::Read {
            file: PathBuf::from(&file),
            problem: join_errors(&errors),
        })?;
        Ok(Self { locale, bundle, collator: collator(locale)? })
    }

    /// The built-in catalogue with the messages of `FOLDER/messages/LOCALE.ftl` in place of its own.
    ///
    /// The file may hold a few messages only, and new ones for templates of the office's own.
    ///
    /// # Errors
    /// If the file is there but cannot be read or is not Fluent.
    pub fn with_folder(locale: Locale, folder: &Path) -> Result<Self, MessageError> {
        let mut catalogue = Self::builtin(locale)?;
        let path = folder.join("messages").join(format!("{locale}.ftl"));
        if path.exists() {
            let resource = parse(&read(&path)?, &path.display().to_string())?;
            catalogue.bundle.add_resource_overriding(resource);
        }
        Ok(catalogue)
    }

    /// The language.
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// Whether there is such a message.
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    /// The text of a message that takes no arguments.
    ///
    /// # Errors
    /// As [`Self::text`].
    pub fn word(&self, id: &str) -> Result<String, MessageError> {
        self.text(id, &[])
    }

    /// The text of a message with its arguments.
    ///
    /// # Errors
    /// If there is no such message or it wants an argument that is not given.
    pub fn text(&self, id: &str, args: &[(&str, Argument)]) -> Result<String, MessageError> {
        let missing = || MessageError::Missing { locale: self.locale, id: id.to_owned() };
        let pattern = self.bundle.get_message(id).and_then(|m| m.value()).ok_or_else(missing)?;
        let args = fluent_args(args);
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        if errors.is_empty() {
            return Ok(text);
        }
        Err(MessageError::Format { locale: self.locale, id: id.to_owned(), problem: join_errors(&errors) })
    }

    /// Alphabetical order of the language.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        // Names that the language takes for equal still need one fixed order.
        self.collator.compare(a, b).then_with(|| a.cmp(b))
    }

    /// Sorts by the alphabetical order of the texts that `key` gives.
    pub fn sort_by_key<T>(&self, items: &mut [T], key: impl Fn(&T) -> &str) {
        items.sort_by(|a, b| self.compare(key(a), key(b)));
    }
}

fn builtin_source(locale: Locale) -> &'static str {
    match locale {
        Locale::En => include_str!("../../templates/messages/en.ftl"),
        Locale::Ru => include_str!("../../templates/messages/ru.ftl"),
        Locale::Kk => include_str!("../../templates/messages/kk.ftl"),
    }
}

fn language_identifier(locale: Locale) -> Result<LanguageIdentifier, MessageError> {
    locale.tag_with_region().parse().map_err(|_| MessageError::Order(locale))
}

fn collator(locale: Locale) -> Result<CollatorBorrowed<'static>, MessageError> {
    let language: icu_locale_core::Locale =
        locale.tag_with_region().parse().map_err(|_| MessageError::Order(locale))?;
    CollatorBorrowed::try_new(CollatorPreferences::from(&language), CollatorOptions::default())
        .map_err(|_| MessageError::Order(locale))
}

fn read(path: &Path) -> Result<String, MessageError> {
    let fail = |problem: String| MessageError::Read { file: path.to_path_buf(), problem };
    let size = std::fs::metadata(path).map_err(|e| fail(e.to_string()))?.len();
    if size > LARGEST_FILE {
        return Err(fail(format!("it has {size} bytes, more than the {LARGEST_FILE} that are allowed")));
    }
    std::fs::read_to_string(path).map_err(|e| fail(e.to_string()))
}

fn parse(source: &str, file: &str) -> Result<FluentResource, MessageError> {
    // Fluent counts a carriage return as text.
    let source = source.replace("\r\n", "\n");
    FluentResource::try_new(source).map_err(|(resource, errors)| {
        let (at, problem) =
            errors.first().map_or((0, String::from("unknown error")), |e| (e.pos.start, e.kind.to_string()));
        let before = resource.source().get(..at).unwrap_or_default();
        MessageError::Syntax { file: file.to_owned(), line: before.matches('\n').count() + 1, problem }
    })
}

fn fluent_args<'a>(args: &[(&'a str, Argument)]) -> FluentArgs<'a> {
    let mut fluent = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        match value {
            Argument::Text(text) => fluent.set(*name, text.clone()),
            Argument::Number(number) => fluent.set(*name, FluentNumber::from(*number)),
        }
    }
    fluent
}

fn join_errors(errors: &[impl ToString]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// How numbers inside messages are written; Fluent takes plain function pointers only.
fn number_formatter<M>(locale: Locale) -> fn(&FluentValue, &M) -> Option<String> {
    fn write(value: &FluentValue, locale: Locale) -> Option<String> {
        match value {
            FluentValue::Number(number) => Some(group_digits(locale, &number.as_string())),
            _ => None,
        }
    }
    match locale {
        Locale::En => |value, _| write(value, Locale::En),
        Locale::Ru => |value, _| write(value, Locale::Ru),
        Locale::Kk => |value, _| write(value, Locale::Kk),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn ids(locale: Locale) -> BTreeSet<String> {
        use fluent_bundle::FluentMessage;
        let resource = parse(builtin_source(locale), "").unwrap();
        let catalogue = Catalogue::builtin(locale).unwrap();
        let name = |line: &str| line.split_once(" =").map(|(id, _)| id.to_owned());
        resource
            .source()
            .lines()
            .filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(name)
            .inspect(|id| {
                assert!(catalogue.bundle.get_message(id).and_then(|m: FluentMessage| m.value()).is_some())
            })
            .collect()
    }

    #[test]
    fn all_catalogues_have_the_same_messages() {
        let en = ids(Locale::En);
        assert!(en.contains("section-key-points"));
        for locale in [Locale::Ru, Locale::Kk] {
            let other = ids(locale);
            assert_eq!(
                en.symmetric_difference(&other).collect::<Vec<_>>(),
                Vec::<&String>::new(),
                "{locale}"
            );
        }
    }

    #[test]
    fn messages_of_all_catalogues_want_the_same_arguments() {
        let wanted = |locale| -> Vec<(String, BTreeSet<String>)> {
            let mut all: Vec<(String, BTreeSet<String>)> = Vec::new();
            for line in builtin_source(locale).lines() {
                if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                    all.push((line.split_once(" =").unwrap().0.to_owned(), BTreeSet::new()));
                }
                if let Some((_, names)) = all.last_mut() {
                    names.extend(line.split('$').skip(1).map(|rest| {
                        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect()
                    }));
                }
            }
            all.sort();
            all
        };
        for locale in [Locale::Ru, Locale::Kk] {
            for (en, other) in wanted(Locale::En).iter().zip(&wanted(locale)) {
                assert_eq!(en, other, "{locale}");
            }
        }
    }

    #[test]
    fn plural_forms_follow_the_language() {
        let ru = Catalogue::builtin(Locale::Ru).unwrap();
        let visits = |n: usize| ru.text("visits-count", &[("count", n.into())]).unwrap();
        assert_eq!(visits(1), "1\u{a0}визит");
        assert_eq!(visits(3), "3\u{a0}визита");
        assert_eq!(visits(12), "12\u{a0}визитов");
        assert_eq!(visits(1021), "1\u{202f}021\u{a0}визит");
    }

    #[test]
    fn no_isolation_marks_in_texts() {
        let en = Catalogue::builtin(Locale::En).unwrap();
        let text = en.text("visits-count", &[("count", 2usize.into())]).unwrap();
        assert!(!text.contains(['\u{2068}', '\u{2069}']), "{text:?}");
    }

    #[test]
    fn what_is_missing_is_an_error() {
        let kk = Catalogue::builtin(Locale::Kk).unwrap();
        assert!(matches!(kk.word("no-such-message"), Err(MessageError::Missing { .. })));
        assert!(matches!(kk.word("visits-count"), Err(MessageError::Format { .. })));
    }

    #[test]
    fn a_folder_overrides_and_adds() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("messages")).unwrap();
        let file = folder.path().join("messages/en.ftl");
        std::fs::write(&file, "section-key-points = In short\r\nour-own = Ours\n").unwrap();
        let en = Catalogue::with_folder(Locale::En, folder.path()).unwrap();
        assert_eq!(en.word("section-key-points").unwrap(), "In short");
        assert_eq!(en.word("our-own").unwrap(), "Ours");
        assert_eq!(en.word("section-agenda").unwrap(), "Agenda");

        std::fs::write(&file, "good = Good\n\nbad one\n").unwrap();
        let error = Catalogue::with_folder(Locale::En, folder.path()).unwrap_err().to_string();
        assert!(error.contains("en.ftl, line 3"), "{error}");
    }

    #[test]
    fn order_is_that_of_the_language() {
        let kk = Catalogue::builtin(Locale::Kk).unwrap();
        let mut names = ["Ұлытау", "Өскемен", "Алматы", "Әбіш", "Орал", "Елена"];
        kk.sort_by_key(&mut names, |n| n);
        assert_eq!(names, ["Алматы", "Әбіш", "Елена", "Орал", "Өскемен", "Ұлытау"]);
    }
}
