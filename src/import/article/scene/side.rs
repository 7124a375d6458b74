//! From votes to two sides: the pair of places that fits best, then the people of each.

use super::{
    Told,
    actor::level,
    ballot::Ballot,
    evidence::{Rule, Side, Votes},
    frame::Tally,
    roster::Roster,
};
use crate::import::article::{
    lexicon::{Level, Place, PlaceId, PostClass},
    mention::{Context, Mentions, PersonId, PlaceMention, PlaceRef},
};
use std::collections::BTreeMap;

/// A side's place with the sentence that shows it.
#[derive(Clone, Debug)]
pub(crate) struct SidePlace {
    /// City, region or country.
    pub place: PlaceRef,
    /// The country, where the place is a town beyond the gazetteer.
    pub country: Option<PlaceId>,
    /// Sentence behind it.
    pub sentence: usize,
    /// 0 to 1.
    pub confidence: f32,
}

/// Places and people of both sides.
#[derive(Clone, Debug)]
pub(crate) struct Sides {
    /// Where the hosts are.
    pub host: Option<SidePlace>,
    /// Where the guests are from.
    pub guest: Option<SidePlace>,
    /// The hosts' people with their confidence.
    pub hosts: Vec<(PersonId, f32)>,
    /// The guests' people with their confidence.
    pub guests: Vec<(PersonId, f32)>,
    /// Head of the delegation, with the sentence that says so.
    pub head: Option<(PersonId, usize)>,
    /// What speaks for the side of everybody with a post.
    pub roster: Roster,
    /// Whether the guest is a diplomat.
    pub diplomat: bool,
}

/// Whether one of the places is the other or lies in it.
pub(crate) fn compatible(cx: Context<'_>, a: &PlaceRef, b: &PlaceRef) -> bool {
    let (PlaceRef::Known(x), PlaceRef::Known(y)) = (a, b) else { return a == b };
    let places = &cx.lexicon.places;
    let (px, py) = (places.get(*x), places.get(*y));
    let contains = |(outer, outer_id): (&Place, PlaceId), (inner, inner_id): (&Place, PlaceId)| {
        outer.level == Level::Country && outer.country == inner.country
            || outer.level == Level::Region
                && (outer.centre == Some(inner_id)
                    || [inner.region, inner.former_region].contains(&Some(outer_id)))
    };
    x == y || contains((px, *x), (py, *y)) || contains((py, *y), (px, *x))
}

/// Whether a place is that of a side, as far as the side is known.
pub(super) fn fits(cx: Context<'_>, place: &PlaceRef, side: &Option<SidePlace>) -> bool {
    side.as_ref().is_some_and(|s| compatible(cx, place, &s.place))
}

/// The likeliest two sides with their people; `None` where no place can be told at all.
pub(super) fn decide(told: Told<'_>, ballot: &Ballot) -> Option<Sides> {
    let Told { cx, found, tally, .. } = told;
    let choice = ballot.choose(cx, &cx.language.weights)?;
    let diplomat = is_diplomats_visit(cx, found, tally);
    let finish = |(place, probability): (&PlaceRef, f32), other: Option<&PlaceRef>, side: Side| {
        let exact = match (side, diplomat) {
            (Side::Guest, true) => place.clone(),
            _ => refine(cx, found, tally, place, side, other),
        };
        side_place(cx, found, tally, exact, (place, other), side, probability)
    };
    let (host_place, guest_place) = (choice.host.map(|h| h.0), choice.guest.map(|g| g.0));
    let mut sides = Sides {
        host: choice.host.map(|h| finish(h, guest_place, Side::Host)),
        guest: choice.guest.map(|g| finish(g, host_place, Side::Guest)),
        hosts: Vec::new(),
        guests: Vec::new(),
        head: None,
        roster: Roster::default(),
        diplomat,
    };
    let roster = Roster::of(told, &sides);
    (sides.hosts, sides.guests) = (roster.of_side(Side::Host), roster.of_side(Side::Guest));
    for (side, people) in [(&mut sides.host, &sides.hosts), (&mut sides.guest, &sides.guests)] {
        if let Some(side) = side.as_mut().filter(|_| !diplomat)
            && let Some(city) = city_of_officials(cx, found, &side.place, people)
        {
            side.place = city;
        }
    }
    sides.head = head(tally, &sides);
    sides.roster = roster;
    Some(sides)
}

