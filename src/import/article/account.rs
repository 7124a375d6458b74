//! Puts what was found into an [`Account`], with the passage and the confidence of every value.

use super::{
    document, event,
    fields::{Fields, Finding},
    format::Clipping,
    lexicon::{Cue, Level, is_in},
    mention::{PersonId, PlaceRef},
    moment::{self, Moment},
    scene::{Scene, SidePlace},
    sector,
};
use crate::data::{Account, DateBasis, LanguageTag, Official, Source, SourceKind, VisitKind, VisitStatus};

/// The account of the visit that a scene shows.
pub(crate) fn assemble(fields: &Fields<'_>, scene: &Scene, clipping: &Clipping) -> Account {
    let mut draft = Draft { fields, account: Account::default(), certainty: scene.certainty };
    draft.account.source = source(fields, clipping);
    for (side, place) in [("host", &scene.sides.host), ("guest", &scene.sides.guest)] {
        if let Some(place) = place {
            draft.place(side, place);
        }
    }
    draft.date(scene);
    draft.account.status = Some(scene.status);
    draft.note("status", scene.lead, HELD_OR_AHEAD);
    draft.people(scene);
    draft.kind(scene);
    draft.fill(scene);
    draft.account
}

/// The source without what the text says of the visit.
pub(crate) fn source(fields: &Fields<'_>, clipping: &Clipping) -> Source {
    Source {
        publisher: clipping.publisher.clone().unwrap_or_default(),
        title: clipping.title.clone(),
        author: clipping.author.clone(),
        url: clipping.url.clone(),
        published: clipping.published,
        language: Some(LanguageTag::from(fields.cx.language.locale)),
        kind: SourceKind::Media,
        ..Source::default()
    }
}

/// Share of the annotated visits whose status is told right.
const HELD_OR_AHEAD: f32 = 0.96;
/// Confidence of a name whose nominative is a guess.
const GUESSED_NAME: f32 = 0.65;

struct Draft<'a> {
    fields: &'a Fields<'a>,
    account: Account,
    /// Probability that there is a visit: no value is surer.
    certainty: f32,
}

