//! Running text: inlines as runs, links, fields and note references.
//!
//! Start with [`Composer::inlines`].

use super::super::WriteError;
use super::compose::{Composer, Scope, Story};
use super::note::Reference;
use super::paragraph::{Draft, LinkTarget, RunMark};
use super::styles::Style;
use super::{url, xml};
use crate::data::LanguageTag;
use crate::document::{Attributes, Inline};
use docx_rs::{BreakType, FootnoteReference, Run, RunChild};

/// How text looks, gathered from the inlines around it.
#[derive(Clone, Copy, Default)]
pub(super) struct TextFormat<'a> {
    emphasis: bool,
    strong: bool,
    strikethrough: bool,
    code: bool,
    link: bool,
    muted: bool,
    unbroken: bool,
    /// Whether lines are so short that references to notes must be able to part.
    narrow: bool,
    language: Option<&'a LanguageTag>,
}

impl<'a> TextFormat<'a> {
    /// Plain text of a scope.
    pub fn of(scope: Scope<'a>) -> Self {
        Self { language: scope.language, narrow: scope.in_cell, ..Self::default() }
    }
}

impl<'a> Composer<'a> {
    /// Adds inlines to a paragraph.
    pub fn inlines(
        &mut self,
        inlines: &'a [Inline],
        format: TextFormat<'a>,
        draft: &mut Draft,
    ) -> Result<(), WriteError> {
        let mut after_note = false;
        for inline in inlines {
            let is_note = matches!(inline, Inline::NoteRef(_));
            if is_note && after_note {
                let gap = if format.narrow { " " } else { "\u{a0}" };
                draft.run(self.styled_run(Style::FootnoteReference).add_text(gap), RunMark::default());
            }
            self.inline(inline, format, draft)?;
            after_note = is_note;
        }
        Ok(())
    }

    fn inline(
        &mut self,
        inline: &'a Inline,
        format: TextFormat<'a>,
        draft: &mut Draft,
    ) -> Result<(), WriteError> {
        match inline {
            Inline::Text(text) => self.text(text, format, draft),
            Inline::Code(text) => self.text(text, TextFormat { code: true, ..format }, draft),
            Inline::Emphasis(inner) => {
                return self.inlines(inner, TextFormat { emphasis: true, ..format }, draft);
            }
            Inline::Strong(inner) => {
                return self.inlines(inner, TextFormat { strong: true, ..format }, draft);
            }
            Inline::Strikethrough(inner) => {
                return self.inlines(inner, TextFormat { strikethrough: true, ..format }, draft);
            }
            Inline::Link { target, content } => return self.link(target, content, format, draft),
            Inline::NoteRef(index) => return self.note_reference(*index, draft),
            Inline::PageRef(id) => self.page_reference(id, format, draft),
            Inline::LineBreak => self.line_break(draft),
            Inline::Span { attrs, content } => return self.span(attrs, content, format, draft),
        }
        Ok(())
    }

    fn span(
        &mut self,
        attrs: &'a Attributes,
        content: &'a [Inline],
        format: TextFormat<'a>,
        draft: &mut Draft,
    ) -> Result<(), WriteError> {
        let format = TextFormat {
            language: attrs.lang.as_ref().or(format.language),
            muted: format.muted || attrs.has_class("muted"),
            unbroken: format.unbroken || attrs.has_class("nobr"),
            ..format
        };
        let Some(id) = &attrs.id else { return self.inlines(content, format, draft) };
        let range = self.open_anchor(id, draft);
        let comments = self.open_comments(id, draft);
        self.inlines(content, format, draft)?;
        self.close_comments(comments, draft);
        range.into_iter().for_each(|range| draft.close_bookmark(range));
        Ok(())
    }

    /// Adds text as one run.
    pub fn text(&mut self, text: &str, format: TextFormat<'a>, draft: &mut Draft) {
        let text = self.clean(text, format.unbroken);
        let mut run = self.formatted_run(format);
        for (number, piece) in text.split('\t').enumerate() {
            if number > 0 {
                run = run.add_tab();
            }
            if !piece.is_empty() {
                run = run.add_text(piece);
            }
        }
        let main = self.document.meta.language.as_ref();
        let language = format.language.filter(|tag| Some(*tag) != main).cloned();
        draft.run(run, RunMark { language, ..RunMark::default() });
    }

    /// Adds a line break.
    pub fn line_break(&mut self, draft: &mut Draft) {
        draft.run(Run::new().add_break(BreakType::TextWrapping), RunMark::default());
    }

