//! Frames: what a verb or noun of visiting says of the actors and places around it, counted as votes.
//!
//! "A arrived in B": A is a guest, B the host's place. "A received B": A is host, B guest. "Visit of A to B".
//! A second pass lets "A met with B" follow from what is known of either. Start with [`count`].

mod places;

use super::{
    SentenceView,
    actor::{Actor, ActorKind},
};
use crate::{
    data::Locale,
    import::article::{
        case::{Case, Cases},
        lexicon::{Cue, Level, PostClass},
        mention::{Context, CueMention, Mentions, PersonId, PlaceMention, PlaceRef},
    },
};
use std::collections::BTreeMap;

/// Votes for the two sides, with the sentences that gave most.
#[derive(Clone, Debug, Default)]
pub(super) struct Votes {
    pub host: f32,
    pub guest: f32,
    best: [(f32, usize); 2],
}

impl Votes {
    fn add(&mut self, side: Side, weight: f32, sentence: usize) {
        let index = side as usize;
        *[&mut self.host, &mut self.guest][index] += weight;
        if weight > self.best[index].0 {
            self.best[index] = (weight, sentence);
        }
    }

    /// Host's votes less guest's.
    pub(super) fn balance(&self) -> f32 {
        self.host - self.guest
    }

    /// Sentence that says most for a side; `None` without a vote.
    pub(super) fn sentence(&self, side: Side) -> Option<usize> {
        let (weight, sentence) = self.best[side as usize];
        (weight > 0.0).then_some(sentence)
    }
}

/// A side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Receives.
    Host = 0,
    /// Visits.
    Guest = 1,
}

impl Side {
    fn other(self) -> Self {
        match self {
            Self::Host => Self::Guest,
            Self::Guest => Self::Host,
        }
    }
}

/// All votes of a text.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub places: BTreeMap<PlaceRef, Votes>,
    pub people: BTreeMap<PersonId, Votes>,
    /// How much each sentence tells of a visit.
    pub evidence: BTreeMap<usize, f32>,
    /// People who lead the delegation, with the sentence.
    pub heads: Vec<(PersonId, usize)>,
    /// Whether a delegation, guests or a diplomat are named at all.
    pub guests_named: bool,
    /// Sentences with a frame.
    pub frames: Vec<(usize, Cue)>,
    /// Whose press tells the story, where that can be told.
    pub teller: Option<Side>,
    /// Place of the dateline.
    pub dateline: Option<PlaceRef>,
}

impl Tally {
    /// The sentence that tells most of the visit.
    pub(super) fn strongest_sentence(&self) -> usize {
        let by_weight = |a: &(&usize, &f32), b: &(&usize, &f32)| a.1.total_cmp(b.1).then(b.0.cmp(a.0));
        self.evidence.iter().max_by(by_weight).map_or(0, |(s, _)| *s)
    }

