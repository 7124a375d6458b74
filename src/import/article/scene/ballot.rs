//! The choice of the two places: every pair is weighed by all evidence, and the weights say how likely it is.
//!
//! A log-linear model: the likelihood of a pair is the exponential of a sum of weighted evidence, its share in
//! that of all pairs the probability (Berger et al., A Maximum Entropy Approach to NLP, 1996, section 3). The
//! weights are fitted by `tests/articles/fit.py`. Start with [`Ballot::choose`].

use super::{
    actor::level,
    evidence::{Rule, Side},
    frame::Tally,
    roster::PeopleWeights,
    side::{compatible, country_of},
    sign::Sign,
    standing::Trait,
};
use crate::import::article::{
    lexicon::Level,
    mention::{Context, PlaceRef},
    sector::SectorWeights,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What each piece of evidence weighs; the file explains its tables.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Weights {
    rule: BTreeMap<Rule, f32>,
    host: BTreeMap<Trait, f32>,
    guest: BTreeMap<Trait, f32>,
    pair: PairWeights,
    /// For whether there is a visit.
    pub visit: BTreeMap<Sign, f32>,
    /// For the side of each person.
    pub people: PeopleWeights,
    /// For the sectors that the talks concern.
    pub sector: SectorWeights,
}

/// What weighs for or against two places together.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct PairWeights {
    domestic: f32,
    same_level: f32,
    one_list: f32,
    no_host: f32,
    no_guest: f32,
}

/// How much votes for the other side count against a place.
const AGAINST: f32 = 0.8;
/// How much the votes of a place count for one that contains it or lies in it, and those against it.
const KIN: (f32, f32) = (0.5, 0.25);

/// The level of countries, as it is printed.
const COUNTRY: &str = "country";

/// A place that may be a party, with all evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Candidate {
    #[serde(skip)]
    pub place: PlaceRef,
    name: String,
    level: &'static str,
    country: Option<String>,
    /// Votes of it and its kin for host and guest, rule by rule, less those for the other side, damped: the fifth time
    /// that a text says the same tells less than the first.
    rules: BTreeMap<Rule, [f32; 2]>,
    traits: BTreeMap<Trait, f32>,
}

/// All candidates.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Ballot {
    candidates: Vec<Candidate>,
    /// Pairs (by number) of which one is the other or lies in it.
    kin: Vec<(usize, usize)>,
}

/// Two candidates, by number, with the logarithm of their likelihood but for a constant.
struct Pair {
    host: Option<usize>,
    guest: Option<usize>,
    score: f32,
}

