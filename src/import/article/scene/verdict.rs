//! Whether there is a visit at all, and whether it was held.
//!
//! What looks like a visit and is none: sport, flights, weather, crime, online meetings, telephone calls,
//! a president who receives a mayor, a visit that is only remembered or wished for.

use super::{
    SentenceView, SidePlace, Sides,
    actor::{Actor, ActorKind},
    frame::Tally,
    sign::Sign,
};
use crate::{
    data::{CountryCode, Locale, VisitStatus},
    import::article::{
        case::Case,
        lexicon::{Cue, Level, PostClass},
        mention::{Context, CueMention, Mentions, PlaceRef, Post},
    },
};
use std::collections::BTreeMap;

/// Why an article tells of no visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoVisit {
    /// No two sides.
    #[error("no two places could be told apart as host and guest")]
    NoTwoSides,
    /// About sport.
    #[error("the article is about sport")]
    Sport,
    /// About a flight or another connection.
    #[error("the article is about a transport connection")]
    Transport,
    /// About the weather.
    #[error("the article is about the weather")]
    Weather,
    /// About a crime or an accident.
    #[error("the article is about a crime or an accident")]
    Incident,
    /// Held online or by telephone.
    #[error("the sides met online or spoke by telephone")]
    Remote,
    /// A head of state and an official of the same country.
    #[error("a head of state or government met an official of the country")]
    HighOffice,
    /// An official in his own region.
    #[error("the article is about an official's trip in the home region")]
    OwnRegion,
    /// Artists, pupils, an exhibition.
    #[error("the article is about artists, pupils or an exhibition")]
    Artists,
    /// Somebody's life.
    #[error("the article is about somebody's life or appointment")]
    Biography,
    /// Votes, budgets, firms, statistics.
    #[error("the article is about votes, budgets, firms or figures")]
    Council,
    /// Letters and congratulations.
    #[error("the article is about letters or congratulations")]
    Letters,
    /// Journalists who are shown round.
    #[error("the article is about journalists or bloggers who are shown round")]
    Journalists,
    /// Lectures, two universities.
    #[error("the article is about universities, lectures or students")]
    Academic,
    /// A partnership that ends.
    #[error("the article is about a partnership that is ended or rests")]
    Suspended,
    /// Only what was or may be.
    #[error("the article only recalls a visit or hopes for one")]
    OnlyRecalled,
    /// Nothing tells of a visit that takes place.
    #[error("no sentence tells of a visit that took or will take place")]
    NoEvidence,
    /// Nobody of an authority or public body takes part.
    #[error("no authority, delegation or public body takes part")]
    NotOfficial,
}

/// The probability of a visit; if there is none, what speaks most against one.
pub(super) fn judge(signs: &BTreeMap<Sign, f32>, weights: &BTreeMap<Sign, f32>) -> Result<f32, NoVisit> {
    // "The president received the mayor": of 35 annotated articles that begin so one tells of a visit.
    let has = |sign: Sign| signs.get(&sign).is_some_and(|v| *v > 0.0);
    if has(Sign::HighOffice) || has(Sign::President) && has(Sign::Domestic) {
        return Err(NoVisit::HighOffice);
    }
    let weighed = |(sign, value): (&Sign, &f32)| value * weights.get(sign).copied().unwrap_or(0.0);
    let sum: f32 = signs.iter().map(weighed).sum();
    let probability = 1.0 / (1.0 + (-sum).exp());
    if probability >= LIKELY {
        return Ok(CHOSEN * probability);
    }
    let named = signs.iter().filter_map(|(sign, value)| Some((reason(*sign)?, weighed((sign, value)))));
    let worst = named.filter(|(_, w)| *w < -PLAIN).min_by(|a, b| a.1.total_cmp(&b.1));
    Err(worst.map_or(NoVisit::NoEvidence, |(why, _)| why))
}

/// Probability from which a text is taken to tell of a visit.
const LIKELY: f32 = 0.5;
/// Share of a probability that is believed: the words of other stories were chosen on the articles that the weights are
/// fitted to.
const CHOSEN: f32 = 0.99;
/// How much a sign must weigh to be named as the reason.
const PLAIN: f32 = 0.3;

