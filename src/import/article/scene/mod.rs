//! Who visited whom: sentences are judged, actors found in them, and votes counted for places and people.
//!
//! Works on mentions only. Start with [`Scene::of`].

mod actor;
mod ballot;
mod evidence;
mod frame;
mod sentence;
mod side;
mod standing;
mod verdict;

pub(crate) use ballot::{Ballot, Weights};
pub(crate) use sentence::SentenceView;
pub(crate) use side::{SidePlace, Sides};
pub use verdict::NoVisit;

use super::mention::{Context, Mentions, PlaceRef};
use crate::data::VisitStatus;
use actor::Actor;
use frame::Tally;

/// A visit as far as sides are concerned.
#[derive(Debug)]
pub(crate) struct Scene {
    /// Places and people of both sides.
    pub sides: Sides,
    /// What each sentence is.
    pub sentences: Vec<SentenceView>,
    /// Sentence that tells the visit best.
    pub lead: usize,
    /// Held, announced or cancelled.
    pub status: VisitStatus,
    /// Visits of quite other places that the text tells as well.
    pub further_visits: usize,
    told: Vec<usize>,
}

/// What a text tells before anything is decided.
pub(crate) struct Weighing {
    /// What each sentence is.
    pub sentences: Vec<SentenceView>,
    actors: Vec<Actor>,
    tally: Tally,
    /// Candidates for both sides with all evidence.
    pub ballot: Ballot,
}

impl Weighing {
    /// Judges sentences, finds actors and counts votes.
    pub(crate) fn of(cx: Context<'_>, found: &Mentions, dateline: Option<&PlaceRef>) -> Self {
        let sentences = sentence::judge(cx, found);
        let actors = actor::find(cx, found);
        let tally = frame::count(cx, found, &sentences, &actors, dateline);
        let ballot = Ballot::of(cx, &tally, standing::traits(cx, found, &sentences, &tally));
        Self { sentences, actors, tally, ballot }
    }

    /// Frames of a sentence, by the cue that opens each.
    pub(crate) fn frames_in(&self, sentence: usize) -> Vec<String> {
        let of = self.tally.frames.iter().filter(|(s, _)| *s == sentence);
        of.map(|(_, cue)| format!("{cue:?}")).collect()
    }
}

impl Scene {
    /// The visit, or why there is none.
    pub(crate) fn of(
        cx: Context<'_>,
        found: &Mentions,
        dateline: Option<&PlaceRef>,
    ) -> Result<Self, NoVisit> {
        let Weighing { sentences, actors, tally, ballot } = Weighing::of(cx, found, dateline);
        verdict::before_sides(cx, found, &sentences)?;
        let sides =
            side::decide(cx, found, &sentences, &actors, &tally, &ballot).ok_or(NoVisit::NoTwoSides)?;
        verdict::after_sides(cx, found, &sentences, &tally, &sides)?;
        let lead = tally.strongest_sentence();
        let status = verdict::status(cx, found, &sentences, &tally);
        let further_visits = side::further(cx, &tally, &sides);
        let told = tally.told_in(&sentences);
        Ok(Self { sides, sentences, lead, status, further_visits, told })
    }

    /// Sentences that tell the visit itself, the first of the text first.
    pub(crate) fn told_in(&self) -> Vec<usize> {
        self.told.clone()
    }
}
