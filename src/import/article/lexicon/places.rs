//! Places with all their forms in a language: cases, adjectives, paraphrases.
//!
//! Wraps the gazetteer of `data`; knows nothing of texts. Start with [`Places::entries`].

use super::{Entry, PlaceForm, files::PlaceRules};
use crate::{
    data::{
        CityId, CountryCode, Gazetteer, Locale, PartialDate, PlaceName, city_regions, fold_name,
        fold_name_into, hash_name, towns,
    },
    import::article::{
        case::{Case, Cases},
        pattern::Pattern,
        russian::{Declension, decline_phrase},
    },
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, OnceLock},
};

/// Number of a place in [`Places`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PlaceId(pub u32);

/// City, region or country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Level {
    /// A city or town.
    City,
    /// An oblast, province, republic within a state.
    Region,
    /// A state.
    Country,
}

/// A place.
#[derive(Debug)]
pub(crate) struct Place {
    /// What it is.
    pub level: Level,
    /// Usual English name.
    pub en: Cow<'static, str>,
    /// State it belongs to, or is.
    pub country: CountryCode,
    /// Inhabitants, 0 where not known.
    pub population: u32,
    /// Capital of a country, centre of a region.
    pub centre: Option<PlaceId>,
    /// Region that a city lies in.
    pub region: Option<PlaceId>,
    /// Region that it lay in before that one was made.
    pub former_region: Option<PlaceId>,
    names: Vec<PlaceName>,
}

impl Place {
    /// The English name that held in the same time as another name of the place.
    pub(crate) fn english_name_of(
        &self,
        from: Option<PartialDate>,
        to: Option<PartialDate>,
    ) -> Option<String> {
        let same_time = |n: &&PlaceName| n.lang.primary() == "en" && n.from == from && n.to == to;
        self.names.iter().find(same_time).map(|n| n.name.clone())
    }
}

/// All places of the gazetteer.
#[derive(Debug)]
pub(crate) struct Places {
    all: Vec<Place>,
    countries: BTreeMap<CountryCode, PlaceId>,
    /// Towns that the matcher does not look for, by the hash of the folded name, the largest first. The names
    /// themselves would cost as much time at every start as all the rest; that two names share one of 64-bit hashes is
    /// too unlikely to matter.
    towns: Vec<(u64, PlaceId)>,
    /// Made when the first misspelt name is looked up.
    spellings: OnceLock<Spellings>,
    /// Made when the first transliterated name is looked up.
    by_country: OnceLock<HashMap<CountryCode, Within>>,
}

/// Places within a country.
#[derive(Debug, Default)]
struct Within {
    /// Cities, towns and regions.
    all: Vec<PlaceId>,
    /// Towns by their sound; `None` where several share one.
    by_sound: OnceLock<HashMap<String, Option<PlaceId>>>,
}

/// English names of the cities that the matcher looks for, by what misspelt ones share with them.
#[derive(Debug, Default)]
struct Spellings {
    by_sound: HashMap<String, Vec<PlaceId>>,
    /// By the first letter and the number of letters.
    by_beginning: HashMap<(char, usize), Vec<PlaceId>>,
}

impl Spellings {
    fn of(places: &Places) -> Self {
        let mut out = Self::default();
        for (id, place) in places.numbered().filter(|(_, p)| p.level == Level::City && !p.names.is_empty()) {
            out.by_sound.entry(sound(&place.en)).or_default().push(id);
            let Some(first) = place.en.chars().next() else { continue };
            out.by_beginning.entry((first, place.en.chars().count())).or_default().push(id);
        }
        out
    }
}

impl Places {
    /// Takes over the gazetteer.
    pub(crate) fn new(gazetteer: &Gazetteer) -> Self {
        let mut places = Self {
            all: Vec::new(),
            countries: BTreeMap::new(),
            towns: Vec::new(),
            spellings: OnceLock::new(),
            by_country: OnceLock::new(),
        };
        let mut cities: HashMap<CityId, PlaceId> = HashMap::new();
        for city in gazetteer.cities() {
            let names = weigh(city.all_names().collect());
            let population = city.population.unwrap_or(0);
            let id = places.add(Level::City, city.en.clone().into(), &city.country, names);
            places.all[id.0 as usize].population = population;
            cities.insert(city.id, id);
        }
        for country in gazetteer.countries() {
            let names =
                weigh(country.all_names().chain(country.adjectives.iter().map(mark_adjective)).collect());
            let id = places.add(Level::Country, country.en.clone().into(), &country.code, names);
            places.all[id.0 as usize].centre = country.capital.and_then(|c| cities.get(&c).copied());
            places.countries.insert(country.code.clone(), id);
        }
        let mut regions: HashMap<&str, PlaceId> = HashMap::new();
        for region in gazetteer.regions() {
            let names = weigh(region.all_names().collect());
            let id = places.add(Level::Region, region.en.clone().into(), &region.country, names);
            places.all[id.0 as usize].centre = region.centre.and_then(|c| cities.get(&c).copied());
            regions.insert(region.id.as_str(), id);
        }
        for (city, region) in city_regions() {
            if let Some(id) = cities.get(&city) {
                let place = &mut places.all[id.0 as usize];
                place.former_region = place.region.and(regions.get(region).copied());
                place.region = place.region.or_else(|| regions.get(region).copied());
            }
        }
        places.add_towns(&regions);
        places
    }

