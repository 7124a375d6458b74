//! People: every name in the text, mentions of the same person together, the name in the nominative.

use super::{Context, Post, name::Names};
use crate::{
    data::Locale,
    import::article::{
        case::{Case, Cases},
        lexicon::PostClass,
        russian::Gender,
        text::Shape,
    },
};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    ops::Range,
};

/// Number of a person in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PersonId(pub usize);

/// One person.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// Name in the nominative, the fullest that the text gives.
    pub name: String,
    /// The form at the fullest mention, where it differs.
    pub printed: Option<String>,
    /// Words of every mention, in order.
    pub mentions: Vec<Range<usize>>,
    /// Whether the nominative is sure.
    pub sure: bool,
}

/// A mention before people are told apart.
struct Named {
    words: Range<usize>,
    /// Words of the name in the nominative.
    parts: Vec<String>,
    sure: bool,
}

/// All people, and for each post with a name the person.
pub(super) fn gather(cx: Context<'_>, names: &Names<'_>, posts: &mut [Post]) -> Vec<Person> {
    let mut found: Vec<(Range<usize>, Cases)> =
        posts.iter().filter_map(|p| Some((p.name.clone()?, p.cases))).collect();
    // For each word of a name the end of that name.
    let mut ends: Vec<Option<usize>> = vec![None; cx.text.words.len()];
    for (words, _) in &found {
        ends[words.clone()].iter_mut().for_each(|e| *e = e.or(Some(words.end)));
    }
    let mut word = 0;
    while word < cx.text.words.len() {
        let taken = ends[word];
        word = match (taken, names.starting_at(word)) {
            (Some(end), _) => end,
            (None, Some(name)) if ends[name.clone()].iter().all(Option::is_none) => {
                let end = name.end;
                ends[name.clone()].fill(Some(end));
                found.push((name, Cases::NONE));
                end
            }
            _ => word + 1,
        };
    }
    found.sort_by_key(|(words, _)| words.start);
    let mut named: Vec<Named> = found.iter().map(|(words, cases)| read(cx, words, *cases)).collect();
    agree(cx, &mut named);
    let mut people = merge(cx, &named);
    add_surnames(cx, names, &mut people);
    let mut owners: HashMap<&Range<usize>, PersonId> = HashMap::new();
    for (number, person) in people.iter().enumerate() {
        person.mentions.iter().for_each(|m| _ = owners.entry(m).or_insert(PersonId(number)));
    }
    for post in posts.iter_mut() {
        post.person = post.name.as_ref().and_then(|n| owners.get(n)).copied();
    }
    trust_body(cx, posts);
    join_next_sentence(cx, &people, posts);
    refer_back(cx, posts);
    people
}

/// "The mayor of A came. Kemal Aydin, 58, …": a name that begins the sentence behind a post without one.
fn join_next_sentence(cx: Context<'_>, people: &[Person], posts: &mut [Post]) {
    let owned: Vec<PersonId> = posts.iter().filter_map(|p| p.person).collect();
    let sentence = |p: &Post| cx.text.words[p.head.start].sentence;
    let counts: Vec<usize> =
        posts.iter().map(|p| posts.iter().filter(|o| sentence(o) == sentence(p)).count()).collect();
    for (post, in_sentence) in posts.iter_mut().zip(counts) {
        let next = sentence(post) + 1;
        let Some(behind) =
            cx.text.sentences.get(next).filter(|_| post.person.is_none() && post.place.is_some())
        else {
            continue;
        };
        // Behind a title the name is that of the author.
        let titled = cx.text.sentences[sentence(post)].title;
        let begins = |p: &Person| p.mentions.first().is_some_and(|m| m.start == behind.words.start);
        let found = people.iter().position(begins).map(PersonId).filter(|id| !owned.contains(id));
        if in_sentence == 1 && !post.former && !titled {
            post.person = found;
        }
    }
}