/// The reason that a sign stands for.
fn reason(sign: Sign) -> Option<NoVisit> {
    Some(match sign {
        Sign::NotOfficial => NoVisit::NotOfficial,
        Sign::Remote | Sign::RemoteWords => NoVisit::Remote,
        Sign::HighOffice | Sign::President | Sign::Countries => NoVisit::HighOffice,
        Sign::Sport | Sign::SportFirst => NoVisit::Sport,
        Sign::Flight | Sign::FlightFirst => NoVisit::Transport,
        Sign::Weather => NoVisit::Weather,
        Sign::Incident | Sign::IncidentFirst => NoVisit::Incident,
        Sign::Inspection | Sign::InspectionFirst | Sign::AtHome => NoVisit::OwnRegion,
        Sign::Artists | Sign::ArtistsFirst => NoVisit::Artists,
        Sign::Biography | Sign::BiographyFirst => NoVisit::Biography,
        Sign::Council | Sign::CouncilFirst | Sign::Business | Sign::BusinessFirst => NoVisit::Council,
        Sign::Letters | Sign::LettersFirst => NoVisit::Letters,
        Sign::Journalists | Sign::JournalistsFirst => NoVisit::Journalists,
        Sign::Academic | Sign::AcademicFirst => NoVisit::Academic,
        Sign::Suspended | Sign::SuspendedFirst => NoVisit::Suspended,
        Sign::National | Sign::FromCapital => NoVisit::HighOffice,
        Sign::NoLocal => NoVisit::NotOfficial,
        Sign::NothingHappens | Sign::Recalled | Sign::Hoped | Sign::Undated => NoVisit::OnlyRecalled,
        _ => return None,
    })
}

/// The meeting itself is online: a remote sentence that is no wish, and nobody comes or is received.
pub(super) fn met_remotely(cx: Context<'_>, found: &Mentions, sentences: &[SentenceView]) -> bool {
    let view = |w: usize| &sentences[cx.text.words[w].sentence];
    let quoted = |w: usize| cx.text.words[w].quoted;
    let remote = [Cue::Online, Cue::Phone]
        .into_iter()
        .any(|cue| found.cues_of(cue).any(|c| !view(c.words.start).recalled && !view(c.words.start).hoped));
    // Where it is the meeting that was held so, only the beginning can say the contrary.
    let met_so = (0..sentences.len()).any(|s| {
        let words = &cx.text.sentences[s].words;
        sentences[s].remote
            && !sentences[s].hoped
            && !sentences[s].recalled
            && found.tells(cx.text, Cue::Meet, words)
    });
    let in_person = [Cue::Arrive, Cue::ReceivedBy, Cue::Depart].into_iter().any(|cue| {
        found.cues_of(cue).any(|c| {
            let number = cx.text.words[c.words.start].sentence;
            let view = view(c.words.start);
            let sentence = &cx.text.sentences[number].words;
            let placed = cue != Cue::Arrive || found.places.iter().any(|p| sentence.contains(&p.words.start));
            placed
                && (!met_so || number < BEGINNING)
                && !found.tells(cx.text, Cue::Cancel, sentence)
                && !quoted(c.words.start)
                && !view.remote
                && !view.hoped
                && !view.recalled
                && has_actor(cx, found, c)
        })
    });
    remote && !in_person
}

/// Sentences that tell what an article is about.
const BEGINNING: usize = 3;

/// Words between who goes and the verb.
const NEAR: usize = 4;

/// Whether a group of guests or a post stands in the sentence of a cue.
fn has_actor(cx: Context<'_>, found: &Mentions, cue: &CueMention) -> bool {
    let words = &cx.text.sentences[cx.text.words[cue.words.start].sentence].words;
    found.posts.iter().any(|p| words.contains(&p.head.start))
        || found.cues_of(Cue::Delegation).any(|d| words.contains(&d.words.start))
}

/// Whether anybody of an authority or a public body, or a delegation or officials of a city or region, is named outside
/// speech.
pub(super) fn is_official(cx: Context<'_>, found: &Mentions, actors: &[Actor]) -> bool {
    let sent = |a: &Actor| {
        let official = match a.kind {
            ActorKind::Delegation => true,
            ActorKind::Group => a.official,
            ActorKind::Person => false,
        };
        official
            && !cx.text.words[a.words.start].quoted
            && a.place.as_ref().is_some_and(|p| super::actor::level(cx, p) != Level::Country)
    };
    if actors.iter().any(sent) {
        return true;
    }
    let official = found.posts.iter().any(|p| {
        !p.former
            && !matches!(
                p.class,
                PostClass::Expert | PostClass::Press | PostClass::Sport | PostClass::President
            )
    });
    official || found.cues_of(Cue::PublicBody).any(|c| !cx.text.words[c.words.start].quoted)
}

/// Whether who holds the post can act in its sentence: not "the complex of the President", but "the guests of the
/// President".
pub(super) fn acts(cx: Context<'_>, found: &Mentions, post: &Post) -> bool {
    let before = |back: usize| post.phrase.start.checked_sub(back).map_or("", |w| cx.text.lower_word(w));
    let english = cx.language.locale == Locale::En;
    let article = usize::from(before(1) == "the");
    let of = english && before(1 + article) == "of";
    let agent = post.phrase.start - article..post.phrase.start;
    let receives = found.cues_beside(Cue::ReceivedBy, &agent).any(|c| c.words.end == agent.start);
    !(of && !receives || post.cases.only(Case::Genitive))
}

