//! Who acts in a sentence: posts, people and groups, each with the place it belongs to and its case.

use crate::{
    data::Locale,
    import::article::{
        case::{Case, Cases},
        lexicon::{Cue, PostClass, is_in},
        mention::{Context, CueMention, Mentions, PersonId, PlaceMention, PlaceRef},
    },
};
use std::ops::Range;

/// Sort of actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ActorKind {
    /// Somebody with a post or a name.
    Person,
    /// A delegation or guests: visitors by what they are called.
    Delegation,
    /// Businessmen, representatives and the like.
    Group,
}

/// An actor in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Actor {
    pub kind: ActorKind,
    pub words: Range<usize>,
    pub sentence: usize,
    pub place: Option<PlaceRef>,
    /// Where it is a guest: "Omsk's guests", "гости Омска".
    pub guest_of: Option<PlaceRef>,
    /// Place mentions that belong to the actor and so are no locations.
    pub owned: Vec<usize>,
    pub person: Option<PersonId>,
    pub class: Option<PostClass>,
    pub cases: Cases,
    /// Whether only an adjective names the place ("the Omsk delegation" may be the region's).
    pub loose: bool,
    /// Whether a group is of an authority: officials, members of a council.
    pub official: bool,
    /// One of several named one after the other with their places, "respectively".
    pub listed: bool,
}

impl Actor {
    /// Whether the actor can be who does it; unknown cases can be anything.
    pub(super) fn can_be(&self, case: Case) -> bool {
        self.cases.is_empty() || self.cases.has(case)
    }
}

/// All actors in order of their words.
pub(super) fn find(cx: Context<'_>, found: &Mentions) -> Vec<Actor> {
    let mut out = posts(cx, found);
    out.extend(bare_people(cx, found, &out));
    let groups = groups(cx, found).into_iter().chain(inhabitants(cx, found));
    let groups: Vec<Actor> = groups.filter(|g| !inside(&out, g)).collect();
    out.extend(groups);
    out.sort_by_key(|a| (a.words.start, a.words.end));
    out.dedup_by(|b, a| a.words == b.words && a.kind == b.kind);
    share_sides(found, &mut out);
    out
}

/// "From the Chinese side Vice Mayor A took part": people behind a side with a place are of that place.
fn share_sides(found: &Mentions, actors: &mut [Actor]) {
    let is_side = |a: &Actor| {
        found
            .cues_beside(Cue::Side, &a.words)
            .any(|c| a.words.start <= c.words.start && c.words.end <= a.words.end)
    };
    let mut side: Option<(usize, PlaceRef)> = None;
    for actor in actors.iter_mut() {
        if is_side(actor) {
            side = actor.place.clone().map(|place| (actor.sentence, place));
        } else if let Some((sentence, place)) = &side
            && *sentence == actor.sentence
            && actor.kind == ActorKind::Person
            && actor.place.is_none()
        {
            actor.place = Some(place.clone());
        }
    }
}

fn inside(actors: &[Actor], group: &Actor) -> bool {
    actors.iter().any(|a| a.words.start <= group.words.start && group.words.start < a.words.end)
}

fn posts(cx: Context<'_>, found: &Mentions) -> Vec<Actor> {
    let live = found.posts.iter().filter(|p| {
        !p.former
            && !matches!(p.class, PostClass::Press | PostClass::Sport)
            && !is_attribution(cx, found, &p.phrase)
    });
    live.map(|p| Actor {
        kind: ActorKind::Person,
        words: p.extent(),
        sentence: cx.text.words[p.head.start].sentence,
        place: p.place.clone(),
        guest_of: None,
        owned: owned(found, &p.extent()),
        person: p.person,
        class: Some(p.class),
        cases: p.cases,
        loose: false,
        official: false,
        listed: p.listed,
    })
    .collect()
}

/// Place mentions (by number) within some words.
fn owned(found: &Mentions, words: &Range<usize>) -> Vec<usize> {
    let inside = |p: &PlaceMention| words.start <= p.words.start && p.words.end <= words.end;
    found.places.iter().enumerate().filter(|(_, p)| inside(p)).map(|(i, _)| i).collect()
}

