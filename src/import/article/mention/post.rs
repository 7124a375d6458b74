//! Posts with what belongs to them: modifiers, the body or place they are of, and the name beside them.
//!
//! Which words belong to a post differs by language: English looks both ways, Russian to the right, Kazakh to
//! the left. Start with [`phrases`].

use super::{Context, CueMention, Mentions, PersonId, PlaceRef, name::Names, place::PlaceMention};
use crate::{
    data::Locale,
    import::article::{
        case::{Case, Cases},
        lexicon::{Cue, Entry, Level, PostClass, is_in},
        pattern::Hit,
        text::{Cutting, Shape},
    },
};
use std::ops::Range;

/// The noun of a post.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub words: Range<usize>,
    pub class: PostClass,
    pub cases: Cases,
    pub plural: bool,
}

/// Whether the head of a city or region, or a deputy, is named from a word on.
pub(super) fn is_local_at(heads: &[Head], word: usize) -> bool {
    heads.binary_search_by_key(&word, |h| h.words.start).is_ok_and(|i| heads[i].class.is_local())
}

/// A post as the text gives it.
#[derive(Clone, Debug)]
pub(crate) struct Post {
    /// The noun.
    pub head: Range<usize>,
    /// Noun with modifiers and what follows, without the name.
    pub phrase: Range<usize>,
    /// Sort of post.
    pub class: PostClass,
    /// Cases of the noun.
    pub cases: Cases,
    /// The place it is of; of a diplomat, the country that sent him.
    pub place: Option<PlaceRef>,
    /// The words behind the noun that may still belong to it and so say nothing of the talks.
    pub complement: Range<usize>,
    /// Words of the name beside it.
    pub name: Option<Range<usize>>,
    /// The person, once people are known.
    pub person: Option<PersonId>,
    /// The noun stands for several people.
    pub plural: bool,
    /// Held no more ("former mayor").
    pub former: bool,
    /// From a list of names and places, "respectively".
    pub listed: bool,
}

impl Post {
    /// Whether the name beside the post shares words with some others.
    pub(super) fn is_named_in(&self, words: &Range<usize>) -> bool {
        self.name.as_ref().is_some_and(|n| n.start < words.end && words.start < n.end)
    }

    /// All words of post and name.
    pub(crate) fn extent(&self) -> Range<usize> {
        match &self.name {
            Some(name) if self.listed => name.clone(),
            Some(name) => self.phrase.start.min(name.start)..self.phrase.end.max(name.end),
            None => self.phrase.clone(),
        }
    }
}

/// Longest part of a post before or behind its noun, in words.
const REACH: usize = 16;

/// Longest complement that is masked when sectors are read, in words.
const COMPLEMENT: usize = 9;

/// Nouns of posts, the longest of overlapping ones.
pub(super) fn heads(cx: Context<'_>, hits: &[Hit<'_, Entry>]) -> Vec<Head> {
    let mut out: Vec<Head> = Vec::new();
    for hit in hits {
        let Entry::Post { class, cases, stem, plural } = hit.payload else { continue };
        let first = &cx.text.words[hit.words.start];
        let tail = &cx.text.lower[hit.bytes.clone()];
        let cases = if *stem { cx.language.suffixes.cases(tail) } else { Some(*cases) };
        let cases =
            cases.filter(|c| !c.only(Case::Adjective) && hit.start == first.start && ends_word(cx, hit));
        let Some(cases) = cases.filter(|cases| !(*plural && is_surname(cx, &hit.words, *cases))) else {
            continue;
        };
        // "Queens Park".
        if *plural && matches!(class, PostClass::Monarch) {
            continue;
        }
        let noun = cx.text.lower_word(hit.words.end - 1);
        let plural = *plural || cx.language.posts.plurals.iter().any(|e| noun.ends_with(e.as_str()));
        let head = Head { words: hit.words.clone(), class: *class, cases, plural };
        match out.last() {
            Some(last) if head.words.start < last.words.end => {}
            _ => out.push(head),
        }
    }
    out
}

/// "Олег Капитанов": what is a form of "captains" in small letters is a surname with a capital, but where a sentence
/// begins.
fn is_surname(cx: Context<'_>, words: &Range<usize>, cases: Cases) -> bool {
    let word = &cx.text.words[words.start];
    let begins = cx.text.sentences[word.sentence].words.start == words.start;
    cx.language.locale == Locale::Ru
        && words.len() == 1
        && word.shape == Shape::Title
        && !(begins && cases.has(Case::Nominative))
}

