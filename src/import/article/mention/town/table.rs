//! Names of the table of small towns: known words that need a place around them to be believed.

use super::{OBLIQUE, can_be_town, cases};
use crate::{
    data::Locale,
    import::article::{
        case::{Case, Cases},
        lexicon::{Cue, Level, PlaceId, is_in},
        mention::{
            Context, Mentions, PlaceMention, PlaceRef,
            post::{Head, is_local_at},
        },
        text::Shape,
    },
};
use std::ops::Range;

/// "Торжк(а)" is Торжок, "Ельц(а)" Елец: the vowel that only the nominative has.
fn with_fleeting_vowel(bare: &str) -> Option<String> {
    const CONSONANTS: &str = "бвгджзклмнпрстфхцчшщь";
    let mut letters = bare.chars().rev();
    let (last, before) = (letters.next()?, letters.next()?);
    let stem = bare.strip_suffix(last)?;
    match last {
        _ if !CONSONANTS.contains(before) => None,
        'ц' => Some(format!("{}ец", stem.strip_suffix('ь').unwrap_or(stem))),
        'к' => Some(format!("{stem}ок")),
        _ => None,
    }
}

/// "Осиповичей", "Осиповичах" are Осиповичи: what a form can be of where the name is a plural.
fn plurals(printed: &str) -> impl Iterator<Item = String> + '_ {
    const ENDS: [(&str, &[&str]); 7] = [
        ("ами", &["ы", "и"]),
        ("ями", &["и"]),
        ("ов", &["ы", "и"]),
        ("ей", &["и"]),
        ("ам", &["ы", "и"]),
        ("ах", &["ы", "и"]),
        ("", &["ы", "и"]),
    ];
    let of = |(end, nominatives): &(&str, &'static [&'static str])| {
        printed.strip_suffix(end).map(|stem| nominatives.iter().map(move |n| format!("{stem}{n}")))
    };
    ENDS.iter().filter_map(of).flatten().collect::<Vec<_>>().into_iter()
}

/// Names of the table of towns that stand where a place is likely: behind a preposition or a word for a city,
/// before a mayor, with a country beside them.
pub(super) fn in_table(cx: Context<'_>, heads: &[Head], found: &Mentions) -> Vec<Range<usize>> {
    const LONGEST: usize = 3;
    let mut out = Vec::new();
    for start in 0..cx.text.words.len() {
        let saint = is_in(&cx.language.grammar.saints, cx.text.lower_word(start));
        // Parts of longer names may be words: "Thunder Bay", "Victoria Falls".
        let part = |w: usize| {
            cx.text.words.get(w).is_some_and(|x| x.shape == Shape::Title)
                && found.place_at(w).is_none_or(|p| p.weak || p.is_adjective())
        };
        let words = (1..=LONGEST).rev().map(|n| start..start + n).find(|words| {
            let rest = words.clone().skip(1).all(|w| cx.text.gap_before(w) == " " && part(w));
            let whole = rest && (words.len() > 1 && part(start) || !saint && can_be_town(cx, found, start));
            let known = |name: &String| cx.lexicon.places.towns_named(name).next().is_some();
            let in_table = || nominatives(cx, cx.text.span(words)).iter().any(known);
            let likely = || is_likely_place(cx, heads, found, words);
            // An English name is looked up quickly; what another can be the form of takes longer than its neighbours.
            let mut tests: [&dyn Fn() -> bool; 2] = [&likely, &in_table];
            if cx.language.locale == Locale::En {
                tests.reverse();
            }
            whole && tests.iter().all(|test| test())
        });
        out.extend(words);
    }
    out
}

fn is_likely_place(cx: Context<'_>, heads: &[Head], found: &Mentions, words: &Range<usize>) -> bool {
    let text = cx.text;
    let before = words.start.saturating_sub(1);
    let plain_before = words.start > 0 && text.gap_before(words.start) == " ";
    let plain_behind = text.gap_before(words.end) == " ";
    let led = |cues: &[Cue]| {
        plain_before
            && text.lower_word(before) != "на"
            && cues.iter().any(|cue| found.cues_beside(*cue, words).any(|c| c.words.end == words.start))
    };
    let city_word_behind = plain_behind
        && (found.cues_beside(Cue::CityWord, words).any(|c| c.words.start == words.end)
            || ["city", "town"].contains(&text.lower_word(words.end)));
    let mayor = |at: usize| is_local_at(heads, at);
    // "Schio, Italy", "Schio (Italy)".
    let country_behind = [", ", " ("].contains(&text.gap_before(words.end))
        && found.place_at(words.end).is_some_and(|p| !p.is_adjective());
    let adjective_before = plain_before && found.place_at(before).is_some_and(PlaceMention::is_adjective);
    let surname_behind = plain_behind
        && text.words.get(words.end).is_some_and(|w| matches!(w.shape, Shape::Title | Shape::Initial))
        && !cx.language.is_organisation(text.lower_word(words.end))
        && !mayor(words.end);
    // "Chairperson Takeo Hasebe": between a post and another capital stands a first name.
    let titled = heads.binary_search_by_key(&words.start, |h| h.words.end).is_ok();
    if titled && surname_behind && cx.language.locale == Locale::En {
        return false;
    }
    let ending = match cx.language.locale {
        Locale::Kk => cases(cx, words).any(&[Case::Dative, Case::Locative, Case::Ablative]),
        _ => false,
    };
    let of = cx.language.locale == Locale::En && plain_before && text.lower_word(before) == "of";
    // "Глава администрации Светлогорска", "представители Гижицко".
    let of_body = cx.language.locale == Locale::Ru && led(&[Cue::PublicBody, Cue::Group, Cue::Delegation]);
    // "The Galle Municipal Council".
    let council_behind = plain_behind
        && is_in(&cx.language.grammar.municipal, text.lower_word(words.end))
        && cx.language.is_organisation(text.lower_word(words.end + 1));
    city_word_behind
        || council_behind
        || is_listed_with_city(cx, found, words)
        || !surname_behind && is_visited(cx, found, words)
        || is_repeated(cx, words)
        || country_behind
        || led(&[Cue::CityWord])
        || plain_behind && mayor(words.end) && cx.language.locale == Locale::En
        || !surname_behind
            && (ending
                || of
                || of_body
                || adjective_before
                || led(&[Cue::PrepositionIn, Cue::PrepositionFrom]))
}

