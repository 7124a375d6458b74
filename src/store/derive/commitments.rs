//! Promises: the same one told by several accounts is one.

use super::words::{containment, likeness, words};
use super::{Voice, deciding, push_once};
use crate::data::{Attested, Commitment, CommitmentStatus, PartialDate, Side};
use std::collections::BTreeSet;

/// Texts that have this share of their words in common tell of one promise.
const ALIKE: f64 = 0.7;
/// So do texts of which the shorter is contained in the longer to this share …
const CONTAINED: f64 = 0.9;
/// … if it has at least so many telling words.
const ENOUGH_WORDS: usize = 4;

/// Whether two texts tell of the same promise. Errs on the side of two promises.
pub fn same_promise(a: &str, b: &str) -> bool {
    is_same(&words(a), &words(b))
}

fn is_same(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    likeness(a, b) >= ALIKE || (a.len().min(b.len()) >= ENOUGH_WORDS && containment(a, b) >= CONTAINED)
}

/// Newest word on a promise: publications by date, undated ones first, then by number.
type Recency = (Option<PartialDate>, crate::data::AccountId);

struct Promise {
    words: BTreeSet<String>,
    told: Attested<Commitment>,
    updated: Recency,
}

/// The promises of a visit: the fullest text of each, the latest status that is known.
pub fn commitments(voices: &[Voice<'_>]) -> Vec<Attested<Commitment>> {
    let mut promises: Vec<Promise> = Vec::new();
    for voice in deciding(voices, |account| !account.commitments.is_empty()) {
        let recency = (voice.account.source.published, voice.id);
        for told in &voice.account.commitments {
            let words = words(&told.text);
            let known = promises.iter_mut().find(|promise| {
                is_same(&promise.words, &words) && owners_agree(promise.told.value.owner, told.owner)
            });
            match known {
                Some(promise) => promise.add(told, words, recency),
                None => promises.push(Promise {
                    words,
                    told: Attested { value: told.clone(), accounts: vec![voice.id] },
                    updated: recency,
                }),
            }
        }
    }
    promises.into_iter().map(|promise| promise.told).collect()
}

impl Promise {
    fn add(&mut self, told: &Commitment, words: BTreeSet<String>, recency: Recency) {
        let value = &mut self.told.value;
        if words.len() > self.words.len() {
            value.text.clone_from(&told.text);
            self.words = words;
        }
        value.due = value.due.or(told.due);
        let says_more = told.status != CommitmentStatus::Unknown;
        if says_more && (value.status == CommitmentStatus::Unknown || recency > self.updated) {
            value.status = told.status;
            self.updated = recency;
        }
        push_once(&mut self.told.accounts, recency.1);
    }
}

fn owners_agree(a: Side, b: Side) -> bool {
    a == b || a == Side::Both || b == Side::Both
}

#[cfg(test)]
mod tests {
    use super::same_promise;

    #[test]
    fn one_promise_in_two_wordings() {
        assert!(same_promise(
            "Build a roadmap for cooperation in education, health care, culture and small and medium business",
            "Draw up a road map of cooperation in health care, education, tourism, culture and small and medium \
             business"
        ));
        assert!(same_promise(
            "Bring a memorandum between the two representative bodies to signature",
            "Sign a memorandum between the two representative bodies"
        ));
    }

    #[test]
    fn two_promises_with_one_pattern() {
        assert!(!same_promise(
            "Sign an agreement on health with Almaty",
            "Sign an agreement on health with Astana"
        ));
        assert!(!same_promise("Hold Days of Bishkek", "Hold Days of Osh"));
        assert!(!same_promise(
            "Help with the damage of hurricane Melissa: an ambulance to each of three regions",
            "Deliver three ambulances and a car to the provinces"
        ));
    }
}
