//! Who stands on which side: everybody with a post is weighed for host, guest and bystander.
//!
//! The same log-linear model as for places (see [`super::ballot`]), with three answers instead of pairs. Beliefs of
//! people named before count for those named behind in one list. Start with [`Roster::of`].

use super::{
    SentenceView, SidePlace, Sides, Told,
    actor::{Actor, ActorKind},
    evidence::{Rule, Side},
    side::{country_of, fits},
};
use crate::data::Locale;
use crate::import::article::{
    case::Case,
    lexicon::{Cue, PostClass, is_in},
    mention::{CueMention, PersonId, PlaceRef, Post},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What may speak for a person's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Bearing {
    /// Always there.
    Always,
    /// The post is of the hosts' place.
    OfHost,
    /// The post is of the guests' place.
    OfGuest,
    /// The post is of another place in the hosts' country, the guests being of another.
    HostCountry,
    /// The same for the guests.
    GuestCountry,
    /// The post is of a place of neither.
    Elsewhere,
    /// Head or deputy of a city or region.
    Local,
    /// Diplomat.
    Diplomat,
    /// Head of state or government.
    High,
    /// Minister.
    Minister,
    /// Member of a council, adviser and the like.
    Member,
    /// Professor, businessman and the like.
    Expert,
    /// Only the guests' side has its head of city or region yet.
    HostVacant,
    /// Only the hosts' side has its own.
    GuestVacant,
    /// The hosts' press tells.
    HostTells,
    /// The guests' press tells.
    GuestTells,
    /// Acts or speaks in a sentence about the visit.
    Speaks,
    /// Stands only in memories.
    Recalled,
    /// Stands only in hopes.
    Hoped,
    /// Stands only in what others are quoted with.
    Quoted,
    /// First named far down.
    Late,
    /// Named more than once.
    Often,
    /// Known by a full name.
    FullName,
    /// Named in a sentence of those who came.
    AmongGuests,
    /// Named behind a host in one list.
    BehindHost,
    /// Named behind a guest in one list.
    BehindGuest,
    /// Met a guest.
    AcrossGuest,
    /// Met a host.
    AcrossHost,
    /// Leads the delegation.
    Leads,
    /// Named beside an embassy.
    Embassy,
    /// Called as people are in the hosts' country and not in the guests'.
    NamedAsHost,
    /// Called as people are in the guests' country and not in the hosts'.
    NamedAsGuest,
    /// Has a title of the hosts' country, such as akim.
    TitledAsHost,
    /// The same for the guests.
    TitledAsGuest,
    /// Has no post in the text, but comes, receives or signs.
    NoPost,
}

/// Weights of bearings for hosts and guests; a bystander weighs nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct PeopleWeights {
    host: BTreeMap<Bearing, f32>,
    guest: BTreeMap<Bearing, f32>,
    host_rule: BTreeMap<Rule, f32>,
    guest_rule: BTreeMap<Rule, f32>,
}

/// A person with all that speaks for a side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Weighed {
    #[serde(skip)]
    id: PersonId,
    name: String,
    bearings: BTreeMap<Bearing, f32>,
    /// Votes for a host less those for a guest, rule by rule.
    rules: BTreeMap<Rule, f32>,
    /// Probability of a host and of a guest.
    belief: [f32; 2],
}

/// Everybody with a post.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Roster(Vec<Weighed>);

/// Probability from which somebody is put on a side.
const LIKELY: f32 = 0.5;
/// Sentences behind which who is first named seldom takes part.
const LATE: usize = 5;
/// Countries whose heads of cities and regions are akims or hokims.
const AKIMS: [&str; 3] = ["KZ", "KG", "UZ"];
/// Those of them that have no mayors.
const NO_MAYORS: [&str; 1] = ["KZ"];
/// Words between two names of one list.
const LIST: usize = 25;
/// Words of the longest post with its name.
const LONGEST: usize = 60;

