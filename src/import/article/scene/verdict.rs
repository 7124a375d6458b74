//! Whether there is a visit at all, and whether it was held.
//!
//! What looks like a visit and is none: sport, flights, weather, crime, online meetings, telephone calls,
//! a president who receives a mayor, a visit that is only remembered or wished for.

use super::{SentenceView, SidePlace, Sides, frame::Tally};
use crate::{
    data::{CountryCode, VisitStatus},
    import::article::{
        case::Case,
        lexicon::{Cue, PostClass},
        mention::{Context, CueMention, Mentions, PersonId, PlaceRef},
    },
};

/// Why an article tells of no visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoVisit {
    /// No two sides.
    #[error("no two places could be told apart as host and guest")]
    NoTwoSides,
    /// About sport.
    #[error("the article is about sport")]
    Sport,
    /// About a flight or another connection.
    #[error("the article is about a transport connection")]
    Transport,
    /// About the weather.
    #[error("the article is about the weather")]
    Weather,
    /// About a crime or an accident.
    #[error("the article is about a crime or an accident")]
    Incident,
    /// Held online or by telephone.
    #[error("the sides met online or spoke by telephone")]
    Remote,
    /// A head of state and an official of the same country.
    #[error("a head of state or government met an official of the country")]
    HighOffice,
    /// Nothing tells of a visit that takes place.
    #[error("no sentence tells of a visit that took or will take place")]
    NoEvidence,
    /// Nobody of an authority or public body takes part.
    #[error("no authority, delegation or public body takes part")]
    NotOfficial,
}

/// What can be said before sides are known.
pub(super) fn before_sides(
    cx: Context<'_>,
    found: &Mentions,
    sentences: &[SentenceView],
) -> Result<(), NoVisit> {
    let count = |cue: Cue| {
        let at_start = |w: usize| cx.text.words[w].sentence < 4;
        found.cues_of(cue).filter(|c| at_start(c.words.start)).count()
    };
    let all = |cue: Cue| found.cues_of(cue).count();
    let visiting = count(Cue::Delegation) + count(Cue::Receive) + count(Cue::ReceivedBy) + count(Cue::Visit);
    if all(Cue::Sport) >= 4 && count(Cue::Sport) > visiting {
        return Err(NoVisit::Sport);
    }
    if count(Cue::Flight) >= 2 && count(Cue::Flight) > visiting {
        return Err(NoVisit::Transport);
    }
    if count(Cue::Weather) >= 2 && all(Cue::Delegation) == 0 {
        return Err(NoVisit::Weather);
    }
    if count(Cue::Incident) >= 2 && count(Cue::Incident) > visiting {
        return Err(NoVisit::Incident);
    }
    if met_remotely(cx, found, sentences) {
        return Err(NoVisit::Remote);
    }
    Ok(())
}

/// The meeting itself is online: a remote sentence that is no wish, and nobody comes or is received.
fn met_remotely(cx: Context<'_>, found: &Mentions, sentences: &[SentenceView]) -> bool {
    let view = |w: usize| &sentences[cx.text.words[w].sentence];
    let quoted = |w: usize| cx.text.words[w].quoted;
    let remote = [Cue::Online, Cue::Phone]
        .into_iter()
        .any(|cue| found.cues_of(cue).any(|c| !view(c.words.start).recalled && !view(c.words.start).hoped));
    // Where it is the meeting that was held so, only the beginning can say the contrary.
    let met_so = (0..sentences.len()).any(|s| {
        let words = &cx.text.sentences[s].words;
        sentences[s].remote
            && !sentences[s].hoped
            && !sentences[s].recalled
            && outside(cx, found, Cue::Meet, words)
    });
    let in_person = [Cue::Arrive, Cue::ReceivedBy, Cue::Depart].into_iter().any(|cue| {
        found.cues_of(cue).any(|c| {
            let number = cx.text.words[c.words.start].sentence;
            let view = view(c.words.start);
            let sentence = &cx.text.sentences[number].words;
            let placed = cue != Cue::Arrive || found.places.iter().any(|p| sentence.contains(&p.words.start));
            placed
                && (!met_so || number < BEGINNING)
                && !outside(cx, found, Cue::Cancel, sentence)
                && !quoted(c.words.start)
                && !view.remote
                && !view.hoped
                && !view.recalled
                && has_actor(cx, found, c)
        })
    });
    remote && !in_person
}

/// Sentences that tell what an article is about.
const BEGINNING: usize = 3;

/// Whether words hold a cue outside speech.
fn outside(cx: Context<'_>, found: &Mentions, cue: Cue, words: &std::ops::Range<usize>) -> bool {
    found
        .cues_beside(cue, words)
        .any(|c| words.contains(&c.words.start) && !cx.text.words[c.words.start].quoted)
}

/// Whether a group of guests or a post stands in the sentence of a cue.
fn has_actor(cx: Context<'_>, found: &Mentions, cue: &CueMention) -> bool {
    let words = &cx.text.sentences[cx.text.words[cue.words.start].sentence].words;
    found.posts.iter().any(|p| words.contains(&p.head.start))
        || found.cues_of(Cue::Delegation).any(|d| words.contains(&d.words.start))
}

/// Least evidence that makes a visit.
const ENOUGH: f32 = 1.2;

/// So many words of sport make a report of sport, whatever the clubs sign or agree.
const SPORT_REPORT: usize = 5;