/// A part of a hyphenated word is no post; "вице-мэр" stands in the list as a whole.
fn ends_word(cx: Context<'_>, hit: &Hit<'_, Entry>) -> bool {
    cx.text.words[hit.words.end - 1].end == hit.bytes.end
}

/// Posts with their surroundings, in order; a post that another one contains is part of that one.
pub(super) fn phrases(cx: Context<'_>, heads: &[Head], names: &Names<'_>, found: &Mentions) -> Vec<Post> {
    let finder = Finder { cx, heads, names, found };
    let mut out: Vec<Post> = Vec::new();
    for (index, head) in heads.iter().enumerate() {
        let inside = out.last().is_some_and(|p| p.phrase.end > head.words.start);
        if inside && cx.language.locale != Locale::Kk {
            continue;
        }
        let post = finder.post(index, &out);
        if finder.is_part_of_lead(&post.head) && (post.name.is_none() || finder.leads_guests(&post.head)) {
            continue;
        }
        // In Kazakh the outer post comes last: "облыс әкімінің орынбасары".
        while cx.language.locale == Locale::Kk
            && out.last().is_some_and(|p| p.name.is_none() && p.phrase.start >= post.phrase.start)
        {
            out.pop();
        }
        out.push(post);
    }
    out
}

/// "Ms Alan Whitcombe from the U.S. Embassy": a title, a name and whom the person is of stand for a post.
pub(super) fn affiliated(cx: Context<'_>, names: &Names<'_>, found: &Mentions) -> Vec<Post> {
    let text = cx.text;
    if cx.language.locale != Locale::En {
        return Vec::new();
    }
    let of_body = |title: &CueMention| {
        let name = names.starting_at(title.words.end)?;
        let owned = found.posts.iter().any(|p| p.is_named_in(&name));
        let linked =
            text.gap_before(name.end) == " " && is_in(&cx.language.grammar.origin, text.lower_word(name.end));
        let start = name.end + 1;
        let inside = |w: &usize| {
            let lower = text.lower_word(*w);
            let small = is_in(&cx.language.posts.links, lower) && !is_in(&cx.language.grammar.and, lower);
            let initial = text.words[w - 1].shape == Shape::Initial;
            let joined = text.gap_before(*w) == " " || initial && text.gap_before(*w).trim() == ".";
            joined && (text.words[*w].shape.is_capital() || small)
        };
        let limit = text.sentences[text.words[name.start].sentence].words.end.min(start + REACH);
        let run = (start..limit).take_while(inside).last()? + 1;
        let end = (start..run).rev().find(|w| text.words[*w].shape.is_capital())? + 1;
        let phrase = start..end;
        let place = found.places.iter().find(|p| phrase.contains(&p.words.start)).map(|p| p.place.clone());
        let body = phrase.clone().any(|w| cx.language.is_organisation(text.lower_word(w)));
        (linked && !owned && (body || place.is_some())).then(|| Post {
            head: phrase.clone(),
            complement: end..end,
            class: PostClass::Member,
            cases: Cases::NONE,
            place,
            name: Some(name),
            person: None,
            plural: false,
            former: false,
            listed: false,
            phrase,
        })
    };
    found.cues_of(Cue::Honorific).filter_map(of_body).collect()
}

struct Finder<'a> {
    cx: Context<'a>,
    heads: &'a [Head],
    names: &'a Names<'a>,
    found: &'a Mentions,
}

