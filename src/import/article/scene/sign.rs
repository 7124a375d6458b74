//! Signs of a visit and of other stories: numbers that tell whether a text reports a visit at all.
//!
//! What each weighs stands in `assets/language/weights.toml`. Start with [`signs`].

use super::{
    SentenceView, SidePlace, Sides, Told,
    actor::{Actor, ActorKind},
    evidence::{Rule, Side},
    frame::Tally,
    side::{country_of, fits},
    verdict,
};
use crate::import::article::{
    lexicon::{Cue, Level, PostClass},
    mention::{Context, Mentions, PersonId, PlaceRef, Post},
    moment,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sign {
    /// Always there.
    Always,
    /// How much the text tells of a visit.
    Evidence,
    /// How much its first sentences tell.
    Opening,
    /// Words for delegations and guests at the beginning.
    Delegation,
    /// Words of arriving at the beginning.
    Arrive,
    /// Words of receiving at the beginning.
    Receive,
    /// Words of meeting at the beginning.
    Meet,
    /// Words of signing and agreeing.
    Signed,
    /// How sure the host's place is.
    Host,
    /// How sure the guests' place is.
    Guest,
    /// Whether the guests' place is told.
    GuestTold,
    /// Officials of the hosts with a name.
    Hosts,
    /// Officials of the guests with a name.
    Guests,
    /// Both sides are of one country.
    Domestic,
    /// A head of the delegation is told.
    Head,
    /// Nothing that happens is told, only what was or may be.
    NothingHappens,
    /// Share of sentences that recall.
    Recalled,
    /// Share of sentences that hope.
    Hoped,
    /// Share of sentences that announce.
    Announced,
    /// Nobody official and no public body.
    NotOfficial,
    /// The sides met by video or telephone.
    Remote,
    /// Words of video and telephone.
    RemoteWords,
    /// A head of state or government and an official of the country.
    HighOffice,
    /// Words of sport.
    Sport,
    /// Words of flights and trains.
    Flight,
    /// Words of the weather.
    Weather,
    /// Words of crime and accidents.
    Incident,
    /// An official in his own region.
    Inspection,
    /// The head of a city or region, or a deputy, among the guests.
    LocalGuest,
    /// Artists and pupils, and no such guest.
    Artists,
    /// Somebody's life.
    Biography,
    /// Votes, budgets, statistics at home.
    Council,
    /// A head of state with a name, or in the title, at the beginning.
    President,
    /// Of both sides only the country is told.
    Countries,
    /// Somebody arrives in what is his own city or region.
    AtHome,
    /// A diplomat among the guests.
    Diplomat,
    /// Both sides stand in sentences that tell of a visit.
    TwoSided,
    /// The same in the first sentences.
    TwoSidedOpening,
    /// Who comes is told, and where.
    Comes,
    /// Who receives or is received is told.
    Received,
    /// "A visit of A", "to A".
    Visits,
    /// A delegation of the guests' place.
    OfDelegation,
    /// Who leads or belongs to it.
    Led,
    /// Across the table from a known side.
    Across,
    /// Where it happens.
    Located,
    /// Somebody speaks to the guests or thanks for a welcome.
    Courtesies,
    /// Places of which officials are named at the beginning.
    PlacesOfOfficials,
    /// Nothing came of it.
    Cancelled,
    /// Denials at the beginning.
    Denied,
    /// Letters and congratulations.
    Letters,
    /// Firms and figures.
    Business,
    /// A minister at the beginning and nobody of a city or region.
    National,
    /// A head of a city or region, or a deputy, among the hosts.
    LocalHost,
    /// Guests with posts, but all of them scholars, journalists or athletes.
    GuestExpert,
    /// Nobody of a city or region has a name or post anywhere.
    NoLocal,
    /// How often city halls and other public bodies are named.
    Bodies,
    /// How far down the first sentence stands that tells what happens.
    FirstTold,
    /// From how many places guests may be.
    GuestPlaces,
    /// Journalists and bloggers as guests.
    Journalists,
    /// Lecturers and students.
    Academic,
    /// A partnership is ended or rests.
    Suspended,
    /// A guest of the capital of the hosts' own country, and nobody of a city or region.
    FromCapital,
    /// Hosts with posts, but all of them of the state.
    NationalHost,
    /// How short the text is: one by the number of its sentences.
    Short,
    /// All that is told lies ahead, and no day is named for it.
    Undated,
    /// The same as [`Sign::Sport`], at the beginning.
    SportFirst,
    /// The same as [`Sign::Flight`], at the beginning.
    FlightFirst,
    /// The same as [`Sign::Incident`], at the beginning.
    IncidentFirst,
    /// The same as [`Sign::Inspection`], at the beginning.
    InspectionFirst,
    /// The same as [`Sign::Artists`], at the beginning.
    ArtistsFirst,
    /// The same as [`Sign::Biography`], at the beginning.
    BiographyFirst,
    /// The same as [`Sign::Council`], at the beginning.
    CouncilFirst,
    /// The same as [`Sign::Letters`], at the beginning.
    LettersFirst,
    /// The same as [`Sign::Business`], at the beginning.
    BusinessFirst,
    /// The same as [`Sign::Journalists`], at the beginning.
    JournalistsFirst,
    /// The same as [`Sign::Academic`], at the beginning.
    AcademicFirst,
    /// The same as [`Sign::Suspended`], at the beginning.
    SuspendedFirst,
}

/// Sentences that tell what an article is about, the title among them.
const BEGINNING: usize = 4;

/// Words of other stories: anywhere in a text, and at its beginning.
const STORIES: [(Sign, Sign, Cue); 12] = [
    (Sign::Sport, Sign::SportFirst, Cue::Sport),
    (Sign::Flight, Sign::FlightFirst, Cue::Flight),
    (Sign::Incident, Sign::IncidentFirst, Cue::Incident),
    (Sign::Inspection, Sign::InspectionFirst, Cue::Inspection),
    (Sign::Artists, Sign::ArtistsFirst, Cue::Artists),
    (Sign::Biography, Sign::BiographyFirst, Cue::Biography),
    (Sign::Council, Sign::CouncilFirst, Cue::Council),
    (Sign::Letters, Sign::LettersFirst, Cue::Letters),
    (Sign::Business, Sign::BusinessFirst, Cue::Business),
    (Sign::Journalists, Sign::JournalistsFirst, Cue::Journalists),
    (Sign::Academic, Sign::AcademicFirst, Cue::Academic),
    (Sign::Suspended, Sign::SuspendedFirst, Cue::Suspended),
];

/// The signs of a text. `sides` are the likeliest ones, whether or not there is a visit.
pub(super) fn signs(story: Told<'_>, sides: &Sides) -> BTreeMap<Sign, f32> {
    let Told { cx, found, sentences, tally, .. } = story;
    let outside = |w: usize| !cx.text.words[w].quoted;
    let early = |w: usize| cx.text.words[w].sentence < BEGINNING && outside(w);
    let in_beginning =
        |cue: Cue| (found.cues_of(cue).filter(|c| early(c.words.start)).count() as f32).ln_1p();
    let all = |cue: Cue| (found.cues_of(cue).filter(|c| outside(c.words.start)).count() as f32).ln_1p();
    let share = |is: &dyn Fn(&SentenceView) -> bool| {
        sentences.iter().filter(|s| is(s)).count() as f32 / sentences.len().max(1) as f32
    };
    let told = |yes: bool| if yes { 1.0 } else { 0.0 };
    let opening: f32 = tally.evidence.iter().filter(|(s, _)| **s < BEGINNING).map(|(_, w)| w).sum();
    let happening = tally.frames.iter().any(|(s, _)| !sentences[*s].hoped && !sentences[*s].recalled);
    let (host, guest) = (sides.host.as_ref(), sides.guest.as_ref());
    let domestic = match (host, guest) {
        (Some(h), Some(g)) => country_of(cx, &h.place) == country_of(cx, &g.place),
        _ => true,
    };
    let guest_told = guest.is_some_and(|g| super::actor::level(cx, &g.place) != Level::Country);
    let of_guests = |id: PersonId| sides.guests.iter().any(|(guest, _)| *guest == id);
    let local_guest = found.posts.iter().any(|p| {
        p.class.is_local()
            && !p.former
            && p.person.is_some_and(of_guests)
            && p.place.as_ref().is_some_and(|place| fits(cx, place, &sides.guest))
    });
    let high_office = verdict::is_high_office(cx, found, sides, local_guest);
    // A head of government may well receive a governor from abroad who goes on to a city.
    let from_abroad = local_guest && !domestic;
    let president = high_office
        || found.posts.iter().any(|p| {
            let high = match p.class {
                PostClass::President | PostClass::Monarch => true,
                PostClass::Premier => !from_abroad,
                _ => false,
            };
            let sentence = &cx.text.sentences[cx.text.words[p.head.start].sentence];
            // "The president is going to Semey".
            let goes = || found.tells(cx.text, Cue::Arrive, &(p.head.start..sentence.words.end));
            early(p.head.start)
                && high
                && !p.former
                && (p.person.is_some() || sentence.title || goes())
                && verdict::acts(cx, found, p)
        });
    let only_country =
        |side: Option<&SidePlace>| side.is_none_or(|s| super::actor::level(cx, &s.place) == Level::Country);
    let remote = (all(Cue::Online).exp() + all(Cue::Phone).exp() - 1.0).ln();
    let mut out = of_frames(story, sides);
    for (sign, at_first, cue) in STORIES {
        // Artists beside a head of a city or region come with him.
        let counts = sign != Sign::Artists || !local_guest;
        out.insert(sign, if counts { all(cue) } else { 0.0 });
        out.insert(at_first, if counts { in_beginning(cue) } else { 0.0 });
    }
    out.extend([
        (Sign::Cancelled, told(found.cues_of(Cue::Cancel).any(|c| outside(c.words.start)))),
        (Sign::Denied, in_beginning(Cue::Negation)),
        (Sign::National, told(is_national(found, &early))),
        (Sign::Always, 1.0),
        (Sign::Evidence, tally.total_evidence().ln_1p()),
        (Sign::Opening, opening.ln_1p()),
        (Sign::Delegation, in_beginning(Cue::Delegation)),
        (Sign::Arrive, in_beginning(Cue::Arrive)),
        (Sign::Receive, in_beginning(Cue::Receive).max(in_beginning(Cue::ReceivedBy))),
        (Sign::Meet, in_beginning(Cue::Meet)),
        (Sign::Signed, all(Cue::Sign).max(all(Cue::Agree))),
        (Sign::Host, host.map_or(0.0, |h| h.confidence)),
        (Sign::Guest, guest.map_or(0.0, |g| g.confidence)),
        (Sign::GuestTold, told(guest_told)),
        (Sign::Hosts, (sides.hosts.len() as f32).min(2.0)),
        (Sign::Guests, (sides.guests.len() as f32).min(2.0)),
        (Sign::Domestic, told(domestic)),
        (Sign::Head, told(sides.head.is_some())),
        (Sign::NothingHappens, told(!happening)),
        (Sign::Short, 1.0 / sentences.len().max(1) as f32),
        (Sign::Undated, told(is_undated(story))),
        (Sign::Recalled, share(&|s| s.recalled)),
        (Sign::Hoped, share(&|s| s.hoped)),
        (Sign::Announced, share(&|s| s.announced)),
        (Sign::NotOfficial, told(!verdict::is_official(cx, found, story.actors))),
        (Sign::Remote, told(verdict::met_remotely(cx, found, sentences))),
        (Sign::RemoteWords, remote),
        (Sign::HighOffice, told(high_office)),
        (Sign::Weather, all(Cue::Weather)),
        (Sign::LocalGuest, told(local_guest)),
        (Sign::President, told(president)),
        (Sign::Countries, told(only_country(host) && only_country(guest))),
        (Sign::AtHome, tally.at_home.ln_1p()),
        (Sign::Diplomat, told(sides.diplomat)),
        (
            Sign::FromCapital,
            told(domestic && !local_guest && guest.is_some_and(|g| is_capital(cx, &g.place))),
        ),
    ]);
    out.extend(of_participants(story, sides));
    out
}

/// Sentences that tell what happens, beyond naming a delegation.
fn happening(tally: &Tally, sentences: &[SentenceView]) -> BTreeSet<usize> {
    let happens =
        |(s, c): &&(usize, Cue)| *c != Cue::Delegation && sentences[*s].counts() && !sentences[*s].hoped;
    tally.frames.iter().filter(happens).map(|(s, _)| *s).collect()
}

/// "They may come in autumn": what is told lies ahead or is hoped for, and no sentence that tells it names a day.
fn is_undated(story: Told<'_>) -> bool {
    let Told { cx, sentences, tally, .. } = story;
    let happens = |(s, c): &&(usize, Cue)| *c != Cue::Delegation && sentences[*s].counts();
    let mut told = tally.frames.iter().filter(happens).map(|(s, _)| *s).peekable();
    let ahead = |s: usize| sentences[s].announced || sentences[s].hoped;
    told.peek().is_some() && told.all(|s| ahead(s) && !moment::is_dated(cx, s))
}

/// Who takes part, and where the text begins to tell of it.
fn of_participants(story: Told<'_>, sides: &Sides) -> [(Sign, f32); 7] {
    let Told { cx, found, sentences, tally, .. } = story;
    let told = |yes: bool| if yes { 1.0 } else { 0.0 };
    let classes = |people: &[(PersonId, f32)]| -> Vec<PostClass> {
        let of = |p: &&Post| p.person.is_some_and(|id| people.iter().any(|(own, _)| *own == id));
        found.posts.iter().filter(of).map(|p| p.class).collect()
    };
    let (hosts, guests) = (classes(&sides.hosts), classes(&sides.guests));
    let aside = |c: &PostClass| matches!(c, PostClass::Expert | PostClass::Press | PostClass::Sport);
    let of_state = |c: &PostClass| {
        matches!(c, PostClass::Minister | PostClass::Premier | PostClass::President | PostClass::Monarch)
    };
    let outside = |w: usize| !cx.text.words[w].quoted;
    let no_local = !found.posts.iter().any(|p| p.class.is_local() && !p.former && outside(p.head.start));
    let bodies = found.cues_of(Cue::PublicBody).filter(|c| outside(c.words.start)).count() as f32;
    let first = happening(tally, sentences).first().map_or(sentences.len(), |s| *s) as f32;
    let guest_places = tally.places.iter().filter(|(_, v)| v.guest > v.host && v.guest > 1.0).count() as f32;
    [
        (Sign::LocalHost, told(hosts.iter().any(|c| c.is_local()))),
        (Sign::NationalHost, told(!hosts.is_empty() && hosts.iter().all(of_state))),
        (Sign::GuestExpert, told(!guests.is_empty() && guests.iter().all(aside))),
        (Sign::NoLocal, told(no_local)),
        (Sign::Bodies, bodies.ln_1p()),
        (Sign::FirstTold, first.ln_1p()),
        (Sign::GuestPlaces, guest_places.ln_1p()),
    ]
}

/// What the frames tell of the two sides.
fn of_frames(story: Told<'_>, sides: &Sides) -> BTreeMap<Sign, f32> {
    let Told { cx, found, sentences, actors, tally } = story;
    let mut out: BTreeMap<Sign, f32> = BTreeMap::new();
    for (side, place) in [(Side::Host, &sides.host), (Side::Guest, &sides.guest)] {
        let kin = tally.places.iter().filter(|(p, _)| fits(cx, p, place));
        for (rule, votes) in kin.flat_map(|(_, v)| v.by_rule()) {
            let Some(sign) = sign_of(rule) else { continue };
            *out.entry(sign).or_default() += votes[side as usize] - 0.5 * votes[side.other() as usize];
        }
    }
    out.values_mut().for_each(|v| *v = v.max(0.0).ln_1p());
    let told = happening(tally, sentences);
    let both = |number: &&usize| {
        let words = &cx.text.sentences[**number].words;
        let here = |a: &&Actor| a.sentence == **number && !cx.text.words[a.words.start].quoted;
        let stands = |side: &Option<SidePlace>, people: &[(PersonId, f32)]| {
            actors.iter().filter(here).any(|a| {
                a.place.as_ref().is_some_and(|p| fits(cx, p, side))
                    || a.person.is_some_and(|id| people.iter().any(|(p, _)| *p == id))
            }) || found.places.iter().any(|p| words.contains(&p.words.start) && fits(cx, &p.place, side))
        };
        let delegation = actors.iter().filter(here).any(|a| a.kind == ActorKind::Delegation);
        stands(&sides.host, &sides.hosts) && (delegation || stands(&sides.guest, &sides.guests))
    };
    let weight = |from: &dyn Fn(usize) -> bool| -> f32 {
        told.iter().filter(both).filter(|s| from(**s)).map(|s| sentences[*s].weight).sum::<f32>().ln_1p()
    };
    out.insert(Sign::TwoSided, weight(&|_| true));
    out.insert(Sign::TwoSidedOpening, weight(&|s| s < BEGINNING));
    let officials: BTreeSet<&PlaceRef> = found
        .posts
        .iter()
        .filter(|p| p.class.is_local() && !p.former && cx.text.words[p.head.start].sentence < BEGINNING)
        .filter_map(|p| p.place.as_ref())
        .collect();
    out.insert(Sign::PlacesOfOfficials, (officials.len() as f32).min(3.0));
    out
}

/// The sign that votes of a rule give.
fn sign_of(rule: Rule) -> Option<Sign> {
    Some(match rule {
        Rule::ArriveActor | Rule::ArrivePlace | Rule::Origin | Rule::Return => Sign::Comes,
        Rule::Receive | Rule::ObjectPlace => Sign::Received,
        Rule::VisitTo | Rule::VisitOf => Sign::Visits,
        Rule::Delegation => Sign::OfDelegation,
        Rule::Lead | Rule::Member | Rule::Study | Rule::Attend => Sign::Led,
        Rule::Opposite | Rule::FirstNamed => Sign::Across,
        Rule::Location => Sign::Located,
        Rule::Address | Rule::Thank => Sign::Courtesies,
        Rule::Diplomat | Rule::Dateline | Rule::NextStop => return None,
    })
}

/// Whether a place is a capital, or the country itself.
fn is_capital(cx: Context<'_>, place: &PlaceRef) -> bool {
    let PlaceRef::Known(id) = place else { return false };
    let places = &cx.lexicon.places;
    let country = places.country_of(*id);
    country == Some(*id) || country.is_some_and(|c| places.get(c).centre == Some(*id))
}

/// A minister at the beginning, and nobody of a city or region there.
fn is_national(found: &Mentions, early: &dyn Fn(usize) -> bool) -> bool {
    let at_start = |class: fn(PostClass) -> bool| {
        found.posts.iter().any(|p| class(p.class) && !p.former && early(p.head.start))
    };
    at_start(|c| c == PostClass::Minister) && !at_start(PostClass::is_local)
}