/// "The mayor said": a post without name or place is that of the only person with a post of the sort.
fn refer_back(cx: Context<'_>, posts: &mut [Post]) {
    let holders: Vec<(PersonId, Post)> = posts.iter().filter_map(|p| Some((p.person?, p.clone()))).collect();
    for post in posts.iter_mut().filter(|p| p.person.is_none() && !p.plural && p.head.len() <= 2) {
        let word = cx.text.lower_word(post.head.start).to_owned();
        let stem: String = word.chars().take(4).collect();
        let same = |h: &&(PersonId, Post)| {
            h.1.class == post.class
                && (h.1.class == PostClass::Governor
                    || cx.text.lower_word(h.1.head.end - 1).starts_with(&stem))
                && (post.place.is_none() || post.place == h.1.place)
        };
        let mut ids: Vec<PersonId> = holders.iter().filter(same).map(|(id, _)| *id).collect();
        ids.sort_unstable();
        ids.dedup();
        if let [only] = ids[..] {
            post.person = Some(only);
        }
    }
}

/// A heading may put a name beside another's post; the body's post of the person counts.
fn trust_body(cx: Context<'_>, posts: &mut [Post]) {
    let in_title = |p: &Post| cx.text.sentences[cx.text.words[p.head.start].sentence].title;
    let told: Vec<(PersonId, super::PlaceRef)> =
        posts.iter().filter(|p| !in_title(p)).filter_map(|p| Some((p.person?, p.place.clone()?))).collect();
    for post in posts.iter_mut().filter(|p| in_title(p)) {
        let other =
            told.iter().any(|(id, place)| Some(*id) == post.person && Some(place) != post.place.as_ref());
        if other && post.place.is_some() {
            (post.person, post.name) = (None, None);
        }
    }
}

/// A mention with its name put into the nominative as well as the mention alone allows.
fn read(cx: Context<'_>, words: &Range<usize>, cases: Cases) -> Named {
    let printed: Vec<String> = words.clone().map(|i| title_case(cx, i)).collect();
    let (parts, sure) = match cx.language.locale {
        Locale::En => (printed, true),
        Locale::Ru => russian(cx, &printed, cases),
        Locale::Kk => (printed, true),
    };
    Named { words: words.clone(), parts, sure }
}

/// A surname in capitals beside a first name is written like other names.
fn title_case(cx: Context<'_>, word: usize) -> String {
    let printed = cx.text.word(word);
    if cx.text.words[word].shape == Shape::Upper { super::title_case(printed) } else { printed.to_owned() }
}

/// Undoes the case of a Russian name; the second value says whether that is sure.
fn russian(cx: Context<'_>, printed: &[String], cases: Cases) -> (Vec<String>, bool) {
    let known = printed.first().and_then(|first| cx.language.first_name(first));
    // The case of a known first name is that of the name; the post's case breaks a tie.
    let cases = match known {
        Some(first) if !first.cases.shared(cases).is_empty() => first.cases.shared(cases),
        Some(first) => first.cases,
        None => cases,
    };
    if cases.has(Case::Nominative) || cases.is_empty() {
        return (printed.to_vec(), known.is_some() || !cases.is_empty());
    }
    let gender = known.map_or_else(|| guess_gender(printed, cases), |f| f.gender);
    let (first_kind, last_kind) = match gender {
        Gender::Male => ("first_m", "last_m"),
        Gender::Female => ("first_f", "last_f"),
    };
    let last = printed.len() - 1;
    let parts = printed.iter().enumerate().map(|(i, part)| match (i, known) {
        (0, Some(first)) => first.nominative.clone(),
        (i, _) if i == last => undo(cx, last_kind, part, cases),
        _ => undo(cx, first_kind, part, cases),
    });
    (parts.collect(), known.is_some())
}

