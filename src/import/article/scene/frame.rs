//! Frames: what a verb or noun of visiting says of the actors and places around it, counted as votes.
//!
//! "A arrived in B": A is a guest, B the host's place. "A received B": A is host, B guest. "Visit of A to B".
//! A second pass lets "A met with B" follow from what is known of either. Start with [`count`].

mod meeting;
mod people;
mod places;
mod speech;

use super::{
    SentenceView,
    actor::{Actor, ActorKind},
    evidence::{Rule, Side, Votes},
};
use crate::{
    data::Locale,
    import::article::{
        case::{Case, Cases},
        lexicon::{Cue, Grammar, Level, PostClass, is_in},
        mention::{Context, CueMention, Mentions, PersonId, PlaceMention, PlaceRef},
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

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
    /// Places that one list names as those of delegations.
    pub together: BTreeSet<PlaceRef>,
    /// How often somebody arrives in what is his own city or region.
    pub at_home: f32,
}

impl Tally {
    /// The sentence that tells most of the visit.
    pub(super) fn strongest_sentence(&self) -> usize {
        let by_weight = |a: &(&usize, &f32), b: &(&usize, &f32)| a.1.total_cmp(b.1).then(b.0.cmp(a.0));
        self.evidence.iter().max_by(by_weight).map_or(0, |(s, _)| *s)
    }

    /// Sentences with a frame that tells what happens, in order; those of the way home, whose day is not that
    /// of the visit, come last.
    pub(super) fn told_in(&self, sentences: &[SentenceView]) -> Vec<usize> {
        let mut out: Vec<usize> = self
            .frames
            .iter()
            .filter(|(s, c)| *c != Cue::Delegation && !sentences[*s].hoped && sentences[*s].counts())
            .map(|(s, _)| *s)
            .collect();
        let tells = |s: usize, cues: &[Cue]| cues.iter().any(|c| self.frames.contains(&(s, *c)));
        // The day of the meeting counts before that of the arrival, then that of setting off, and the way home last.
        let rank = |s: usize| match () {
            () if tells(s, &[Cue::Depart]) => 3,
            () if tells(s, &[Cue::SetOff]) => 2,
            () if tells(s, &[Cue::Receive, Cue::ReceivedBy, Cue::Meet, Cue::Sign]) => 0,
            () => 1,
        };
        out.sort_unstable_by_key(|s| (rank(*s), *s));
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

/// Sentences in which who sets off does so for this visit, and not for its next stop.
const OPENING: usize = 3;

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
    counter.tally.teller = counter.teller_by_words();
    (0..sentences.len()).for_each(|s| counter.sentence(s));
    if let Some(place) = dateline {
        let side = counter.tally.teller.unwrap_or(Side::Host);
        counter.tally.places.entry(place.clone()).or_default().add(side, Rule::Dateline, 1.0, 0);
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

    /// "Our delegation", "came to our city": whose press tells, where the beginning says so.
    fn teller_by_words(&self) -> Option<Side> {
        let outside = |c: &&CueMention| {
            let word = &self.cx.text.words[c.words.start];
            !word.quoted && word.sentence <= OPENING + 1
        };
        let first = |cue: Cue| self.found.cues_of(cue).find(outside).map(|c| c.words.start);
        match (first(Cue::OurGuests), first(Cue::OurPlace)) {
            (Some(guests), Some(place)) => Some(if guests <= place { Side::Guest } else { Side::Host }),
            (Some(_), None) => Some(Side::Guest),
            (None, Some(_)) => Some(Side::Host),
            (None, None) => None,
        }
    }

    /// Whether a word stands in a list of the language's small words.
    fn grammar(&self, list: fn(&Grammar) -> &Vec<String>, word: &str) -> bool {
        is_in(list(&self.cx.language.grammar), word)
    }

    fn weight(&self, sentence: usize) -> f32 {
        let view = &self.sentences[sentence];
        let doubt = if view.hoped { 0.2 } else { 1.0 };
        let speech = if view.quoted > 0.6 { 0.3 } else { 1.0 };
        if view.counts() { view.weight * doubt * speech } else { 0.0 }
    }

    fn place(&mut self, place: &PlaceRef, side: Side, rule: Rule, sentence: usize) {
        self.place_by(place, side, rule, sentence, 1.0);
    }

    fn place_by(&mut self, place: &PlaceRef, side: Side, rule: Rule, sentence: usize, factor: f32) {
        let amount = factor * self.weight(sentence);
        if amount > 0.0 {
            self.tally.places.entry(place.clone()).or_default().add(side, rule, amount, sentence);
        }
    }

    fn actor(&mut self, actor: &Actor, side: Side, rule: Rule) {
        let amount = self.weight(actor.sentence);
        if amount <= 0.0 {
            return;
        }
        if let Some(place) = &actor.place {
            let loose = actor.loose && super::actor::level(self.cx, place) == Level::City;
            self.place_by(place, side, rule, actor.sentence, if loose { LOOSE } else { 1.0 });
        }
        if let Some(person) = actor.person {
            self.tally.people.entry(person).or_default().add(side, rule, amount, actor.sentence);
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
        let mut actors = self.in_sentence(sentence);
        self.became_guests(sentence, &mut actors);
        self.guests_by_name(&actors);
        self.named_guests(sentence, &actors);
        for cue in &self.frames_in(sentence) {
            match cue.cue {
                Cue::Arrive => self.arrive(sentence, cue, &actors),
                Cue::Receive => self.receive(sentence, cue, &actors),
                Cue::ReceivedBy => self.received_by(sentence, cue, &actors),
                Cue::Visit => self.visit(sentence, cue, &actors),
                Cue::Lead => self.lead(sentence, cue, &actors),
                Cue::Study => self.study(sentence, cue, &actors),
                Cue::Member => self.members(cue, &actors),
                Cue::Depart => self.depart(sentence, cue, &actors),
                Cue::Home => self.home(sentence, cue),
                Cue::Meet | Cue::Sign => self.meet(sentence, cue, &actors),
                Cue::Attend => self.attend(sentence, cue, &actors),
                Cue::VisitedBy => self.visited_by(sentence, cue, &actors),
                Cue::Address => self.address(sentence, cue, &actors),
                Cue::Thank => self.thank(sentence, cue, &actors),
                Cue::HostsAre => self.hosts_are(cue, &actors),
                Cue::Send => self.send(sentence, cue, &actors),
                _ => {}
            }
        }
        self.guests_in_place(sentence, &actors);
        self.several_places(&actors);
    }

    /// "The guests were in A last week", "Мэр Оша – в Шымкенте": guests or an official from elsewhere, a place, and no
    /// verb that is known.
    fn guests_in_place(&mut self, sentence: usize, actors: &[Actor]) {
        let told =
            [Cue::Arrive, Cue::Receive, Cue::ReceivedBy, Cue::Depart, Cue::Meet, Cue::Visit, Cue::Hope];
        let words = &self.cx.text.sentences[sentence].words;
        let known = told
            .into_iter()
            .any(|cue| self.found.cues_beside(cue, words).any(|c| words.contains(&c.words.start)));
        if known {
            return;
        }
        let places = self.meeting_places(sentence, actors);
        let elsewhere = |p: &PlaceRef| places.iter().any(|q| !super::side::compatible(self.cx, p, &q.place));
        let guest = |a: &&Actor| {
            a.can_be(Case::Nominative)
                && match a.kind {
                    ActorKind::Delegation => true,
                    ActorKind::Person | ActorKind::Group => {
                        let official = a.official || a.class.is_some_and(PostClass::is_local);
                        official && sentence < OPENING && a.place.as_ref().is_some_and(elsewhere)
                    }
                }
        };
        let guests: Vec<Actor> = actors.iter().filter(guest).cloned().collect();
        if guests.is_empty() {
            return;
        }
        for guest in guests.iter().filter(|a| a.kind != ActorKind::Delegation) {
            self.actor(guest, Side::Guest, Rule::Opposite);
        }
        for place in places {
            self.place(&place.place, Side::Host, Rule::Location, sentence);
            self.evidence(sentence, Cue::Delegation, 0.7);
        }
    }

    /// Cues outside speech, the longest of overlapping ones: "was received" is not "received".
    fn frames_in(&self, sentence: usize) -> Vec<CueMention> {
        let words = self.cx.text.sentences[sentence].words.clone();
        let told_until = self.sentences[sentence].hope_from.filter(|_| !self.sentences[sentence].hoped);
        let inside = |c: &&CueMention| {
            words.contains(&c.words.start)
                && !self.cx.text.words[c.words.start].quoted
                && told_until.is_none_or(|end| c.words.start < end)
        };
        let cues: Vec<&CueMention> =
            self.found.beside(&words).iter().filter(|c| is_frame(c.cue)).filter(inside).collect();
        let covered = |c: &CueMention| {
            cues.iter().any(|o| {
                o.words.len() > c.words.len() && o.words.start <= c.words.start && c.words.end <= o.words.end
            })
        };
        let mut out: Vec<CueMention> = cues.iter().filter(|c| !covered(c)).map(|c| (*c).clone()).collect();
        out.dedup_by(|b, a| a.cue == b.cue && a.words == b.words);
        out
    }

    fn arrive(&mut self, sentence: usize, cue: &CueMention, actors: &[Actor]) {
        let sets_off = self.found.cues_of(Cue::SetOff).any(|c| c.words.start == cue.words.start);
        // Behind the account of a visit who sets off goes to the next place or home.
        let told = |(s, c): &(usize, Cue)| {
            *s < sentence && *c != Cue::Delegation && !self.cx.text.sentences[*s].title
        };
        let held = |f: &(usize, Cue)| told(f) && !self.sentences[f.0].announced;
        let (told, held) = (self.tally.frames.iter().any(told), self.tally.frames.iter().any(held));
        let ahead = self.sentences[sentence].announced;
        if told && (sets_off || ahead && (held || sentence > OPENING)) {
            for place in self.goals(cue, actors) {
                self.place(&place.place, Side::Host, Rule::NextStop, sentence);
            }
            return;
        }
        let subjects: Vec<Actor> = self.subjects(cue, actors).into_iter().cloned().collect();
        let mut goals = self.goals(cue, actors);
        // Further down, "he visited the market" may be anywhere on the way.
        if goals.is_empty() && sentence < OPENING {
            goals.extend(self.dateline_goal(&subjects, cue));
        }
        if sentence < OPENING && sets_off {
            self.tally.teller = Some(Side::Guest);
        }
        let visited = self.visited_people(cue, actors);
        // "People from A walked into the city hall": whose it is may stand elsewhere.
        let body = cue.words.end..cue.words.end + 3;
        let from_somewhere =
            subjects.iter().any(|a| a.kind == ActorKind::Group && a.place.is_some() && !a.loose);
        let at_body = from_somewhere
            && self.found.cues_beside(Cue::PublicBody, &body).any(|c| body.contains(&c.words.start));
        // "Eniwa mayor visits", a title says.
        let headline = self.cx.text.sentences[sentence].title && subjects.iter().any(|a| a.place.is_some());
        if goals.is_empty()
            && visited.is_empty()
            && !at_body
            && !headline
            && !subjects.iter().any(|a| a.kind == ActorKind::Delegation)
        {
            if self.origins(sentence, actors) {
                self.evidence(sentence, cue.cue, 1.0);
            }
            return;
        }
        for actor in &subjects {
            self.actor(actor, Side::Guest, Rule::ArriveActor);
        }
        for actor in &visited {
            self.actor(actor, Side::Host, Rule::Receive);
        }
        let own = |a: &Actor, goal: &PlaceMention| {
            a.place.as_ref().is_some_and(|p| {
                super::actor::level(self.cx, p) != Level::Country
                    && super::side::compatible(self.cx, p, &goal.place)
            })
        };
        if subjects.iter().any(|a| goals.iter().any(|g| own(a, g))) {
            self.tally.at_home += self.weight(sentence);
        }
        let told = subjects
            .iter()
            .any(|a| a.place.is_some() || a.person.is_some() || a.kind == ActorKind::Delegation);
        for place in &goals {
            let factor = if told { 1.0 } else { LOOSE };
            self.place_by(&place.place, Side::Host, Rule::ArrivePlace, sentence, factor);
        }
        self.origins(sentence, actors);
        let reached = !goals.is_empty() || !visited.is_empty();
        let strength = if !subjects.is_empty() && reached { 2.0 } else { 1.0 };
        self.evidence(sentence, if sets_off { Cue::SetOff } else { cue.cue }, strength);
    }

    /// "From A": the guests' place; whether there is one.
    fn origins(&mut self, sentence: usize, actors: &[Actor]) -> bool {
        let from: Vec<PlaceMention> = self
            .locations(sentence, actors)
            .into_iter()
            .filter(|p| match self.cx.language.locale {
                Locale::Kk => p.cases.has(Case::Ablative) && !p.cases.has(Case::Genitive),
                _ => self
                    .found
                    .cues_beside(Cue::PrepositionFrom, &p.words)
                    .any(|c| c.words.end == p.words.start),
            })
            .collect();
        for place in &from {
            self.place(&place.place, Side::Guest, Rule::Origin, sentence);
        }
        !from.is_empty()
    }

    fn receive(&mut self, sentence: usize, cue: &CueMention, actors: &[Actor]) {
        let mut hosts: Vec<Actor> = self.subjects(cue, actors).into_iter().cloned().collect();
        // "The delegation that he received": who acts was named before.
        let by_pronoun =
            self.found.cues_beside(Cue::Pronoun, &cue.words).any(|c| c.words.end == cue.words.start);
        if by_pronoun && let Some(host) = self.last_person(cue.words.start) {
            hosts = vec![host];
        }
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
            inside.iter().for_each(|p| self.place(&p.place, Side::Host, Rule::FirstNamed, sentence));
        }
        let words = self.cx.text.sentences[sentence].words.clone();
        // "The akim received him": the guest is named elsewhere.
        let pronoun = !hosts.is_empty()
            && self.found.cues_beside(Cue::ObjectPronoun, &words).any(|c| words.contains(&c.words.start));
        // "The city was host to officials from A": who received stands elsewhere.
        if !hosted && !guests.is_empty() {
            guests.iter().for_each(|a| self.actor(a, Side::Guest, Rule::Opposite));
            self.evidence(sentence, cue.cue, 1.0);
        }
        if !hosted || guests.is_empty() && !pronoun && (by_place.is_none() || objects.is_empty()) {
            return;
        }
        for actor in hosts.iter().filter(|a| a.kind != ActorKind::Delegation) {
            self.actor(actor, Side::Host, Rule::Receive);
        }
        for actor in &guests {
            self.actor(actor, Side::Guest, Rule::Receive);
        }
        for place in inside {
            self.place(&place.place, Side::Host, Rule::Location, sentence);
        }
        if guests.is_empty() {
            for place in objects {
                self.place(&place.place, Side::Guest, Rule::ObjectPlace, sentence);
            }
        }
        if let Some(place) = by_place {
            self.place(&place.place, Side::Host, Rule::Receive, sentence);
        }
        self.evidence(sentence, cue.cue, 2.5);
    }

    fn received_by(&mut self, sentence: usize, cue: &CueMention, actors: &[Actor]) {
        let (mut hosts, mut guests) = (Vec::new(), Vec::new());
        let english = self.cx.language.locale == Locale::En;
        let in_clause = |a: &&Actor| !(overlaps(a, cue) || english && self.says_of(a, cue));
        for actor in actors.iter().filter(in_clause) {
            let behind = actor.words.start >= cue.words.end;
            let host = match self.cx.language.locale {
                Locale::En => behind && !self.relative_between(cue, actor),
                Locale::Ru => {
                    let oblique = actor.cases.any(&[Case::Instrumental, Case::Genitive])
                        && !actor.cases.has(Case::Nominative);
                    oblique && !self.is_led(actor) || self.is_at_whom(actor.words.start)
                }
                Locale::Kk => !behind && actor.cases.has(Case::Genitive),
            };
            // "by the mayor, who thanked the guest": the second of the two is no agent.
            let other = english && behind;
            match (host, other) {
                (true, _) => hosts.push(actor.clone()),
                (false, true) => {}
                (false, false) => guests.push(actor.clone()),
            }
        }
        // "He was awaited by the mayor": who was named before.
        let first = self.cx.text.sentences[sentence].words.start;
        let pronoun = self.found.cues_beside(Cue::Pronoun, &(first..first)).any(|c| c.words.start == first);
        if english && pronoun && guests.is_empty() && !hosts.is_empty() {
            guests.extend(self.last_person(first));
        }
        hosts.retain(|a| a.kind == ActorKind::Person || self.is_at_whom(a.words.start));
        for actor in &hosts {
            self.actor(actor, Side::Host, Rule::Receive);
        }
        for actor in &guests {
            self.actor(actor, Side::Guest, Rule::Receive);
        }
        // "guests of Tübingen", "hosted by the city of Lahti": a place as the agent.
        let agent = self.locations(sentence, actors).into_iter().find(|p| match self.cx.language.locale {
            Locale::En => {
                p.words.start >= cue.words.end
                    && p.words.start - cue.words.end <= 1
                    && self.grammar(|g| &g.agent, self.cx.text.lower_word(cue.words.end - 1))
            }
            // "Побывали в гостях у самаркандского хокимията".
            Locale::Ru => self.is_at_whom(p.words.start),
            Locale::Kk => false,
        });
        if let Some(place) = &agent {
            self.place(&place.place, Side::Host, Rule::Receive, sentence);
        }
        if !hosts.is_empty() || !guests.is_empty() || agent.is_some() {
            for place in self.meeting_places(sentence, actors) {
                self.place(&place.place, Side::Host, Rule::Location, sentence);
            }
            self.evidence(sentence, cue.cue, 2.5);
        }
    }

    /// "The delegation takes part in the forum in Kazan": who attends elsewhere is a guest.
    fn attend(&mut self, sentence: usize, cue: &CueMention, actors: &[Actor]) {
        // "The talks were attended by …" says nothing of a side.
        if self.cx.language.locale == Locale::En && self.cx.text.lower_word(cue.words.end) == "by" {
            return;
        }
        let words = self.cx.text.sentences[sentence].words.clone();
        // A Kazakh verb stands behind all that belongs to it.
        let behind = |e: &Range<usize>| e.start >= cue.words.start || self.cx.language.locale == Locale::Kk;
        let event = self.found.events.iter().find(|e| words.contains(&e.start) && behind(e));
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
            going.iter().for_each(|a| self.actor(a, Side::Guest, Rule::Attend));
        }
        for place in &places {
            self.place(&place.place, Side::Host, Rule::Attend, sentence);
        }
        if let Some(venue) = self.venue.clone().filter(|_| places.is_empty() && !going.is_empty()) {
            self.place(&venue, Side::Host, Rule::Attend, sentence);
        }
        if !going.is_empty() && (!places.is_empty() || self.venue.is_some()) {
            self.evidence(sentence, cue.cue, 1.5);
        }
    }

    /// "Kumasi has sent a delegation to Almere", "the governor sent his deputy to Almere": whose people go, and where.
    fn send(&mut self, sentence: usize, cue: &CueMention, actors: &[Actor]) {
        let sender: Vec<Actor> = self.subjects(cue, actors).into_iter().cloned().collect();
        let is_sender = |a: &Actor| sender.iter().any(|s| s.words == a.words);
        let goals = self.goals(cue, actors);
        let behind = |a: &Actor| {
            self.cx.language.locale == Locale::Kk || a.words.start >= cue.words.end && !goals.is_empty()
        };
        let sent = |a: &&Actor| match a.kind {
            ActorKind::Delegation => true,
            ActorKind::Group => !is_sender(a) && behind(a) && !goals.is_empty(),
            ActorKind::Person => a.class.is_some() && !is_sender(a) && behind(a) && !goals.is_empty(),
        };
        let sent: Vec<Actor> = actors.iter().filter(sent).cloned().collect();
        let by_post = || sender.iter().find_map(|a| a.place.clone());
        let by_place = self.place_subject(sentence, cue, actors).map(|p| p.place);
        let (Some(home), false) = (by_place.or_else(by_post), sent.is_empty()) else { return };
        self.place(&home, Side::Guest, Rule::Delegation, sentence);
        for actor in sent.iter().filter(|a| a.kind == ActorKind::Person && a.person.is_some()) {
            self.actor(actor, Side::Guest, Rule::Member);
        }
        for place in goals {
            self.place(&place.place, Side::Host, Rule::ArrivePlace, sentence);
        }
        self.evidence(sentence, cue.cue, 1.5);
    }

    /// "Novi Sad was visited by a delegation of Patras".
    fn visited_by(&mut self, sentence: usize, cue: &CueMention, actors: &[Actor]) {
        let host = self.locations(sentence, actors).into_iter().rfind(|p| p.words.end <= cue.words.start);
        if let Some(place) = host {
            self.place(&place.place, Side::Host, Rule::ArrivePlace, sentence);
            self.evidence(sentence, cue.cue, 2.0);
        }
        actors
            .iter()
            .filter(|a| a.words.start >= cue.words.end)
            .for_each(|a| self.actor(a, Side::Guest, Rule::ArriveActor));
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
                    && self.grammar(|g| &g.agent, self.cx.text.lower_word(cue.words.end))
            }
        });
        if let Some(place) = &goal {
            self.place(&place.place, Side::Host, Rule::VisitTo, sentence);
        }
        if let Some(actor) = of.cloned() {
            self.actor(&actor, Side::Guest, Rule::VisitOf);
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
        // "A tour of Omsk" leads through Omsk.
        let through = self.grammar(|g| &g.tours, self.cx.text.lower_word(cue.words.end - 1));
        match place {
            Some(place) if through => self.place(&place.place, Side::Host, Rule::VisitTo, sentence),
            Some(place) => self.place(&place.place, Side::Guest, Rule::VisitOf, sentence),
            None => {}
        }
    }

    /// "visit to A", "визит в А".
    fn is_goal_of_noun(&self, place: &PlaceMention) -> bool {
        let before = place.words.start.checked_sub(1).map_or("", |w| self.cx.text.lower_word(w));
        let also = place.words.start.checked_sub(2).map_or("", |w| self.cx.text.lower_word(w));
        match self.cx.language.locale {
            Locale::Ru => self.grammar(|g| &g.goal, before) && self.is_inside(place),
            _ => before == "to" || (also == "to" && before == "the"),
        }
    }

    fn depart(&mut self, sentence: usize, cue: &CueMention, actors: &[Actor]) {
        let from = self.locations(sentence, actors).into_iter().find(|p| {
            let near = p.words.start >= cue.words.end && p.words.start - cue.words.end <= 6;
            near || self.cx.language.locale == Locale::Kk && p.cases.has(Case::Ablative)
        });
        let subjects: Vec<Actor> = self.subjects(cue, actors).into_iter().cloned().collect();
        let Some(place) = from else { return };
        let before = place.words.start.checked_sub(1).map_or("", |i| self.cx.text.lower_word(i));
        if self.grammar(|g| &g.goal, before) {
            return self.place(&place.place, Side::Guest, Rule::Origin, sentence);
        }
        self.tally.teller = Some(Side::Guest);
        self.place(&place.place, Side::Host, Rule::Return, sentence);
        subjects.iter().for_each(|a| self.actor(a, Side::Guest, Rule::ArriveActor));
        self.evidence(sentence, cue.cue, if subjects.is_empty() { 0.5 } else { 1.5 });
    }

    fn home(&mut self, sentence: usize, cue: &CueMention) {
        let next = self.found.places.iter().find(|p| p.words.start == cue.words.end).map(|p| p.place.clone());
        self.tally.teller = Some(Side::Guest);
        if let Some(place) = next {
            self.place(&place, Side::Guest, Rule::Origin, sentence);
        }
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
            | Cue::Member
            | Cue::Study
            | Cue::Depart
            | Cue::Home
            | Cue::Meet
            | Cue::Sign
            | Cue::Attend
            | Cue::VisitedBy
            | Cue::Address
            | Cue::Thank
            | Cue::HostsAre
            | Cue::Send
    )
}

/// Words between an actor and a cue.
fn distance(actor: &Actor, cue: &CueMention) -> usize {
    actor.words.start.abs_diff(cue.words.end).min(cue.words.start.abs_diff(actor.words.end))
}

fn overlaps(actor: &Actor, cue: &CueMention) -> bool {
    actor.words.start < cue.words.end && cue.words.start < actor.words.end
}

fn is_kazakh_goal(place: &PlaceMention) -> bool {
    place.cases.any(&[Case::Dative, Case::Locative]) && !place.cases.only(Case::Genitive)
}