/// "The press service of the mayor informs": the mayor does not act.
fn is_attribution(cx: Context<'_>, found: &Mentions, phrase: &Range<usize>) -> bool {
    let (before, behind) = match cx.language.locale {
        Locale::Kk => (0, 4),
        _ => (6, 0),
    };
    let service = |c: &CueMention| {
        let near_before = c.words.end <= phrase.start && phrase.start - c.words.end <= before;
        let near_behind = c.words.start >= phrase.end && c.words.start - phrase.end < behind;
        let same = cx.text.words[c.words.start].sentence == cx.text.words[phrase.start].sentence;
        let word = cx.text.lower_word(c.words.start);
        let is_service = cx.language.grammar.press.iter().any(|w| word.starts_with(w.as_str()));
        same && is_service && (near_before || near_behind)
    };
    found.cues_of(Cue::Source).any(service)
}

fn bare_people(cx: Context<'_>, found: &Mentions, posts: &[Actor]) -> Vec<Actor> {
    let mut out = Vec::new();
    for (number, person) in found.people.iter().enumerate() {
        let id = PersonId(number);
        let post = found.posts.iter().find(|p| p.person == Some(id) && !p.former);
        let free =
            |w: &&Range<usize>| !posts.iter().any(|a| a.words.start <= w.start && w.end <= a.words.end);
        out.extend(person.mentions.iter().filter(free).map(|words| Actor {
            kind: ActorKind::Person,
            words: words.clone(),
            sentence: cx.text.words[words.start].sentence,
            place: post.and_then(|p| p.place.clone()),
            guest_of: None,
            owned: Vec::new(),
            person: Some(id),
            class: post.map(|p| p.class),
            cases: name_cases(cx, words),
            loose: false,
            official: false,
            listed: post.is_some_and(|p| p.listed),
        }));
    }
    out
}

/// Cases that the words of a name show by themselves.
fn name_cases(cx: Context<'_>, words: &Range<usize>) -> Cases {
    match cx.language.locale {
        Locale::En => Cases::NONE,
        Locale::Ru => cx.language.first_name(cx.text.word(words.start)).map_or(Cases::NONE, |f| f.cases),
        Locale::Kk => cx.language.suffixes.cases_by_end(cx.text.lower_word(words.end - 1)),
    }
}

fn groups(cx: Context<'_>, found: &Mentions) -> Vec<Actor> {
    let nouns = found.cues.iter().filter_map(|c| match c.cue {
        Cue::Delegation => Some((ActorKind::Delegation, c)),
        Cue::Group => Some((ActorKind::Group, c)),
        _ => None,
    });
    // "were guests of Tübingen": the noun is part of a verb there.
    let verbal = |words: &Range<usize>| {
        found.beside(words).iter().any(|c| {
            matches!(c.cue, Cue::Arrive | Cue::ReceivedBy)
                && c.words.len() > words.len()
                && c.words.start <= words.start
                && words.end <= c.words.end
        })
    };
    nouns
        .filter(|(_, cue)| !verbal(&cue.words))
        .map(|(kind, cue)| {
            let beside = places_beside(cx, found, &cue.words);
            let first = beside.iter().min_by_key(|i| (level(cx, &found.places[**i].place), **i)).copied();
            let start = beside.iter().map(|i| found.places[*i].words.start).min().unwrap_or(cue.words.start);
            let end = beside.iter().map(|i| found.places[*i].words.end).max().unwrap_or(cue.words.end);
            let place = first.map(|i| found.places[i].place.clone());
            let received =
                kind == ActorKind::Delegation && first.is_some_and(|i| is_guest_of(cx, found, &cue.words, i));
            let (place, guest_of) = if received { (None, place) } else { (place, None) };
            Actor {
                kind,
                words: start.min(cue.words.start)..end.max(cue.words.end),
                sentence: cx.text.words[cue.words.start].sentence,
                place,
                guest_of,
                owned: beside,
                person: None,
                class: None,
                loose: first.is_some_and(|i| found.places[i].is_adjective()),
                official: is_begun(&cx.language.grammar.authorities, cx.text.lower_word(cue.words.end - 1))
                    || found.has_cue(Cue::PublicBody, &(start.min(cue.words.start)..end.max(cue.words.end))),
                listed: false,
                cases: group_cases(cx, cue.words.end - 1),
            }
        })
        .collect()
}