    fn add_towns(&mut self, regions: &HashMap<&str, PlaceId>) {
        let mut folded = String::new();
        for town in towns() {
            let country = CountryCode(town.country.to_owned());
            let id = self.add(Level::City, town.en.into(), &country, Vec::new());
            self.all[id.0 as usize].region = regions.get(town.region).copied();
            for name in std::iter::once(town.en).chain(town.ru.split('|').filter(|n| !n.is_empty())) {
                fold_name_into(name, &mut folded);
                self.towns.push((hash_name(&folded), id));
            }
        }
        self.towns.sort_unstable();
        self.towns.dedup();
    }

    /// Towns of that name, English or Russian, the largest first.
    pub(crate) fn towns_named(&self, name: &str) -> impl Iterator<Item = PlaceId> {
        let hash = hash_name(&fold_name(name));
        let first = self.towns.partition_point(|(h, _)| *h < hash);
        self.towns[first..].iter().take_while(move |(h, _)| *h == hash).map(|(_, id)| *id)
    }

    fn add(
        &mut self,
        level: Level,
        en: Cow<'static, str>,
        country: &CountryCode,
        names: Vec<PlaceName>,
    ) -> PlaceId {
        let id = PlaceId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        let country = country.clone();
        self.all.push(Place {
            level,
            en,
            country,
            population: 0,
            centre: None,
            region: None,
            former_region: None,
            names,
        });
        id
    }

    fn numbered(&self) -> impl Iterator<Item = (PlaceId, &Place)> {
        (0..).map(PlaceId).zip(&self.all)
    }

    /// The place with that number.
    pub(crate) fn get(&self, id: PlaceId) -> &Place {
        &self.all[id.0 as usize]
    }

    /// The state of a place, as a place.
    pub(crate) fn country_of(&self, id: PlaceId) -> Option<PlaceId> {
        self.countries.get(&self.get(id).country).copied()
    }

