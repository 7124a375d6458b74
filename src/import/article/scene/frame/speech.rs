//! Who speaks to whom: a host tells the guests of his city, a guest thanks for the welcome.

use super::*;

/// Words between a verb and the guests to whom its subject speaks.
const OBJECT: usize = 3;

impl Counter<'_> {
    /// "Mayor A told the guests": who speaks to the guests, or gives them something, is no guest.
    pub(super) fn address(&mut self, sentence: usize, cue: &CueMention, actors: &[Actor]) {
        if actors.iter().any(|a| self.is_addressed(cue, a))
            && let Some(speaker) = self.speaker(sentence, cue, actors)
        {
            self.actor(&speaker, Side::Host, Rule::Address);
        }
    }

    /// "A thanked for the warm welcome".
    pub(super) fn thank(&mut self, sentence: usize, cue: &CueMention, actors: &[Actor]) {
        if !actors.iter().any(|a| self.is_addressed(cue, a))
            && let Some(speaker) = self.speaker(sentence, cue, actors)
        {
            self.actor(&speaker, Side::Guest, Rule::Thank);
        }
    }

    /// Whether the guests are whom a verb is about: behind it in English, by their case in the other languages.
    fn is_addressed(&self, cue: &CueMention, actor: &Actor) -> bool {
        let guests = actor.kind == ActorKind::Delegation && !overlaps(actor, cue);
        let behind = actor.words.start >= cue.words.end;
        guests
            && match self.cx.language.locale {
                Locale::En => {
                    let between = cue.words.end..actor.words.start;
                    behind
                        && between.len() <= OBJECT
                        && self.same_clause(actor, cue)
                        && !between
                            .into_iter()
                            .any(|w| self.grammar(|g| &g.not_object, self.cx.text.lower_word(w)))
                }
                _ => {
                    actor.cases.any(&[Case::Dative, Case::Accusative])
                        && !actor.cases.any(&[Case::Nominative, Case::Locative])
                        && (behind && self.same_clause(actor, cue) || self.cx.language.locale == Locale::Kk)
                }
            }
    }

    /// Who says it: the nearest person who can be the subject, or whom a pronoun stands for.
    fn speaker(&self, sentence: usize, cue: &CueMention, actors: &[Actor]) -> Option<Actor> {
        let person = |a: &&Actor| a.kind == ActorKind::Person && !overlaps(a, cue) && !self.is_led(a);
        let own: Vec<Actor> = actors.iter().filter(person).cloned().collect();
        let nearest = self.subjects(cue, &own).into_iter().min_by_key(|a| distance(a, cue)).cloned();
        nearest.or_else(|| {
            let all = self.with_antecedent(sentence, actors);
            all.into_iter().filter(|a| person(&a)).find(|a| a.sentence != sentence)
        })
    }
}