impl Roster {
    /// Weighs everybody with a post.
    pub(super) fn of(told: Told<'_>, sides: &Sides) -> Self {
        let Told { cx, found, .. } = told;
        let mut roll = Roll::new(told, sides);
        let people = (0..found.people.len()).map(PersonId);
        let mut order: Vec<(usize, PersonId)> =
            people.filter_map(|id| Some((roll.first_word(id)?, id))).collect();
        order.sort_unstable();
        let mut out = Self::default();
        for (_, id) in order {
            if !(roll.holds_post(id) || roll.acts_without_post(id) || roll.goes_on_a_list(id)) {
                continue;
            }
            let bearings = roll.bearings(id);
            let rules = roll.rules(id);
            let belief = believe(&bearings, &rules, &cx.language.weights.people);
            roll.beliefs[id.0] = Some(belief);
            out.0.push(Weighed { id, name: found.people[id.0].name.clone(), bearings, rules, belief });
        }
        out
    }

    /// People of a side, each with the probability, in the order of the text.
    pub(super) fn of_side(&self, side: Side) -> Vec<(PersonId, f32)> {
        let on_side = |w: &&Weighed| w.belief[side as usize] > w.belief[side.other() as usize];
        let likely = self.0.iter().filter(on_side).filter(|w| w.belief[0] + w.belief[1] >= LIKELY);
        likely.map(|w| (w.id, w.belief[side as usize])).collect()
    }

    /// Each person with what speaks for a side, for the eye.
    pub(crate) fn lines(&self) -> Vec<String> {
        let line = |w: &Weighed| {
            let rules = w.rules.iter().map(|(r, v)| format!("{r:?} {v:+.1}"));
            let all: Vec<String> =
                w.bearings.iter().map(|(b, v)| format!("{b:?} {v:.1}")).chain(rules).collect();
            format!("{} (host {:.2}, guest {:.2}): {}", w.name, w.belief[0], w.belief[1], all.join(", "))
        };
        self.0.iter().map(line).collect()
    }
}

/// Probabilities of a host and of a guest.
fn believe(
    bearings: &BTreeMap<Bearing, f32>,
    rules: &BTreeMap<Rule, f32>,
    weights: &PeopleWeights,
) -> [f32; 2] {
    fn sum<K: Ord>(values: &BTreeMap<K, f32>, table: &BTreeMap<K, f32>) -> f32 {
        values.iter().map(|(key, v)| table.get(key).copied().unwrap_or(0.0) * v).sum()
    }
    let host = (sum(bearings, &weights.host) + sum(rules, &weights.host_rule)).exp();
    let guest = (sum(bearings, &weights.guest) + sum(rules, &weights.guest_rule)).exp();
    let all = 1.0 + host + guest;
    [host / all, guest / all]
}

struct Roll<'a> {
    told: Told<'a>,
    sides: &'a Sides,
    /// By number of the person: probabilities of those who were weighed before.
    beliefs: Vec<Option<[f32; 2]>>,
    /// The same: actors, by number.
    actors: Vec<Vec<usize>>,
    /// The same: posts held, by number.
    posts: Vec<Vec<usize>>,
}

impl<'a> Roll<'a> {
    fn new(told: Told<'a>, sides: &'a Sides) -> Self {
        let people = told.found.people.len();
        let by_person = |all: &mut dyn Iterator<Item = (usize, Option<PersonId>)>| {
            let mut out = vec![Vec::new(); people];
            all.for_each(|(number, id)| id.into_iter().for_each(|id| out[id.0].push(number)));
            out
        };
        let actors = by_person(&mut told.actors.iter().map(|a| a.person).enumerate());
        let held = |p: &Post| p.person.filter(|_| !p.former);
        let posts = by_person(&mut told.found.posts.iter().map(held).enumerate());
        Self { told, sides, beliefs: vec![None; people], actors, posts }
    }

