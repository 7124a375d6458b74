//! Word and Markdown say the same: the words of one Document, read back from both.

use super::package::{Package, Tree};
use super::sample;
use citybrief::document::{
    self, BlockKind, Document, Inline, Labels, Metadata, ReadOptions, plain_text, walk,
};
use citybrief::write::{
    Writer,
    docx::DocxWriter,
    markdown::{Dialect, MarkdownWriter},
};
use std::collections::BTreeMap;

/// How often each word occurs.
type Words = BTreeMap<String, usize>;

fn count(text: &str, words: &mut Words) {
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        *words.entry(word.to_lowercase()).or_default() += 1;
    }
}

/// Words of paragraphs, without the title, the contents, numbers of captions and marks of notes.
fn words_of_part(package: &Package, part: &Tree, words: &mut Words) {
    for child in part.children.iter().filter(|c| c.name != "w:sdt") {
        if child.name != "w:p" {
            words_of_part(package, child, words);
            continue;
        }
        let style = Some(child.style()).filter(|s| !s.is_empty()).map(|s| package.style_name(s));
        let text: String =
            child.all("w:r").into_iter().filter(|run| !is_mark(package, run)).map(shown).collect();
        match style.as_deref() {
            Some("Title" | "Subtitle" | "Date") => {}
            Some("caption") => count(text.split_once(". ").map_or("", |(_, rest)| rest), words),
            _ => count(&text, words),
        }
    }
}

fn is_mark(package: &Package, run: &Tree) -> bool {
    let style = run.find("w:rPr").and_then(|p| p.val("w:rStyle"));
    style.is_some_and(|id| package.style_name(id) == "footnote reference")
}

fn shown(run: &Tree) -> String {
    let is_gap = |child: &&Tree| matches!(child.name.as_str(), "w:br" | "w:tab");
    let gap = if run.children.iter().any(|child| is_gap(&child)) { " " } else { "" };
    format!("{}{gap}", run.words())
}

fn words_of_word(document: &Document) -> Words {
    let package = Package::open(&DocxWriter::default().write(document).unwrap().bytes);
    let mut words = Words::new();
    words_of_part(&package, &package.body(), &mut words);
    words_of_part(&package, &package.tree("word/footnotes.xml"), &mut words);
    words
}

fn words_of_markdown(document: &Document) -> Words {
    let writer = MarkdownWriter { dialect: Dialect::Citybrief, ..MarkdownWriter::default() };
    let markdown = String::from_utf8(writer.write(document).unwrap().bytes).unwrap();
    let pictures = |_: &str| Ok(sample::PNG.to_vec());
    let options = ReadOptions::new("written.md").with_pictures(&pictures);
    let meta = Metadata { title: "Report".into(), ..Metadata::default() };
    let read = document::read(&markdown, meta, Labels::default(), &options).unwrap().document;
    let mut words = Words::new();
    let notes = read.notes.iter().map(|note| &note.blocks);
    for blocks in std::iter::once(&read.blocks).chain(notes) {
        walk::inlines(blocks, &mut |inline| {
            if let Inline::Text(text) | Inline::Code(text) = inline {
                count(text, &mut words);
            }
        });
        walk::blocks(blocks, &mut |block| {
            if let BlockKind::Code { text, .. } = &block.kind {
                count(text, &mut words);
            }
        });
    }
    words
}

#[test]
fn word_and_markdown_agree_in_words() {
    for (language, text) in [("en", sample::ENGLISH), ("ru", sample::RUSSIAN), ("kk", sample::KAZAKH)] {
        let document = sample::document(text, language);
        let (word, markdown) = (words_of_word(&document), words_of_markdown(&document));
        assert!(word.values().sum::<usize>() > 150, "{language}: {word:?}");
        assert_eq!(word, markdown, "{language}");
        let heading = document.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Heading { content, .. } => Some(plain_text(content)),
            _ => None,
        });
        assert!(word.contains_key(&heading.unwrap().split(' ').next().unwrap().to_lowercase()));
    }
}
