//! Who does what in a sentence: subjects of a verb, people who are visited, who leads and who belongs to a delegation.

use super::*;
use std::ops::Range;

/// Longest clause behind "where" up to its verb, in words.
const CLAUSE: usize = 12;

impl Counter<'_> {
    /// People of several places of one country who meet one of another have come to him. Two may as well be the two sides.
    pub(super) fn several_places(&mut self, actors: &[Actor]) {
        const CROWD: usize = 3;
        let with_place: Vec<&Actor> =
            actors.iter().filter(|a| a.kind == ActorKind::Person && a.place.is_some()).collect();
        let unrelated = |a: &Actor, b: &Actor| a.place != b.place && !self.related(a, b);
        let crowd: Vec<Actor> = with_place
            .iter()
            .filter(|a| a.listed && with_place.iter().any(|b| b.listed && unrelated(a, b)))
            .map(|a| (*a).clone())
            .collect();
        let told_in_order = actors.first().is_some_and(|a| {
            let words = &self.cx.text.sentences[a.sentence].words;
            self.found.cues_beside(Cue::Respectively, words).any(|c| words.contains(&c.words.start))
        });
        for actor in crowd.iter().filter(|_| crowd.len() >= CROWD || told_in_order) {
            self.actor(actor, Side::Guest, Rule::Opposite);
        }
    }

    /// Delegations and diplomats are guests by what they are.
    pub(super) fn guests_by_name(&mut self, actors: &[Actor]) {
        for actor in actors {
            if actor.kind == ActorKind::Delegation {
                self.actor(actor, Side::Guest, Rule::Delegation);
                if let Some(host) = &actor.guest_of {
                    self.place_by(host, Side::Host, Rule::ArrivePlace, actor.sentence, LOOSE);
                }
                self.tally.guests_named |= true;
                self.evidence(actor.sentence, Cue::Delegation, 0.5);
            } else if actor.class == Some(PostClass::Diplomat) {
                self.actor(actor, Side::Guest, Rule::Diplomat);
                self.tally.guests_named |= true;
            }
        }
        self.leaders_with_theirs(actors);
        let of_delegations =
            || actors.iter().filter(|a| a.kind == ActorKind::Delegation && a.place.is_some());
        for (a, b) in of_delegations().zip(of_delegations().skip(1)) {
            if a.place != b.place && !self.related(a, b) && self.weight(a.sentence) > 0.0 {
                self.tally.together.extend([a, b].into_iter().filter_map(|x| x.place.clone()));
            }
        }
    }

    /// "Mayor A and his delegation": whose delegation it is leads it.
    fn leaders_with_theirs(&mut self, actors: &[Actor]) {
        for delegation in actors.iter().filter(|a| a.kind == ActorKind::Delegation) {
            let Some(own) = delegation.words.start.checked_sub(1) else { continue };
            let possessive = self.grammar(|g| &g.possessives, self.cx.text.lower_word(own));
            let joins = |w: usize| {
                let lower = self.cx.text.lower_word(w);
                self.grammar(|g| &g.and, lower) || self.grammar(|g| &g.with, lower)
            };
            let leader = actors
                .iter()
                .find(|a| a.person.is_some() && a.words.end + 1 == own && possessive && joins(a.words.end));
            if let Some(leader) = leader {
                self.actor(leader, Side::Guest, Rule::Lead);
                self.tally.heads.extend(leader.person.map(|p| (p, leader.sentence)));
            }
        }
    }

    /// "They are Mayor A, B and C": people whom a sentence equals with the delegation of the one before.
    pub(super) fn named_guests(&mut self, sentence: usize, actors: &[Actor]) {
        const BEGINNING: usize = 5;
        let start = self.cx.text.sentences[sentence].words.start;
        let came = |a: &Actor| a.kind == ActorKind::Delegation && a.sentence + 1 == sentence;
        let Some(first) = actors.first().filter(|a| a.kind == ActorKind::Person) else { return };
        let equals = first.words.start > start
            && first.words.start - start <= BEGINNING
            && self.grammar(|g| &g.equals, self.cx.text.lower_word(first.words.start - 1));
        if equals && self.actors.iter().any(came) {
            for actor in actors.iter().filter(|a| a.kind == ActorKind::Person) {
                self.actor(actor, Side::Guest, Rule::Member);
            }
        }
    }

    /// "The hosts were represented by A and B": whom the sentence names behind it is a host.
    pub(super) fn hosts_are(&mut self, cue: &CueMention, actors: &[Actor]) {
        for actor in actors.iter().filter(|a| a.kind == ActorKind::Person && a.words.start >= cue.words.end) {
            self.actor(actor, Side::Host, Rule::Receive);
        }
    }

    /// Who was named last before a word, in its sentence or the one before.
    pub(super) fn last_person(&self, word: usize) -> Option<Actor> {
        let sentence = self.cx.text.words[word].sentence;
        let named = |a: &&Actor| a.kind == ActorKind::Person && a.person.is_some() && a.words.end <= word;
        self.actors.iter().rev().find(named).filter(|a| sentence - a.sentence <= 1).cloned()
    }

    pub(super) fn subjects<'b>(&self, cue: &CueMention, actors: &'b [Actor]) -> Vec<&'b Actor> {
        let before = actors.iter().filter(|a| a.words.end <= cue.words.start);
        match self.cx.language.locale {
            Locale::En => {
                let before = before.filter(|a| !self.says_of(a, cue));
                // "A led the group to B, where Mayor C welcomed them": the clause has a subject of its own.
                let clause = (cue.words.start.saturating_sub(CLAUSE)..cue.words.start)
                    .rev()
                    .find(|w| self.grammar(|g| &g.where_clause, self.cx.text.lower_word(*w)));
                let own: Vec<&Actor> =
                    before.clone().filter(|a| clause.is_some_and(|w| a.words.start > w)).collect();
                if own.is_empty() && before.clone().next().is_none() {
                    return self.subject_of_participle(cue, actors).into_iter().collect();
                }
                if own.is_empty() { before.collect() } else { own }
            }
            Locale::Ru => {
                let nominative: Vec<&Actor> =
                    actors.iter().filter(|a| a.can_be(Case::Nominative) && !overlaps(a, cue)).collect();
                let near: Vec<&Actor> =
                    nominative.iter().filter(|a| self.same_clause(a, cue)).copied().collect();
                // "…, а принимает их мэр": another acts, who stands behind.
                let before = cue.words.start.checked_sub(1).map_or("", |w| self.cx.text.lower_word(w));
                let other = self.grammar(|g| &g.contrast, before);
                let first: Vec<&Actor> =
                    nominative.iter().filter(|a| a.words.end <= cue.words.start && !other).copied().collect();
                if other && near.is_empty() {
                    return nominative.into_iter().filter(|a| a.words.start >= cue.words.end).collect();
                }
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

    /// "A said that the guests were welcome": whether who says it stands before the clause of a verb.
    pub(super) fn says_of(&self, actor: &Actor, cue: &CueMention) -> bool {
        let that = (cue.words.start.saturating_sub(CLAUSE)..cue.words.start).rev().find(|w| {
            let beside = *w..*w;
            self.grammar(|g| &g.that, self.cx.text.lower_word(*w))
                && self.found.cues_beside(Cue::Say, &beside).any(|c| c.words.end == *w)
        });
        that.is_some_and(|w| actor.words.end <= w)
    }

    /// "Welcoming the guests at his office, Governor A recalled": who acts stands behind the comma.
    fn subject_of_participle<'b>(&self, cue: &CueMention, actors: &'b [Actor]) -> Option<&'b Actor> {
        let words = &self.cx.text.sentences[self.cx.text.words[cue.words.start].sentence].words;
        let opens = cue.words.start == words.start
            && self.grammar(|g| &g.participles, self.cx.text.lower_word(cue.words.start));
        let comma =
            (cue.words.end..words.end).find(|w| self.cx.text.gap_before(*w) == ", ").filter(|_| opens)?;
        actors.iter().find(|a| a.words.start >= comma && a.words.start - comma <= 1)
    }

    /// Whether no comma parts an actor from a verb.
    pub(super) fn same_clause(&self, actor: &Actor, cue: &CueMention) -> bool {
        let (from, to) = if actor.words.end <= cue.words.start {
            (actor.words.end, cue.words.start)
        } else {
            (cue.words.end, actor.words.start)
        };
        (from..=to).all(|w| !self.cx.text.gap_before(w).contains([',', ';', '–', '—']))
    }

    /// "У мэра Омска побывал аким Павлодара": whether a preposition before a word says on whom somebody calls.
    pub(super) fn is_at_whom(&self, word: usize) -> bool {
        let before = word.checked_sub(1).map_or("", |w| self.cx.text.lower_word(w));
        self.grammar(|g| &g.at_whom, before)
    }

    /// "called on the mayor", "нанёс визит акиму": people who are visited.
    pub(super) fn visited_people(&self, cue: &CueMention, actors: &[Actor]) -> Vec<Actor> {
        const NEAR: usize = 4;
        let near = |a: &&Actor| {
            a.kind == ActorKind::Person
                && a.words.start >= cue.words.end
                && a.words.start - cue.words.end <= NEAR
                && self.same_clause(a, cue)
        };
        let fits = |a: &&Actor| match self.cx.language.locale {
            // "Pays a call on STMA Mayor A".
            Locale::En => {
                (cue.words.end + 1..a.words.start).all(|w| self.cx.text.words[w].shape.is_capital())
            }
            Locale::Ru => a.cases.has(Case::Dative) && !a.cases.has(Case::Nominative),
            Locale::Kk => false,
        };
        let at = |a: &Actor| {
            let somebody = a.kind == ActorKind::Person || a.kind == ActorKind::Group && a.place.is_some();
            somebody && self.is_at_whom(a.words.start)
        };
        actors.iter().filter(|a| at(a) || near(a) && fits(a)).cloned().collect()
    }

    /// "Гостями города стали представители Пиннеберга": who became guests, and whose.
    pub(super) fn became_guests(&mut self, sentence: usize, actors: &mut Vec<Actor>) {
        let words = self.cx.text.sentences[sentence].words.clone();
        let find = |list: fn(&Grammar) -> &Vec<String>| {
            words
                .clone()
                .find(|w| !self.cx.text.words[*w].quoted && self.grammar(list, self.cx.text.lower_word(*w)))
        };
        let Some(role) = find(|g| &g.as_guests).filter(|_| find(|g| &g.became).is_some()) else { return };
        // "Вместе с гостями будут": others stand beside them.
        if self.found.cues_beside(Cue::With, &(role..role)).any(|c| c.words.end == role) {
            return;
        }
        let came = |a: &&Actor| a.can_be(Case::Nominative) && !a.words.contains(&role);
        let guests: Vec<Actor> = actors.iter().filter(came).cloned().collect();
        if guests.is_empty() {
            return;
        }
        for actor in &guests {
            self.actor(actor, Side::Guest, Rule::ArriveActor);
        }
        // "Guests of the city" is what they became, and no delegation of the city.
        for host in actors.extract_if(.., |a| a.words.contains(&role)) {
            if let Some(place) = host.place.or(host.guest_of) {
                self.place(&place, Side::Host, Rule::ArrivePlace, sentence);
            }
        }
        self.evidence(sentence, Cue::Arrive, 1.5);
    }

    /// "The delegation includes A and B": whom the sentence names belongs to the guests.
    pub(super) fn members(&mut self, cue: &CueMention, actors: &[Actor]) {
        let people = || actors.iter().filter(|a| a.kind == ActorKind::Person);
        let any_behind = people().any(|a| a.words.start >= cue.words.end);
        for actor in people().filter(|a| a.words.start >= cue.words.end || !any_behind) {
            self.actor(actor, Side::Guest, Rule::Member);
        }
    }

    pub(super) fn lead(&mut self, sentence: usize, cue: &CueMention, actors: &[Actor]) {
        // "руководит комитетом": a body is led, no delegation.
        let of_post = self.found.posts.iter().any(|p| p.head.contains(&cue.words.start));
        if of_post || self.cx.language.is_organisation(self.cx.text.lower_word(cue.words.end)) {
            return;
        }
        let kazakh = self.cx.language.locale == Locale::Kk;
        let text = self.cx.text.lower_word(cue.words.end - 1);
        let passive = self.grammar(|g| &g.led_behind, text)
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
        let leader = if !kazakh && !passive {
            people.filter(leads).min_by_key(|a| distance(a, cue))
        } else if kazakh {
            people.rfind(leads)
        } else {
            people.find(leads)
        };
        let leader = leader.or_else(|| {
            actors.iter().filter(|a| kazakh && a.person.is_some()).find(|a| a.words.start >= cue.words.end)
        });
        // "A and a delegation under him": who was named before.
        let leader =
            self.led_by_pronoun(cue, actors).or(leader).or_else(|| self.led_from_behind(cue, actors));
        if passive && self.leads_body(cue) {
            if let Some(actor) = leader.filter(|_| self.is_received_in(sentence)).cloned() {
                self.actor(&actor, Side::Host, Rule::Receive);
            }
            return;
        }
        if let Some(actor) = leader.cloned() {
            self.actor(&actor, Side::Guest, Rule::Lead);
            self.tally.heads.extend(actor.person.map(|p| (p, sentence)));
        }
    }

    /// "The city administration, headed by A, received a delegation": a public body is led, no delegation.
    fn leads_body(&self, cue: &CueMention) -> bool {
        /// Words of a body's name between it and the verb.
        const NAME: usize = 4;
        let start = self.cx.text.sentences[self.cx.text.words[cue.words.start].sentence].words.start;
        let before = start..cue.words.start;
        let beside = |cue: Cue, within: Range<usize>| {
            let found = self.found.cues_beside(cue, &within).collect::<Vec<_>>();
            found.into_iter().rfind(|c| within.start <= c.words.start && c.words.end <= within.end).cloned()
        };
        let Some(body) = beside(Cue::PublicBody, before.clone()) else { return false };
        let near = cue.words.start - body.words.end <= NAME;
        near && match beside(Cue::Delegation, before) {
            Some(group) if group.words.start > body.words.start => false,
            // "A delegation was met by the administration headed by A".
            Some(group) => [Cue::Receive, Cue::ReceivedBy]
                .into_iter()
                .any(|verb| self.found.has_cue(verb, &(group.words.end..body.words.start))),
            None => true,
        }
    }

    /// Whether somebody is received in a sentence.
    fn is_received_in(&self, sentence: usize) -> bool {
        let words = &self.cx.text.sentences[sentence].words;
        [Cue::Receive, Cue::ReceivedBy].into_iter().any(|cue| self.found.has_cue(cue, words))
    }

    /// "Deputy Khokim A studied the metro": who looks and learns has come.
    pub(super) fn study(&mut self, sentence: usize, cue: &CueMention, actors: &[Actor]) {
        let subjects: Vec<Actor> = self.subjects(cue, actors).into_iter().cloned().collect();
        for actor in subjects.iter().filter(|a| a.kind == ActorKind::Person) {
            self.actor(actor, Side::Guest, Rule::Study);
        }
        if !subjects.is_empty() {
            self.evidence(sentence, cue.cue, 0.5);
        }
    }

    /// "a delegation led by her": the person named before.
    pub(super) fn led_by_pronoun<'b>(&self, cue: &CueMention, actors: &'b [Actor]) -> Option<&'b Actor> {
        let is = |w: usize| self.grammar(|g| &g.leader_pronouns, self.cx.text.lower_word(w));
        let pronoun = is(cue.words.end) || is(cue.words.end - 1);
        let mut before = actors.iter().filter(|a| a.person.is_some() && a.words.end <= cue.words.start);
        before.rfind(|_| pronoun)
    }

    /// "делегацию с послом во главе".
    pub(super) fn led_from_behind<'b>(&self, cue: &CueMention, actors: &'b [Actor]) -> Option<&'b Actor> {
        let near = |a: &&Actor| a.words.end <= cue.words.start && cue.words.start - a.words.end <= 1;
        actors.iter().filter(|a| a.person.is_some()).find(near)
    }

    /// Whether the actor stands right behind "headed by", and leads no public body.
    pub(super) fn is_led(&self, actor: &Actor) -> bool {
        self.found.cues_of(Cue::Lead).any(|c| {
            c.words.end <= actor.words.start && actor.words.start - c.words.end <= 2 && !self.leads_body(c)
        })
    }

    /// Whether a relative clause begins between a verb and an actor behind it.
    pub(super) fn relative_between(&self, cue: &CueMention, actor: &Actor) -> bool {
        (cue.words.end..actor.words.start).any(|w| self.grammar(|g| &g.relative, self.cx.text.lower_word(w)))
    }
}
