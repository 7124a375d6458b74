//! Word comments: what is still to be confirmed, put at the facts that it concerns.
//!
//! An item of a `confirm` callout concerns the places that it links to (`[…](#id)`) or names
//! (`[…]{concerns="id id"}`); one that concerns no place of the document is commented where it stands. Start with
//! [`Comments::of`].

use super::super::WriteError;
use super::compose::{Composer, Scope, Story};
use super::outline::Outline;
use super::paragraph::{Draft, RunMark};
use super::styles::Style;
use super::xml::{Element, Node};
use crate::document::{Block, BlockKind, Document, Inline, plain_text};
use docx_rs::{Comment, CommentRangeEnd, CommentRangeStart, ParagraphChild, Run};
use std::collections::{BTreeMap, BTreeSet};

/// Key of an item's attributes: ids of the places that it concerns.
const CONCERNS: &str = "concerns";

/// Comments of the document being written.
#[derive(Default)]
pub(super) struct Comments {
    /// Numbers of comments by the id of the place that they concern, until they are put there.
    waiting: BTreeMap<String, Vec<usize>>,
    /// Numbers of comments by the text of the item that concerns no place but its own.
    own: BTreeMap<String, usize>,
    /// Texts by number; an item has a comment for each place that it concerns.
    texts: Vec<String>,
    placed: Vec<bool>,
    /// First id that the letterhead's comments leave free.
    first_id: usize,
}

impl Comments {
    /// The comments that a document calls for, numbered from `first_id`.
    pub fn of(document: &Document, outline: &Outline, first_id: usize) -> Self {
        let mut comments = Self { first_id, ..Self::default() };
        comments.collect(&document.blocks, outline, false);
        comments
    }

    fn collect(&mut self, blocks: &[Block], outline: &Outline, confirm: bool) {
        for block in blocks {
            let confirm = confirm || block.attrs.has_class("confirm");
            match &block.kind {
                BlockKind::List(list) if confirm => {
                    list.items.iter().for_each(|item| self.item(item, outline));
                }
                BlockKind::List(list) => {
                    list.items.iter().for_each(|item| self.collect(item, outline, false));
                }
                BlockKind::Callout { body: inner, .. }
                | BlockKind::Quote(inner)
                | BlockKind::Group(inner) => {
                    self.collect(inner, outline, confirm);
                }
                _ => {}
            }
        }
    }

    fn item(&mut self, item: &[Block], outline: &Outline) {
        let text = item_text(item);
        if text.is_empty() {
            return;
        }
        let mut places = BTreeSet::new();
        item.iter().filter_map(paragraph).for_each(|content| concerned(content, &mut places));
        places.retain(|id| outline.bookmark(id).is_some());
        if places.is_empty() {
            let number = self.add(text.clone());
            self.own.insert(text, number);
            return;
        }
        for id in places {
            let number = self.add(text.clone());
            self.waiting.entry(id).or_default().push(number);
        }
    }

    fn add(&mut self, text: String) -> usize {
        self.texts.push(text);
        self.placed.push(false);
        self.texts.len() - 1
    }
}

fn paragraph(block: &Block) -> Option<&[Inline]> {
    match &block.kind {
        BlockKind::Paragraph(content) => Some(content),
        _ => None,
    }
}

fn item_text(item: &[Block]) -> String {
    let texts = item.iter().filter_map(paragraph).map(plain_text);
    texts.collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// Ids of the places that inlines link to or name.
fn concerned(inlines: &[Inline], places: &mut BTreeSet<String>) {
    for inline in inlines {
        match inline {
            Inline::Link { target, .. } => places.extend(target.strip_prefix('#').map(str::to_owned)),
            Inline::Span { attrs, content } => {
                let named = attrs.get(CONCERNS).unwrap_or_default();
                places.extend(named.split_whitespace().map(str::to_owned));
                concerned(content, places);
            }
            Inline::Emphasis(c) | Inline::Strong(c) | Inline::Strikethrough(c) => concerned(c, places),
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::NoteRef(_)
            | Inline::PageRef(_)
            | Inline::LineBreak => {}
        }
    }
}

impl<'a> Composer<'a> {
    /// Opens the comments on the place with that id; gives their numbers for closing.
    pub fn open_comments(&mut self, id: &str, draft: &mut Draft) -> Vec<usize> {
        if self.story() == Story::Notes {
            return Vec::new();
        }
        let numbers = self.comments.waiting.remove(id).unwrap_or_default();
        self.start_ranges(&numbers, draft);
        numbers
    }

    /// Opens the comment on an item that concerns no other place.
    pub fn open_item_comments(&mut self, item: &[Block], draft: &mut Draft) -> Vec<usize> {
        if self.comments.own.is_empty() {
            return Vec::new();
        }
        let numbers: Vec<usize> = self.comments.own.remove(&item_text(item)).into_iter().collect();
        self.start_ranges(&numbers, draft);
        numbers
    }

    /// Closes comments.
    pub fn close_comments(&mut self, numbers: Vec<usize>, draft: &mut Draft) {
        for number in numbers {
            draft.child(ParagraphChild::CommentEnd(CommentRangeEnd::new(self.comments.first_id + number)));
        }
    }

    /// Comments on a place that is a point.
    pub fn comment_on(&mut self, id: &str, draft: &mut Draft) {
        let numbers = self.open_comments(id, draft);
        self.close_comments(numbers, draft);
    }

    fn start_ranges(&mut self, numbers: &[usize], draft: &mut Draft) {
        for number in numbers {
            self.comments.placed[*number] = true;
            let start = CommentRangeStart::new(Comment::new(self.comments.first_id + number));
            draft.child(ParagraphChild::CommentStart(Box::new(start)));
        }
    }

    /// Writes the comments that found their place; reports those that did not.
    pub fn comment_entries(&mut self, scope: Scope<'a>) -> Result<String, WriteError> {
        let mut out = String::new();
        for number in 0..self.comments.texts.len() {
            let text = self.comments.texts[number].clone();
            if !self.comments.placed[number] {
                self.warn(format!("no place was found for the comment \"{text}\""), None);
                continue;
            }
            let mut content = String::new();
            let mut draft = self.draft(Some(Style::CommentText), scope);
            draft.run(Run::new().add_text(self.clean(&text, false)), RunMark::default());
            self.finish(draft, &mut content)?;
            self.comment_element(number, content).write(&mut out);
        }
        Ok(out)
    }

    fn comment_element(&self, number: usize, content: String) -> Element {
        let meta = &self.document.meta;
        let author = meta.author.as_deref().filter(|a| !a.trim().is_empty()).unwrap_or("citybrief");
        let mut comment =
            Element::new("w:comment").with("w:id", (self.comments.first_id + number).to_string());
        comment = comment.with("w:author", author);
        if let Some(date) = meta.date {
            comment.set("w:date", format!("{date}T00:00:00Z"));
        }
        comment.children.push(Node::Raw(content));
        comment
    }
}

/// Highest id of a comment in a comments part, and one more.
pub(super) fn first_free_id(root: &Element) -> usize {
    let ids = root.elements().filter_map(|e| e.get("w:id")?.parse::<usize>().ok());
    ids.max().map_or(0, |id| id.saturating_add(1))
}