/// "Павлодарцы", "бішкектіктер".
fn inhabitants<'a>(cx: Context<'a>, found: &'a Mentions) -> impl Iterator<Item = Actor> + 'a {
    let people = found.places.iter().enumerate().filter(|(_, p)| p.inhabitants);
    people.map(move |(number, place)| Actor {
        kind: ActorKind::Group,
        words: place.words.clone(),
        sentence: cx.text.words[place.words.start].sentence,
        place: Some(place.place.clone()),
        guest_of: None,
        owned: vec![number],
        person: None,
        class: None,
        cases: match cx.language.locale {
            Locale::Kk => cx.language.suffixes.cases_of_noun(cx.text.lower_word(place.words.end - 1)),
            _ => place.cases,
        },
        loose: true,
        official: false,
        listed: false,
    })
}

pub(super) fn level(cx: Context<'_>, place: &PlaceRef) -> crate::import::article::lexicon::Level {
    match place {
        PlaceRef::Known(id) => cx.lexicon.places.get(*id).level,
        PlaceRef::Town(_) => crate::import::article::lexicon::Level::City,
    }
}

fn group_cases(cx: Context<'_>, word: usize) -> Cases {
    let lower = cx.text.lower_word(word);
    match cx.language.locale {
        Locale::En => Cases::NONE,
        Locale::Kk => cx.language.suffixes.cases_of_noun(lower),
        Locale::Ru => cases_by_ending(&cx.language.grammar.group_endings, lower),
    }
}

/// The cases that the first fitting of some endings shows.
pub(super) fn cases_by_ending(endings: &[(String, Vec<Case>)], noun: &str) -> Cases {
    let fitting = endings.iter().find(|(ending, _)| noun.ends_with(ending.as_str()));
    fitting.map_or(Cases::NONE, |(_, cases)| cases.iter().fold(Cases::NONE, |s, c| s.with(Cases::of(*c))))
}

/// Places (by number) that say where a group is from.
fn places_beside(cx: Context<'_>, found: &Mentions, noun: &Range<usize>) -> Vec<usize> {
    let same = |p: &PlaceMention| cx.text.words[p.words.start].sentence == cx.text.words[noun.start].sentence;
    let all = || found.places.iter().enumerate().filter(|(_, p)| same(p));
    let before = |p: &PlaceMention, reach: usize| {
        p.words.end <= noun.start
            && noun.start - p.words.end <= reach
            && cx.text.joined(p.words.start, noun.start)
    };
    let mut out: Vec<usize> = match cx.language.locale {
        Locale::En => {
            let own = |p: &PlaceMention| {
                // "the municipality of Sarajevo had guests": a verb parts them.
                let verb = (p.words.end..noun.start)
                    .any(|w| is_in(&cx.language.grammar.auxiliaries, cx.text.lower_word(w)));
                before(p, 2)
                    && !verb
                    && !is_introduced(cx, p)
                    && !has_cue_between(found, p.words.end..noun.start)
            };
            all().filter(|(_, p)| own(p)).map(|(i, _)| i).collect()
        }
        Locale::Ru => all()
            .filter(|(_, p)| {
                before(p, 2) && p.is_adjective() && !has_cue_between(found, p.words.end..noun.start)
            })
            .map(|(i, _)| i)
            .collect(),
        Locale::Kk => all()
            .filter(|(_, p)| before(p, 3) && is_kazakh_origin(p))
            .map(|(i, _)| i)
            .next_back()
            .into_iter()
            .collect(),
    };
    if cx.language.locale != Locale::Kk {
        out.extend(all().filter(|(_, p)| is_origin_behind(cx, found, noun, p)).map(|(i, _)| i));
    }
    out
}

