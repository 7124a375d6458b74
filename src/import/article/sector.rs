//! Which fields of cooperation the talks concern, and how they came up.
//!
//! Titles of officials, names of bodies, events and places are masked first: the committee's name is no subject of
//! the talks. Then every sector is weighed by where its words stand. Start with [`find`].

use super::{
    fields::{Fields, Finding},
    lexicon::Cue,
    mention::Noun,
    scene::SentenceView,
};
use crate::data::{AccountSector, SectorRole};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What may speak for a sector being a subject of the talks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Topic {
    /// Always there.
    Always,
    /// How often it comes up.
    Often,
    /// A stem that is enough alone.
    Strong,
    /// Stands in a sentence of what was talked about.
    Scope,
    /// Stands where something is agreed.
    Agreed,
    /// Stands where a document is signed.
    Signed,
    /// Stands in a purpose.
    Purpose,
    /// Stands in a sentence of a meeting.
    Met,
    /// Stands in a sentence of somebody's words.
    Said,
    /// Stands beside other sectors.
    Listed,
    /// Stands in the title.
    Title,
    /// Stands in the first sentences.
    Early,
    /// Stands only in quotations.
    OnlyQuoted,
    /// Stands only where sights are shown.
    OnlySight,
    /// Stands only in memories.
    OnlyRecalled,
    /// Stands only in hopes.
    OnlyHoped,
    /// Stands only where the members of the delegation are told.
    OnlyMembers,
    /// Stands only where people set off or return.
    OnlyWay,
    /// Stands only in lines as short as those of a menu.
    OnlyMenu,
    /// Stands only far down.
    OnlyLate,
}

/// Weights of topics, and by sector.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SectorWeights {
    topic: BTreeMap<Topic, f32>,
    /// How readily each sector is a subject, by its identifier; those of other tables weigh nothing.
    own: BTreeMap<String, f32>,
}

/// Probability from which a sector is told.
const LIKELY: f32 = 0.45;
/// Share of a probability that is believed: the words of sectors were chosen on the articles that the weights are fitted to.
const CHOSEN: f32 = 0.975;
/// Sentences at the beginning.
const EARLY: usize = 4;
/// Sentences behind which a mention is far down.
const LATE: usize = 9;
/// Longest line of a menu, in words.
const MENU_WORDS: usize = 2;

/// Sectors with the sentence and confidence of each, in the order of the table.
pub(crate) fn find(fields: &Fields<'_>, sentences: &[SentenceView]) -> Vec<Finding<AccountSector>> {
    let weights = &fields.cx.language.weights.sector;
    let told = weigh(fields, sentences).into_iter().filter_map(|(index, weighed)| {
        let id = fields.cx.lexicon.sector(index)?.id.clone();
        let sum: f32 =
            weighed.topics.iter().map(|(t, v)| weights.topic.get(t).copied().unwrap_or(0.0) * v).sum();
        let sum = sum + weights.own.get(&id.0).copied().unwrap_or(0.0);
        let probability = 1.0 / (1.0 + (-sum).exp());
        let confidence = CHOSEN * probability;
        let finding = Finding {
            value: AccountSector { id, role: weighed.role },
            sentence: weighed.sentence,
            confidence,
        };
        (probability >= LIKELY).then_some(finding)
    });
    told.collect()
}

/// A sector with all that speaks for it.
pub(crate) struct WeighedSector {
    /// What speaks for it.
    pub topics: BTreeMap<Topic, f32>,
    role: SectorRole,
    sentence: usize,
}

/// Every sector that the text has words of outside masked ones, by its place in the table.
pub(crate) fn weigh(fields: &Fields<'_>, sentences: &[SentenceView]) -> BTreeMap<usize, WeighedSector> {
    let masked = fields.masked_words();
    let text = fields.cx.text;
    let mut mentions: BTreeMap<usize, Vec<(usize, bool, bool)>> = BTreeMap::new();
    // "The chambers of commerce signed a memorandum": a chamber that signs or agrees is what the talks are about.
    let chambers = &fields.cx.language.grammar.chambers;
    let acts = |n: &Noun<usize>| {
        let sentence = text.words[n.words.start].sentence;
        let chamber =
            n.words.clone().any(|w| chambers.iter().any(|c| text.lower_word(w).starts_with(c.as_str())));
        chamber && [Cue::Sign, Cue::Agree].into_iter().any(|cue| fields.sentence_has(sentence, cue))
    };
    let counts = |n: &&Noun<usize>| !n.words.clone().all(|w| masked[w]) || acts(n);
    for noun in fields.found.sectors.iter().filter(counts) {
        let word = &text.words[noun.words.start];
        mentions.entry(noun.meaning).or_default().push((word.sentence, word.quoted, noun.weak));
    }
    mentions.retain(|_, found| found.iter().any(|(_, _, weak)| !weak));
    let mut beside: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (sector, found) in &mentions {
        found.iter().for_each(|(sentence, ..)| _ = beside.entry(*sentence).or_default().insert(*sector));
    }
    mentions.iter().map(|(sector, found)| (*sector, weigh_one(fields, sentences, found, &beside))).collect()
}