    /// Regions of a state with their names in a language.
    pub(crate) fn regions_of<'a>(
        &'a self,
        country: &'a CountryCode,
        locale: Locale,
    ) -> impl Iterator<Item = (PlaceId, &'a str)> {
        let regions = self.numbered().filter(|(_, p)| p.level == Level::Region && p.country == *country);
        regions.flat_map(move |(id, p)| {
            let own = p.names.iter().filter(move |n| n.lang.primary() == locale.code());
            own.map(move |n| (id, n.name.as_str()))
        })
    }

    /// The state with that code.
    pub(crate) fn country(&self, code: &CountryCode) -> Option<PlaceId> {
        self.countries.get(code).copied()
    }

    /// English name of the state with that code.
    pub(crate) fn country_name(&self, code: &CountryCode) -> Option<&str> {
        Some(self.get(self.country(code)?).en.as_ref())
    }

    /// The only city whose English name sounds like a word or differs from it by one letter.
    pub(crate) fn city_like(&self, word: &str) -> Option<PlaceId> {
        const SHORTEST: usize = 6;
        let letters = word.chars().count();
        if letters < SHORTEST {
            return None;
        }
        let spellings = self.spellings.get_or_init(|| Spellings::of(self));
        let near = |id: &PlaceId| self.get(*id).en.len().abs_diff(word.len()) <= 3;
        let sounding = spellings.by_sound.get(&sound(word)).into_iter().flatten();
        let first = word.chars().next()?;
        let beside = (letters - 1..=letters + 1).filter_map(|n| spellings.by_beginning.get(&(first, n)));
        let one_letter = |id: &&PlaceId| strsim::damerau_levenshtein(&self.get(**id).en, word) == 1;
        let like: BTreeSet<PlaceId> =
            sounding.chain(beside.flatten().filter(one_letter)).copied().filter(near).collect();
        like.first().copied().filter(|_| like.len() == 1)
    }

    /// The province, or else the largest city or town, of a country by its English name without the word for its kind.
    pub(crate) fn of_country(&self, country: &CountryCode, name: &str) -> Option<PlaceId> {
        let bare = |en: &str| fold_name(en.split(' ').next().unwrap_or(en).trim_end_matches('\''));
        let wanted = fold_name(name);
        let rank = |id: &PlaceId| {
            let place = self.get(*id);
            (place.level == Level::Region, place.population, std::cmp::Reverse(*id))
        };
        let all = self.by_country().get(country)?.all.iter().copied();
        all.filter(|id| bare(&self.get(*id).en) == wanted).max_by_key(rank)
    }

    /// The only town of some countries whose English name sounds like a transliterated word. Where names are written in
    /// Cyrillic letters anyway, those of the text stand.
    pub(crate) fn town_sounding<'a>(
        &self,
        word: &str,
        countries: impl IntoIterator<Item = &'a CountryCode>,
    ) -> Option<PlaceId> {
        const CYRILLIC: [&str; 9] = ["RU", "BY", "UA", "KZ", "KG", "TJ", "BG", "RS", "MK"];
        let by_country = self.by_country();
        let wanted = bare_sound(word);
        let foreign = countries.into_iter().filter(|c| !CYRILLIC.contains(&c.0.as_str()));
        let mut like = foreign.filter_map(|c| {
            let within = by_country.get(c)?;
            *within.by_sound.get_or_init(|| self.sounds_of(&within.all)).get(&wanted)?
        });
        let only = like.next()?;
        like.next().is_none().then_some(only)
    }

    fn by_country(&self) -> &HashMap<CountryCode, Within> {
        self.by_country.get_or_init(|| {
            let mut out: HashMap<CountryCode, Within> = HashMap::new();
            for (id, place) in self.numbered().filter(|(_, p)| p.level != Level::Country) {
                match out.get_mut(&place.country) {
                    Some(within) => within.all.push(id),
                    None => {
                        _ = out.insert(place.country.clone(), Within { all: vec![id], ..Within::default() })
                    }
                }
            }
            out
        })
    }

    fn sounds_of(&self, within: &[PlaceId]) -> HashMap<String, Option<PlaceId>> {
        let mut out: HashMap<String, Option<PlaceId>> = HashMap::new();
        // Cities of the gazetteer have names; a town is known by its English one alone.
        let is_town = |id: &&PlaceId| self.get(**id).level == Level::City && self.get(**id).names.is_empty();
        for id in within.iter().filter(is_town) {
            let one = out.entry(bare_sound(&self.get(*id).en)).or_insert(Some(*id));
            *one = one.filter(|other| other == id);
        }
        out
    }

    /// Every form of every place that a text in the language can show.
    pub(super) fn entries(
        &self,
        locale: Locale,
        declension: &Declension,
        rules: &PlaceRules,
    ) -> Vec<(Pattern, Entry)> {
        let mut out = Vec::new();
        let forms = Forms { locale, declension, rules };
        for (id, place) in self.numbered() {
            // Where no Kazakh name is known, Kazakh press prints the Russian one.
            let own = place.names.iter().any(|n| n.lang.primary() == locale.code());
            let code = if own || locale != Locale::Kk { locale.code() } else { Locale::Ru.code() };
            let adjective = |n: &PlaceName| n.name.starts_with(ADJECTIVE);
            let of_language =
                |n: &&PlaceName| n.lang.primary() == code && (code == locale.code() || !adjective(n));
            for name in place.names.iter().filter(of_language) {
                forms.of_name(id, place, name, &mut out);
            }
        }
        let named = self.by_name(locale);
        for (phrase, target) in &rules.periphrases {
            let Some((level, name)) = target.split_once(':') else { continue };
            let level = match level {
                "city" => Level::City,
                "region" => Level::Region,
                _ => Level::Country,
            };
            if let Some(id) = named.get(&(level, name)) {
                forms.of_periphrase(*id, phrase, &mut out);
            }
        }
        out
    }

    /// Places by level and name in the language, the largest of namesakes.
    fn by_name(&self, locale: Locale) -> HashMap<(Level, &str), PlaceId> {
        let mut out: HashMap<(Level, &str), (u32, PlaceId)> = HashMap::new();
        for (id, place) in self.numbered() {
            for name in place.names.iter().filter(|n| n.lang.primary() == locale.code()) {
                let largest = out.entry((place.level, name.name.as_str())).or_insert((place.population, id));
                *largest = (*largest).max((place.population, id));
            }
        }
        out.into_iter().map(|(key, (_, id))| (key, id)).collect()
    }
}