    /// Sentences with a frame that tells what happens, in order.
    pub(super) fn told_in(&self, sentences: &[SentenceView]) -> Vec<usize> {
        let mut out: Vec<usize> = self
            .frames
            .iter()
            .filter(|(s, c)| *c != Cue::Delegation && !sentences[*s].hoped && sentences[*s].counts())
            .map(|(s, _)| *s)
            .collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Evidence over the whole text.
    pub(super) fn total_evidence(&self) -> f32 {
        self.evidence.values().sum()
    }
}

/// What an adjective counts less than a noun, for a city that shares it with its region.
const LOOSE: f32 = 0.6;

/// Weights of the votes: how strongly each wording tells a side.
mod weight {
    pub const ARRIVE_ACTOR: f32 = 2.5;
    pub const ARRIVE_PLACE: f32 = 3.0;
    pub const RECEIVE: f32 = 3.0;
    pub const DELEGATION: f32 = 3.0;
    pub const VISIT_TO: f32 = 3.0;
    pub const VISIT_OF: f32 = 2.5;
    pub const DIPLOMAT: f32 = 6.0;
    pub const LEAD: f32 = 3.0;
    pub const LOCATION: f32 = 1.5;
    pub const OPPOSITE: f32 = 1.5;
    pub const ORIGIN: f32 = 2.0;
    pub const RETURN: f32 = 3.0;
    pub const DATELINE: f32 = 1.2;
    pub const FIRST_NAMED: f32 = 0.5;
    pub const ATTEND: f32 = 1.5;
    pub const OBJECT_PLACE: f32 = 1.0;
}

/// Counts all votes.
pub(super) fn count(
    cx: Context<'_>,
    found: &Mentions,
    sentences: &[SentenceView],
    actors: &[Actor],
    dateline: Option<&PlaceRef>,
) -> Tally {
    let mut counter = Counter {
        cx,
        found,
        sentences,
        actors,
        dateline: dateline.cloned(),
        venue: None,
        tally: Tally::default(),
    };
    counter.venue = counter.find_venue();
    (0..sentences.len()).for_each(|s| counter.sentence(s));
    if let Some(place) = dateline {
        let side = counter.tally.teller.unwrap_or(Side::Host);
        counter.place(place, side, weight::DATELINE, 0);
        counter.tally.dateline = Some(place.clone());
    }
    (0..sentences.len()).for_each(|s| counter.opposites(s));
    counter.tally
}

struct Counter<'a> {
    cx: Context<'a>,
    found: &'a Mentions,
    sentences: &'a [SentenceView],
    actors: &'a [Actor],
    /// Place of the dateline.
    dateline: Option<PlaceRef>,
    /// Where the event is held that the article begins with.
    venue: Option<PlaceRef>,
    tally: Tally,
}

