//! What each sentence is: told as it happens, remembered, wished for, or said by somebody.

use crate::data::PartialDate;
use crate::import::article::{
    lexicon::Cue,
    mention::{Context, CueMention, Mentions},
    moment,
};

/// How a sentence counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct SentenceView {
    /// Tells of an earlier time.
    pub recalled: bool,
    /// Tells of a wish, an invitation or a possibility, and before it of nothing that happens.
    pub hoped: bool,
    /// First word of the wish.
    pub hope_from: Option<usize>,
    /// Tells of an online meeting or a telephone call.
    pub remote: bool,
    /// Tells of the future.
    pub announced: bool,
    /// Share of its words that somebody is quoted with, 0 to 1.
    pub quoted: f32,
    /// Weight of what it tells for the question who visits whom, 0 to 1.
    pub weight: f32,
}

impl SentenceView {
    /// Whether what it tells belongs to the visit.
    pub(crate) fn counts(&self) -> bool {
        !self.recalled && !self.remote
    }
}

/// Verbs of what happens; a wish behind one does not make it one.
const TELLING: [Cue; 6] = [Cue::Arrive, Cue::Receive, Cue::ReceivedBy, Cue::Meet, Cue::Sign, Cue::Agree];

/// Days between an event and its report from which on the event is taken for background.
const BACKGROUND_DAYS: i64 = 45;

/// A view of every sentence.
pub(super) fn judge(cx: Context<'_>, found: &Mentions) -> Vec<SentenceView> {
    let body_start = cx.text.sentences.iter().position(|s| !s.title).unwrap_or(0);
    let count = cx.text.sentences.len();
    let reference = cx.published.or_else(|| moment::latest_year(cx));
    (0..count)
        .map(|i| {
            let sentence = &cx.text.sentences[i];
            let words = sentence.words.clone();
            let outside = |cue: Cue| found.tells(cx.text, cue, &words);
            let quoted =
                words.clone().filter(|w| cx.text.words[*w].quoted).count() as f32 / words.len().max(1) as f32;
            let first_of_body = i <= body_start;
            let old = tells_old_date(cx, i, reference)
                && !moment::points_now(cx, i)
                && !is_told_before_comma(cx, found, i);
            let remembers = outside(Cue::Recall) && !first_of_body && !is_recalled_aside(cx, found, i);
            let recalled = remembers || old;
            let first = |cue: Cue| {
                let free =
                    |c: &&CueMention| words.contains(&c.words.start) && !cx.text.words[c.words.start].quoted;
                found.cues_beside(cue, &words).find(free).map(|c| c.words.start)
            };
            let hope_from = first(Cue::Hope);
            let told_from = TELLING.into_iter().filter_map(first).min();
            SentenceView {
                recalled,
                hoped: hope_from.is_some_and(|hope| told_from.is_none_or(|told| hope <= told)),
                hope_from,
                remote: outside(Cue::Online) || outside(Cue::Phone),
                announced: outside(Cue::Announce),
                quoted,
                weight: if recalled { 0.0 } else { position_weight(sentence.title, i - body_start.min(i)) },
            }
        })
        .collect()
}

/// "They wait for guests from A, which B befriended thirty years ago": what happens stands before the comma, the
/// memory behind.
fn is_recalled_aside(cx: Context<'_>, found: &Mentions, sentence: usize) -> bool {
    let words = cx.text.sentences[sentence].words.clone();
    let first = |cue: Cue| {
        let free = |c: &&CueMention| words.contains(&c.words.start) && !cx.text.words[c.words.start].quoted;
        found.cues_beside(cue, &words).find(free).map(|c| c.words.clone())
    };
    let Some(recall) = first(Cue::Recall) else { return false };
    let told = TELLING.into_iter().filter_map(first).map(|c| c.end).min();
    told.is_some_and(|told| {
        told <= recall.start && (told..=recall.start).any(|w| w > told && cx.text.gap_before(w).contains(','))
    })
}

/// "Nine guests came, one of whom remembers 1989": what happens stands before the comma, the old date behind.
fn is_told_before_comma(cx: Context<'_>, found: &Mentions, sentence: usize) -> bool {
    let words = cx.text.sentences[sentence].words.clone();
    let Some(comma) = words.clone().skip(1).find(|w| cx.text.gap_before(*w).contains(',')) else {
        return false;
    };
    let before = words.start..comma;
    let dated = before.clone().any(|w| moment::is_year(cx, w));
    let told = TELLING.into_iter().any(|c| found.has_cue(c, &before));
    told && !dated
}

/// The beginning of an article tells what is new.
fn position_weight(title: bool, place: usize) -> f32 {
    match (title, place) {
        (true, _) => 0.7,
        (_, 0..=2) => 1.0,
        (_, 3..=6) => 0.7,
        _ => 0.5,
    }
}

/// Whether the only dates of the sentence lie well before the article's own.
fn tells_old_date(cx: Context<'_>, sentence: usize, reference: Option<PartialDate>) -> bool {
    let dates = moment::stated_in(cx, sentence);
    let Some(reference) = reference else { return false };
    !dates.is_empty() && dates.iter().all(|d| is_old(*d, reference))
}

fn is_old(date: PartialDate, reference: PartialDate) -> bool {
    match reference {
        PartialDate::Year(year) => date.year() < year,
        _ => (reference.earliest() - date.latest()).num_days() > BACKGROUND_DAYS,
    }
}
