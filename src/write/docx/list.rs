//! Lists: the style gives bullets and numbers; each numbered list starts afresh.
//!
//! Start with [`Composer::list`].

use super::super::WriteError;
use super::compose::{Composer, Scope, leading_paragraph};
use super::inline::TextFormat;
use super::numbering::DEEPEST;
use super::paragraph::Draft;
use super::styles::Style;
use crate::document::{Block, BlockKind, List};
use docx_rs::{IndentLevel, NumberingId};

/// Deepest list with a style of its own.
const STYLED_DEPTH: u8 = 3;

/// Instances of the built-in numbering part for lists that the letterhead's styles do not number.
const BUILTIN_BULLETS: &str = "1";
const BUILTIN_NUMBERS: &str = "2";

/// What an item's first paragraph says about its number.
struct Marker {
    style: Style,
    /// Instance and level, where the style does not give them.
    numbering: Option<(String, u8)>,
}

impl<'a> Composer<'a> {
    /// Writes a list.
    pub fn list(&mut self, list: &'a List, scope: Scope<'a>, out: &mut String) -> Result<(), WriteError> {
        let depth = scope.lists.saturating_add(1);
        let marker = match list.start {
            None => self.bullet(depth, scope),
            Some(start) => self.number(depth, start, scope),
        };
        let further = scope.style.unwrap_or(Style::ListContinue(depth.min(STYLED_DEPTH)));
        let inner = Scope { lists: depth, ..scope };
        for item in &list.items {
            let rest = self.first_paragraph(item, &marker, inner, out)?;
            for block in rest {
                let is_text = matches!(block.kind, BlockKind::Paragraph(_));
                let scope = if is_text { inner.styled(further) } else { inner };
                self.blocks(std::slice::from_ref(block), scope, out)?;
            }
        }
        Ok(())
    }

    /// Writes the paragraph that bears the item's number; gives the blocks after it.
    fn first_paragraph(
        &mut self,
        item: &'a [Block],
        marker: &Marker,
        scope: Scope<'a>,
        out: &mut String,
    ) -> Result<&'a [Block], WriteError> {
        let (first, rest) = leading_paragraph(item);
        let language = first.and_then(|(_, attrs)| attrs.lang.as_ref()).or(scope.language);
        let scope = Scope { language, ..scope };
        let mut draft = self.draft(Some(marker.style), scope);
        apply(marker, &mut draft);
        let comments = self.open_item_comments(item, &mut draft);
        if let Some((content, _)) = first {
            self.inlines(content, TextFormat::of(scope), &mut draft)?;
        }
        self.close_comments(comments, &mut draft);
        self.finish(draft, out)?;
        Ok(rest)
    }

    fn bullet(&mut self, depth: u8, scope: Scope<'a>) -> Marker {
        let (style, own) = self.list_style(Style::ListBullet(depth.min(STYLED_DEPTH)), scope);
        let numbering = match own {
            Some(_) if depth <= STYLED_DEPTH => None,
            Some((num, _)) if self.numbering.is_multilevel(&num) => Some((num, level(depth))),
            _ => Some((self.numbering.adopt(BUILTIN_BULLETS), level(depth))),
        };
        Marker { style, numbering }
    }

    fn number(&mut self, depth: u8, start: u64, scope: Scope<'a>) -> Marker {
        let (style, own) = self.list_style(Style::ListNumber(depth.min(STYLED_DEPTH)), scope);
        let (num, level) = match own {
            Some((num, own)) if depth <= STYLED_DEPTH => (num, own),
            _ => (self.numbering.adopt(BUILTIN_NUMBERS), level(depth)),
        };
        let instance = self.numbering.restart(&num, level, start);
        Marker { style, numbering: Some((instance, level)) }
    }

    /// The item's style with the numbering that it brings. Cells and notes keep their own style.
    fn list_style(&mut self, list: Style, scope: Scope<'a>) -> (Style, Option<(String, u8)>) {
        match scope.style {
            Some(style @ (Style::TableText | Style::FootnoteText)) => (style, None),
            _ => {
                let id = self.styles.id(list, &mut self.numbering);
                (list, self.styles.numbering_of(&id))
            }
        }
    }
}

fn apply(marker: &Marker, draft: &mut Draft) {
    let Some((num, level)) = &marker.numbering else { return };
    let Ok(num) = num.parse() else { return };
    let property = std::mem::take(&mut draft.property);
    draft.property = property.numbering(NumberingId::new(num), IndentLevel::new(usize::from(*level)));
}

fn level(depth: u8) -> u8 {
    depth.saturating_sub(1).min(DEEPEST)
}
