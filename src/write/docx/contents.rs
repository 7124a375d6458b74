//! The contents: one field whose entries, links and page numbers are already there, so that Word has nothing
//! to update on opening.
//!
//! Start with [`Composer::contents`].

use super::super::WriteError;
use super::compose::{Composer, Scope};
use super::outline::Heading;
use super::paragraph::{Draft, LinkTarget, RunMark};
use super::styles::Style;
use super::xml::{Element, Node};
use docx_rs::{ParagraphProperty, Run, Tab, TabLeaderType, TabValueType};

/// A line of the contents.
struct Line {
    level: u8,
    text: String,
    bookmark: String,
    page: Option<u32>,
}

impl<'a> Composer<'a> {
    /// Writes the contents down to a depth of headings.
    pub fn contents(&mut self, depth: u8, scope: Scope<'a>, out: &mut String) -> Result<(), WriteError> {
        let depth = depth.clamp(1, 6);
        let lines = self.lines(depth);
        let mut content = String::new();
        let mut title = self.draft(Some(Style::ContentsHeading), scope);
        title.run(Run::new().add_text(self.clean(&self.document.labels.contents, false)), RunMark::default());
        self.finish(title, &mut content)?;
        let last = lines.len().saturating_sub(1);
        for (place, line) in lines.iter().enumerate() {
            let mut draft = self.line_draft(line, scope);
            if place == 0 {
                draft.open_field(&format!("TOC \\o \"1-{depth}\" \\h \\z \\u"), &Run::new);
            }
            self.line(line, &mut draft);
            if place == last {
                draft.close_field(&Run::new);
            }
            self.finish(draft, &mut content)?;
        }
        if !lines.is_empty() {
            gallery(content).write(out);
        }
        Ok(())
    }

    fn lines(&mut self, depth: u8) -> Vec<Line> {
        let numbers = self.heading_numbers();
        let headings = self.outline.headings.iter().zip(numbers).enumerate();
        let shown = headings.filter(|(_, (heading, _))| heading.level <= depth && !heading.text.is_empty());
        let pages = self.options.heading_pages.as_deref().unwrap_or_default();
        shown
            .map(|(place, (heading, number))| Line {
                level: heading.level,
                text: number.map_or(heading.text.clone(), |number| format!("{number}\t{}", heading.text)),
                bookmark: Heading::bookmark(place),
                page: pages.get(place).copied().filter(|page| *page > 0),
            })
            .collect()
    }

    fn line_draft(&mut self, line: &Line, scope: Scope<'a>) -> Draft {
        let mut draft = self.draft(Some(Style::ContentsLine(line.level)), scope);
        let width = scope.width.0 as usize;
        let mut property: ParagraphProperty = std::mem::take(&mut draft.property);
        if line.text.contains('\t') {
            let number = 400 + 227 * (usize::from(line.level) - 1);
            property = property.add_tab(Tab::new().val(TabValueType::Left).pos(number));
        }
        let page = Tab::new().val(TabValueType::Right).leader(TabLeaderType::Dot).pos(width);
        draft.property = property.add_tab(page);
        draft
    }

    fn line(&mut self, line: &Line, draft: &mut Draft) {
        draft.open_link(LinkTarget::Bookmark(line.bookmark.clone()));
        let text = self.clean(&line.text, false);
        let mut run = Run::new();
        for (place, piece) in text.split('\t').enumerate() {
            run = if place > 0 { run.add_tab() } else { run };
            run = run.add_text(piece);
        }
        draft.run(run, RunMark::default());
        if let Some(page) = line.page {
            draft.run(Run::new().add_tab(), RunMark::default());
            draft.field(&format!("PAGEREF {} \\h", line.bookmark), &page.to_string(), &Run::new);
        }
        draft.close_link();
    }

    /// The numbers that the styles give the headings, in order, as Word will show them.
    fn heading_numbers(&mut self) -> Vec<Option<String>> {
        let mut of_level = |level| {
            let id = self.styles.id(Style::Heading(level), &mut self.numbering);
            self.styles.numbering_of(&id)
        };
        let by_level: [Option<(String, u8)>; 6] = std::array::from_fn(|at| of_level(at as u8 + 1));
        let of_heading = |h: &Heading| by_level[usize::from(h.level) - 1].clone().filter(|_| h.numbered);
        self.numbering.labels(self.outline.headings.iter().map(of_heading))
    }
}

/// Marks the contents as such, so that Word offers to update them.
fn gallery(content: String) -> Element {
    let gallery = Element::val("w:docPartGallery", "Table of Contents");
    let part = Element::new("w:docPartObj").child(gallery).child(Element::new("w:docPartUnique"));
    let mut inner = Element::new("w:sdtContent");
    inner.children.push(Node::Raw(content));
    Element::new("w:sdt").child(Element::new("w:sdtPr").child(part)).child(inner)
}