impl Finder<'_> {
    /// "He heads the delegation", "they head for Osh" are no posts.
    fn is_part_of_lead(&self, head: &Range<usize>) -> bool {
        let within = |cue: Cue| {
            self.found.cues_beside(cue, head).any(|c| c.words.start <= head.start && head.end <= c.words.end)
        };
        within(Cue::Lead) || within(Cue::SetOff)
    }

    /// "Who heads the delegation": no body follows.
    fn leads_guests(&self, head: &Range<usize>) -> bool {
        const NEAR: usize = 4;
        let behind = head.end..head.end + NEAR;
        self.found.cues_beside(Cue::Delegation, &behind).any(|c| behind.contains(&c.words.start))
    }

    fn post(&self, index: usize, before: &[Post]) -> Post {
        let head = &self.heads[index];
        let start = self.left_end(index);
        let (end, name) = match self.cx.language.locale {
            Locale::Kk => (head.words.end, self.name_after(head.words.end)),
            _ => self.right_end(index),
        };
        let name = name.filter(|n| self.agrees(head, n));
        let name = name.or_else(|| self.name_before(start, before)).or_else(|| self.name_behind_comma(end));
        let complement = head.words.end..end.clamp(head.words.end, head.words.end + COMPLEMENT);
        let end =
            if name.as_ref().is_some_and(|n| n.start >= end) { end } else { self.trimmed(&head.words, end) };
        let phrase = start..end;
        let cases = match (self.cx.language.locale, &name) {
            // A Kazakh name carries the ending for both.
            (Locale::Kk, Some(n)) if n.start >= head.words.end => {
                self.cx.language.suffixes.cases_by_end(self.cx.text.lower_word(n.end - 1))
            }
            _ => head.cases,
        };
        let place = self.place_of(head, &phrase).or_else(|| self.place_behind_name(name.as_ref()?));
        Post {
            former: self.is_former(&phrase),
            head: head.words.clone(),
            plural: head.plural,
            class: self.class_of(head, &phrase, place.as_ref()),
            place,
            cases,
            person: None,
            listed: false,
            complement,
            phrase,
            name,
        }
    }

    /// "сказал послу Ерлан Сагимбаев": a first name in another case than the post before it is another person's.
    fn agrees(&self, head: &Head, name: &Range<usize>) -> bool {
        let first = self.cx.language.first_name(self.cx.text.word(name.start));
        self.cx.language.locale != Locale::Ru
            || head.cases.is_empty()
            || first.is_none_or(|f| f.cases.is_empty() || !f.cases.shared(head.cases).is_empty())
    }

    /// Without a name behind it a post ends with the last place or capital.
    fn trimmed(&self, head: &Range<usize>, end: usize) -> usize {
        let keeps =
            |w: &usize| self.cx.text.words[*w].shape.is_capital() || self.found.place_at(*w).is_some();
        (head.end..end).rev().find(keeps).map_or(head.end, |w| w + 1)
    }

    fn is_former(&self, phrase: &Range<usize>) -> bool {
        let around = phrase.start.saturating_sub(1)..phrase.end;
        self.found.has_cue(Cue::Former, &around)
    }

    /// First word of the modifiers and places in front of the noun.
    fn left_end(&self, index: usize) -> usize {
        let text = self.cx.text;
        let head = &self.heads[index];
        let floor = index.checked_sub(1).map_or(0, |i| self.heads[i].words.end);
        let floor = if self.cx.language.locale == Locale::Kk { 0 } else { floor };
        let mut start = head.words.start;
        while start > floor
            && head.words.start - start < REACH
            && ([" ", "'"].contains(&text.gap_before(start))
                || self.is_second_post(start)
                || self.is_behind_dotted_place(start))
        {
            if self.is_anothers(start - 1, &(start..head.words.start)) {
                break;
            }
            match self.step_left(start - 1) {
                Some(next) => start = next,
                None => break,
            }
        }
        self.capitals_before(start)
    }

    /// "Бішкек делегациясын Шымкент қаласының әкімі қабылдады": whether a Kazakh word before a post that has its place is
    /// no attribute of it, but somebody or something else.
    fn is_anothers(&self, word: usize, post: &Range<usize>) -> bool {
        let own = post.clone().rev().find_map(|w| self.found.place_at(w)).filter(|p| !p.is_adjective());
        let Some(own) = own.filter(|_| self.cx.language.locale == Locale::Kk) else { return false };
        let here = word..word + 1;
        let group = |cue: Cue| self.found.cues_beside(cue, &here).any(|c| c.words.contains(&word));
        if group(Cue::Delegation) || group(Cue::Group) {
            return true;
        }
        let lower = self.cx.text.lower_word(word);
        if let Some(place) = self.found.place_at(word) {
            let bare = place.cases.has(Case::Nominative) && !place.cases.has(Case::Genitive);
            return bare && !place.is_adjective() && !self.is_around(place, own);
        }
        if let Some(head) = self.heads.iter().find(|h| h.words.contains(&word)) {
            return !head.cases.has(Case::Genitive);
        }
        let oblique = [Case::Dative, Case::Accusative, Case::Locative, Case::Ablative, Case::Instrumental];
        let ends = &self.cx.language.grammar.possessed;
        self.cx.language.suffixes.cases_by_end(lower).any(&oblique)
            || ends.iter().any(|e| lower.ends_with(e.as_str()))
    }

    /// "Қазақстан Республикасы Алматы қаласының": whether a place is the country or region of another.
    fn is_around(&self, place: &PlaceMention, inner: &PlaceMention) -> bool {
        let places = &self.cx.lexicon.places;
        match (&place.place, &inner.place) {
            (PlaceRef::Known(outer), PlaceRef::Known(inner)) => {
                places.get(*outer).level > places.get(*inner).level
                    && places.country_of(*outer) == places.country_of(*inner)
            }
            (PlaceRef::Known(outer), PlaceRef::Town(_)) => places.get(*outer).level != Level::City,
            _ => false,
        }
    }

    /// "Andrei Zenkovich, Economy Minister of Belarus": capitals between the comma behind a name and the post belong to
    /// the post.
    fn capitals_before(&self, start: usize) -> usize {
        const MOST: usize = 4;
        let text = self.cx.text;
        let capital = |w: usize| text.words[w].shape.is_capital() && text.gap_before(w + 1) == " ";
        let run = (start.saturating_sub(MOST)..start).rev().take_while(|w| capital(*w));
        let named = |at: &usize| text.gap_before(*at) == ", " && self.names.ending_at(*at).is_some();
        let english = self.cx.language.locale == Locale::En;
        run.filter(|_| english).find(named).unwrap_or(start)
    }

    /// "Премьер-министрдің орынбасары – министр": two posts of one person, which Kazakh parts with a dash.
    /// "U.S. Consul General".
    fn is_behind_dotted_place(&self, word: usize) -> bool {
        self.cx.text.gap_before(word) == ". "
            && self.cx.text.word(word - 1).contains('.')
            && self.found.place_at(word - 1).is_some()
    }

    fn is_second_post(&self, word: usize) -> bool {
        self.cx.language.locale == Locale::Kk
            && self.cx.text.dash_before(word)
            && self.heads.iter().any(|h| h.words.end == word)
    }

    /// The word before which the post goes on to the left, if `word` belongs to it.
    fn step_left(&self, word: usize) -> Option<usize> {
        let text = self.cx.text;
        if text.words[word].sentence != text.words[word + 1].sentence {
            return None;
        }
        if let Some(place) = self.found.place_at(word) {
            let fits = match self.cx.language.locale {
                Locale::En => true,
                Locale::Ru => place.is_adjective(),
                Locale::Kk => self.is_attributive(place),
            };
            return fits.then_some(place.words.start);
        }
        let lower = text.lower_word(word);
        let rules = &self.cx.language.posts;
        let fits = match self.cx.language.locale {
            Locale::En => {
                let possessive = lower == "s" && text.gap_before(word) == "'";
                is_in(&rules.before, lower)
                    || self.cx.language.is_organisation(lower) && text.words[word].shape.is_capital()
                    || possessive
            }
            Locale::Ru => rules.before.iter().any(|m| lower.starts_with(m.as_str())),
            Locale::Kk => {
                let before = word.checked_sub(1).and_then(|w| self.found.place_at(w));
                self.is_kazakh_attribute(word)
                    || before.is_some() && text.gap_before(word) == " " && !self.is_named(word)
            }
        };
        fits.then_some(word)
    }

    /// "Түмен қаласының", "Қазақстандағы" belong to a post; "Семейге", "Семейден" do not.
    fn is_attributive(&self, place: &PlaceMention) -> bool {
        let lower = self.cx.text.lower_word(place.words.end - 1);
        let seat = self.cx.language.posts.seats.iter().any(|e| lower.ends_with(e.as_str()));
        seat || place.cases.any(&[Case::Nominative, Case::Genitive, Case::Adjective])
    }

    /// Kazakh attributes stand before their noun: genitives, posts, bodies and adjectives, but no verbs or names.
    fn is_kazakh_attribute(&self, word: usize) -> bool {
        let lower = self.cx.text.lower_word(word);
        let rules = &self.cx.language.posts;
        // "The head of state received the mayor": who stands alone in the nominative acts himself.
        let is_post = self.heads.iter().any(|h| {
            let high = matches!(h.class, PostClass::President | PostClass::Premier | PostClass::Monarch);
            h.words.contains(&word) && !(high && h.cases.has(Case::Nominative))
        });
        let is_high = self.heads.iter().any(|h| h.words.contains(&word)) && !is_post;
        if is_high {
            return false;
        }
        let marked = rules.attributes.iter().any(|e| lower.ends_with(e.as_str()));
        let body = self.cx.language.is_organisation(lower) || is_in(&rules.before, lower);
        is_post || marked && !self.is_named(word) || body
    }

    fn is_named(&self, word: usize) -> bool {
        self.names.is_first_name(word) || self.names.ending_at(word + 1).is_some()
    }

    /// End of the complement, and the name that follows it.
    fn right_end(&self, index: usize) -> (usize, Option<Range<usize>>) {
        let text = self.cx.text;
        let head = &self.heads[index];
        let limit = (head.words.end + REACH).min(text.words.len());
        let mut at = head.words.end;
        let mut end = at;
        while at < limit && self.continues(at) {
            if let Some(name) = self.name_at(at) {
                return (end.max(head.words.end), Some(name));
            }
            if !self.is_complement(at, head.words.end) {
                break;
            }
            at = self.found.place_at(at).map_or(at + 1, |p| p.words.end);
            if self.closes(at - 1) {
                end = at;
            }
        }
        (end, None)
    }

    /// Whether the post can go on over the gap before the word.
    fn continues(&self, word: usize) -> bool {
        let text = self.cx.text;
        let gap = text.gap_before(word);
        let same = text.words[word].sentence == text.words[word - 1].sentence;
        let parenthesis = gap == " (" || gap == ") ";
        let marks = [" «", "» ", " \"", "\" ", " “", "” "].contains(&gap);
        let dash = text.dash_before(word) && self.heads.iter().any(|h| h.words.start == word);
        // A list within the name of a body: "комитета культуры, спорта и молодёжи".
        let lower = text.lower_word(word);
        let stops = &self.cx.language.posts.stops;
        // "…, мэр города Трабзона, и мэр района …": somebody else begins.
        let other = is_in(&self.cx.language.grammar.and, lower)
            && self.heads.binary_search_by_key(&(word + 1), |h| h.words.start).is_ok();
        let list = gap == ", "
            && text.words[word].shape == Shape::Lower
            && self.cx.language.locale == Locale::Ru
            && !is_in(stops, lower)
            && !other
            && !self.found.cues_beside(Cue::Honorific, &(word..word)).any(|c| c.words.contains(&word))
            && !self.found.beside(&(word..word)).iter().any(|c| c.words.contains(&word) && is_verb(c.cue));
        same && (list
            || gap == " "
            || gap == "'"
            || gap == ". "
                && (self.found.place_at(word - 1).is_some()
                    || self.cx.language.is_abbreviation(text.lower_word(word - 1)))
            || parenthesis
            || marks
            || dash)
    }

    /// Whether the word can stand between a post and its name.
    fn is_complement(&self, word: usize, head_end: usize) -> bool {
        let text = self.cx.text;
        if self.found.place_at(word).is_some_and(|p| p.is_adjective()) && !self.is_oblique_adjective(word) {
            return false;
        }
        if self.found.place_at(word).is_some() || self.heads.iter().any(|h| h.words.contains(&word)) {
            return true;
        }
        let lower = text.lower_word(word);
        let verb = self.found.beside(&(word..word)).iter().any(|c| c.words.contains(&word) && is_verb(c.cue));
        let stops = &self.cx.language.posts.stops;
        let capital = text.words[word].shape.is_capital();
        let next_capital = text.words.get(word + 1).is_some_and(|w| w.shape.is_capital())
            || text.lower_word(word + 1) == "the" && self.found.place_at(word + 2).is_some();
        let opens = |w: usize| is_in(&self.cx.language.posts.opens, text.lower_word(w));
        let relative = |w: usize| is_in(&self.cx.language.grammar.relative, text.lower_word(w));
        let clause = head_end.checked_sub(2).is_some_and(relative);
        match self.cx.language.locale {
            // Some posts of the lists end with "of" or a verb: "dean of", "who chairs".
            Locale::En if word == head_end && !self.names_body(word) && !opens(head_end - 1) && !clause => {
                opens(word) || lower == "to" && next_capital
            }
            Locale::En => capital || !verb && (!is_in(stops, lower) || lower == "to" && next_capital),
            _ => !verb && !is_in(stops, lower),
        }
    }

    /// "Managing Director Faisalabad Waste Management Company Asif Ali", "Chief Executive (MCE) of Tamale": a body
    /// or an acronym right behind the noun.
    fn names_body(&self, word: usize) -> bool {
        let text = self.cx.text;
        let run = (word..word + REACH).take_while(|w| {
            text.words.get(*w).is_some_and(|x| x.shape.is_capital()) && text.gap_before(w + 1) == " "
        });
        let acronym = text.words[word].shape == Shape::Upper && text.gap_before(word) == " (";
        acronym || run.skip(1).any(|w| self.cx.language.is_organisation(text.lower_word(w)))
    }

    /// "мэр казахстанского города", not "мэру омские": what belongs to a Russian post stands in the genitive.
    fn is_oblique_adjective(&self, word: usize) -> bool {
        let lower = self.cx.text.lower_word(word);
        let ends = &self.cx.language.posts.attributes;
        self.cx.language.locale != Locale::Ru || ends.iter().any(|e| lower.ends_with(e.as_str()))
    }

    /// Whether a post's words can end with this one.
    fn closes(&self, word: usize) -> bool {
        !is_in(&self.cx.language.posts.links, self.cx.text.lower_word(word))
    }

    /// A name at a word of the complement: a known first name, or a run that no connector introduces.
    fn name_at(&self, word: usize) -> Option<Range<usize>> {
        let lower_before = self.cx.text.lower_word(word.checked_sub(1)?);
        let introduced = is_in(&self.cx.language.posts.links, lower_before);
        if self.names.is_first_name(word) {
            return self.names.starting_at(word).or_else(|| self.names.surname_at(word));
        }
        // "мэр города Улан-Удэ Хамнуев": a surname alone behind the place of a post.
        let lower = self.cx.text.lower_word(word);
        let surname = self.cx.language.surname_endings.iter().any(|e| lower.ends_with(e.as_str()));
        let behind_place = self.cx.language.locale == Locale::Ru && self.found.place_at(word - 1).is_some();
        if surname && behind_place && self.found.place_at(word).is_none() && !introduced {
            let alone = self.names.surname_at(word);
            if alone.is_some() {
                return alone;
            }
        }
        let run = self.names.starting_at(word).filter(|_| !introduced)?;
        let first = run.clone().find(|i| self.names.is_first_name(*i) && run.end - i >= 2);
        Some(first.unwrap_or(run.start)..run.end)
    }

    fn name_after(&self, word: usize) -> Option<Range<usize>> {
        let text = self.cx.text;
        let joined = word > 0 && word < text.words.len() && text.gap_before(word) == " ";
        let same = joined && text.words[word].sentence == text.words[word - 1].sentence;
        same.then(|| self.names.starting_at(word).or_else(|| self.names.surname_at(word))).flatten()
    }

    /// `Kumar Aksakalov, North Kazakhstan region Governor`; also without the comma.
    fn name_before(&self, start: usize, posts: &[Post]) -> Option<Range<usize>> {
        let text = self.cx.text;
        if start == 0
            || start >= text.words.len()
            || text.words[start].sentence != text.words[start - 1].sentence
        {
            return None;
        }
        let mut at = start;
        // "A, the mayor", "A, who is the mayor".
        const WORDS: usize = 3;
        let grammar = &self.cx.language.grammar;
        let leads = |w: usize| {
            let lower = text.lower_word(w);
            is_in(&grammar.apposition, lower) || is_in(&grammar.auxiliaries, lower)
        };
        while at > 1 && start - at < WORDS && text.gap_before(at) == " " && leads(at - 1) {
            at -= 1;
        }
        // "A, who has lately taken up office as ambassador", "А, которая занимает пост заместителя".
        const CLAUSE: usize = 8;
        let who = (start.saturating_sub(CLAUSE)..start)
            .rev()
            .find(|w| is_in(&grammar.relative, text.lower_word(*w)) && text.gap_before(*w).trim() == ",");
        let holds = is_in(&grammar.holding, text.lower_word(start - 1));
        let at = who.filter(|_| holds).unwrap_or(at);
        let gap = text.gap_before(at).trim();
        let apposition = [",", "–", "—", "-", "("].contains(&gap);
        let name = self.names.ending_at(at).filter(|_| apposition)?;
        // "…, mayor of A Ivan Petrov, deputy B": the name belongs to the post before it. A mere title does not keep
        // it: "Councillor Ann Lee, Leader of B Council".
        let owner = posts.iter().find(|p| p.is_named_in(&name));
        let title = |p: &Post| {
            matches!(p.class, PostClass::Expert | PostClass::Member)
                && p.phrase == p.head
                && p.head.end <= name.start
        };
        owner.is_none_or(title).then_some(name)
    }

    /// `mayor of the town, Mr Karim Ali,`
    fn name_behind_comma(&self, end: usize) -> Option<Range<usize>> {
        /// Most places behind that of a post: its state and its country.
        const WIDER: usize = 2;
        let text = self.cx.text;
        // "the Mayor of Stonecrest, Georgia, Ann Lee", "… Oakland, California in the United States, Ann Lee".
        let place_end = |at: usize| {
            let place = self.found.place_at(at).filter(|p| p.words.start == at && !p.is_adjective());
            place.map(|p| p.words.end)
        };
        let wider = |end: usize| {
            let own = place_end(end)?;
            let inside =
                is_in(&self.cx.language.grammar.goal, text.lower_word(own)) && text.gap_before(own) == " ";
            let around = || place_end(own + 1).or_else(|| place_end(own + 2));
            let last = if inside { around()? } else { own };
            let commas = text.gap_before(end) == ", " && text.gap_before(last) == ", ";
            commas.then_some(last)
        };
        let of_place = end > 0 && self.found.place_at(end - 1).is_some();
        let ends = std::iter::successors(Some(end), |end| wider(*end).filter(|_| of_place));
        let end = ends.take(1 + WIDER).last().unwrap_or(end);
        let same =
            end > 0 && end < text.words.len() && text.words[end].sentence == text.words[end - 1].sentence;
        if !same {
            return None;
        }
        let honorific =
            |w: usize| self.found.cues_beside(Cue::Honorific, &(w..w)).any(|c| c.words.start == w);
        let comma = text.gap_before(end).trim() == ",";
        let titled = honorific(end);
        let at = if titled { end + 1 } else { end };
        let plain = text.gap_before(end) == " ";
        let name = self.names.starting_at(at).filter(|_| comma || titled);
        let next_is_post = name.as_ref().is_some_and(|n| {
            self.heads.iter().any(|h| h.words.start == n.end && text.gap_before(n.end) != " ")
        });
        let name = name.filter(|n| !next_is_post && self.is_apposition(n.end, comma && !titled));
        name.or_else(|| {
            self.names.surname_at(at).filter(|_| titled || plain && at == end && self.is_bare_surname(at))
        })
    }

    /// An apposition behind a comma is closed by a comma, a stop or a bracket; otherwise a list goes on.
    fn is_apposition(&self, end: usize, wants_closing: bool) -> bool {
        !wants_closing || end >= self.cx.text.words.len() || self.cx.text.gap_before(end) != " " || {
            self.found.beside(&(end..end)).iter().any(|c| c.words.start == end && is_verb(c.cue))
        }
    }

    /// "governor Kokrekbayev": a single capitalised word right behind the noun.
    fn is_bare_surname(&self, word: usize) -> bool {
        self.heads.iter().any(|h| h.words.end == word)
    }

    /// A president of a city, a region or a body is no head of state.
    fn class_of(&self, head: &Head, phrase: &Range<usize>, place: Option<&PlaceRef>) -> PostClass {
        use crate::import::article::lexicon::Level;
        if head.class == PostClass::Deputy && self.is_of_state(head, phrase, place) {
            return PostClass::Minister;
        }
        if head.class != PostClass::President {
            return head.class;
        }
        // "President of the Republic of Azerbaijan": the words of a country name no body.
        let country = place.is_some_and(|p| level_of(self.cx, p) == Level::Country);
        let named = |w: usize| {
            if head.words.contains(&w) {
                return false;
            }
            let lower = self.cx.text.lower_word(w);
            let state = country && is_in(&self.cx.language.grammar.states, lower);
            self.found.place_at(w).is_none() && !state && self.cx.language.is_organisation(lower)
        };
        let of_body = phrase.clone().any(named) || self.found.has_cue(Cue::PublicBody, phrase);
        match place.map(|p| level_of(self.cx, p)) {
            _ if of_body => PostClass::Head,
            Some(Level::City) => PostClass::Mayor,
            Some(Level::Region) => PostClass::Governor,
            _ => PostClass::President,
        }
    }

    /// "Заместитель министра иностранных дел": whether a deputy is that of somebody of the state, not of a region.
    fn is_of_state(&self, head: &Head, phrase: &Range<usize>, place: Option<&PlaceRef>) -> bool {
        let high = |c| {
            matches!(c, PostClass::Minister | PostClass::Premier | PostClass::President | PostClass::Monarch)
        };
        let of_country = place.is_none_or(|p| level_of(self.cx, p) == Level::Country);
        let inner = |h: &&Head| phrase.contains(&h.words.start) && h.words != head.words && high(h.class);
        of_country && self.heads.iter().any(|h| inner(&h))
    }

    /// The place that the post is of.
    fn place_of(&self, head: &Head, phrase: &Range<usize>) -> Option<PlaceRef> {
        let within: Vec<&PlaceMention> = self
            .found
            .places
            .iter()
            .filter(|p| phrase.start <= p.words.start && p.words.end <= phrase.end)
            .collect();
        if head.class == PostClass::Diplomat {
            // "Ambassador in Russia", "to Kazakhstan": who receives him, not who sent him.
            let sent = |p: &&&PlaceMention| !self.is_seat(p);
            let country = within.iter().filter(sent).find(|p| self.is_country(p));
            return country.or(within.iter().find(sent)).map(|p| self.sender(&p.place));
        }
        within.iter().min_by_key(|p| self.level(p)).map(|p| p.place.clone())
    }

    /// "Kyiv's ambassador": a capital stands for its country.
    fn sender(&self, place: &PlaceRef) -> PlaceRef {
        let PlaceRef::Known(id) = place else { return place.clone() };
        let places = &self.cx.lexicon.places;
        let country = places.country_of(*id).filter(|country| places.get(*country).centre == Some(*id));
        country.map_or_else(|| place.clone(), PlaceRef::Known)
    }

    /// "Council President Anna Marozzi of Perugia": the place behind the name.
    fn place_behind_name(&self, name: &Range<usize>) -> Option<PlaceRef> {
        let text = self.cx.text;
        let of = self.cx.language.locale == Locale::En
            && ["of", "from"].contains(&text.lower_word(name.end))
            && text.gap_before(name.end) == " ";
        let place = self.found.place_at(name.end + 1).filter(|_| of)?;
        Some(place.place.clone())
    }

    /// Whether a place in a diplomat's post is where he has his seat.
    fn is_seat(&self, place: &PlaceMention) -> bool {
        if self.cx.language.locale == Locale::Kk {
            let lower = self.cx.text.lower_word(place.words.end - 1);
            return self.cx.language.posts.seats.iter().any(|e| lower.ends_with(e.as_str()));
        }
        // "consul in the Azerbaijani city of Ganja", but not "consul in Kazan of Turkey".
        const NEAR: usize = 5;
        let near = place.words.start.saturating_sub(NEAR)..place.words.start;
        let own = |word: usize| self.found.place_at(word).is_none_or(|p| p.is_adjective());
        self.found.cues_beside(Cue::PrepositionIn, &near).any(|c| {
            near.contains(&c.words.start)
                && self.cx.text.joined(c.words.start, place.words.start)
                && (c.words.end..place.words.start).all(own)
        })
    }

    fn is_country(&self, mention: &PlaceMention) -> bool {
        self.level(mention) == crate::import::article::lexicon::Level::Country
    }

    fn level(&self, mention: &PlaceMention) -> crate::import::article::lexicon::Level {
        level_of(self.cx, &mention.place)
    }
}

fn level_of(cx: Context<'_>, place: &PlaceRef) -> crate::import::article::lexicon::Level {
    match place {
        PlaceRef::Known(id) => cx.lexicon.places.get(*id).level,
        PlaceRef::Town(_) => crate::import::article::lexicon::Level::City,
    }
}

/// Cues that are verbs, or that end a post in another way.
fn is_verb(cue: Cue) -> bool {
    matches!(
        cue,
        Cue::Arrive
            | Cue::Receive
            | Cue::ReceivedBy
            | Cue::Meet
            | Cue::Say
            | Cue::Sign
            | Cue::Announce
            | Cue::Lead
            | Cue::Depart
            | Cue::Agree
    )
}
