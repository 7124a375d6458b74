//! Where the places around a frame lie: goals of a journey, places of a meeting, places that act as bodies.

use super::*;
use std::ops::Range;

impl Counter<'_> {
    /// "The mayor of Izmir flew in": the dateline's place, where the subject is of another.
    pub(super) fn dateline_goal(&self, subjects: &[Actor], cue: &CueMention) -> Option<PlaceMention> {
        let place = self.dateline.clone()?;
        let official =
            subjects.iter().filter(|a| a.kind == ActorKind::Person).find_map(|a| a.place.as_ref())?;
        let foreign = !super::super::side::compatible(self.cx, official, &place);
        let words = cue.words.clone();
        foreign.then(|| PlaceMention::new(words, place, Cases::NONE))
    }

    /// Places where the movement ends.
    pub(super) fn goals(&self, cue: &CueMention, actors: &[Actor]) -> Vec<PlaceMention> {
        const REACH: usize = 9;
        let sentence = self.cx.text.words[cue.words.start].sentence;
        let free = self.locations(sentence, actors);
        let kazakh = self.cx.language.locale == Locale::Kk;
        free.into_iter()
            .filter(|p| {
                let behind = p.words.start >= cue.words.end && p.words.start - cue.words.end <= REACH;
                let before = p.words.end <= cue.words.start;
                // "left for Nanjing": the preposition is part of the verb.
                let led = p.words.start == cue.words.end && cue.words.len() > 1;
                let direct = led || behind && p.words.start - cue.words.end <= 3 && self.takes_object(cue);
                let russian_before = self.cx.language.locale == Locale::Ru && before;
                // "Казань посетила группа врачей": the object before the verb.
                let object_before = russian_before
                    && self.takes_object(cue)
                    && p.cases.has(Case::Accusative)
                    && !p.cases.has(Case::Genitive)
                    && actors.iter().any(|a| a.words.start >= cue.words.end && a.can_be(Case::Nominative));
                if kazakh {
                    before && is_kazakh_goal(p)
                } else {
                    direct
                        || object_before
                        || before && self.is_where(p, cue)
                        || (behind || russian_before) && self.is_inside(p)
                }
            })
            .collect()
    }

    /// "Shijiazhuang is where Governor A has gone".
    fn is_where(&self, place: &PlaceMention, cue: &CueMention) -> bool {
        (place.words.end + 1..cue.words.start).any(|w| {
            self.grammar(|g| &g.where_clause, self.cx.text.lower_word(w))
                && self.grammar(|g| &g.copulas, self.cx.text.lower_word(w - 1))
        })
    }

    /// "visited Kazan", "посетили Казань" need no preposition.
    pub(super) fn takes_object(&self, cue: &CueMention) -> bool {
        let verb = self.cx.text.lower_word(cue.words.end - 1);
        self.cx.language.grammar.direct.iter().any(|s| verb.starts_with(s.as_str()))
    }

    /// Place mentions of a sentence that belong to no actor.
    pub(super) fn locations(&self, sentence: usize, actors: &[Actor]) -> Vec<PlaceMention> {
        let words = &self.cx.text.sentences[sentence].words;
        let owned: Vec<usize> = actors.iter().flat_map(|a| a.owned.iter().copied()).collect();
        let all = self.found.places.iter().enumerate();
        all.filter(|(_, p)| words.contains(&p.words.start))
            .filter(|(i, p)| {
                let inside = actors.iter().any(|a| {
                    a.class.is_some() && a.words.start <= p.words.start && p.words.end <= a.words.end
                });
                let of_body = p.is_adjective() && self.is_before_body(p);
                !owned.contains(i) && !inside && (!p.is_adjective() || of_body) && !p.weak
            })
            .map(|(_, p)| self.with_body(p))
            .collect()
    }

    /// A place with the public body that is named with it, which bears the case: "мэрию Омска", "ереванская мэрия",
    /// "Алматы әкімдігінде", "the city hall of Omsk".
    fn with_body(&self, place: &PlaceMention) -> PlaceMention {
        let mut out = place.clone();
        if let Some(body) = self.body_beside(place) {
            out.words = place.words.start.min(body.start)..place.words.end.max(body.end);
            let noun = self.cx.text.lower_word(body.end - 1);
            out.cases = match self.cx.language.locale {
                Locale::En => place.cases,
                Locale::Ru => {
                    super::super::actor::cases_by_ending(&self.cx.language.grammar.body_endings, noun)
                }
                Locale::Kk => self.cx.language.suffixes.cases_of_noun(noun),
            };
        }
        out
    }

    /// The words of the public body that is named with a place.
    fn body_beside(&self, place: &PlaceMention) -> Option<Range<usize>> {
        /// Words between the two.
        const BETWEEN: usize = 1;
        let reach = place.words.start.saturating_sub(BETWEEN)..place.words.end + BETWEEN;
        let text = self.cx.text;
        let bodies = self.found.cues_beside(Cue::PublicBody, &reach).map(|c| c.words.clone());
        let behind = |b: &Range<usize>| {
            b.start >= place.words.end
                && b.start - place.words.end <= BETWEEN
                && text.joined(place.words.end - 1, b.start)
        };
        let before = |b: &Range<usize>, between: usize| {
            b.end <= place.words.start
                && place.words.start - b.end == between
                && text.joined(b.end - 1, place.words.start)
        };
        let fits = |b: &Range<usize>| match self.cx.language.locale {
            Locale::En => behind(b) || before(b, 1) && self.grammar(|g| &g.agent, text.lower_word(b.end)),
            Locale::Ru if place.is_adjective() => behind(b),
            Locale::Ru => before(b, 0) && (place.cases.is_empty() || place.cases.has(Case::Genitive)),
            Locale::Kk => behind(b) && !place.cases.any(&[Case::Dative, Case::Locative, Case::Ablative]),
        };
        bodies.into_iter().find(|b| fits(b))
    }

    /// "в ереванской мэрии": an adjective before a public body.
    pub(super) fn is_before_body(&self, place: &PlaceMention) -> bool {
        self.body_beside(place).is_some()
    }

    /// Where a place's words begin with "the Chinese province of" before its name.
    pub(super) fn before_kind(&self, place: &PlaceMention) -> usize {
        let mut start = place.words.start;
        while start > 0 {
            let word = self.cx.text.lower_word(start - 1);
            let adjective = self.found.place_at(start - 1).is_some_and(PlaceMention::is_adjective);
            let of_kind = word != "of"
                || start >= 2 && self.grammar(|g| &g.place_kinds, self.cx.text.lower_word(start - 2));
            if !(adjective || self.grammar(|g| &g.place_kinds, word) && of_kind) {
                break;
            }
            start -= 1;
        }
        start
    }

    /// "in A", "to A", "в А"; a Kazakh ending says the same.
    pub(super) fn is_inside(&self, place: &PlaceMention) -> bool {
        if self.cx.language.locale == Locale::Kk {
            return place.cases.has(Case::Locative);
        }
        // "Hamm was where the delegation learned".
        let behind = place.words.end;
        if self.grammar(|g| &g.copulas, self.cx.text.lower_word(behind))
            && self.grammar(|g| &g.where_clause, self.cx.text.lower_word(behind + 1))
        {
            return true;
        }
        let start = self.before_kind(place);
        let sentence =
            self.cx.text.words.get(start).map_or(0, |w| self.cx.text.sentences[w.sentence].words.start);
        let near = start.saturating_sub(3).max(sentence)..start;
        // "Talks to bring Izmir closer": a "to" that leads a verb.
        let leads_verb = |c: &CueMention| {
            let described = |w| self.grammar(|g| &g.which_place, self.cx.text.lower_word(w));
            self.grammar(|g| &g.infinitive, self.cx.text.lower_word(c.words.end - 1))
                && !(c.words.end..near.end).all(described)
        };
        // "In Taraz with U.S. Consul A": the preposition leads the place before.
        let parted = |c: &CueMention| {
            let of_other = |w| self.found.place_at(w).is_some_and(|p| !p.is_adjective());
            (c.words.end..start).any(of_other)
        };
        let preposition = self
            .found
            .cues_beside(Cue::PrepositionIn, &near)
            .any(|c| near.contains(&c.words.start) && !leads_verb(c) && !parted(c));
        let list = place.words.start > 0 && self.cx.text.gap_before(place.words.start).trim() == ",";
        // "На заседании Костромской думы": the noun between bears the case.
        let of_body = start > 0
            && place.cases.has(Case::Genitive)
            && self.found.has_cue(Cue::PublicBody, &place.words)
            && !self.found.cues_beside(Cue::PrepositionIn, &near).any(|c| c.words.end == start);
        let of_case = self.cx.language.locale != Locale::Ru
            || place.cases.is_empty()
            || of_body
            || place.cases.any(&[Case::Locative, Case::Accusative, Case::Adjective]);
        let last = near.end.checked_sub(1).map_or("", |w| self.cx.text.lower_word(w));
        preposition && of_case && !list && !self.grammar(|g| &g.not_inside, last)
    }

    /// Places that a sentence names as where it happens.
    pub(super) fn meeting_places(&self, sentence: usize, actors: &[Actor]) -> Vec<PlaceMention> {
        let mut inside = self.locations(sentence, actors);
        inside.retain(|p| self.is_inside(p));
        inside
    }

    /// "Казань принимает Дни Уфы": the place in what is received.
    pub(super) fn place_objects(
        &self,
        sentence: usize,
        cue: &CueMention,
        actors: &[Actor],
    ) -> Vec<PlaceMention> {
        let mut behind = self.locations(sentence, actors);
        behind.retain(|p| {
            p.words.start >= cue.words.end && p.words.start - cue.words.end <= 4 && !self.is_inside(p)
        });
        behind
    }

    /// "Kazan welcomed guests": a place as the subject.
    pub(super) fn place_subject(
        &self,
        sentence: usize,
        cue: &CueMention,
        actors: &[Actor],
    ) -> Option<PlaceMention> {
        let near = |p: &PlaceMention| match self.cx.language.locale {
            Locale::En => p.words.end <= cue.words.start && cue.words.start - p.words.end <= 2,
            Locale::Ru => {
                p.cases.has(Case::Nominative)
                    && cue.words.start.abs_diff(p.words.end).min(p.words.start.abs_diff(cue.words.end)) <= 4
            }
            Locale::Kk => p.words.end <= cue.words.start && p.cases.has(Case::Nominative),
        };
        self.locations(sentence, actors).into_iter().find(|p| near(p) && !self.is_inside(p))
    }
}
