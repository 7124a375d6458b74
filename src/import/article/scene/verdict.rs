//! Whether there is a visit at all, and whether it was held.
//!
//! What looks like a visit and is none: sport, flights, weather, crime, online meetings, telephone calls,
//! a president who receives a mayor, a visit that is only remembered or wished for.

use super::{SentenceView, Sides, frame::Tally};
use crate::{
    data::VisitStatus,
    import::article::{
        lexicon::{Cue, PostClass},
        mention::{Context, Mentions},
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
    let start: Vec<usize> = (0..sentences.len().min(4)).collect();
    let count = |cue: Cue| {
        let at_start = |w: usize| start.contains(&cx.text.words[w].sentence);
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
    let remote = |i: &usize| sentences[*i].remote;
    if start.iter().filter(|i| remote(i)).count() >= 1 && met_remotely(cx, found, sentences) {
        return Err(NoVisit::Remote);
    }
    Ok(())
}

/// The meeting itself is online: a remote sentence with a meeting at the start, and none in person.
fn met_remotely(cx: Context<'_>, found: &Mentions, sentences: &[SentenceView]) -> bool {
    let sentence = |w: usize| cx.text.words[w].sentence;
    let meets_remotely = [Cue::Meet, Cue::Sign, Cue::Receive]
        .into_iter()
        .any(|cue| found.cues_of(cue).any(|c| sentences[sentence(c.words.start)].remote));
    let in_person = [Cue::Arrive, Cue::ReceivedBy].into_iter().any(|cue| {
        found.cues_of(cue).any(|c| {
            let view = &sentences[sentence(c.words.start)];
            !view.remote && !view.hoped && !view.recalled && sentence(c.words.start) < 4
        })
    });
    meets_remotely && !in_person
}

/// Least evidence that makes a visit.
const ENOUGH: f32 = 1.2;

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
    let class_of = |id| found.posts.iter().find(|p| p.person == Some(id)).map(|p| p.class);
    let high = |c: PostClass| matches!(c, PostClass::President | PostClass::Monarch);
    let hosts: Vec<PostClass> = sides.hosts.iter().filter_map(|(id, _)| class_of(*id)).collect();
    if !hosts.is_empty() && hosts.iter().all(|c| high(*c)) && !tally.guests_named {
        return Err(NoVisit::HighOffice);
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