/// A name by its sound: what the ways of writing foreign names in Latin letters differ in is dropped.
fn sound(name: &str) -> String {
    const SAME: [(&str, &str); 12] = [
        ("shch", "s"),
        ("kh", "h"),
        ("sh", "s"),
        ("ch", "c"),
        ("zh", "z"),
        ("ts", "c"),
        ("dj", "z"),
        ("j", "z"),
        ("y", "i"),
        ("w", "v"),
        ("q", "k"),
        ("ii", "i"),
    ];
    let mut out = fold_name(name);
    for (from, to) in SAME {
        if out.contains(from) {
            out = out.replace(from, to);
        }
    }
    out
}

/// The sound of a name that came through Cyrillic letters: without hyphens, `dz` as `z`, `ng` as `n`.
fn bare_sound(name: &str) -> String {
    let mut out = sound(name);
    out.retain(char::is_alphanumeric);
    out.replace("dz", "z").replace("ng", "n")
}

/// A main name that stands again with `~` is weak.
fn weigh(names: Vec<PlaceName>) -> Vec<PlaceName> {
    let weak: Vec<(String, String)> =
        names.iter().filter(|n| n.weak).map(|n| (n.lang.primary().to_owned(), n.name.clone())).collect();
    let mut out: Vec<PlaceName> = Vec::new();
    for mut name in names {
        name.weak |= weak.iter().any(|(l, n)| *l == name.lang.primary() && *n == name.name);
        if !out.iter().any(|o| o.lang == name.lang && o.name == name.name) {
            out.push(name);
        }
    }
    out
}

/// Adjectives travel in the list of names with this mark in front.
const ADJECTIVE: char = '-';

fn mark_adjective(name: &PlaceName) -> PlaceName {
    PlaceName { name: format!("{ADJECTIVE}{}", name.name), ..name.clone() }
}

/// Makes the forms of one language.
struct Forms<'a> {
    locale: Locale,
    declension: &'a Declension,
    rules: &'a PlaceRules,
}