impl Counter<'_> {
    /// "In Chengdu a conference began": the place of an event in the first sentences.
    fn find_venue(&self) -> Option<PlaceRef> {
        let early = self.found.events.iter().filter(|e| self.cx.text.words[e.start].sentence < 3);
        early
            .filter_map(|e| {
                let sentence = self.cx.text.words[e.start].sentence;
                let actors = self.in_sentence(sentence);
                self.meeting_places(sentence, &actors).into_iter().map(|p| p.place).next()
            })
            .next()
    }

    fn weight(&self, sentence: usize) -> f32 {
        let view = &self.sentences[sentence];
        let doubt = if view.hoped { 0.2 } else { 1.0 };
        let speech = if view.quoted > 0.6 { 0.3 } else { 1.0 };
        if view.counts() { view.weight * doubt * speech } else { 0.0 }
    }

    fn place(&mut self, place: &PlaceRef, side: Side, weight: f32, sentence: usize) {
        self.tally.places.entry(place.clone()).or_default().add(side, weight, sentence);
    }

    fn actor(&mut self, actor: &Actor, side: Side, weight: f32) {
        let weight = weight * self.weight(actor.sentence);
        if weight <= 0.0 {
            return;
        }
        if let Some(place) = &actor.place {
            let loose = actor.loose && super::actor::level(self.cx, place) == Level::City;
            self.place(place, side, weight * if loose { LOOSE } else { 1.0 }, actor.sentence);
        }
        if let Some(person) = actor.person {
            self.tally.people.entry(person).or_default().add(side, weight, actor.sentence);
        }
    }

    fn evidence(&mut self, sentence: usize, cue: Cue, strength: f32) {
        let weight = strength * self.weight(sentence);
        if weight > 0.0 {
            *self.tally.evidence.entry(sentence).or_default() += weight;
            self.tally.frames.push((sentence, cue));
        }
    }

    fn in_sentence(&self, sentence: usize) -> Vec<Actor> {
        self.actors.iter().filter(|a| a.sentence == sentence).cloned().collect()
    }

    fn sentence(&mut self, sentence: usize) {
        if self.weight(sentence) <= 0.0 {
            return;
        }
        let actors = self.in_sentence(sentence);
        self.guests_by_name(&actors);
        for cue in &self.frames_in(sentence) {
            match cue.cue {
                Cue::Arrive => self.arrive(sentence, cue, &actors),
                Cue::Receive => self.receive(sentence, cue, &actors),
                Cue::ReceivedBy => self.received_by(sentence, cue, &actors),
                Cue::Visit => self.visit(sentence, cue, &actors),
                Cue::Lead => self.lead(sentence, cue, &actors),
                Cue::Depart => self.depart(sentence, cue, &actors),
                Cue::Home => self.home(sentence, cue),
                Cue::Meet | Cue::Sign => self.meet(sentence, cue, &actors),
                Cue::Attend => self.attend(sentence, cue, &actors),
                Cue::VisitedBy => self.visited_by(sentence, cue, &actors),
                _ => {}
            }
        }
        self.several_places(&actors);
    }

    /// Cues outside speech, the longest of overlapping ones: "was received" is not "received".
    fn frames_in(&self, sentence: usize) -> Vec<CueMention> {
        let words = self.cx.text.sentences[sentence].words.clone();
        let inside =
            |c: &&CueMention| words.contains(&c.words.start) && !self.cx.text.words[c.words.start].quoted;
        let cues: Vec<&CueMention> =
            self.found.cues.iter().filter(|c| is_frame(c.cue)).filter(inside).collect();
        let covered = |c: &CueMention| {
            cues.iter().any(|o| {
                o.words.len() > c.words.len() && o.words.start <= c.words.start && c.words.end <= o.words.end
            })
        };
        let mut out: Vec<CueMention> = cues.iter().filter(|c| !covered(c)).map(|c| (*c).clone()).collect();
        out.dedup_by(|b, a| a.cue == b.cue && a.words == b.words);
        out
    }

    /// People of several places of one country who meet one of another have come to him.
    fn several_places(&mut self, actors: &[Actor]) {
        let with_place: Vec<&Actor> =
            actors.iter().filter(|a| a.kind == ActorKind::Person && a.place.is_some()).collect();
        let unrelated = |a: &Actor, b: &Actor| a.place != b.place && !self.related(a, b);
        let crowd: Vec<Actor> = with_place
            .iter()
            .filter(|a| a.listed && with_place.iter().any(|b| b.listed && unrelated(a, b)))
            .map(|a| (*a).clone())
            .collect();
        for actor in &crowd {
            self.actor(actor, Side::Guest, weight::OPPOSITE);
        }
    }

    /// Delegations and diplomats are guests by what they are.
    fn guests_by_name(&mut self, actors: &[Actor]) {
        for actor in actors {
            if actor.kind == ActorKind::Delegation {
                self.actor(actor, Side::Guest, weight::DELEGATION);
                self.tally.guests_named |= true;
                self.evidence(actor.sentence, Cue::Delegation, 0.5);
            } else if actor.class == Some(PostClass::Diplomat) {
                self.actor(actor, Side::Guest, weight::DIPLOMAT);
                self.tally.guests_named |= true;
            }
        }
    }

    fn subjects<'b>(&self, cue: &CueMention, actors: &'b [Actor]) -> Vec<&'b Actor> {
        let before = actors.iter().filter(|a| a.words.end <= cue.words.start);
        match self.cx.language.locale {
            Locale::En => before.collect(),
            Locale::Ru => {
                let nominative: Vec<&Actor> =
                    actors.iter().filter(|a| a.can_be(Case::Nominative) && !overlaps(a, cue)).collect();
                let near: Vec<&Actor> =
                    nominative.iter().filter(|a| self.same_clause(a, cue)).copied().collect();
                let first: Vec<&Actor> =
                    nominative.iter().filter(|a| a.words.end <= cue.words.start).copied().collect();
                match (near.is_empty(), first.is_empty()) {
                    (false, _) => near,
                    (true, false) => first,
                    (true, true) => nominative,
                }
            }
            Locale::Kk => {
                let first: Vec<&Actor> = before.filter(|a| a.can_be(Case::Nominative)).collect();
                let behind = actors.iter().filter(|a| a.words.start >= cue.words.end);
                // A participle stands before its noun: "қонақтарды қабылдаған әкім".
                if first.is_empty() {
                    behind.filter(|a| a.can_be(Case::Nominative)).take(1).collect()
                } else {
                    first
                }
            }
        }
    }

    /// Whether no comma parts an actor from a verb.
    fn same_clause(&self, actor: &Actor, cue: &CueMention) -> bool {
        let (from, to) = if actor.words.end <= cue.words.start {
            (actor.words.end, cue.words.start)
        } else {
            (cue.words.end, actor.words.start)
        };
        (from..=to).all(|w| !self.cx.text.gap_before(w).contains([',', ';', '–', '—']))
    }

    fn arrive(&mut self, sentence: usize, cue: &CueMention, actors: &[Actor]) {
        let subjects: Vec<Actor> = self.subjects(cue, actors).into_iter().cloned().collect();
        let mut goals = self.goals(cue, actors);
        if goals.is_empty() {
            goals.extend(self.dateline_goal(&subjects, cue));
        }
        if goals.is_empty() && !subjects.iter().any(|a| a.kind == ActorKind::Delegation) {
            if self.origins(sentence, actors) {
                self.evidence(sentence, cue.cue, 1.0);
            }
            return;
        }
        for actor in &subjects {
            self.actor(actor, Side::Guest, weight::ARRIVE_ACTOR);
        }
        let told = subjects
            .iter()
            .any(|a| a.place.is_some() || a.person.is_some() || a.kind == ActorKind::Delegation);
        for place in &goals {
            let w = weight::ARRIVE_PLACE * self.weight(sentence) * if told { 1.0 } else { LOOSE };
            self.place(&place.place, Side::Host, w, sentence);
        }
        self.origins(sentence, actors);
        if !subjects.is_empty() && !goals.is_empty() {
            self.evidence(sentence, cue.cue, 2.0);
        } else {
            self.evidence(sentence, cue.cue, 1.0);
        }
    }

    /// "From A": the guests' place; whether there is one.
    fn origins(&mut self, sentence: usize, actors: &[Actor]) -> bool {
        let from: Vec<PlaceMention> = self
            .locations(sentence, actors)
            .into_iter()
            .filter(|p| match self.cx.language.locale {
                Locale::Kk => p.cases.has(Case::Ablative) && !p.cases.has(Case::Genitive),
                _ => self.found.cues_of(Cue::PrepositionFrom).any(|c| c.words.end == p.words.start),
            })
            .collect();
        for place in &from {
            let w = weight::ORIGIN * self.weight(sentence);
            self.place(&place.place, Side::Guest, w, sentence);
        }
        !from.is_empty()
    }

    fn receive(&mut self, sentence: usize, cue: &CueMention, actors: &[Actor]) {
        let hosts: Vec<Actor> = self.subjects(cue, actors).into_iter().cloned().collect();
        let is_host = |a: &Actor| hosts.iter().any(|h| h.words == a.words);
        let guests: Vec<Actor> = actors
            .iter()
            .filter(|a| !is_host(a) && !overlaps(a, cue))
            .filter(|a| self.cx.language.locale != Locale::En || a.words.start >= cue.words.end)
            .filter(|a| !a.cases.only(Case::Nominative) || self.cx.language.locale == Locale::En)
            .cloned()
            .collect();
        let by_place = self.place_subject(sentence, cue, actors);
        let objects = self.place_objects(sentence, cue, actors);
        let inside = self.meeting_places(sentence, actors);
        let hosted = !hosts.is_empty() || by_place.is_some() || !inside.is_empty();
        if hosts.is_empty() && guests.is_empty() {
            inside.iter().for_each(|p| self.place(&p.place, Side::Host, weight::FIRST_NAMED, sentence));
        }
        if !hosted || guests.is_empty() && (by_place.is_none() || objects.is_empty()) {
            return;
        }
        for actor in hosts.iter().filter(|a| a.kind != ActorKind::Delegation) {
            self.actor(actor, Side::Host, weight::RECEIVE);
        }
        for actor in &guests {
            self.actor(actor, Side::Guest, weight::RECEIVE);
        }
        for place in inside {
            let w = weight::LOCATION * self.weight(sentence);
            self.place(&place.place, Side::Host, w, sentence);
        }
        if guests.is_empty() {
            for place in objects {
                let w = weight::OBJECT_PLACE * self.weight(sentence);
                self.place(&place.place, Side::Guest, w, sentence);
            }
        }
        if let Some(place) = by_place {
            let w = weight::RECEIVE * self.weight(sentence);
            self.place(&place.place, Side::Host, w, sentence);
        }
        self.evidence(sentence, cue.cue, 2.5);
    }

    fn received_by(&mut self, sentence: usize, cue: &CueMention, actors: &[Actor]) {
        let (mut hosts, mut guests) = (Vec::new(), Vec::new());
        for actor in actors.iter().filter(|a| !overlaps(a, cue)) {
            let behind = actor.words.start >= cue.words.end;
            let host = match self.cx.language.locale {
                Locale::En => behind,
                Locale::Ru => {
                    let oblique = actor.cases.any(&[Case::Instrumental, Case::Genitive])
                        && !actor.cases.has(Case::Nominative);
                    oblique && !self.is_led(actor)
                }
                Locale::Kk => !behind && actor.cases.has(Case::Genitive),
            };
            if host { hosts.push(actor.clone()) } else { guests.push(actor.clone()) }
        }
        for actor in hosts.iter().filter(|a| a.kind == ActorKind::Person) {
            self.actor(actor, Side::Host, weight::RECEIVE);
        }
        for actor in &guests {
            self.actor(actor, Side::Guest, weight::RECEIVE);
        }
        if !hosts.is_empty() || !guests.is_empty() {
            for place in self.meeting_places(sentence, actors) {
                let w = weight::LOCATION * self.weight(sentence);
                self.place(&place.place, Side::Host, w, sentence);
            }
            self.evidence(sentence, cue.cue, 2.5);
        }
    }

    /// "The delegation takes part in the forum in Kazan": who attends elsewhere is a guest.
    fn attend(&mut self, sentence: usize, cue: &CueMention, actors: &[Actor]) {
        // "The talks were attended by …" says nothing of a side.
        if ["attended"].contains(&self.cx.text.lower_word(cue.words.start))
            && self.cx.text.lower_word(cue.words.end) == "by"
        {
            return;
        }
        let words = self.cx.text.sentences[sentence].words.clone();
        let event = self.found.events.iter().find(|e| words.contains(&e.start) && e.start >= cue.words.start);
        let by_event = event.and_then(|e| {
            let near = |p: &&PlaceMention| {
                p.words.end <= e.start && e.start - p.words.end <= 2
                    || p.words.start >= e.end && p.words.start - e.end <= 2
            };
            self.found.places.iter().filter(|p| words.contains(&p.words.start)).find(near).cloned()
        });
        let mut places = self.meeting_places(sentence, actors);
        places.extend(by_event.filter(|p| !actors.iter().any(|a| a.place.as_ref() == Some(&p.place))));
        let going: Vec<Actor> = actors
            .iter()
            .filter(|a| a.place.is_some() && a.kind != ActorKind::Group || a.kind == ActorKind::Delegation)
            .filter(|a| !places.iter().any(|p| Some(&p.place) == a.place.as_ref()))
            .cloned()
            .collect();
        if !places.is_empty() || self.venue.is_some() {
            going.iter().for_each(|a| self.actor(a, Side::Guest, weight::ATTEND));
        }
        for place in &places {
            let w = weight::ATTEND * self.weight(sentence);
            self.place(&place.place, Side::Host, w, sentence);
        }
        if let Some(venue) = self.venue.clone().filter(|_| places.is_empty() && !going.is_empty()) {
            self.place(&venue, Side::Host, weight::ATTEND, sentence);
        }
        if !going.is_empty() && (!places.is_empty() || self.venue.is_some()) {
            self.evidence(sentence, cue.cue, 1.5);
        }
    }

    /// "Novi Sad was visited by a delegation of Patras".
    fn visited_by(&mut self, sentence: usize, cue: &CueMention, actors: &[Actor]) {
        let host = self.locations(sentence, actors).into_iter().rfind(|p| p.words.end <= cue.words.start);
        if let Some(place) = host {
            let w = weight::ARRIVE_PLACE * self.weight(sentence);
            self.place(&place.place, Side::Host, w, sentence);
            self.evidence(sentence, cue.cue, 2.0);
        }
        actors
            .iter()
            .filter(|a| a.words.start >= cue.words.end)
            .for_each(|a| self.actor(a, Side::Guest, weight::ARRIVE_ACTOR));
    }

    /// Whether the actor stands right behind "headed by".
    fn is_led(&self, actor: &Actor) -> bool {
        self.found
            .cues_of(Cue::Lead)
            .any(|c| c.words.end <= actor.words.start && actor.words.start - c.words.end <= 2)
    }

    fn visit(&mut self, sentence: usize, cue: &CueMention, actors: &[Actor]) {
        const REACH: usize = 12;
        let goal = self.locations(sentence, actors).into_iter().find(|p| {
            let behind = p.words.start >= cue.words.end && p.words.start - cue.words.end <= REACH;
            let before = p.words.end <= cue.words.start && cue.words.start - p.words.end <= 3;
            match self.cx.language.locale {
                Locale::Kk => before && p.cases.any(&[Case::Dative, Case::Locative]),
                _ => behind && self.is_goal_of_noun(p),
            }
        });
        let of = actors.iter().find(|a| match self.cx.language.locale {
            Locale::Kk => a.words.end <= cue.words.start && a.cases.has(Case::Genitive),
            Locale::Ru => {
                a.words.start >= cue.words.end
                    && a.words.start - cue.words.end <= 2
                    && a.cases.has(Case::Genitive)
            }
            Locale::En => {
                a.words.start >= cue.words.end
                    && a.words.start - cue.words.end <= 3
                    && ["of", "by"].contains(&self.cx.text.lower_word(cue.words.end))
            }
        });
        if let Some(place) = &goal {
            let w = weight::VISIT_TO * self.weight(sentence);
            self.place(&place.place, Side::Host, w, sentence);
        }
        if let Some(actor) = of.cloned() {
            self.actor(&actor, Side::Guest, weight::VISIT_OF);
        } else if self.cx.language.locale == Locale::En {
            self.place_of_visit(sentence, cue, actors);
        }
        self.evidence(sentence, cue.cue, if goal.is_some() { 1.5 } else { 0.7 });
    }

    /// "mission of Omsk to …": a place instead of a person.
    fn place_of_visit(&mut self, sentence: usize, cue: &CueMention, actors: &[Actor]) {
        let of = self.cx.text.lower_word(cue.words.end) == "of";
        let place =
            self.locations(sentence, actors).into_iter().find(|p| of && p.words.start == cue.words.end + 1);
        if let Some(place) = place {
            let w = weight::VISIT_OF * self.weight(sentence);
            self.place(&place.place, Side::Guest, w, sentence);
        }
    }

    /// "visit to A", "визит в А".
    fn is_goal_of_noun(&self, place: &PlaceMention) -> bool {
        let before = place.words.start.checked_sub(1).map_or("", |w| self.cx.text.lower_word(w));
        let also = place.words.start.checked_sub(2).map_or("", |w| self.cx.text.lower_word(w));
        match self.cx.language.locale {
            Locale::Ru => ["в", "во"].contains(&before) && self.is_inside(place),
            _ => before == "to" || (also == "to" && before == "the"),
        }
    }

    fn lead(&mut self, sentence: usize, cue: &CueMention, actors: &[Actor]) {
        let kazakh = self.cx.language.locale == Locale::Kk;
        let text = self.cx.text.lower_word(cue.words.end - 1);
        let passive = ["by", "of", "с", "под", "under", "him", "her", "руководством", "делегации"]
            .contains(&text)
            || self.cx.text.lower_word(cue.words.start).starts_with("во");
        let leads = |a: &&Actor| match (kazakh, passive) {
            (true, _) => a.words.end <= cue.words.start && a.can_be(Case::Nominative),
            (false, true) => a.words.start >= cue.words.end && a.words.start - cue.words.end <= 4,
            (false, false) => {
                a.words.end <= cue.words.start && cue.words.start - a.words.end <= 4
                    || a.cases.only(Case::Nominative)
            }
        };
        let mut people = actors.iter().filter(|a| a.person.is_some());
        let distance =
            |a: &&Actor| a.words.start.abs_diff(cue.words.end).min(cue.words.start.abs_diff(a.words.end));
        let leader = if !kazakh && !passive {
            people.filter(leads).min_by_key(distance)
        } else if kazakh {
            people.rfind(leads)
        } else {
            people.find(leads)
        };
        let leader = leader.or_else(|| {
            actors.iter().filter(|a| kazakh && a.person.is_some()).find(|a| a.words.start >= cue.words.end)
        });
        let leader =
            leader.or_else(|| self.led_from_behind(cue, actors)).or_else(|| self.led_by_pronoun(cue, actors));
        if let Some(actor) = leader.cloned() {
            self.actor(&actor, Side::Guest, weight::LEAD);
            self.tally.heads.extend(actor.person.map(|p| (p, sentence)));
        }
    }

    /// "a delegation led by her": the person named before.
    fn led_by_pronoun<'b>(&self, cue: &CueMention, actors: &'b [Actor]) -> Option<&'b Actor> {
        let pronoun =
            ["her", "him", "им", "ею", "ней", "ним"].contains(&self.cx.text.lower_word(cue.words.end));
        let mut before = actors.iter().filter(|a| a.person.is_some() && a.words.end <= cue.words.start);
        before.rfind(|_| pronoun)
    }

    /// "делегацию с послом во главе".
    fn led_from_behind<'b>(&self, cue: &CueMention, actors: &'b [Actor]) -> Option<&'b Actor> {
        let near = |a: &&Actor| a.words.end <= cue.words.start && cue.words.start - a.words.end <= 1;
        actors.iter().filter(|a| a.person.is_some()).find(near)
    }

    fn depart(&mut self, sentence: usize, cue: &CueMention, actors: &[Actor]) {
        let from = self.locations(sentence, actors).into_iter().find(|p| {
            let near = p.words.start >= cue.words.end && p.words.start - cue.words.end <= 6;
            near || self.cx.language.locale == Locale::Kk && p.cases.has(Case::Ablative)
        });
        let subjects: Vec<Actor> = self.subjects(cue, actors).into_iter().cloned().collect();
        let Some(place) = from else { return };
        let w = weight::RETURN * self.weight(sentence);
        let before = place.words.start.checked_sub(1).map_or("", |i| self.cx.text.lower_word(i));
        if ["в", "во", "to", "in"].contains(&before) {
            return self.place(&place.place, Side::Guest, weight::ORIGIN * self.weight(sentence), sentence);
        }
        self.tally.teller = Some(Side::Guest);
        self.place(&place.place, Side::Host, w, sentence);
        subjects.iter().for_each(|a| self.actor(a, Side::Guest, weight::ARRIVE_ACTOR));
        self.evidence(sentence, cue.cue, if subjects.is_empty() { 0.5 } else { 1.5 });
    }

    fn home(&mut self, sentence: usize, cue: &CueMention) {
        let next = self.found.places.iter().find(|p| p.words.start == cue.words.end).map(|p| p.place.clone());
        self.tally.teller = Some(Side::Guest);
        if let Some(place) = next {
            let w = weight::ORIGIN * self.weight(sentence);
            self.place(&place, Side::Guest, w, sentence);
        }
    }

    fn meet(&mut self, sentence: usize, cue: &CueMention, actors: &[Actor]) {
        let actors = &self.with_antecedent(sentence, actors);
        let people: Vec<&Actor> = actors.iter().filter(|a| a.place.is_some()).collect();
        let places: std::collections::BTreeSet<&PlaceRef> =
            people.iter().filter_map(|a| a.place.as_ref()).collect();
        for place in self.meeting_places(sentence, actors) {
            let w = weight::LOCATION * self.weight(sentence);
            self.place(&place.place, Side::Host, w, sentence);
        }
        if places.len() >= 2 {
            self.evidence(sentence, cue.cue, 1.5);
            if let Some(first) = people.first().map(|a| (*a).clone()) {
                self.actor(&first, Side::Host, weight::FIRST_NAMED);
                let other = people.iter().find(|a| a.place != first.place && !self.related(a, &first));
                if let Some(other) = other.map(|a| (*a).clone()) {
                    self.actor(&other, Side::Guest, weight::FIRST_NAMED);
                }
            }
        } else if !actors.is_empty() {
            self.evidence(sentence, cue.cue, 0.5);
        }
    }

    /// "He met …": whoever acted last before stands for the pronoun.
    fn with_antecedent(&self, sentence: usize, actors: &[Actor]) -> Vec<Actor> {
        const BEGINNING: usize = 3;
        let words = &self.cx.text.sentences[sentence].words;
        let pronoun = self
            .found
            .cues_of(Cue::Pronoun)
            .any(|c| words.contains(&c.words.start) && c.words.start - words.start < BEGINNING);
        let before = self.actors.iter().rev().find(|a| {
            a.sentence < sentence
                && sentence - a.sentence <= 2
                && a.kind == ActorKind::Person
                && a.place.is_some()
        });
        let mut out: Vec<Actor> = before.filter(|_| pronoun).into_iter().cloned().collect();
        out.extend(actors.iter().cloned());
        out
    }

    /// Where one of two who meet is known for a guest, the other is a host, and the other way round.
    fn opposites(&mut self, sentence: usize) {
        let meets =
            self.tally.frames.iter().any(|(s, c)| *s == sentence && matches!(c, Cue::Meet | Cue::Sign));
        if !meets {
            return;
        }
        let actors = self.with_antecedent(sentence, &self.in_sentence(sentence));
        let actors: Vec<Actor> =
            actors.into_iter().filter(|a| a.place.is_some() || a.person.is_some()).collect();
        for (i, actor) in actors.iter().enumerate() {
            let own = self.known_side(actor);
            let other = actors
                .iter()
                .enumerate()
                .filter(|(j, a)| *j != i && a.place != actor.place)
                .find_map(|(_, a)| self.known_side(a).filter(|_| !self.related(a, actor)));
            if let (None, Some(side)) = (own, other) {
                self.actor(actor, side.other(), weight::OPPOSITE);
            }
        }
    }

    fn related(&self, a: &Actor, b: &Actor) -> bool {
        match (&a.place, &b.place) {
            (Some(a), Some(b)) => super::side::compatible(self.cx, a, b),
            _ => false,
        }
    }

    /// Whether a place is the country of another, which both sides of a domestic visit share.
    fn is_wider(&self, outer: &PlaceRef, inner: &PlaceRef) -> bool {
        super::actor::level(self.cx, outer) == Level::Country && outer != inner
    }

    /// The side that an actor's votes tell clearly.
    fn known_side(&self, actor: &Actor) -> Option<Side> {
        let by_place = actor.place.as_ref().map(|p| {
            let kin = |o: &&PlaceRef| super::side::compatible(self.cx, o, p) && !self.is_wider(o, p);
            self.tally
                .places
                .keys()
                .filter(kin)
                .filter_map(|o| self.tally.places.get(o))
                .map(Votes::balance)
                .sum::<f32>()
        });
        let by_place = by_place.filter(|b| *b != 0.0);
        let by_person = actor.person.and_then(|p| self.tally.people.get(&p)).map(Votes::balance);
        let balance = by_place.or(by_person)?;
        (balance.abs() >= 1.2).then_some(if balance > 0.0 { Side::Host } else { Side::Guest })
    }
}

/// Cues that say who comes or receives.
fn is_frame(cue: Cue) -> bool {
    matches!(
        cue,
        Cue::Arrive
            | Cue::Receive
            | Cue::ReceivedBy
            | Cue::Visit
            | Cue::Lead
            | Cue::Depart
            | Cue::Home
            | Cue::Meet
            | Cue::Sign
            | Cue::Attend
            | Cue::VisitedBy
    )
}

fn overlaps(actor: &Actor, cue: &CueMention) -> bool {
    actor.words.start < cue.words.end && cue.words.start < actor.words.end
}

fn is_kazakh_goal(place: &PlaceMention) -> bool {
    place.cases.any(&[Case::Dative, Case::Locative]) && !place.cases.only(Case::Genitive)
}