/// Of a side known as a region or country the one city whose officials act for it, with nobody of the whole.
fn city_of_officials(
    cx: Context<'_>,
    found: &Mentions,
    place: &PlaceRef,
    people: &[(PersonId, f32)],
) -> Option<PlaceRef> {
    const SURE: f32 = 0.6;
    let acts = |id: PersonId| people.iter().any(|(p, belief)| *p == id && *belief >= SURE);
    let posts = found.posts.iter().filter(|p| p.class.is_local() && !p.former && p.person.is_some_and(acts));
    let mut places: Vec<&PlaceRef> = posts.filter_map(|p| p.place.as_ref()).collect();
    places.dedup();
    let city = |p: &PlaceRef| level(cx, p) == Level::City && compatible(cx, p, place);
    match places[..] {
        [only] if level(cx, place) != Level::City && city(only) => Some(only.clone()),
        _ => None,
    }
}

/// The head of the delegation; where a mission has but one official, that is its head.
fn head(tally: &Tally, sides: &Sides) -> Option<(PersonId, usize)> {
    let is_guest = |id: &PersonId| sides.guests.iter().any(|(g, _)| g == id);
    let told = tally.heads.iter().find(|(id, _)| is_guest(id)).copied();
    match (told, &sides.guests[..]) {
        (None, [(only, _)]) if !sides.diplomat => {
            Some((*only, sides.guest.as_ref().map_or(0, |g| g.sentence)))
        }
        _ => told,
    }
}

/// How many clearly voted guests' places of neither side the text tells of: other visits in the same file.
pub(super) fn further(cx: Context<'_>, tally: &Tally, sides: &Sides) -> usize {
    let foreign = |p: &PlaceRef| !fits(cx, p, &sides.host) && !fits(cx, p, &sides.guest);
    let clear = |v: &Votes| v.guest > 4.0 && v.guest > 2.0 * v.host;
    tally.places.iter().filter(|(p, v)| foreign(p) && clear(v)).count()
}

/// Diplomats without a delegation of a city or region beside them.
fn is_diplomats_visit(cx: Context<'_>, found: &Mentions, tally: &Tally) -> bool {
    /// Votes of one delegation that is told to be of a place.
    const DELEGATION: f32 = 0.8;
    let guests = |class: fn(PostClass) -> bool, least: f32| {
        found.posts.iter().filter(move |p| {
            class(p.class)
                && p.person
                    .and_then(|id| tally.people.get(&id))
                    .is_some_and(|v| v.guest > v.host && v.guest > least)
        })
    };
    // Somebody whose post names a city needs fewer votes to be of it.
    let of_city = guests(PostClass::is_local, 0.2).any(|p| p.place.is_some());
    let of_delegation = tally.places.iter().filter(|(p, _)| level(cx, p) != Level::Country).any(|(_, v)| {
        let delegation = v.by_rule().find(|(rule, _)| *rule == Rule::Delegation);
        delegation.is_some_and(|(_, [host, guest])| guest - host >= DELEGATION)
    });
    guests(|c| c == PostClass::Diplomat, 1.0).next().is_some()
        && guests(PostClass::is_local, 1.0).next().is_none()
        && !of_city
        && !of_delegation
}

/// The country of a place; an unknown town stands for itself.
pub(super) fn country_of(cx: Context<'_>, place: &PlaceRef) -> PlaceRef {
    match place {
        PlaceRef::Known(id) => {
            cx.lexicon.places.country_of(*id).map_or_else(|| place.clone(), PlaceRef::Known)
        }
        PlaceRef::Town(_) => place.clone(),
    }
}