/// What can be said once sides are known.
pub(super) fn after_sides(
    cx: Context<'_>,
    found: &Mentions,
    sentences: &[SentenceView],
    tally: &Tally,
    sides: &Sides,
) -> Result<(), NoVisit> {
    if tally.total_evidence() < ENOUGH {
        return Err(NoVisit::NoEvidence);
    }
    let happening = tally.frames.iter().any(|(s, _)| !sentences[*s].hoped && !sentences[*s].recalled);
    if !happening {
        return Err(NoVisit::NoEvidence);
    }
    if is_high_office(cx, found, sentences, sides) {
        return Err(NoVisit::HighOffice);
    }
    let acting = |people: &[(PersonId, f32)]| {
        people.iter().any(|(id, _)| tally.people.get(id).is_some_and(|v| v.host + v.guest > 0.6))
    };
    let sport = found.cues_of(Cue::Sport).filter(|c| !cx.text.words[c.words.start].quoted).count();
    let signed = [Cue::Sign, Cue::Agree]
        .into_iter()
        .any(|cue| found.cues_of(cue).any(|c| !cx.text.words[c.words.start].quoted));
    let mostly_sport = sport >= 3 && !signed || sport >= SPORT_REPORT;
    if mostly_sport && !acting(&sides.hosts) && !acting(&sides.guests) {
        return Err(NoVisit::Sport);
    }
    let official = found.posts.iter().any(|p| {
        !p.former
            && !matches!(
                p.class,
                PostClass::Expert | PostClass::Press | PostClass::Sport | PostClass::President
            )
    });
    if !official && !found.cues_of(Cue::PublicBody).any(|c| !cx.text.words[c.words.start].quoted) {
        return Err(NoVisit::NotOfficial);
    }
    Ok(())
}

/// A head of state who receives somebody of the same country, or only local officials.
fn is_high_office(cx: Context<'_>, found: &Mentions, sentences: &[SentenceView], sides: &Sides) -> bool {
    let receives = |sentence: usize| {
        [Cue::Receive, Cue::ReceivedBy, Cue::Meet].into_iter().any(|cue| {
            found.cues_of(cue).any(|c| {
                cx.text.words[c.words.start].sentence == sentence && !cx.text.words[c.words.start].quoted
            })
        })
    };
    let first = sentences.len().min(3);
    let high = |sentence: usize, domestic: bool| {
        found.posts.iter().filter(|p| cx.text.words[p.head.start].sentence == sentence && !p.former).any(
            |p| match p.class {
                PostClass::President | PostClass::Monarch => !p.cases.only(Case::Genitive),
                PostClass::Premier => domestic && !p.cases.only(Case::Genitive),
                _ => false,
            },
        )
    };
    let domestic = country(cx, &sides.host) == country(cx, &sides.guest);
    let local_host = sides
        .hosts
        .iter()
        .any(|(id, _)| found.posts.iter().any(|p| p.person == Some(*id) && p.class.is_local()));
    (!local_host || domestic) && (0..first).any(|s| receives(s) && high(s, domestic))
        || (0..first).any(|s| receives(s) && receives_own(cx, found, s))
}

/// "The president received the mayor of Osh": everybody with a place in the sentence is of the president's country.
fn receives_own(cx: Context<'_>, found: &Mentions, sentence: usize) -> bool {
    let posts: Vec<_> = found
        .posts
        .iter()
        .filter(|p| cx.text.words[p.head.start].sentence == sentence && !p.former)
        .collect();
    let Some((head, others)) = posts.split_first() else { return false };
    let high =
        matches!(head.class, PostClass::President | PostClass::Monarch) && !head.cases.only(Case::Genitive);
    let own = head.place.as_ref().map(|p| country_of(cx, p));
    let others: Vec<_> = others.iter().filter(|p| p.class.is_local()).collect();
    high && !others.is_empty()
        && others.iter().all(|p| match (&p.place, &own) {
            (Some(place), Some(country)) => country_of(cx, place) == *country,
            _ => true,
        })
}

fn country_of(cx: Context<'_>, place: &PlaceRef) -> Option<CountryCode> {
    match place {
        PlaceRef::Known(id) => Some(cx.lexicon.places.get(*id).country.clone()),
        PlaceRef::Town(_) => None,
    }
}

fn country(cx: Context<'_>, side: &Option<SidePlace>) -> Option<CountryCode> {
    country_of(cx, &side.as_ref()?.place)
}

/// Cancelled, announced or held.
pub(super) fn status(
    cx: Context<'_>,
    found: &Mentions,
    sentences: &[SentenceView],
    tally: &Tally,
) -> VisitStatus {
    let counts = |w: usize| sentences[cx.text.words[w].sentence].counts();
    if found.cues_of(Cue::Cancel).any(|c| counts(c.words.start)) {
        return VisitStatus::Cancelled;
    }
    let strong = |c: &Cue| !matches!(c, Cue::Delegation);
    let told: Vec<usize> = tally.frames.iter().filter(|(_, c)| strong(c)).map(|(s, _)| *s).collect();
    let ahead = told.iter().filter(|s| sentences[**s].announced).count();
    let done = told.iter().filter(|s| !sentences[**s].announced && !sentences[**s].hoped).count();
    if ahead > done { VisitStatus::Announced } else { VisitStatus::Held }
}
