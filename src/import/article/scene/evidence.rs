//! Evidence: what speaks for a place or a person being of a side, by the rule that tells it.
//!
//! Knows nothing of texts. Start with [`Votes`].

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    /// Receives.
    Host = 0,
    /// Visits.
    Guest = 1,
}

impl Side {
    /// The one across the table.
    pub(super) fn other(self) -> Self {
        match self {
            Self::Host => Self::Guest,
            Self::Guest => Self::Host,
        }
    }
}

/// What a wording tells, each with the weight of one vote in [`Rule::weight`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Rule {
    /// Who arrives.
    ArriveActor,
    /// Where somebody arrives.
    ArrivePlace,
    /// Who receives, who is received.
    Receive,
    /// Of a delegation or of guests.
    Delegation,
    /// "A visit to A".
    VisitTo,
    /// "A visit of A".
    VisitOf,
    /// The country of a diplomat.
    Diplomat,
    /// Who leads the delegation.
    Lead,
    /// Who belongs to it.
    Member,
    /// Who looks and learns.
    Study,
    /// Where something happens.
    Location,
    /// Across the table from a known side.
    Opposite,
    /// "From A".
    Origin,
    /// From where somebody returns.
    Return,
    /// The dateline.
    Dateline,
    /// Named first at a meeting.
    FirstNamed,
    /// Who attends an event elsewhere, and where it is.
    Attend,
    /// A place in what is received.
    ObjectPlace,
    /// Who speaks to the guests or gives them something.
    Address,
    /// Who thanks for a welcome or is impressed.
    Thank,
    /// Where somebody goes on to, once the visit is told.
    NextStop,
}

impl Rule {
    /// How strongly one such wording in an opening sentence tells a side.
    pub(super) fn weight(self) -> f32 {
        match self {
            Self::Diplomat => 6.0,
            Self::ArrivePlace
            | Self::Receive
            | Self::Delegation
            | Self::VisitTo
            | Self::Lead
            | Self::Return => 3.0,
            Self::ArriveActor | Self::VisitOf => 2.5,
            Self::Member => 2.4,
            Self::Origin => 2.0,
            Self::Location | Self::Opposite | Self::Attend | Self::NextStop | Self::Address => 1.5,
            Self::Study | Self::Dateline => 1.2,
            Self::ObjectPlace | Self::Thank => 1.0,
            Self::FirstNamed => 0.5,
        }
    }
}

/// Votes for the two sides, with the sentences that gave most.
#[derive(Clone, Debug, Default)]
pub(super) struct Votes {
    pub host: f32,
    pub guest: f32,
    by_rule: BTreeMap<Rule, [f32; 2]>,
    best: [(f32, usize); 2],
}

impl Votes {
    /// Adds a vote; `amount` is how much its sentence counts.
    pub(super) fn add(&mut self, side: Side, rule: Rule, amount: f32, sentence: usize) {
        let (index, weight) = (side as usize, amount * rule.weight());
        *[&mut self.host, &mut self.guest][index] += weight;
        self.by_rule.entry(rule).or_default()[index] += weight;
        if weight > self.best[index].0 {
            self.best[index] = (weight, sentence);
        }
    }

    /// Host's votes less guest's.
    pub(super) fn balance(&self) -> f32 {
        self.host - self.guest
    }

    /// Votes for host and guest, rule by rule.
    pub(super) fn by_rule(&self) -> impl Iterator<Item = (Rule, [f32; 2])> {
        self.by_rule.iter().map(|(rule, votes)| (*rule, *votes))
    }

    /// Whether a rule gave any vote.
    pub(super) fn told_by(&self, rule: Rule) -> bool {
        self.by_rule.contains_key(&rule)
    }

    /// Sentence that says most for a side; `None` without a vote.
    pub(super) fn sentence(&self, side: Side) -> Option<usize> {
        let (weight, sentence) = self.best[side as usize];
        (weight > 0.0).then_some(sentence)
    }
}