impl Draft<'_> {
    /// Keeps the passage and the confidence behind a value.
    fn note(&mut self, path: &str, sentence: usize, confidence: f32) {
        let passage = self.fields.cx.text.passage(sentence).to_owned();
        self.account.evidence.insert(path.to_owned(), passage);
        self.account.confidence.insert(path.to_owned(), confidence * self.certainty);
    }

    fn place(&mut self, side: &str, found: &SidePlace) {
        let places = &self.fields.cx.lexicon.places;
        let (mut city, mut region) = (None, None);
        let country = match &found.place {
            PlaceRef::Town(name) => {
                city = Some(name.clone());
                found.country.as_ref().map(|c| places.get(*c).country.clone())
            }
            PlaceRef::Known(id) => {
                let place = places.get(*id);
                match place.level {
                    Level::City => city = Some(place.en.to_string()),
                    Level::Region => region = Some(self.name_of_region(&found.place, &place.en)),
                    Level::Country => {}
                }
                Some(place.country.clone())
            }
        };
        let unsure = matches!(found.place, PlaceRef::Town(_));
        let confidence = if unsure { found.confidence.min(0.65) } else { found.confidence };
        for (what, known) in
            [("city", city.is_some()), ("region", region.is_some()), ("country", country.is_some())]
        {
            if known {
                self.note(&format!("{side}_{what}"), found.sentence, confidence);
            }
        }
        let account = &mut self.account;
        if side == "host" {
            (account.host_city, account.host_region, account.host_country) = (city, region, country);
        } else {
            (account.guest_city, account.guest_region, account.guest_country) = (city, region, country);
        }
    }

    /// A region under the English name that the text uses, else under its usual one.
    fn name_of_region(&self, place: &PlaceRef, usual: &str) -> String {
        let mentions = self.fields.found.places.iter().filter(|m| m.place == *place);
        let named = mentions.filter_map(|m| m.as_named.clone()).max_by_key(|n| n.len());
        let name = named.unwrap_or_else(|| usual.to_owned());
        // The gazetteer tells namesakes apart in brackets; the country does that here.
        name.split(" (").next().unwrap_or(&name).to_owned()
    }

    fn date(&mut self, scene: &Scene) {
        let published = self.account.source.published;
        let ahead = scene.status == VisitStatus::Announced;
        match self.day(scene, ahead) {
            Some(Moment { start, end, sentence, confidence }) => {
                self.account.start = Some(start);
                self.account.end = end.map(Into::into);
                self.account.date_basis = DateBasis::Stated;
                self.note("start", sentence, confidence);
                if self.account.end.is_some() {
                    self.note("end", sentence, confidence);
                }
            }
            // Of a visit ahead the day of the announcement says nothing.
            None if published.is_some() && !ahead => {
                self.account.start = published;
                self.account.date_basis = DateBasis::Published;
                self.note("start", scene.lead, 0.5);
            }
            None => self.account.date_basis = DateBasis::Published,
        }
    }

    /// The day of the visit, from the sentences that tell it, else from those beside or about it.
    fn day(&self, scene: &Scene, ahead: bool) -> Option<Moment> {
        let about = [Cue::Visit, Cue::Meet, Cue::Delegation, Cue::Receive, Cue::Arrive, Cue::Sign, Cue::Say];
        let mentions = |s: &usize| {
            let view = &scene.sentences[*s];
            view.counts() && !view.hoped && about.iter().any(|cue| self.fields.sentence_has(*s, *cue))
        };
        let mentioned = (0..scene.sentences.len()).filter(mentions);
        let told = moment::first_day(self.fields.cx, self.fields.found, scene.told_in(), ahead);
        told.or_else(|| moment::day_beside(self.fields.cx, self.fields.found, scene.lead, mentioned, ahead))
    }

    fn people(&mut self, scene: &Scene) {
        let head = scene.sides.head.map(|(id, _)| id);
        if let Some((id, sentence)) = scene.sides.head {
            self.account.head = Some(self.official(id));
            // Who leads is no surer than whether he is a guest at all.
            let guest = scene.sides.guests.iter().find(|(guest, _)| *guest == id);
            let belief = guest.map_or(0.0, |(_, belief)| *belief);
            self.note("head", sentence, belief * self.trust(id, scene));
        }
        for (path, people) in
            [("host_officials", &scene.sides.hosts), ("guest_officials", &scene.sides.guests)]
        {
            let mut officials = Vec::new();
            for (id, belief) in people.iter().filter(|(id, _)| Some(*id) != head) {
                let confidence = belief * self.trust(*id, scene);
                self.note(&format!("{path}[{}]", officials.len()), self.sentence_of(*id), confidence);
                officials.push(self.official(*id));
            }
            if path == "host_officials" {
                self.account.host_officials = officials;
            } else {
                self.account.guest_officials = officials;
            }
        }
    }

    /// How far a person's side and name can be trusted: both sides must be told right, and the name be undone surely.
    fn trust(&self, id: PersonId, scene: &Scene) -> f32 {
        let sides = [&scene.sides.host, &scene.sides.guest];
        let told = sides.into_iter().flatten().map(|s| s.confidence).fold(1.0, f32::min);
        if self.fields.found.people[id.0].sure { told } else { told.min(GUESSED_NAME) }
    }

    fn sentence_of(&self, id: PersonId) -> usize {
        let post = self.fields.found.posts.iter().find(|p| p.person == Some(id));
        let word = post
            .map(|p| p.head.start)
            .or_else(|| Some(self.fields.found.people[id.0].mentions.first()?.start));
        word.map_or(0, |w| self.fields.cx.text.words[w].sentence)
    }

    fn official(&self, id: PersonId) -> Official {
        let person = &self.fields.found.people[id.0];
        let roles = self.fields.found.posts.iter().filter(|p| p.person == Some(id)).map(|p| p.phrase.clone());
        let language = self.fields.cx.language;
        let text = self.fields.cx.text;
        // "A, who chairs the committee": the role is "chairs the committee".
        let relative = |w: usize| is_in(&language.grammar.relative, text.lower_word(w));
        let role = roles.max_by_key(|r| r.len()).map(|r| r.start + usize::from(relative(r.start))..r.end);
        let role =
            role.map(|r| language.post_names.restore(self.fields.cx.text.span(&r), &language.declension));
        Official {
            name: person.name.clone(),
            role: role.unwrap_or_default(),
            printed: person.printed.clone(),
            ..Official::default()
        }
    }

    fn kind(&mut self, scene: &Scene) {
        let told = self.fields.found.kinds.iter().find(|k| {
            let sentence = self.fields.cx.text.words[k.words.start].sentence;
            !scene.sentences[sentence].recalled
        });
        if let Some(kind) = told {
            self.account.kind = kind.meaning;
            self.note("kind", self.fields.cx.text.words[kind.words.start].sentence, 0.85);
        } else if scene.sides.diplomat {
            self.account.kind = VisitKind::CourtesyCall;
            self.note("kind", scene.sides.guest.as_ref().map_or(scene.lead, |g| g.sentence), 0.6);
        }
    }

    fn fill(&mut self, scene: &Scene) {
        if let Some(purpose) = event::purpose(self.fields, scene) {
            self.note("purpose", purpose.sentence, purpose.confidence);
            self.account.purpose = Some(purpose.value);
        }
        let sectors = sector::find(self.fields, &scene.sentences);
        self.account.sectors = self.noted("sectors", sectors);
        let agreements = document::agreements(self.fields, scene);
        self.account.agreements = self.noted("agreements", agreements);
        let commitments = document::commitments(self.fields, scene);
        self.account.commitments = self.noted("commitments", commitments);
        let events = event::events(self.fields, scene);
        self.account.events = self.noted("events", events);
        let quotes = event::quotes(self.fields, scene);
        self.account.quotes = self.noted("quotes", quotes);
    }

    fn noted<T>(&mut self, path: &str, found: Vec<Finding<T>>) -> Vec<T> {
        let mut out = Vec::with_capacity(found.len());
        for (i, finding) in found.into_iter().enumerate() {
            self.note(&format!("{path}[{i}]"), finding.sentence, finding.confidence);
            out.push(finding.value);
        }
        out
    }
}