/// "посетила Рюэй-Мальмезон", "toured Dornbirn", "Багратионовск навестили гости": the object of a verb of coming.
fn is_visited(cx: Context<'_>, found: &Mentions, words: &Range<usize>) -> bool {
    found.cues_beside(Cue::Arrive, words).any(|c| {
        let verb = cx.text.lower_word(c.words.end - 1);
        let behind = c.words.end == words.start && cx.text.gap_before(words.start) == " ";
        let before = || {
            cx.language.locale == Locale::Ru
                && c.words.start == words.end
                && cx.text.gap_before(words.end) == " "
                && [Cue::Delegation, Cue::Group]
                    .into_iter()
                    .any(|cue| found.cues_beside(cue, &c.words).any(|g| g.words.start == c.words.end))
        };
        (behind || before()) && cx.language.grammar.direct.iter().any(|d| verb.starts_with(d.as_str()))
    })
}

/// An English word that is named again and stands alone everywhere, as the parts of people's names do not.
fn is_repeated(cx: Context<'_>, words: &Range<usize>) -> bool {
    let text = cx.text;
    if cx.language.locale != Locale::En {
        return false;
    }
    let name = text.span(words);
    let mut times = 0;
    for start in 0..text.words.len() {
        let here = start..start + words.len();
        if here.end > text.words.len()
            || text.word(start) != text.word(words.start)
            || text.span(&here) != name
        {
            continue;
        }
        let beside = |word: usize, gap: usize| {
            text.words.get(word).is_some_and(|w| w.shape.is_capital())
                && text.gap_before(gap) == " "
                && text.words[word].sentence == text.words[start].sentence
                && !cx.language.is_organisation(text.lower_word(word))
                && !cx.language.is_common(text.lower_word(word))
        };
        if start > 0 && beside(start - 1, start) || beside(here.end, here.end) {
            return false;
        }
        times += usize::from(!text.in_capitals(start));
    }
    times >= 2 && cx.language.first_name(text.word(words.start)).is_none()
}

/// "Rize, Ordu and Giresun": in one list with a city that is known.
fn is_listed_with_city(cx: Context<'_>, found: &Mentions, words: &Range<usize>) -> bool {
    let text = cx.text;
    let is_city = |word: usize| {
        found.place_at(word).is_some_and(|p| {
            let city = match p.place {
                PlaceRef::Known(id) => cx.lexicon.places.get(id).level == Level::City,
                PlaceRef::Town(_) => true,
            };
            city && !p.weak && !p.is_adjective()
        })
    };
    let and = |word: usize| is_in(&cx.language.grammar.and, text.lower_word(word));
    let behind = match text.gap_before(words.end) {
        ", " => is_city(words.end),
        " " => and(words.end) && is_city(words.end + 1),
        _ => false,
    };
    let before = match text.gap_before(words.start) {
        ", " if words.start > 0 => is_city(words.start - 1),
        " " if words.start >= 2 => and(words.start - 1) && is_city(words.start - 2),
        _ => false,
    };
    behind || before
}

/// The town of the table that a form can name; of namesakes one in a country that the text names.
pub(super) fn table_town(cx: Context<'_>, found: &Mentions, printed: &str) -> Option<PlaceId> {
    let names = nominatives(cx, printed);
    let all = || names.iter().flat_map(|name| cx.lexicon.places.towns_named(name));
    all().find(|id| is_at_issue(cx, found, *id)).or_else(|| all().next())
}

/// Whether the text names a place of the town's country.
pub(super) fn is_at_issue(cx: Context<'_>, found: &Mentions, town: PlaceId) -> bool {
    let places = &cx.lexicon.places;
    let country = places.country_of(town);
    found.places.iter().any(|p| match p.place {
        PlaceRef::Known(other) => places.country_of(other) == country,
        PlaceRef::Town(_) => false,
    })
}

/// What a form can be the form of, itself first.
pub(super) fn nominatives(cx: Context<'_>, printed: &str) -> Vec<String> {
    let mut out = vec![printed.to_owned()];
    match cx.language.locale {
        Locale::En => {}
        Locale::Ru => {
            let all = OBLIQUE.iter().fold(Cases::NONE, |s, c| s.with(Cases::of(*c)));
            for kind in ["noun", "person"] {
                out.extend(cx.language.declension.undo(kind, printed, all));
            }
            let full = |bare: &String| with_fleeting_vowel(bare);
            out.extend(out.iter().filter_map(full).collect::<Vec<_>>());
            out.extend(plurals(printed));
        }
        Locale::Kk => out.extend(cx.language.suffixes.bare_name(printed, &|_| true)),
    }
    out
}