impl Forms<'_> {
    fn of_name(&self, id: PlaceId, place: &Place, name: &PlaceName, out: &mut Vec<(Pattern, Entry)>) {
        let paraphrase = name.name.split(' ').count() > 1 && name.name.starts_with(char::is_lowercase);
        let form = PlaceForm {
            place: id,
            cases: Cases::NONE,
            weak: name.weak && !paraphrase,
            small: paraphrase,
            former: name.to.is_some().then(|| Arc::new(name.clone())),
            english: (self.locale == Locale::En).then(|| Arc::from(name.name.as_str())),
            stem: false,
            inhabitants: false,
        };
        if let Some(adjective) = name.name.strip_prefix(ADJECTIVE) {
            return self.of_adjective(form, adjective, out);
        }
        for spelling in spellings(&name.name) {
            match self.locale {
                Locale::En => self.of_english(&form, place.level, &spelling, out),
                Locale::Ru => self.of_russian(&form, place.level, &spelling, out),
                Locale::Kk => out
                    .push((Pattern::stem(&spelling), Entry::Place(PlaceForm { stem: true, ..form.clone() }))),
            }
        }
    }

    fn of_english(&self, form: &PlaceForm, level: Level, name: &str, out: &mut Vec<(Pattern, Entry)>) {
        out.push((Pattern::phrase(name), Entry::Place(form.clone())));
        let stem = (level == Level::Region).then(|| name.strip_suffix(" Region")).flatten();
        for kind in ["oblast", "province", "territory"] {
            out.extend(stem.map(|s| (Pattern::phrase(&format!("{s} {kind}")), Entry::Place(form.clone()))));
        }
        out.extend(stem.map(|s| (Pattern::phrase(&format!("region of {s}")), Entry::Place(form.clone()))));
    }

    fn of_russian(&self, form: &PlaceForm, level: Level, name: &str, out: &mut Vec<(Pattern, Entry)>) {
        let mut forms: BTreeMap<String, Cases> = BTreeMap::new();
        for (text, case) in self.declined(name) {
            let cases = forms.entry(text).or_default();
            *cases = cases.with(Cases::of(case));
        }
        for (text, cases) in forms {
            out.push((Pattern::phrase(&text), Entry::Place(PlaceForm { cases, ..form.clone() })));
        }
        if level == Level::City && !form.small {
            self.adjectives(name).iter().for_each(|stem| self.of_adjective(form.clone(), stem, out));
        }
    }

    /// Cases of a Russian name by the rules of the list, then by its endings.
    fn declined(&self, name: &str) -> Vec<(String, Case)> {
        let cases = [Case::Genitive, Case::Dative, Case::Accusative, Case::Instrumental, Case::Locative];
        if let Some(forms) = self.rules.plural.get(name) {
            let oblique = forms.iter().cloned().zip(cases);
            return std::iter::once((name.to_owned(), Case::Nominative)).chain(oblique).collect();
        }
        if self.rules.unchanged.iter().any(|n| n == name) {
            return std::iter::once(Case::Nominative).chain(cases).map(|c| (name.to_owned(), c)).collect();
        }
        let noun = name.rsplit([' ', '-']).next().unwrap_or(name).to_lowercase();
        let masculine = name.ends_with('ь') && !self.rules.feminine.iter().any(|n| n.to_lowercase() == noun);
        if let Some(cut) = name.find("-на-") {
            let (first, rest) = name.split_at(cut);
            let forms = decline_phrase(self.declension, "noun", first);
            return forms.into_iter().map(|(f, c)| (format!("{f}{rest}"), c)).collect();
        }
        // "Петропавловска-Камчатского": both parts change where the last is an adjective.
        if let Some((first, last)) = name.rsplit_once('-').filter(|(_, l)| self.declension.is_adjective(l)) {
            let lasts = decline_phrase(self.declension, "noun", last);
            let both = self.declined(first).into_iter().zip(lasts);
            return both.map(|((first, case), (last, _))| (format!("{first}-{last}"), case)).collect();
        }
        let forms = decline_phrase(self.declension, if masculine { "person" } else { "noun" }, name);
        let inanimate = |(form, case): (String, Case)| match case {
            Case::Accusative if masculine => (name.to_owned(), case),
            _ => (form, case),
        };
        let mut forms: Vec<(String, Case)> = forms.into_iter().map(inanimate).collect();
        if masculine {
            // The list of feminine names cannot be whole, and no form of one gender is another case of the other.
            forms.extend(decline_phrase(self.declension, "noun", name));
        }
        forms
    }

    /// Stems of the adjectives of a Russian name.
    fn adjectives(&self, name: &str) -> Vec<String> {
        if let Some(stems) = self.rules.adjectives.get(name) {
            return stems.clone();
        }
        let lower = name.to_lowercase();
        if lower.contains(' ') || lower.chars().count() < 4 {
            return Vec::new();
        }
        let stem = lower.trim_end_matches(['а', 'я', 'ь', 'й', 'ы', 'и', 'у', 'о', 'е']);
        match lower.chars().last() {
            _ if lower.ends_with("ск") => vec![lower],
            Some('ы' | 'и' | 'у' | 'о' | 'е') => vec![format!("{stem}инск")],
            Some('ц') => vec![format!("{}цк", &lower[..lower.len() - 'ц'.len_utf8()])],
            _ => vec![format!("{stem}ск")],
        }
    }

    fn of_adjective(&self, form: PlaceForm, adjective: &str, out: &mut Vec<(Pattern, Entry)>) {
        let cases = Cases::of(Case::Adjective);
        let entry =
            PlaceForm { cases, small: self.locale == Locale::Ru, stem: self.locale == Locale::Ru, ..form };
        let pattern = if entry.stem { Pattern::stem(adjective) } else { Pattern::phrase(adjective) };
        out.push((pattern, Entry::Place(entry)));
    }

    fn of_periphrase(&self, id: PlaceId, phrase: &str, out: &mut Vec<(Pattern, Entry)>) {
        let small = phrase.starts_with(char::is_lowercase);
        let form = PlaceForm {
            place: id,
            cases: Cases::NONE,
            weak: false,
            small,
            former: None,
            english: None,
            stem: false,
            // "Павлодарцы", the only single words there that are written small.
            inhabitants: self.locale == Locale::Ru && small && !phrase.contains(' '),
        };
        match self.locale {
            Locale::Ru => self.of_russian(&form, Level::Country, phrase, out),
            Locale::Kk => {
                out.push((Pattern::stem(phrase), Entry::Place(PlaceForm { stem: true, ..form })));
            }
            Locale::En => out.push((Pattern::phrase(phrase), Entry::Place(form))),
        }
    }
}

/// A name and what else it is written like: ё as е, hyphen as space, saint in short.
fn spellings(name: &str) -> Vec<String> {
    let mut out = vec![name.to_owned()];
    let mut also = |other: String| {
        if !out.contains(&other) {
            out.push(other);
        }
    };
    also(name.replace('ё', "е").replace('Ё', "Е"));
    if let Some(rest) = name.strip_prefix("Saint ").or_else(|| name.strip_prefix("St. ")) {
        ["Saint ", "St. ", "St ", "Saint-", "St.-"].iter().for_each(|s| also(format!("{s}{rest}")));
    }
    out
}
