//! Headings in reading order with the anchors that links and contents use.
//!
//! Knows nothing of formats. Start with [`outline`].

use super::{Block, BlockKind, Document, Inline, plain_text, walk};
use std::collections::{BTreeMap, BTreeSet};

/// A heading of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct OutlineEntry<'a> {
    /// 1–6.
    pub level: u8,
    /// Its text.
    pub content: &'a [Inline],
    /// Its own id, or one made from its text; no two are the same.
    pub anchor: String,
    /// The anchor that GitHub gives it (lower case, blanks as hyphens, no punctuation, numbered if it repeats).
    pub slug: String,
}

/// All headings, those within boxes included.
pub fn outline(document: &Document) -> Vec<OutlineEntry<'_>> {
    let mut taken = ids(&document.blocks);
    let mut slugs = Slugs::default();
    slugs.next(&document.meta.title);
    let mut entries = Vec::new();
    walk::blocks(&document.blocks, &mut |block| {
        let BlockKind::Heading { level, content } = &block.kind else { return };
        let slug = slugs.next(&plain_text(content));
        let anchor = block.attrs.id.clone().unwrap_or_else(|| free(&slug, &mut taken));
        entries.push(OutlineEntry { level: *level, content, anchor, slug });
    });
    entries
}

fn ids(blocks: &[Block]) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    walk::blocks(blocks, &mut |block| ids.extend(block.attrs.id.clone()));
    ids
}

/// The name itself or with a number, so that nobody has it; it is then taken.
fn free(name: &str, taken: &mut BTreeSet<String>) -> String {
    let name = if name.is_empty() { "section" } else { name };
    let numbered = (1..).map(|n| format!("{name}-{n}"));
    let found = std::iter::once(name.to_owned()).chain(numbered).find(|n| !taken.contains(n));
    let found = found.unwrap_or_default();
    taken.insert(found.clone());
    found
}

/// GitHub's way of naming headings.
#[derive(Default)]
struct Slugs(BTreeMap<String, usize>);

impl Slugs {
    fn next(&mut self, text: &str) -> String {
        let kept = text.trim().to_lowercase();
        let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        let slug: String = kept.map(|c| if c == ' ' { '-' } else { c }).collect();
        let count = self.0.entry(slug.clone()).or_default();
        *count += 1;
        if *count == 1 { slug } else { format!("{slug}-{}", *count - 1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Metadata;

    fn heading(text: &str, id: Option<&str>) -> Block {
        let mut block =
            Block::new(BlockKind::Heading { level: 2, content: vec![Inline::Text(text.to_owned())] });
        block.attrs.id = id.map(str::to_owned);
        block
    }

    #[test]
    fn anchors_are_unique_and_slugs_are_githubs() {
        let blocks = vec![
            heading("Состав делегации", None),
            heading("Sources", Some("a")),
            heading("A", None),
            heading("Sources, etc.!", None),
            heading("Sources", None),
        ];
        let meta = Metadata { title: "Sources".into(), ..Metadata::default() };
        let document = Document { meta, blocks, ..Document::default() };
        let entries = outline(&document);
        let slugs: Vec<&str> = entries.iter().map(|e| e.slug.as_str()).collect();
        assert_eq!(slugs, ["состав-делегации", "sources-1", "a", "sources-etc", "sources-2"]);
        let anchors: Vec<&str> = entries.iter().map(|e| e.anchor.as_str()).collect();
        assert_eq!(anchors, ["состав-делегации", "a", "a-1", "sources-etc", "sources-2"]);
    }
}