/// The nominative of a part; a part that no row fits does not change.
fn undo(cx: Context<'_>, kind: &str, part: &str, cases: Cases) -> String {
    // Chinese and Korean family names of two letters do not decline: Лю, Ли, Го.
    const SHORT: usize = 2;
    let short = part.chars().count() <= SHORT;
    let found = if short { None } else { cx.language.declension.undo(kind, part, cases).into_iter().next() };
    found.unwrap_or_else(|| part.to_owned())
}

/// Gender by the endings of an oblique form.
fn guess_gender(printed: &[String], cases: Cases) -> Gender {
    let last = printed.last().map_or("", String::as_str);
    // "Тешебаеву" is the dative of a man's name, the accusative of a woman's.
    let accusative = if cases.has(Case::Accusative) { &["ову", "еву", "скую"][..] } else { &[] };
    let feminine = ["овой", "евой", "иной", "ской", "цкой", "овны", "евны", "овной", "евной"];
    let feminine = feminine.iter().chain(accusative);
    let first = printed.first().map_or("", String::as_str);
    let soft = cases.has(Case::Instrumental)
        && (first.ends_with("ой") || first.ends_with("ей"))
        && first.chars().count() > 3;
    let woman = feminine.into_iter().any(|e| last.ends_with(e)) || soft;
    if woman { Gender::Female } else { Gender::Male }
}

/// A mention whose form is an oblique form of another mention takes that one's nominative.
fn agree(cx: Context<'_>, named: &mut [Named]) {
    let nominatives: Vec<Vec<String>> = named.iter().filter(|n| n.sure).map(|n| n.parts.clone()).collect();
    let parts: HashSet<&str> = nominatives.iter().flatten().map(String::as_str).collect();
    for mention in named.iter_mut() {
        let known = |part: &str| parts.contains(part);
        if cx.language.locale == Locale::Kk
            && let Some(last) = mention.parts.last_mut()
            && cx.language.first_name(last).is_none()
            && let Some(bare) = cx.language.suffixes.bare_name(last, &known)
        {
            *last = bare;
        }
        if cx.language.locale == Locale::Ru && !mention.sure {
            let fits = |n: &&Vec<String>| {
                n.len() == mention.parts.len()
                    && n.iter().zip(&mention.parts).all(|(a, b)| is_oblique(cx, a, b))
            };
            if let Some(nominative) = nominatives.iter().find(fits) {
                mention.parts.clone_from(nominative);
                mention.sure = true;
            }
        }
    }
}

/// Tables of the declension for names of people.
const KINDS: [&str; 4] = ["first_m", "last_m", "first_f", "last_f"];

/// Whether `form` is `nominative` or one of its cases.
fn is_oblique(cx: Context<'_>, nominative: &str, form: &str) -> bool {
    nominative == form
        // The first letter never belongs to the ending; most names differ in it.
        || nominative.chars().next() == form.chars().next()
            && KINDS.iter().any(|kind| cx.language.declension.forms(kind, nominative).iter().any(|(f, _)| f == form))
}

/// Puts mentions with agreeing surnames and first names together.
fn merge(cx: Context<'_>, named: &[Named]) -> Vec<Person> {
    let mut people: Vec<(Vec<String>, Person)> = Vec::new();
    // By each part of a name: only who shares one can be the same, and a list may have thousands of names.
    let mut by_part: HashMap<String, BTreeSet<usize>> = HashMap::new();
    for mention in named {
        let sharing: BTreeSet<usize> =
            mention.parts.iter().filter_map(|part| by_part.get(part)).flatten().copied().collect();
        let same = sharing.into_iter().find(|number| {
            let parts = &people[*number].0;
            is_same(parts, &mention.parts) || is_family_of(cx, parts, &mention.parts)
        });
        let number = same.unwrap_or(people.len());
        let printed = cx.text.span(&mention.words);
        let name = join(&mention.parts);
        let printed = (printed != name).then(|| printed.to_owned());
        match people.get_mut(number) {
            None => {
                let (mentions, sure) = (vec![mention.words.clone()], mention.sure);
                people.push((mention.parts.clone(), Person { name, printed, mentions, sure }));
            }
            Some((parts, person)) => {
                person.mentions.push(mention.words.clone());
                let fuller = weight(&mention.parts) > weight(parts);
                let surer = weight(&mention.parts) == weight(parts) && mention.sure && !person.sure;
                if !(fuller || surer) {
                    continue;
                }
                (person.name, person.printed, person.sure) = (name, printed, mention.sure);
                parts.clone_from(&mention.parts);
            }
        }
        for part in &mention.parts {
            by_part.entry(part.clone()).or_default().insert(number);
        }
    }
    people.into_iter().map(|(_, person)| person).collect()
}