    fn posts(&self, id: PersonId) -> impl Iterator<Item = &'a Post> {
        self.posts[id.0].iter().map(|number| &self.told.found.posts[*number])
    }

    fn actors(&self, id: PersonId) -> impl Iterator<Item = &'a Actor> + Clone {
        self.actors[id.0].iter().map(|number| &self.told.actors[*number])
    }

    /// A post that can take part; heads of state are talked of and do not.
    fn holds_post(&self, id: PersonId) -> bool {
        let high = |p: &Post| matches!(p.class, PostClass::President | PostClass::Monarch);
        !self.posts(id).any(high)
            && self.posts(id).any(|p| !matches!(p.class, PostClass::Press | PostClass::Sport))
    }

    /// "Ulan Toktorov crossed the border with the heads of districts": who acts at the beginning, his post not told.
    fn acts_without_post(&self, id: PersonId) -> bool {
        let voted = self.told.tally.people.get(&id).is_some_and(|v| v.host + v.guest > 1.2);
        let early = self.first_word(id).is_some_and(|w| self.sentence_of(w) <= LATE);
        let leads = self.told.tally.heads.iter().any(|(head, _)| *head == id);
        (voted && early || leads) && self.is_bare(id)
    }

    /// "… consisted of A, director of B, C, D and E": whose name follows one of the roster after a comma or "and".
    fn goes_on_a_list(&self, id: PersonId) -> bool {
        let text = self.told.cx.text;
        let follows = |actor: &Actor| {
            let and = actor.words.start > 0
                && is_in(&self.told.cx.language.grammar.and, text.lower_word(actor.words.start - 1));
            let start = actor.words.start - usize::from(and);
            let comma = text.gap_before(start) == ", ";
            (and || comma)
                && self.before(actor).any(|other| {
                    other.words.end == start && other.person.is_some_and(|p| self.beliefs[p.0].is_some())
                })
        };
        self.is_bare(id) && self.actors(id).any(follows)
    }

    /// Actors before another in its sentence and not far away, the nearest first.
    fn before(&self, actor: &Actor) -> impl Iterator<Item = &'a Actor> {
        let behind = self.told.actors.partition_point(|a| a.words.start < actor.words.start);
        let (sentence, start) = (actor.sentence, actor.words.start);
        let near = move |a: &&Actor| start - a.words.start <= LIST + LONGEST;
        let own = move |a: &&Actor| a.sentence == sentence && a.words.end <= start;
        self.told.actors[..behind].iter().rev().take_while(near).filter(own)
    }

    /// Known by a full name, and never with a post.
    fn is_bare(&self, id: PersonId) -> bool {
        let posts = self.told.found.posts.iter().any(|p| p.person == Some(id));
        !posts && self.told.found.people[id.0].name.contains(' ')
    }

    fn first_word(&self, id: PersonId) -> Option<usize> {
        self.told.found.people[id.0].mentions.iter().map(|m| m.start).min()
    }

    fn sentence_of(&self, word: usize) -> usize {
        self.told.cx.text.words[word].sentence
    }

    fn place(&self, id: PersonId) -> Option<PlaceRef> {
        let of_post = self.posts(id).find_map(|p| p.place.clone());
        of_post.or_else(|| self.actors(id).find_map(|a| a.place.clone()))
    }

    /// What frames say, rule by rule; one clear vote counts as much as many.
    fn rules(&self, id: PersonId) -> BTreeMap<Rule, f32> {
        let votes = self.told.tally.people.get(&id).into_iter().flat_map(|v| v.by_rule());
        votes.map(|(rule, [host, guest])| (rule, ((host - guest) / rule.weight()).clamp(-1.0, 1.0))).collect()
    }

    fn bearings(&self, id: PersonId) -> BTreeMap<Bearing, f32> {
        let mut out = BTreeMap::from([(Bearing::Always, 1.0)]);
        let mut add = |bearing: Bearing, amount: f32| {
            if amount > 0.0 {
                out.insert(bearing, amount);
            }
        };
        let place = self.place(id);
        if let Some(place) = &place {
            let (host, guest) =
                (fits(self.told.cx, place, &self.sides.host), fits(self.told.cx, place, &self.sides.guest));
            let country = |side: &Option<SidePlace>| {
                side.as_ref()
                    .is_some_and(|s| country_of(self.told.cx, &s.place) == country_of(self.told.cx, place))
            };
            let (of_host, of_guest) = (country(&self.sides.host), country(&self.sides.guest));
            match (host, guest) {
                (true, false) => add(Bearing::OfHost, 1.0),
                (false, true) => add(Bearing::OfGuest, 1.0),
                _ if of_host && !of_guest => add(Bearing::HostCountry, 1.0),
                _ if of_guest && !of_host => add(Bearing::GuestCountry, 1.0),
                (false, false) => add(Bearing::Elsewhere, 1.0),
                (true, true) => {}
            }
        }
        for post in self.posts(id) {
            match post.class {
                PostClass::Mayor | PostClass::Governor | PostClass::Akim | PostClass::Deputy => {
                    add(Bearing::Local, 1.0)
                }
                PostClass::Diplomat => add(Bearing::Diplomat, 1.0),
                PostClass::President | PostClass::Premier | PostClass::Monarch => add(Bearing::High, 1.0),
                PostClass::Minister => add(Bearing::Minister, 1.0),
                PostClass::Member => add(Bearing::Member, 1.0),
                PostClass::Expert => add(Bearing::Expert, 1.0),
                PostClass::Head | PostClass::Press | PostClass::Sport => {}
            }
        }
        if self.posts(id).next().is_none() {
            add(Bearing::NoPost, 1.0);
        }
        if place.is_none() && self.posts(id).any(|p| p.class.is_chief()) {
            let has = |side: &Option<SidePlace>| {
                self.told.found.posts.iter().any(|p| {
                    p.person.is_some_and(|other| other != id)
                        && p.class.is_chief()
                        && p.place.as_ref().is_some_and(|place| fits(self.told.cx, place, side))
                })
            };
            match (has(&self.sides.host), has(&self.sides.guest)) {
                (false, true) => add(Bearing::HostVacant, 1.0),
                (true, false) => add(Bearing::GuestVacant, 1.0),
                _ => {}
            }
        }
        let called = self.told.cx.language.name_styles.countries(&self.told.found.people[id.0].name);
        let of = |side: &Option<SidePlace>| {
            let code = side.as_ref().and_then(|s| self.country_code(s));
            code.is_some_and(|code| called.contains(&code))
        };
        match (of(&self.sides.host), of(&self.sides.guest)) {
            (true, false) => add(Bearing::NamedAsHost, 1.0),
            (false, true) => add(Bearing::NamedAsGuest, 1.0),
            _ => {}
        }
        match self.titled(id) {
            Some(Side::Host) => add(Bearing::TitledAsHost, 1.0),
            Some(Side::Guest) => add(Bearing::TitledAsGuest, 1.0),
            None => {}
        }
        match self.told.tally.teller.or_else(|| self.teller_by_dateline()) {
            Some(Side::Host) => add(Bearing::HostTells, 1.0),
            Some(Side::Guest) => add(Bearing::GuestTells, 1.0),
            None => {}
        }
        self.add_places_in_text(id, &mut out);
        self.add_neighbours(id, &mut out);
        out
    }

    /// Whose officials are called as the person is: an akim is of the side from Kazakhstan; a mayor, in Russian and
    /// Kazakh, of the other one.
    fn titled(&self, id: PersonId) -> Option<Side> {
        let Told { cx, .. } = self.told;
        let akim = |p: &Post| {
            let is = |w: usize| {
                cx.language.posts.akims.iter().any(|a| cx.text.lower_word(w).starts_with(a.as_str()))
            };
            p.phrase.clone().any(is)
        };
        let of = |side: &Option<SidePlace>, countries: &[&str]| {
            side.as_ref().and_then(|s| self.country_code(s)).is_some_and(|code| countries.contains(&code))
        };
        let only =
            |countries: &[&str]| match (of(&self.sides.host, countries), of(&self.sides.guest, countries)) {
                (true, false) => Some(Side::Host),
                (false, true) => Some(Side::Guest),
                _ => None,
            };
        if self.posts(id).any(akim) {
            return only(&AKIMS);
        }
        let mayor = self.posts(id).any(|p| p.class == PostClass::Mayor) && cx.language.locale != Locale::En;
        only(&NO_MAYORS).filter(|_| mayor).map(Side::other)
    }

    fn country_code(&self, side: &SidePlace) -> Option<&str> {
        let id = match side.place {
            PlaceRef::Known(id) => Some(id),
            PlaceRef::Town(_) => side.country,
        };
        id.map(|id| self.told.cx.lexicon.places.get(id).country.0.as_str())
    }

    /// How the person stands in the text.
    fn add_places_in_text(&self, id: PersonId, out: &mut BTreeMap<Bearing, f32>) {
        let person = &self.told.found.people[id.0];
        let views: Vec<&SentenceView> =
            person.mentions.iter().map(|m| &self.told.sentences[self.sentence_of(m.start)]).collect();
        let mut add = |bearing: Bearing, is: bool| {
            if is {
                out.insert(bearing, 1.0);
            }
        };
        add(Bearing::Recalled, !views.is_empty() && views.iter().all(|v| v.recalled));
        add(Bearing::Hoped, !views.is_empty() && views.iter().all(|v| v.hoped));
        let quoted = |m: &std::ops::Range<usize>| self.told.cx.text.words[m.start].quoted;
        add(Bearing::Quoted, person.mentions.iter().all(quoted));
        add(Bearing::Often, person.mentions.len() > 1);
        add(Bearing::FullName, person.name.contains(' '));
        add(Bearing::Leads, self.told.tally.heads.iter().any(|(head, _)| *head == id));
        let body = self.told.cx.text.sentences.iter().position(|s| !s.title).unwrap_or(0);
        add(Bearing::Late, self.first_word(id).is_some_and(|w| self.sentence_of(w) > body + LATE));
        let mut own = self.actors(id);
        add(Bearing::Speaks, own.clone().any(|a| self.speaks(a)));
        add(Bearing::AmongGuests, own.clone().any(|a| self.among_guests(a)));
        add(
            Bearing::Embassy,
            own.any(|a| {
                let words = &self.told.cx.text.sentences[a.sentence].words;
                self.told.found.cues_of(Cue::Embassy).any(|c| words.contains(&c.words.start))
            }),
        );
    }

    /// Whether the actor can be the subject in a sentence about this visit, with a verb of what people do there.
    fn speaks(&self, actor: &Actor) -> bool {
        let quoted = self.told.cx.text.words[actor.words.start].quoted;
        let subject = actor.can_be(Case::Nominative) || actor.cases.has(Case::Instrumental);
        if !self.told.sentences[actor.sentence].counts() || quoted || !subject {
            return false;
        }
        let words = &self.told.cx.text.sentences[actor.sentence].words;
        let verbs = [Cue::Say, Cue::Meet, Cue::Sign, Cue::Agree, Cue::Receive, Cue::Arrive];
        verbs.iter().any(|v| {
            self.told
                .found
                .cues_of(*v)
                .any(|c| words.contains(&c.words.start) && !self.told.cx.text.words[c.words.start].quoted)
        })
    }

    /// "The delegation includes A", "A came with B": behind a word for the guests or their coming, with no verb of
    /// receiving or meeting between.
    fn among_guests(&self, actor: &Actor) -> bool {
        let words = &self.told.cx.text.sentences[actor.sentence].words;
        let before = || {
            let beside = self.told.found.beside(words).iter();
            beside.filter(|c| words.contains(&c.words.start) && c.words.end <= actor.words.start)
        };
        let receives = |cue: Cue| matches!(cue, Cue::Receive | Cue::ReceivedBy | Cue::Meet);
        let comes = |cue: Cue| matches!(cue, Cue::Member | Cue::Lead | Cue::Delegation | Cue::Arrive);
        let last = before().filter(|c| receives(c.cue) || comes(c.cue));
        // "Welcoming the guests, A said": the guests are whom somebody receives.
        let objects =
            |guests: &CueMention| before().any(|c| receives(c.cue) && c.words.end <= guests.words.start);
        last.max_by_key(|c| (c.words.end, c.words.len()))
            .is_some_and(|c| comes(c.cue) && !(c.cue == Cue::Delegation && objects(c)))
    }

    /// What is known of the people named before in the same list, or across the table.
    fn add_neighbours(&self, id: PersonId, out: &mut BTreeMap<Bearing, f32>) {
        let mut best: Option<(usize, [f32; 2], bool)> = None;
        for actor in self.actors(id) {
            let neighbours =
                self.before(actor).filter(|a| a.kind == ActorKind::Person && a.person != Some(id));
            for other in neighbours {
                let Some(belief) = other.person.and_then(|p| self.beliefs[p.0]) else { continue };
                let gap = actor.words.start - other.words.end;
                let between = other.words.end..actor.words.start;
                let verb = |cues: &[Cue]| {
                    self.told
                        .found
                        .beside(&between)
                        .iter()
                        .any(|c| between.contains(&c.words.start) && cues.contains(&c.cue))
                };
                let met = verb(&[Cue::Meet, Cue::Receive, Cue::ReceivedBy, Cue::With]) && gap > 0;
                let apart = verb(&[Cue::Say, Cue::Arrive, Cue::Visit]);
                if gap <= LIST && !apart && best.is_none_or(|(g, ..)| gap < g) {
                    best = Some((gap, belief, met));
                }
            }
            if best.is_none()
                && let Some(belief) = self.list_above(actor)
            {
                best = Some((0, belief, false));
            }
        }
        let Some((_, [host, guest], met)) = best else { return };
        let sure = host - guest;
        let bearing = match (sure > 0.0, met) {
            (true, false) => Bearing::BehindHost,
            (false, false) => Bearing::BehindGuest,
            (true, true) => Bearing::AcrossHost,
            (false, true) => Bearing::AcrossGuest,
        };
        out.insert(bearing, sure.abs());
    }

    /// "From Henan there were: – A, – B", "A, mayor; B, deputy": what is known of the line above, or of the place in
    /// the line that opens the list.
    fn list_above(&self, actor: &Actor) -> Option<[f32; 2]> {
        let text = self.told.cx.text;
        let item = |s: usize| text.passage(s).starts_with(['-', '–', '—', '•', '*']);
        let above = actor.sentence.checked_sub(1)?;
        let goes_on = text.passage(above).ends_with(';');
        if goes_on || item(above) && item(actor.sentence) {
            let mut people = self.told.actors.iter().filter(|a| a.sentence == above && a.person.is_some());
            let person = if goes_on { people.next_back() } else { people.next() };
            return self.beliefs[person?.person?.0];
        }
        if !item(actor.sentence) {
            return None;
        }
        let words = &text.sentences[above].words;
        let place = self.told.found.places.iter().find(|p| words.contains(&p.words.start))?;
        match (
            fits(self.told.cx, &place.place, &self.sides.host),
            fits(self.told.cx, &place.place, &self.sides.guest),
        ) {
            (true, false) => Some([1.0, 0.0]),
            (false, true) => Some([0.0, 1.0]),
            _ => None,
        }
    }

    /// Press under a side's dateline names its own officials without their place.
    fn teller_by_dateline(&self) -> Option<Side> {
        let place = self.told.tally.dateline.as_ref()?;
        match (fits(self.told.cx, place, &self.sides.host), fits(self.told.cx, place, &self.sides.guest)) {
            (true, false) => Some(Side::Host),
            (false, true) => Some(Side::Guest),
            _ => None,
        }
    }
}
