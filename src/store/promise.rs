//! What became of promises: the same promise told at several visits of a pair is one, with its latest status.

use super::derive::same_promise;
use crate::data::{Attested, CityId, Commitment, CommitmentStatus, PartialDate, Side, VisitId, VisitRecord};
use std::collections::BTreeMap;

/// A promise and everything said of it.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Promise {
    /// The text as first told.
    pub text: String,
    /// The city that is to act; `None` where both are, or where the side is no city.
    pub owner: Option<CityId>,
    /// By when, by the last word that gives a date.
    pub due: Option<PartialDate>,
    /// The latest status that is known.
    pub status: CommitmentStatus,
    /// What was said at each visit, the earliest first.
    pub words: Vec<PromiseWord>,
}

/// What the accounts of one visit say of a promise.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct PromiseWord {
    /// Visit.
    pub visit: VisitId,
    /// First day of the visit.
    pub date: Option<PartialDate>,
    /// The promise with the accounts that tell it; its side is that of this visit.
    pub told: Attested<Commitment>,
}

/// The promises of visits, by the day on which each was first told.
pub fn promises(visits: &[VisitRecord]) -> Vec<Promise> {
    let mut ordered: Vec<&VisitRecord> = visits.iter().collect();
    ordered.sort_by_key(|record| (record.visit.start.as_ref().map(|s| s.value), record.visit.id));
    let mut promises: Vec<Promise> = Vec::new();
    let mut of_pair: BTreeMap<[Option<CityId>; 2], Vec<usize>> = BTreeMap::new();
    for record in ordered {
        let visit = &record.visit;
        let mut pair = [visit.host, visit.guest];
        pair.sort_unstable();
        let known = of_pair.entry(pair).or_default();
        let earlier = known.len();
        for told in &visit.commitments {
            let owner = match told.value.owner {
                Side::Host => visit.host,
                Side::Guest => visit.guest,
                Side::Both => None,
            };
            let word = PromiseWord {
                visit: visit.id,
                date: visit.start.as_ref().map(|s| s.value),
                told: told.clone(),
            };
            let same = known[..earlier].iter().copied().find(|n| promises[*n].is(owner, &told.value));
            match same {
                Some(number) => promises[number].hear(word),
                None => {
                    known.push(promises.len());
                    promises.push(Promise::new(owner, word));
                }
            }
        }
    }
    promises
}

impl Promise {
    fn new(owner: Option<CityId>, word: PromiseWord) -> Self {
        let told = &word.told.value;
        Self { text: told.text.clone(), owner, due: told.due, status: told.status, words: vec![word] }
    }

    fn is(&self, owner: Option<CityId>, told: &Commitment) -> bool {
        self.owner.zip(owner).is_none_or(|(a, b)| a == b) && same_promise(&self.text, &told.text)
    }

    fn hear(&mut self, word: PromiseWord) {
        let told = &word.told.value;
        self.due = told.due.or(self.due);
        if told.status != CommitmentStatus::Unknown {
            self.status = told.status;
        }
        self.words.push(word);
    }
}