/// The likeliest pair, each side with its probability.
pub(super) struct Choice<'a> {
    pub host: Option<(&'a PlaceRef, f32)>,
    pub guest: Option<(&'a PlaceRef, f32)>,
}

impl Ballot {
    /// Collects the candidates.
    pub(super) fn of(
        cx: Context<'_>,
        tally: &Tally,
        traits: BTreeMap<PlaceRef, BTreeMap<Trait, f32>>,
    ) -> Self {
        let mut candidates: Vec<Candidate> = traits
            .into_iter()
            .map(|(place, traits)| {
                let (name, country) = match &place {
                    PlaceRef::Known(id) => {
                        let known = cx.lexicon.places.get(*id);
                        (known.en.to_string(), Some(known.country.0.clone()))
                    }
                    PlaceRef::Town(name) => (name.clone(), None),
                };
                let level = match level(cx, &place) {
                    Level::City => "city",
                    Level::Region => "region",
                    Level::Country => COUNTRY,
                };
                Candidate { rules: votes(cx, tally, &place), name, level, country, traits, place }
            })
            .collect();
        add_votes_within(&mut candidates);
        let mut kin = Vec::new();
        for (i, a) in candidates.iter().enumerate() {
            for (j, b) in candidates.iter().enumerate().skip(i + 1) {
                if compatible(cx, &a.place, &b.place) {
                    kin.push((i, j));
                }
            }
        }
        Self { candidates, kin }
    }

    /// Each candidate with its evidence, for the eye.
    pub(crate) fn lines(&self) -> Vec<String> {
        let line = |c: &Candidate| {
            let rules = c.rules.iter().map(|(r, [h, g])| format!("{r:?} {h:+.1}/{g:+.1}"));
            let traits = c.traits.iter().map(|(t, v)| format!("{t:?} {v:.1}"));
            let all: Vec<String> = rules.chain(traits).collect();
            format!("{} ({}): {}", c.name, c.level, all.join(", "))
        };
        self.candidates.iter().map(line).collect()
    }

    fn are_kin(&self, a: usize, b: usize) -> bool {
        a == b || self.kin.contains(&(a.min(b), a.max(b)))
    }

    /// The likeliest pair of places; `None` where there is no candidate at all.
    pub(super) fn choose(&self, cx: Context<'_>, weights: &Weights) -> Option<Choice<'_>> {
        let side = |c: &Candidate, side: Side| {
            let traits = if side == Side::Host { &weights.host } else { &weights.guest };
            let of_rules: f32 = c
                .rules
                .iter()
                .map(|(r, v)| weights.rule.get(r).copied().unwrap_or(0.0) * v[side as usize])
                .sum();
            let of_traits: f32 =
                c.traits.iter().map(|(t, v)| traits.get(t).copied().unwrap_or(0.0) * v).sum();
            of_rules + of_traits
        };
        let hosts: Vec<f32> = self.candidates.iter().map(|c| side(c, Side::Host)).collect();
        let guests: Vec<f32> = self.candidates.iter().map(|c| side(c, Side::Guest)).collect();
        let numbers = || (0..self.candidates.len()).map(Some).chain([None]);
        let mut pairs: Vec<Pair> = Vec::new();
        for host in numbers() {
            for guest in numbers() {
                let score = match (host, guest) {
                    (Some(h), Some(g)) if self.are_kin(h, g) => continue,
                    (Some(h), Some(g)) => hosts[h] + guests[g] + self.together(cx, weights, h, g),
                    (Some(h), None) => hosts[h] + weights.pair.no_guest,
                    (None, Some(g)) => guests[g] + weights.pair.no_host,
                    (None, None) => continue,
                };
                pairs.push(Pair { host, guest, score });
            }
        }
        let order = |a: &&Pair, b: &&Pair| {
            a.score.total_cmp(&b.score).then((b.host, b.guest).cmp(&(a.host, a.guest)))
        };
        let best = pairs.iter().max_by(order)?;
        let total: f32 = pairs.iter().map(|p| (p.score - best.score).exp()).sum();
        let share = |fits: &dyn Fn(&Pair) -> bool| -> f32 {
            pairs.iter().filter(|p| fits(p)).map(|p| (p.score - best.score).exp()).sum::<f32>() / total
        };
        let same = |a: Option<usize>, b: Option<usize>| match (a, b) {
            (Some(a), Some(b)) => self.are_kin(a, b),
            (a, b) => a == b,
        };
        let told = |number: Option<usize>, probability: f32| {
            number.map(|n| (&self.candidates[n].place, probability))
        };
        Some(Choice {
            host: told(best.host, share(&|p| same(p.host, best.host))),
            guest: told(best.guest, share(&|p| same(p.guest, best.guest))),
        })
    }

    fn together(&self, cx: Context<'_>, weights: &Weights, host: usize, guest: usize) -> f32 {
        let (h, g) = (&self.candidates[host], &self.candidates[guest]);
        let domestic = country_of(cx, &h.place) == country_of(cx, &g.place);
        let mut sum = 0.0;
        if domestic {
            sum += weights.pair.domestic;
        }
        if h.level == g.level {
            sum += weights.pair.same_level;
        }
        // "The mayors of A, B and C": people of one list have come together.
        let listed = |c: &Candidate| c.traits.contains_key(&Trait::Listed);
        if listed(h) && listed(g) {
            sum += weights.pair.one_list;
        }
        sum
    }
}

/// Votes of a place and its kin for each side, rule by rule.
fn votes(cx: Context<'_>, tally: &Tally, place: &PlaceRef) -> BTreeMap<Rule, [f32; 2]> {
    let mut out: BTreeMap<Rule, [f32; 2]> = BTreeMap::new();
    for (other, votes) in &tally.places {
        let (own, against) = match other == place {
            true => (1.0, AGAINST),
            false if compatible(cx, place, other) => KIN,
            false => continue,
        };
        for (rule, [host, guest]) in votes.by_rule() {
            let sum = out.entry(rule).or_default();
            sum[Side::Host as usize] += own * host - against * guest;
            sum[Side::Guest as usize] += own * guest - against * host;
        }
    }
    out.values_mut().flatten().for_each(|v| *v = v.signum() * v.abs().ln_1p());
    out
}

/// Tells each country how strongly a place of it is told as host and as guest.
fn add_votes_within(candidates: &mut [Candidate]) {
    let strongest = |c: &Candidate, side: Side| {
        let tells = |rule: &Rule| !matches!(rule, Rule::Diplomat | Rule::Dateline);
        let votes = c.rules.iter().filter(|(rule, _)| tells(rule)).map(|(_, v)| v[side as usize]);
        votes.fold(0.0, f32::max)
    };
    let within: Vec<(Option<String>, [f32; 2])> = candidates
        .iter()
        .filter(|c| c.level != COUNTRY)
        .map(|c| (c.country.clone(), [strongest(c, Side::Host), strongest(c, Side::Guest)]))
        .collect();
    for country in candidates.iter_mut().filter(|c| c.level == COUNTRY) {
        for (side, which) in [(Side::Host, Trait::HostWithin), (Side::Guest, Trait::GuestWithin)] {
            let own = within.iter().filter(|(code, _)| *code == country.country);
            let most = own.map(|(_, votes)| votes[side as usize]).fold(0.0, f32::max);
            if most > 0.0 {
                country.traits.insert(which, most);
            }
        }
    }
}