fn weigh_one(
    fields: &Fields<'_>,
    sentences: &[SentenceView],
    found: &[(usize, bool, bool)],
    beside: &BTreeMap<usize, BTreeSet<usize>>,
) -> WeighedSector {
    let text = fields.cx.text;
    let any = |is: &dyn Fn(usize) -> bool| found.iter().any(|(s, ..)| is(*s));
    let all = |is: &dyn Fn(usize) -> bool| found.iter().all(|(s, ..)| is(*s));
    let has = |cue: Cue| any(&|s| fields.sentence_has(s, cue));
    let only = |cues: &[Cue]| all(&|s| cues.iter().any(|c| fields.sentence_has(s, *c)));
    let body = text.sentences.iter().position(|s| !s.title).unwrap_or(0);
    let scope = |s: usize| {
        let words = &text.sentences[s].words;
        fields.found.cues_beside(Cue::Scope, words).any(|c| words.contains(&c.words.start))
    };
    let role = found.iter().map(|(s, ..)| role_in(fields, *s)).max().unwrap_or(SectorRole::Discussed);
    let menu = |s: usize| {
        let listed = text.passage(s).starts_with(['-', '–', '—', '•', '*']);
        text.sentences[s].words.len() <= MENU_WORDS && !listed
    };
    let listed = found.iter().map(|(s, ..)| beside.get(s).map_or(0, |b| b.len() - 1)).max().unwrap_or(0);
    let signs = [
        (Topic::Strong, found.iter().any(|(_, _, weak)| !weak)),
        (Topic::Scope, any(&scope)),
        (Topic::Agreed, has(Cue::Agree) || has(Cue::Draft)),
        (Topic::Signed, role == SectorRole::Signed),
        (Topic::Purpose, has(Cue::Purpose)),
        (Topic::Met, has(Cue::Meet)),
        (Topic::Said, has(Cue::Say)),
        (Topic::Title, any(&|s| text.sentences[s].title)),
        (Topic::Early, any(&|s| s <= body + EARLY && !text.sentences[s].title)),
        (Topic::OnlyQuoted, found.iter().all(|(_, quoted, _)| *quoted)),
        (Topic::OnlySight, only(&[Cue::Sight])),
        (Topic::OnlyRecalled, all(&|s| sentences[s].recalled)),
        (Topic::OnlyHoped, all(&|s| sentences[s].hoped)),
        (Topic::OnlyMembers, only(&[Cue::Member])),
        (Topic::OnlyWay, only(&[Cue::SetOff, Cue::Depart])),
        (Topic::OnlyMenu, all(&menu)),
        (Topic::OnlyLate, all(&|s| s > body + LATE)),
    ];
    let mut topics: BTreeMap<Topic, f32> =
        signs.into_iter().filter(|(_, is)| *is).map(|(topic, _)| (topic, 1.0)).collect();
    topics.insert(Topic::Always, 1.0);
    topics.insert(Topic::Often, (found.len() as f32).ln());
    topics.insert(Topic::Listed, (listed as f32).min(4.0));
    let best =
        found.iter().map(|(s, ..)| *s).max_by_key(|s| (role_in(fields, *s), scope(*s), usize::MAX - s));
    WeighedSector { topics, role, sentence: best.unwrap_or(0) }
}

fn role_in(fields: &Fields<'_>, sentence: usize) -> SectorRole {
    let document =
        fields.found.documents.iter().any(|d| fields.cx.text.words[d.words.start].sentence == sentence);
    match () {
        () if document && fields.sentence_has(sentence, Cue::Sign) => SectorRole::Signed,
        () if fields.sentence_has(sentence, Cue::Agree) => SectorRole::Agreed,
        () if fields.sentence_has(sentence, Cue::Purpose) => SectorRole::Purpose,
        () => SectorRole::Discussed,
    }
}