    /// A run in a character style.
    pub fn styled_run(&mut self, style: Style) -> Run {
        Run::new().style(&self.styles.id(style, &mut self.numbering))
    }

    /// A run has one character style; what that leaves unsaid is said on the run.
    fn formatted_run(&mut self, format: TextFormat<'a>) -> Run {
        let style = match format {
            TextFormat { link: true, .. } => Some(Style::Hyperlink),
            TextFormat { code: true, .. } => Some(Style::Code),
            TextFormat { strong: true, .. } => Some(Style::Strong),
            TextFormat { emphasis: true, .. } => Some(Style::Emphasis),
            TextFormat { muted: true, .. } => Some(Style::Muted),
            _ => None,
        };
        let mut run = match style {
            Some(style) => self.styled_run(style),
            None => Run::new(),
        };
        if format.strong && style != Some(Style::Strong) {
            run = run.bold();
        }
        if format.emphasis && style != Some(Style::Emphasis) {
            run = run.italic();
        }
        if format.strikethrough {
            run = run.strike();
        }
        run
    }

    /// Text without what XML forbids, line ends as spaces.
    pub fn clean(&mut self, text: &str, unbroken: bool) -> String {
        let forbidden = text.chars().filter(|c| !xml::is_allowed(*c)).count();
        self.forbidden += forbidden;
        let allowed = text.chars().filter(|c| xml::is_allowed(*c) && *c != '\r');
        allowed
            .map(|c| match c {
                '\n' => ' ',
                ' ' if unbroken => '\u{a0}',
                other => other,
            })
            .collect()
    }

    fn link(
        &mut self,
        target: &'a str,
        content: &'a [Inline],
        format: TextFormat<'a>,
        draft: &mut Draft,
    ) -> Result<(), WriteError> {
        if format.link {
            return self.inlines(content, format, draft);
        }
        let Some(target) = self.link_target(target) else {
            let message = format!("the link to {target} cannot be followed from Word; its text stands alone");
            self.warn(message, None);
            return self.inlines(content, format, draft);
        };
        draft.open_link(target);
        self.inlines(content, TextFormat { link: true, ..format }, draft)?;
        draft.close_link();
        Ok(())
    }

    fn link_target(&mut self, target: &str) -> Option<LinkTarget> {
        if let Some(id) = target.strip_prefix('#') {
            return self.outline.bookmark(id).map(|name| LinkTarget::Bookmark(name.to_owned()));
        }
        let url = url::safe(target)?;
        Some(LinkTarget::Relationship(self.links().add("hyperlink", &url, true)))
    }

    /// Adds a page number that Word can update, filled in with that of our own layout.
    fn page_reference(&mut self, id: &str, format: TextFormat<'a>, draft: &mut Draft) {
        let page = self.options.pages.get(id).copied();
        let bookmark = self.outline.bookmark(id).map(str::to_owned);
        let (Some(page), Some(bookmark)) = (page, bookmark) else {
            let message = format!("the page of \"{id}\" is not known; the reference to it was left out");
            return self.warn(message, None);
        };
        let label = self.document.labels.page.clone();
        let (before, after) = label.split_once("{number}").unwrap_or((&label, ""));
        self.text(before, format, draft);
        draft.field(&format!("PAGEREF {bookmark} \\h"), &page.to_string(), &Run::new);
        self.text(after, format, draft);
    }

    /// Adds a reference to a note: a footnote the first time, a cross-reference to it afterwards.
    fn note_reference(&mut self, index: usize, draft: &mut Draft) -> Result<(), WriteError> {
        if index >= self.document.notes.len() {
            self.warn("a reference to a note that does not exist was left out", None);
            return Ok(());
        }
        match self.notes.refer(index, self.story() == Story::Body) {
            Reference::First { id, bookmark } => {
                let range = self.next_range();
                let mut run = self.styled_run(Style::FootnoteReference);
                run.children.push(RunChild::FootnoteReference(FootnoteReference::new(id)));
                draft.open_bookmark(range, &bookmark);
                draft.run(run, RunMark::default());
                draft.close_bookmark(range);
            }
            Reference::Again { number, bookmark } => {
                let style = self.styles.id(Style::FootnoteReference, &mut self.numbering);
                let run = || Run::new().style(&style);
                draft.field(&format!("NOTEREF {bookmark} \\h"), &number.to_string(), &run);
            }
            Reference::Nowhere => {
                self.warn("a note that only another note refers to cannot be a footnote in Word", None);
            }
        }
        Ok(())
    }
}
