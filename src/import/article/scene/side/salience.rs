//! Where votes tell only one side: the other is the place that the text dwells on.
//!
//! Weaker than any frame, so what comes of it wants a human eye. Start with [`pair`].

use super::*;
use crate::import::article::scene::actor::ActorKind;

/// Votes from which a side counts as told.
const TOLD: f32 = 0.8;
/// Mentions (the beginning counting fully, the rest half) from which a text dwells on a place.
const DWELT: f32 = 1.4;
/// How many times more than the next place a text must dwell on it.
const AHEAD: f32 = 1.25;
/// Evidence of a visit without which nothing is guessed.
const EVIDENCE: f32 = 0.9;
/// The margin that a place chosen so is given.
const MARGIN: f32 = 1.0;

/// The told side with the likeliest other one.
pub(super) fn pair<'a>(
    balance: &Balance<'a>,
    found: &'a Mentions,
    sentences: &[SentenceView],
    actors: &'a [Actor],
) -> Option<Pair<'a>> {
    if balance.tally.total_evidence() < EVIDENCE {
        return None;
    }
    let told = |side: Side| {
        let scored = balance.tally.places.keys().map(|p| (balance.score(p, side), p));
        let best = scored.filter(|(s, _)| *s >= TOLD).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
        best.map(|(_, p)| p)
    };
    let cx = balance.cx;
    let dwelt = dwelt_on(cx, found, sentences);
    let guess = |place: &'a PlaceRef| Chosen { place, margin: MARGIN };
    let free = |p: &PlaceRef, known: &PlaceRef| !compatible(cx, p, known) && level(cx, p) != Level::Country;
    match (told(Side::Host), told(Side::Guest)) {
        (None, Some(guest)) => {
            let hosts = dwelt.iter().filter(|(p, _)| free(p, guest) && balance.score(p, Side::Guest) <= TOLD);
            let host = clearly_first(hosts.map(|(p, w)| (*p, *w)))?;
            Some((Some(guess(host)), Some(balance.chosen(guest, Side::Guest))))
        }
        (Some(host), None) => {
            let owned = |p: &PlaceRef| {
                actors.iter().any(|a| is_party(a) && a.place.as_ref().is_some_and(|o| compatible(cx, o, p)))
            };
            let guests = dwelt.iter().filter(|(p, _)| {
                free(p, host)
                    && owned(p)
                    && balance.score(p, Side::Host) <= TOLD.max(0.5 * balance.score(host, Side::Host))
            });
            let guest = clearly_first(guests.map(|(p, w)| (*p, *w + DWELT)))?;
            Some((Some(balance.chosen(host, Side::Host)), Some(guess(guest))))
        }
        _ => None,
    }
}

/// Somebody who can stand for a city.
fn is_party(actor: &Actor) -> bool {
    actor.kind != ActorKind::Person
        || actor.class.is_some_and(|c| !matches!(c, PostClass::Expert | PostClass::President))
}

/// How much the text dwells on each place, in its order.
fn dwelt_on<'a>(
    cx: Context<'_>,
    found: &'a Mentions,
    sentences: &[SentenceView],
) -> Vec<(&'a PlaceRef, f32)> {
    let mut out: Vec<(&PlaceRef, f32)> = Vec::new();
    for mention in found.places.iter().filter(|m| !m.weak) {
        let view = &sentences[cx.text.words[mention.words.start].sentence];
        let weight = if !view.counts() {
            0.0
        } else if mention.is_adjective() {
            0.5
        } else {
            view.weight
        };
        match out.iter_mut().find(|(p, _)| *p == &mention.place) {
            Some((_, sum)) => *sum += weight,
            None => out.push((&mention.place, weight)),
        }
    }
    out
}

/// The place that is well ahead of all others.
fn clearly_first<'a>(places: impl Iterator<Item = (&'a PlaceRef, f32)>) -> Option<&'a PlaceRef> {
    let mut ranked: Vec<(&PlaceRef, f32)> = places.filter(|(_, w)| *w > 0.0).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    let (first, weight) = *ranked.first()?;
    let next = ranked.get(1).map_or(0.0, |(_, w)| *w);
    (weight >= DWELT && weight >= AHEAD * next).then_some(first)
}
