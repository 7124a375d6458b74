//! Meetings: neither side receives in so many words; what is known of one tells the other.

use super::*;

impl Counter<'_> {
    pub(super) fn meet(&mut self, sentence: usize, cue: &CueMention, actors: &[Actor]) {
        let actors = &self.with_antecedent(sentence, actors);
        let people: Vec<&Actor> = actors.iter().filter(|a| a.place.is_some()).collect();
        let places: std::collections::BTreeSet<&PlaceRef> =
            people.iter().filter_map(|a| a.place.as_ref()).collect();
        let venues = self.meeting_places(sentence, actors);
        for place in &venues {
            self.place(&place.place, Side::Host, Rule::Location, sentence);
        }
        // "В акимате Шымкента прошла встреча с вице-мэром Кванджу": who is from elsewhere has come, who is of the place
        // receives him.
        let cx = self.cx;
        let is_of_venue =
            |p: &PlaceRef| venues.iter().any(|v| super::super::side::compatible(cx, p, &v.place));
        let with_place = actors.iter().filter(|a| a.place.is_some()).cloned();
        let (hosts, guests): (Vec<Actor>, Vec<Actor>) =
            with_place.partition(|a| a.place.as_ref().is_some_and(is_of_venue));
        // Where the delegation stands for itself, who else is named is the other side.
        let delegation = actors.iter().any(|a| a.kind == ActorKind::Delegation && a.place.is_none());
        if let ([_], [guest], false) = (&venues[..], &guests[..], delegation) {
            self.actor(guest, Side::Guest, Rule::Opposite);
            hosts.iter().for_each(|host| self.actor(host, Side::Host, Rule::Opposite));
            self.evidence(sentence, cue.cue, 1.0);
        }
        if places.len() >= 2 {
            self.evidence(sentence, cue.cue, 1.5);
            if let Some(first) = people.first().map(|a| (*a).clone()) {
                self.actor(&first, Side::Host, Rule::FirstNamed);
                let other = people.iter().find(|a| a.place != first.place && !self.related(a, &first));
                if let Some(other) = other.map(|a| (*a).clone()) {
                    self.actor(&other, Side::Guest, Rule::FirstNamed);
                }
            }
        } else if !actors.is_empty() {
            self.evidence(sentence, cue.cue, 0.5);
        }
    }

    /// "He met Mayor A", "A's talks with B": a verb of meeting, or "with", parts the two; in Kazakh one of them stands
    /// in the case for that.
    fn met(&self, sentence: usize, a: &Actor, b: &Actor) -> bool {
        if a.person.is_some() && a.person == b.person {
            return false;
        }
        let words = &self.cx.text.sentences[sentence].words;
        let beside = |cue: Cue| self.found.cues_beside(cue, words).filter(|c| words.contains(&c.words.start));
        if a.sentence != b.sentence {
            return beside(Cue::Meet).next().is_some();
        }
        let between = a.words.end.min(b.words.end)..a.words.start.max(b.words.start);
        let together = |w: usize| self.grammar(|g| &g.together, self.cx.text.lower_word(w));
        if self.cx.language.locale == Locale::Kk {
            let with = |x: &Actor| x.cases.has(Case::Instrumental) && !together(x.words.end);
            return with(a) != with(b);
        }
        let with = |c: &CueMention| {
            between.contains(&c.words.start) && !(c.words.start > 0 && together(c.words.start - 1))
        };
        beside(Cue::Meet).any(|c| between.contains(&c.words.start)) || beside(Cue::With).any(with)
    }

    /// Whether two actors are the two sides of a meeting.
    fn opposed(&self, sentence: usize, a: &Actor, b: &Actor) -> bool {
        match (&a.place, &b.place) {
            (Some(p), Some(q)) => p != q && !self.related(a, b),
            _ => self.met(sentence, a, b),
        }
    }

    /// "He met …", "they met …": who acted last before, or the delegation, stands for the pronoun.
    pub(super) fn with_antecedent(&self, sentence: usize, actors: &[Actor]) -> Vec<Actor> {
        const BEGINNING: usize = 5;
        let words = &self.cx.text.sentences[sentence].words;
        let they = (words.start..words.end.min(words.start + BEGINNING))
            .any(|w| self.grammar(|g| &g.they, self.cx.text.lower_word(w)));
        let pronoun = self
            .found
            .cues_beside(Cue::Pronoun, words)
            .any(|c| words.contains(&c.words.start) && c.words.start - words.start < BEGINNING);
        let before = self.actors.iter().rev().find(|a| {
            a.sentence < sentence
                && sentence - a.sentence <= 2
                && match a.kind {
                    ActorKind::Delegation => they,
                    ActorKind::Person => pronoun && (a.place.is_some() || self.known_side(a).is_some()),
                    ActorKind::Group => false,
                }
        });
        let mut out: Vec<Actor> = before.into_iter().cloned().collect();
        out.extend(actors.iter().cloned());
        out
    }

    /// Where one of two who meet is known for a guest, the other is a host, and the other way round.
    pub(super) fn opposites(&mut self, sentence: usize) {
        let meets =
            self.tally.frames.iter().any(|(s, c)| *s == sentence && matches!(c, Cue::Meet | Cue::Sign));
        if !meets {
            return;
        }
        let actors = self.with_antecedent(sentence, &self.in_sentence(sentence));
        let acts = |a: &Actor| a.place.is_some() || a.person.is_some() || a.kind == ActorKind::Delegation;
        let actors: Vec<Actor> = actors.into_iter().filter(acts).collect();
        for (i, actor) in actors.iter().enumerate() {
            let own = self.known_side(actor);
            let other = actors
                .iter()
                .enumerate()
                .filter(|(j, a)| *j != i && self.opposed(sentence, a, actor))
                .find_map(|(_, a)| self.known_side(a));
            if let (None, Some(side)) = (own, other) {
                self.actor(actor, side.other(), Rule::Opposite);
            }
        }
    }

    pub(super) fn related(&self, a: &Actor, b: &Actor) -> bool {
        match (&a.place, &b.place) {
            (Some(a), Some(b)) => super::super::side::compatible(self.cx, a, b),
            _ => false,
        }
    }

    /// Whether a place is the country of another, which both sides of a domestic visit share.
    pub(super) fn is_wider(&self, outer: &PlaceRef, inner: &PlaceRef) -> bool {
        super::super::actor::level(self.cx, outer) == Level::Country && outer != inner
    }

    /// The side that an actor's votes tell clearly.
    pub(super) fn known_side(&self, actor: &Actor) -> Option<Side> {
        if actor.kind == ActorKind::Delegation {
            return Some(Side::Guest);
        }
        let by_place = actor.place.as_ref().map(|p| {
            let kin = |o: &&PlaceRef| super::super::side::compatible(self.cx, o, p) && !self.is_wider(o, p);
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