/// The finest place within the side's place that has votes of its own for that side.
fn refine(
    cx: Context<'_>,
    found: &Mentions,
    tally: &Tally,
    place: &PlaceRef,
    side: Side,
    other: Option<&PlaceRef>,
) -> PlaceRef {
    let own = |v: &Votes| match side {
        Side::Host => v.host - v.guest,
        Side::Guest => v.guest - v.host,
    };
    let unit = tally.places.get(place).map_or(0.0, own);
    // Where it is not known which region a city lies in, one of the same country where the sides meet will do.
    let abroad = other.is_none_or(|o| country_of(cx, place) != country_of(cx, o));
    let anywhere =
        |p: &PlaceRef| matches!(p, PlaceRef::Known(id) if cx.lexicon.places.get(*id).region.is_none());
    let within = |p: &PlaceRef, v: &Votes| match side {
        Side::Host if abroad && level(cx, place) == Level::Region && level(cx, p) == Level::City => {
            let of_region = compatible(cx, p, place);
            let of_country = anywhere(p) && country_of(cx, p) == country_of(cx, place);
            of_region && own(v) > 0.8 || of_country && own(v) > unit.max(0.8)
        }
        _ => false,
    };
    let finer = tally.places.iter().filter(|(p, v)| {
        // A town named beside a region is not at once the seat of what the region does.
        let least = if level(cx, place) == Level::Region { 0.6 * unit } else { 0.4 };
        let inside = own(v) > least.max(0.4) && compatible(cx, p, place) || within(p, v);
        level(cx, p) < level(cx, place) && inside && !other.is_some_and(|o| compatible(cx, p, o))
    });
    let best = finer.max_by(|a, b| own(a.1).total_cmp(&own(b.1)).then(b.0.cmp(a.0)));
    let best = best.map(|(p, _)| p.clone());
    best.or_else(|| only_town(cx, found, place, side, other)).unwrap_or_else(|| place.clone())
}

/// Of a host that is only known as a country, the one city there that the text names, twice at least.
fn only_town(
    cx: Context<'_>,
    found: &Mentions,
    place: &PlaceRef,
    side: Side,
    other: Option<&PlaceRef>,
) -> Option<PlaceRef> {
    if side == Side::Guest || level(cx, place) != Level::Country {
        return None;
    }
    let towns: Vec<&PlaceRef> = found
        .places
        .iter()
        .map(|p| &p.place)
        .filter(|p| level(cx, p) == Level::City && Some(*p) != other)
        .filter(|p| matches!(p, PlaceRef::Town(_)) || compatible(cx, p, place))
        .collect();
    let first = *towns.first()?;
    (towns.len() >= 2 && towns.iter().all(|t| *t == first)).then(|| first.clone())
}

/// The country that stands most often in one sentence with a town, if it is not the other side's.
fn country_beside(
    cx: Context<'_>,
    found: &Mentions,
    town: &PlaceRef,
    other: Option<&PlaceRef>,
) -> Option<PlaceId> {
    let sentence = |p: &PlaceMention| cx.text.words[p.words.start].sentence;
    let with_town: Vec<usize> = found.places.iter().filter(|p| p.place == *town).map(sentence).collect();
    let mut counts: BTreeMap<PlaceId, usize> = BTreeMap::new();
    for place in found.places.iter().filter(|p| with_town.contains(&sentence(p)) && !p.weak) {
        let same_as_other = other.is_some_and(|o| compatible(cx, &place.place, o));
        if let PlaceRef::Known(id) = place.place
            && let Some(country) = cx.lexicon.places.country_of(id).filter(|_| !same_as_other)
        {
            *counts.entry(country).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(id, n)| (*n, std::cmp::Reverse(*id))).map(|(id, _)| id)
}

fn side_place(
    cx: Context<'_>,
    found: &Mentions,
    tally: &Tally,
    exact: PlaceRef,
    (unit, other): (&PlaceRef, Option<&PlaceRef>),
    side: Side,
    confidence: f32,
) -> SidePlace {
    let sentence = |p: &PlaceRef| tally.places.get(p).and_then(|v| v.sentence(side));
    let country = match unit {
        PlaceRef::Known(id) => Some(*id),
        PlaceRef::Town(_) => country_beside(cx, found, unit, other),
    };
    SidePlace {
        country,
        sentence: sentence(&exact).or_else(|| sentence(unit)).unwrap_or(0),
        place: exact,
        confidence,
    }
}
