//! Why a clipping was read as it was: what each sentence is, and what speaks for each place.
//!
//! For those who extend the word lists, and for the fitting of the weights.

use super::{
    Prepared,
    fields::Fields,
    scene::{Ballot, Roster, Sign, Weighing},
    sector::{self, Topic},
};
use serde::Serialize;
use std::collections::BTreeMap;

/// A sentence as the reader judged it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SentenceLine {
    /// The sentence.
    pub text: String,
    /// What it is, besides told as it happens: recalled, hoped, remote, announced, title.
    pub marks: Vec<&'static str>,
    /// What it tells of a visit.
    pub frames: Vec<String>,
    /// People with a post or a name in it.
    pub people: Vec<String>,
}

/// What the reader saw.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// Sentence by sentence.
    pub sentences: Vec<SentenceLine>,
    /// Places that may be a party, with the evidence.
    #[serde(flatten)]
    evidence: Ballot,
    /// Everybody with a post, with what speaks for a side.
    roster: Roster,
    /// Sectors with words in the text, with what speaks for each.
    sectors: BTreeMap<String, BTreeMap<Topic, f32>>,
    /// What speaks for and against a visit.
    signs: BTreeMap<Sign, f32>,
}

impl Explanation {
    pub(super) fn of(prepared: &Prepared<'_>) -> Self {
        let (cx, found) = (prepared.cx(), &prepared.found);
        let weighing = Weighing::of(cx, found, prepared.dateline.as_ref());
        let line = |number: usize| {
            let (sentence, view) = (&cx.text.sentences[number], &weighing.sentences[number]);
            let marks = [
                (sentence.title, "title"),
                (view.recalled, "recalled"),
                (view.hoped, "hoped"),
                (view.remote, "remote"),
                (view.announced, "announced"),
            ];
            let posts = found.posts.iter().filter(|p| sentence.words.contains(&p.head.start)).map(|p| {
                let name = p.person.map_or("–", |id| found.people[id.0].name.as_str());
                format!("{} = {name}{}", cx.text.span(&p.phrase), if p.former { " (former)" } else { "" })
            });
            SentenceLine {
                text: cx.text.passage(number).to_owned(),
                marks: marks.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark).collect(),
                frames: weighing.frames_in(number),
                people: posts.collect(),
            }
        };
        let sentences = (0..cx.text.sentences.len()).map(line).collect();
        let fields = Fields { cx, found };
        let sectors = sector::weigh(&fields, &weighing.sentences)
            .into_iter()
            .filter_map(|(index, weighed)| Some((cx.lexicon.sector(index)?.id.0.clone(), weighed.topics)));
        let sectors = sectors.collect();
        Self {
            sectors,
            sentences,
            roster: weighing.roster(),
            evidence: weighing.ballot,
            signs: weighing.signs,
        }
    }

    /// Each person with what speaks for a side, for the eye.
    pub fn people(&self) -> Vec<String> {
        self.roster.lines()
    }

    /// Each sector with what speaks for it, for the eye.
    pub fn sectors(&self) -> Vec<String> {
        let line = |(id, topics): (&String, &BTreeMap<Topic, f32>)| {
            let all: Vec<String> = topics.iter().map(|(t, v)| format!("{t:?} {v:.1}")).collect();
            format!("{id}: {}", all.join(", "))
        };
        self.sectors.iter().map(line).collect()
    }

    /// The signs of a visit and of other stories, for the eye.
    pub fn signs(&self) -> String {
        let told = self.signs.iter().filter(|(_, value)| **value != 0.0);
        told.map(|(sign, value)| format!("{sign:?} {value:.2}")).collect::<Vec<_>>().join(", ")
    }

    /// Each place with its evidence, for the eye.
    pub fn places(&self) -> Vec<String> {
        self.evidence.lines()
    }
}
