//! Who visited whom: sentences are judged, actors found in them, and votes counted for places and people.
//!
//! Works on mentions only. Start with [`Scene::of`].

mod actor;
mod frame;
mod sentence;
mod side;
mod verdict;

pub(crate) use sentence::SentenceView;
pub(crate) use side::{SidePlace, Sides};
pub use verdict::NoVisit;

use super::mention::{Context, Mentions, PlaceRef};
use crate::data::VisitStatus;

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

impl Scene {
    /// The visit, or why there is none.
    pub(crate) fn of(
        cx: Context<'_>,
        found: &Mentions,
        dateline: Option<&PlaceRef>,
    ) -> Result<Self, NoVisit> {
        let sentences = sentence::judge(cx, found);
        verdict::before_sides(cx, found, &sentences)?;
        let actors = actor::find(cx, found);
        let tally = frame::count(cx, found, &sentences, &actors, dateline);
        let sides = side::decide(cx, found, &sentences, &actors, &tally).ok_or(NoVisit::NoTwoSides)?;
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