/// A head of state who receives somebody of the same country or only local officials, or who goes somewhere himself.
pub(super) fn is_high_office(cx: Context<'_>, found: &Mentions, sides: &Sides, local_guest: bool) -> bool {
    let receives = |sentence: usize| {
        [Cue::Receive, Cue::ReceivedBy, Cue::Meet].into_iter().any(|cue| {
            found.cues_of(cue).any(|c| {
                cx.text.words[c.words.start].sentence == sentence && !cx.text.words[c.words.start].quoted
            })
        })
    };
    let first = cx.text.sentences.len().min(BEGINNING);
    let high = |sentence: usize, domestic: bool| {
        found.posts.iter().filter(|p| cx.text.words[p.head.start].sentence == sentence && !p.former).any(
            |p| match p.class {
                PostClass::President | PostClass::Monarch => acts(cx, found, p),
                PostClass::Premier => domestic && acts(cx, found, p),
                _ => false,
            },
        )
    };
    let domestic = country(cx, &sides.host) == country(cx, &sides.guest);
    let local_host = sides
        .hosts
        .iter()
        .any(|(id, _)| found.posts.iter().any(|p| p.person == Some(*id) && p.class.is_local()));
    // "The head of state has arrived in Yevlakh".
    let goes = |p: &Post| {
        let words = &cx.text.sentences[cx.text.words[p.head.start].sentence].words;
        p.class == PostClass::President
            && !p.former
            && acts(cx, found, p)
            && found.tells(cx.text, Cue::Arrive, &(p.head.end..words.end.min(p.head.end + NEAR)))
    };
    let in_beginning = |p: &&Post| cx.text.words[p.head.start].sentence < first;
    !local_guest && found.posts.iter().filter(in_beginning).any(goes)
        || (!local_host || domestic) && (0..first).any(|s| receives(s) && high(s, domestic))
        || (0..first).any(|s| receives(s) && receives_own(cx, found, s))
}

/// "The president received the mayor of Osh": everybody with a place in the sentence is of the president's country.
fn receives_own(cx: Context<'_>, found: &Mentions, sentence: usize) -> bool {
    let posts: Vec<_> = found
        .posts
        .iter()
        .filter(|p| cx.text.words[p.head.start].sentence == sentence && !p.former)
        .collect();
    let Some((head, others)) = posts.split_first() else { return false };
    let high = matches!(head.class, PostClass::President | PostClass::Monarch) && acts(cx, found, head);
    let own = head.place.as_ref().map(|p| country_of(cx, p));
    let others: Vec<_> = others.iter().filter(|p| p.class.is_local()).collect();
    high && !others.is_empty()
        && others.iter().all(|p| match (&p.place, &own) {
            (Some(place), Some(country)) => country_of(cx, place) == *country,
            _ => true,
        })
}

fn country_of(cx: Context<'_>, place: &PlaceRef) -> Option<CountryCode> {
    match place {
        PlaceRef::Known(id) => Some(cx.lexicon.places.get(*id).country.clone()),
        PlaceRef::Town(_) => None,
    }
}

fn country(cx: Context<'_>, side: &Option<SidePlace>) -> Option<CountryCode> {
    country_of(cx, &side.as_ref()?.place)
}

/// Cancelled, announced or held.
pub(super) fn status(
    cx: Context<'_>,
    found: &Mentions,
    sentences: &[SentenceView],
    tally: &Tally,
) -> VisitStatus {
    let counts = |w: usize| sentences[cx.text.words[w].sentence].counts();
    if found.cues_of(Cue::Cancel).any(|c| counts(c.words.start)) {
        return VisitStatus::Cancelled;
    }
    let strong = |c: &Cue| !matches!(c, Cue::Delegation);
    let told: Vec<usize> = tally.frames.iter().filter(|(_, c)| strong(c)).map(|(s, _)| *s).collect();
    let ahead = told.iter().filter(|s| sentences[**s].announced).count();
    let done = told.iter().filter(|s| !sentences[**s].announced && !sentences[**s].hoped).count();
    // "Delegation to travel to A": a title says whether it is to come.
    let title = sentences.first().is_some_and(|s| s.announced) && cx.text.sentences[0].title;
    if ahead > done || title && ahead == done && ahead > 0 {
        VisitStatus::Announced
    } else {
        VisitStatus::Held
    }
}