/// Letters of the full words, initials counting little.
fn weight(parts: &[String]) -> usize {
    parts.iter().map(|p| if p.chars().count() > 1 { 10 } else { 1 }).sum()
}

fn join(parts: &[String]) -> String {
    let mut out = String::new();
    for part in parts {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(part);
        if part.chars().count() == 1 {
            out.push('.');
        }
    }
    out
}

/// Same surname, and first names that do not differ.
fn is_same(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let initial = |x: &str, y: &str| {
        x.chars().next() == y.chars().next() && (x.chars().count() == 1 || y.chars().count() == 1)
    };
    let firsts = || short.len() == 1 || long.len() < 2 || short[0] == long[0] || initial(&short[0], &long[0]);
    (a.last() == b.last() && firsts()) || (short.len() >= 2 && short.iter().all(|p| long.contains(p)))
}

/// "Ambassador Chen" beside "Chen Guoqing": the family name stands first.
fn is_family_of(cx: Context<'_>, a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let [family] = short else { return false };
    let lower = family.to_lowercase();
    long.len() >= 2 && long.first() == Some(family) && cx.language.name_styles.is_family(&lower)
}

/// Lone surnames of people who are named in full elsewhere.
fn add_surnames(cx: Context<'_>, names: &Names<'_>, people: &mut [Person]) {
    let covered: HashSet<usize> =
        people.iter().flat_map(|p| p.mentions.iter().flat_map(|m| m.clone())).collect();
    let mut owners: HashMap<String, usize> = HashMap::new();
    for (number, person) in people.iter().enumerate() {
        let parts: Vec<&str> = person.name.split(' ').collect();
        let family_first = (cx.language.locale == Locale::En).then(|| parts.first().copied()).flatten();
        let surname = parts.last().copied().unwrap_or_default();
        for form in forms_of(cx, surname).into_iter().chain(family_first.map(str::to_owned)) {
            owners.entry(form).or_insert(number);
        }
    }
    for word in (0..cx.text.words.len()).filter(|w| !covered.contains(w)) {
        let Some(alone) = names.surname_at(word) else { continue };
        let printed = title_case(cx, word);
        // A Kazakh surname bears endings of which there are too many to list.
        let bare = || cx.language.suffixes.bare_name(&printed, &|name| owners.contains_key(name));
        let kazakh = cx.language.locale == Locale::Kk;
        let owner = owners.get(&printed).or_else(|| owners.get(&bare().filter(|_| kazakh)?));
        if let Some(number) = owner {
            people[*number].mentions.push(alone);
            people[*number].mentions.sort_by_key(|m| m.start);
        }
    }
}

/// The forms in which a surname may stand alone; of a Kazakh one the nominative.
fn forms_of(cx: Context<'_>, surname: &str) -> Vec<String> {
    let declined = |kind: &&str| cx.language.declension.forms(kind, surname);
    let forms = match cx.language.locale {
        Locale::Ru => KINDS.iter().flat_map(declined).map(|(form, _)| form).collect(),
        Locale::En | Locale::Kk => Vec::new(),
    };
    std::iter::once(surname.to_owned()).chain(forms).collect()
}
