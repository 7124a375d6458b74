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

// DEV-BEGIN
impl Scene {
    pub(crate) fn views(cx: Context<'_>, found: &Mentions) -> Vec<SentenceView> {
        sentence::judge(cx, found)
    }
    pub(crate) fn explain(
        cx: Context<'_>,
        found: &Mentions,
        dateline: Option<&PlaceRef>,
        pname: &dyn Fn(&PlaceRef) -> String,
    ) -> String {
        use std::fmt::Write;
        let mut out = String::new();
        let sentences = sentence::judge(cx, found);
        let actors = actor::find(cx, found);
        for a in &actors {
            let _ = writeln!(
                out,
                "ACTOR s{} {:?} [{}] place {:?} person {:?} cases {:?}",
                a.sentence,
                a.kind,
                cx.text.span(&a.words),
                a.place.as_ref().map(pname),
                a.person.map(|p| &found.people[p.0].name),
                a.cases
            );
        }
        let tally = frame::count(cx, found, &sentences, &actors, dateline);
        for (p, v) in &tally.places {
            let _ = writeln!(out, "VOTE {} host {:.1} guest {:.1}", pname(p), v.host, v.guest);
        }
        for (p, v) in &tally.people {
            let _ = writeln!(out, "PVOTE {} host {:.1} guest {:.1}", found.people[p.0].name, v.host, v.guest);
        }
        let _ = writeln!(out, "EVIDENCE {:?}", tally.evidence);
        let _ = writeln!(out, "{:?}", verdict::before_sides(cx, found, &sentences));
        if let Some(s) = side::decide(cx, found, &sentences, &actors, &tally) {
            let _ = writeln!(
                out,
                "host {} guest {} dipl {}",
                s.host.as_ref().map(|h| pname(&h.place)).unwrap_or_default(),
                s.guest.as_ref().map(|h| pname(&h.place)).unwrap_or_default(),
                s.diplomat
            );
        }
        out
    }
}
// DEV-END
