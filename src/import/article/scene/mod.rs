//! Who visited whom: sentences are judged, actors found in them, and votes counted for places and people.
//!
//! Works on mentions only. Start with [`Scene::of`].

mod actor;
mod ballot;
mod evidence;
mod frame;
mod roster;
mod sentence;
mod side;
mod sign;
mod standing;
mod verdict;

pub(crate) use ballot::{Ballot, Weights};
pub(crate) use roster::Roster;
pub(crate) use sentence::SentenceView;
pub(crate) use side::{SidePlace, Sides};
pub(crate) use sign::Sign;
pub use verdict::NoVisit;

use super::mention::{Context, Mentions, PlaceRef};
use crate::data::VisitStatus;
use frame::Tally;
use std::collections::BTreeMap;

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
    /// Probability that there is a visit, 0 to 1.
    pub certainty: f32,
    /// Visits of quite other places that the text tells as well.
    pub further_visits: usize,
    told: Vec<usize>,
}

/// What is known of a text when its sides are to be told.
#[derive(Clone, Copy)]
struct Told<'a> {
    cx: Context<'a>,
    found: &'a Mentions,
    sentences: &'a [SentenceView],
    actors: &'a [actor::Actor],
    tally: &'a Tally,
}

/// What a text tells before anything is decided.
pub(crate) struct Weighing {
    /// What each sentence is.
    pub sentences: Vec<SentenceView>,
    tally: Tally,
    /// Candidates for both sides with all evidence.
    pub ballot: Ballot,
    /// The likeliest sides, whether or not there is a visit.
    sides: Option<Sides>,
    /// What speaks for and against a visit.
    pub signs: BTreeMap<Sign, f32>,
}

impl Weighing {
    /// Judges sentences, finds actors and counts votes.
    pub(crate) fn of(cx: Context<'_>, found: &Mentions, dateline: Option<&PlaceRef>) -> Self {
        let sentences = sentence::judge(cx, found);
        let actors = actor::find(cx, found);
        let tally = frame::count(cx, found, &sentences, &actors, dateline);
        let told = Told { cx, found, sentences: &sentences, actors: &actors, tally: &tally };
        let ballot = Ballot::of(cx, &tally, standing::traits(told));
        let sides = side::decide(told, &ballot);
        let signs = sides.as_ref().map(|s| sign::signs(told, s)).unwrap_or_default();
        Self { sentences, tally, ballot, sides, signs }
    }

    /// Everybody with a post.
    pub(crate) fn roster(&self) -> Roster {
        self.sides.as_ref().map(|s| s.roster.clone()).unwrap_or_default()
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
        let Weighing { sentences, tally, sides, signs, .. } = Weighing::of(cx, found, dateline);
        let sides = sides.ok_or(NoVisit::NoTwoSides)?;
        let certainty = verdict::judge(&signs, &cx.language.weights.visit)?;
        let lead = tally.strongest_sentence();
        let status = verdict::status(cx, found, &sentences, &tally);
        let further_visits = side::further(cx, &tally, &sides);
        let told = tally.told_in(&sentences);
        Ok(Self { sides, sentences, lead, status, certainty, further_visits, told })
    }

    /// Sentences that tell the visit itself, the first of the text first.
    pub(crate) fn told_in(&self) -> Vec<usize> {
        self.told.clone()
    }
}
