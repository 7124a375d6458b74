//! "A, B and C, who head the towns of X, Y and Z, respectively": each name with its place.

use super::{Context, Mentions, Post, name::Names, post::Head};
use crate::import::article::{
    case::Cases,
    lexicon::{Cue, PostClass, is_in},
};
use std::ops::Range;

/// Adds a post for every name of such a list.
pub(super) fn add_posts(cx: Context<'_>, names: &Names<'_>, heads: &[Head], found: &mut Mentions) {
    let sentences: Vec<usize> =
        found.cues_of(Cue::Respectively).map(|c| cx.text.words[c.words.start].sentence).collect();
    for sentence in sentences {
        let words = cx.text.sentences[sentence].words.clone();
        let people = longest_list(cx, &listed_names(names, &words));
        let places: Vec<Range<usize>> =
            found.places.iter().filter(|p| words.contains(&p.words.start)).map(|p| p.words.clone()).collect();
        let places = longest_list(cx, &places);
        if people.len() >= 2 && give_posts(cx, sentence, &people, found) {
            continue;
        }
        if people.len() < 2 || people.len() != places.len() {
            continue;
        }
        let head = heads
            .iter()
            .find(|h| words.contains(&h.words.start) && !people.iter().any(|p| p.contains(&h.words.start)));
        let class = head.map_or(PostClass::Head, |h| h.class);
        let noun = head.map_or(places[0].clone(), |h| h.words.clone());
        for (name, place) in people.into_iter().zip(places) {
            let place = found.places.iter().find(|p| p.words == place).map(|p| p.place.clone());
            found.posts.retain(|p| p.name.as_ref() != Some(&name));
            found.posts.push(Post {
                head: noun.clone(),
                phrase: noun.clone(),
                complement: noun.end..noun.end,
                class,
                cases: Cases::NONE,
                place,
                name: Some(name),
                person: None,
                former: false,
                listed: true,
                plural: false,
            });
        }
    }
    found.posts.sort_by_key(|p| (p.head.start, p.name.as_ref().map(|n| n.start)));
}

/// "Deputies A and B", "A and B, leaders of C": every name of the list beside a plural post holds it.
pub(super) fn share_plurals(cx: Context<'_>, names: &Names<'_>, found: &mut Mentions) {
    let mut added: Vec<Post> = Vec::new();
    for post in found.posts.iter().filter(|p| p.plural) {
        let Some(own) = post.name.clone() else { continue };
        let sentence = &cx.text.sentences[cx.text.words[own.start].sentence].words;
        let all = listed_names(names, sentence);
        let behind = own.start >= post.head.end;
        let beside: Vec<&Range<usize>> = match behind {
            true => all.iter().filter(|n| n.start >= own.end).collect(),
            // "A and B, leaders of the province".
            false => all.iter().rev().filter(|n| n.end <= own.start).collect(),
        };
        let mut edge = &own;
        for name in beside {
            let (first, second) = if behind { (edge, name) } else { (name, edge) };
            let taken = found.posts.iter().any(|p| p.is_named_in(name));
            if !is_listed(cx, first.end, second.start) || taken {
                break;
            }
            edge = name;
            added.push(Post { name: Some(name.clone()), listed: true, ..post.clone() });
        }
    }
    found.posts.extend(added);
    found.posts.sort_by_key(|p| (p.head.start, p.name.as_ref().map(|n| n.start)));
}

/// "A and B, governors of X and Y regions": a plural post with as many places as names gives each its own.
pub(super) fn share_places(cx: Context<'_>, names: &Names<'_>, found: &mut Mentions) {
    let mut shared: Vec<(Range<usize>, Vec<Post>)> = Vec::new();
    for post in found.posts.iter().filter(|p| p.plural && !p.listed) {
        let Some(own) = post.name.as_ref() else { continue };
        let words = cx.text.sentences[cx.text.words[own.start].sentence].words.clone();
        let people = longest_list(cx, &listed_names(names, &words));
        let within = found.places.iter().filter(|p| post.phrase.contains(&p.words.start));
        let places = longest_list(cx, &within.map(|p| p.words.clone()).collect::<Vec<_>>());
        if people.len() < 2 || people.len() != places.len() || !people.contains(own) {
            continue;
        }
        let place =
            |words: &Range<usize>| found.places.iter().find(|p| p.words == *words).map(|p| p.place.clone());
        let each = people.iter().zip(&places).map(|(name, words)| Post {
            name: Some(name.clone()),
            place: place(words),
            listed: true,
            ..post.clone()
        });
        shared.push((post.head.clone(), each.collect()));
    }
    for (head, posts) in shared {
        let of_list =
            |p: &Post| p.name.as_ref().is_some_and(|n| posts.iter().any(|o| o.name.as_ref() == Some(n)));
        found.posts.retain(|p| p.head != head && !of_list(p));
        found.posts.extend(posts);
    }
    found.posts.sort_by_key(|p| (p.head.start, p.name.as_ref().map(|n| n.start)));
}

/// As many posts without names as names in the sentence: each name with its post.
fn give_posts(cx: Context<'_>, sentence: usize, people: &[Range<usize>], found: &mut Mentions) -> bool {
    let free: Vec<usize> = found
        .posts
        .iter()
        .enumerate()
        .filter(|(_, p)| p.name.is_none() && cx.text.words[p.head.start].sentence == sentence)
        .map(|(i, _)| i)
        .collect();
    if free.len() != people.len() {
        return false;
    }
    let place = free.iter().find_map(|i| found.posts[*i].place.clone());
    for (index, name) in free.into_iter().zip(people) {
        let post = &mut found.posts[index];
        (post.name, post.listed) = (Some(name.clone()), true);
        post.place = post.place.take().or_else(|| place.clone());
    }
    true
}

fn listed_names(names: &Names<'_>, words: &Range<usize>) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut at = words.start;
    while at < words.end {
        match names.starting_at(at) {
            Some(name) => {
                at = name.end;
                out.push(name);
            }
            None => at += 1,
        }
    }
    out
}

/// The longest run whose members only commas and "and" part.
fn longest_list(cx: Context<'_>, spans: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut best: Vec<Range<usize>> = Vec::new();
    let mut run: Vec<Range<usize>> = Vec::new();
    for span in spans {
        let follows = run.last().is_some_and(|last| is_listed(cx, last.end, span.start));
        if !follows {
            run.clear();
        }
        run.push(span.clone());
        if run.len() > best.len() {
            best.clone_from(&run);
        }
    }
    best
}

/// Whether only a comma or "and" stands between two ends of a list.
pub(super) fn is_listed(cx: Context<'_>, end: usize, start: usize) -> bool {
    match start.checked_sub(end) {
        Some(0) => cx.text.gap_before(start).trim() == ",",
        Some(1) => is_in(&cx.language.grammar.and, cx.text.lower_word(end)),
        _ => false,
    }
}
