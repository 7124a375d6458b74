//! Word comments: what is still to be confirmed, put at the facts that it concerns.
//!
//! An item of a `confirm` callout concerns the places that it links to (`[…](#id)`); one that links nowhere is
//! commented where it stands. Start with [`Comments::of`].

use super::super::WriteError;
use super::compose::{Composer, Scope, Story};
use super::paragraph::{Draft, RunMark};
use super::styles::Style;
use super::xml::{Element, Node};
use crate::document::{Block, BlockKind, Document, Inline, plain_text};
use docx_rs::{Comment, CommentRangeEnd, CommentRangeStart, ParagraphChild, Run};
use std::collections::BTreeMap;

/// Comments of the document being written.
#[derive(Default)]
pub(super) struct Comments {
    /// Numbers of comments by the id of the place that they concern, until they are put there.
    waiting: BTreeMap<String, Vec<usize>>,
    /// Numbers of comments by the text of the item that concerns no place but its own.
    own: BTreeMap<String, usize>,
    texts: Vec<String>,
    placed: Vec<bool>,
    /// First id that the letterhead's comments leave free.
    first_id: usize,
}

impl Comments {
    /// The comments that a document calls for, numbered after `first_id`.
    pub fn of(document: &Document, first_id: usize) -> Self {
        let mut comments = Self { first_id, ..Self::default() };
        comments.collect(&document.blocks, false);
        comments
    }

    fn collect(&mut self, blocks: &[Block], confirm: bool) {
        for block in blocks {
            match &block.kind {
                BlockKind::Callout { body, .. } => {
                    self.collect(body, confirm || block.attrs.has_class("confirm"))
                }
                BlockKind::List(list) if confirm => list.items.iter().for_each(|item| self.item(item)),
                BlockKind::List(list) => list.items.iter().for_each(|item| self.collect(item, false)),
                BlockKind::Quote(inner) | BlockKind::Group(inner) => self.collect(inner, confirm),
                _ => {}
            }
        }
    }

    fn item(&mut self, item: &[Block]) {
        let text = item_text(item);
        if text.is_empty() {
            return;
        }
        let number = self.texts.len();
        self.texts.push(text.clone());
        self.placed.push(false);
        let mut targets = Vec::new();
        item.iter().filter_map(paragraph).for_each(|content| link_targets(content, &mut targets));
        match targets.is_empty() {
            true => drop(self.own.insert(text, number)),
            false => targets.into_iter().for_each(|id| self.waiting.entry(id).or_default().push(number)),
        }
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

fn link_targets(inlines: &[Inline], targets: &mut Vec<String>) {
    for inline in inlines {
        match inline {
            Inline::Link { target, .. } => targets.extend(target.strip_prefix('#').map(str::to_owned)),
            Inline::Emphasis(c) | Inline::Strong(c) | Inline::Strikethrough(c) => link_targets(c, targets),
            Inline::Span { content, .. } => link_targets(content, targets),
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
        let mut numbers = self.comments.waiting.remove(id).unwrap_or_default();
        numbers.retain(|number| !std::mem::replace(&mut self.comments.placed[*number], true));
        self.start_ranges(&numbers, draft);
        numbers
    }

    /// Opens the comment on an item that concerns no other place.
    pub fn open_item_comments(&mut self, item: &[Block], draft: &mut Draft) -> Vec<usize> {
        if self.comments.own.is_empty() {
            return Vec::new();
        }
        let numbers: Vec<usize> = self.comments.own.remove(&item_text(item)).into_iter().collect();
        numbers.iter().for_each(|number| self.comments.placed[*number] = true);
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