/// "Omsk's guests", "гости Омска", "Алматының қонақтары": whether the place beside guests is where they are received.
fn is_guest_of(cx: Context<'_>, found: &Mentions, noun: &Range<usize>, place: usize) -> bool {
    let text = cx.text;
    let place = &found.places[place];
    let grammar = &cx.language.grammar;
    let word = text.lower_word(noun.end - 1);
    match cx.language.locale {
        Locale::En => {
            let possessive = place.words.end < noun.start && text.lower_word(noun.start - 1) == "s";
            is_in(&grammar.guest_nouns, word) && possessive
        }
        Locale::Ru => {
            is_begun(&grammar.guest_nouns, word) && !place.is_adjective() && place.words.start == noun.end
        }
        Locale::Kk => {
            is_begun(&grammar.guest_nouns, word)
                && place.cases.has(Case::Genitive)
                && !place.cases.has(Case::Ablative)
        }
    }
}

/// Whether a word begins with one of some beginnings.
pub(super) fn is_begun(beginnings: &[String], word: &str) -> bool {
    beginnings.iter().any(|b| word.starts_with(b.as_str()))
}

/// Whether a verb or a public body parts an adjective from a noun: "в омской мэрии побывали гости".
fn has_cue_between(found: &Mentions, between: Range<usize>) -> bool {
    found
        .beside(&between)
        .iter()
        .any(|c| between.contains(&c.words.start) && (is_frame(c.cue) || c.cue == Cue::PublicBody))
}

/// "in Bishkek the delegation", "from Bishkek the delegation".
fn is_introduced(cx: Context<'_>, place: &PlaceMention) -> bool {
    let before = place.words.start.checked_sub(1).map_or("", |w| cx.text.lower_word(w));
    is_in(&cx.language.grammar.goal, before) || is_in(&cx.language.grammar.origin, before)
}

fn is_kazakh_origin(place: &PlaceMention) -> bool {
    place.cases.is_empty()
        || place.cases.any(&[Case::Nominative, Case::Genitive, Case::Ablative, Case::Adjective])
}

/// "delegation from the Chinese city of Xian", "делегация деловых кругов Омска", "гости из Омска".
fn is_origin_behind(cx: Context<'_>, found: &Mentions, noun: &Range<usize>, place: &PlaceMention) -> bool {
    const REACH: usize = 9;
    if place.words.start < noun.end || place.words.start - noun.end > REACH {
        return false;
    }
    let between = noun.end..place.words.start;
    let text = cx.text;
    let blocked = (between.start..=place.words.start)
        .any(|w| w > noun.end && text.gap_before(w).contains([';', ':', '(']))
        || found.beside(&between).iter().any(|c| between.contains(&c.words.start) && is_frame(c.cue))
        || found.posts.iter().any(|p| between.contains(&p.head.start))
        // "told the guests about the past of Ganja".
        || between.clone().any(|w| is_in(&cx.language.grammar.about, text.lower_word(w)));
    if blocked {
        return false;
    }
    let grammar = &cx.language.grammar;
    let last = between
        .clone()
        .rev()
        .map(|w| text.lower_word(w))
        .find(|w| is_in(&grammar.origin, w) || is_in(&grammar.linking, w));
    match (cx.language.locale, last) {
        (_, Some(word)) => is_in(&grammar.origin, word),
        // "делегация города Шымкент": the word for a city bears the case.
        (Locale::Ru, None)
            if found
                .cues_of(Cue::CityWord)
                .any(|c| c.words.start == place.words.start || c.words.end == place.words.start) =>
        {
            between.len() <= 3
        }
        (Locale::Ru, None) => place.cases.any(&[Case::Genitive, Case::Adjective]) && between.len() <= 3,
        _ => false,
    }
}

fn is_frame(cue: Cue) -> bool {
    matches!(cue, Cue::Arrive | Cue::Receive | Cue::ReceivedBy | Cue::Meet | Cue::Lead | Cue::Depart)
}
