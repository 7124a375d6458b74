//! A report of any length, made from a number: the same number makes the same report.
//!
//! Text, lists, tables, boxes and notes in the proportion of a briefing, in Russian and English.

use citybrief::data::LanguageTag;
use citybrief::document::{
    Alignment, Attributes, Block, BlockKind, Cell, Column, Document, Inline, List, Metadata, Note, Row, Table,
};

const RUSSIAN: &str = "делегация города провела переговоры о сотрудничестве в сферах образования здравоохранения \
    туризма и культуры стороны подтвердили намерение подготовить дорожную карту до конца года и поручили \
    рабочей группе уточнить перечень мероприятий руководитель комитета сообщил что соглашение вступило в силу \
    после обмена уведомлениями представители университетов обсудили программу обменов студентами";
const ENGLISH: &str = "the delegation met the mayor and discussed cooperation in education healthcare tourism and \
    culture both sides confirmed their intention to prepare a road map before the end of the year and asked the \
    working group to settle the list of events representatives of universities considered an exchange programme";

/// A generator of numbers that look random and are always the same (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % below.max(1) as u64) as usize
    }
}

struct Generator {
    numbers: Numbers,
    notes: Vec<Note>,
}

/// Sections of a part; a shorter report has no parts.
const PART: usize = 20;

/// A report of so many sections; two of them fill about a page and a half.
pub fn report(sections: usize) -> Document {
    let mut generator = Generator { numbers: Numbers(sections as u64), notes: Vec::new() };
    let level = if sections > PART { 2 } else { 1 };
    let mut blocks = vec![Block::new(BlockKind::Contents { depth: level })];
    for section in 0..sections {
        if level > 1 && section % PART == 0 {
            blocks.push(heading(1, format!("Часть {}", section / PART + 1)));
        }
        generator.section(&mut blocks, section, level);
    }
    let meta = Metadata {
        title: "Справка к визиту делегации Санкт-Петербурга в Алматы".to_owned(),
        subtitle: Some("Delegation briefing".to_owned()),
        author: Some("Отдел международных связей".to_owned()),
        language: Some(LanguageTag::new("ru")),
        date: chrono::NaiveDate::from_ymd_opt(2026, 11, 22),
        date_text: Some("22 ноября 2026 г.".to_owned()),
        classification: Some("Для служебного пользования".to_owned()),
        reference_number: Some("№ 12-34".to_owned()),
        ..Metadata::default()
    };
    Document { meta, blocks, notes: generator.notes, ..Document::default() }
}

fn heading(level: u8, text: String) -> Block {
    Block::new(BlockKind::Heading { level, content: vec![Inline::Text(text)] })
}

impl Generator {
    fn words(&mut self, stock: &str, count: usize) -> String {
        let stock: Vec<&str> = stock.split_whitespace().collect();
        let start = self.numbers.next(stock.len());
        let step = 1 + self.numbers.next(7);
        let mut text: String =
            (0..count).map(|i| stock[(start + i * step) % stock.len()]).collect::<Vec<_>>().join(" ");
        text.push('.');
        text
    }

    fn paragraph(&mut self, stock: &str, count: usize) -> Block {
        Block::new(BlockKind::Paragraph(vec![Inline::Text(self.words(stock, count))]))
    }

    fn section(&mut self, blocks: &mut Vec<Block>, index: usize, level: u8) {
        let title = format!("Раздел {}: {}", index + 1, self.words(RUSSIAN, 3).trim_end_matches('.'));
        blocks.push(heading(level, title));
        let mut first = vec![Inline::Text(self.words(RUSSIAN, 45))];
        first.push(self.note());
        first.push(Inline::Text(format!(" {} ", self.words(RUSSIAN, 20))));
        first.push(Inline::Strong(vec![Inline::Text(self.words(RUSSIAN, 4))]));
        blocks.push(Block::new(BlockKind::Paragraph(first)));
        let english = Attributes { lang: Some(LanguageTag::new("en")), ..Attributes::default() };
        let content = vec![Inline::Text(self.words(ENGLISH, 55)), self.note()];
        blocks.push(Block { attrs: english, kind: BlockKind::Paragraph(content) });
        let items = (0..3).map(|_| vec![self.paragraph(RUSSIAN, 14)]).collect();
        blocks.push(Block::new(BlockKind::List(List { start: None, tight: true, items })));
        blocks.push(self.table(index));
        blocks.push(self.paragraph(RUSSIAN, 60));
    }

    fn note(&mut self) -> Inline {
        let link = format!("https://news.example.org/{}", self.notes.len());
        let text = vec![
            Inline::Text(format!("{} ", self.words(RUSSIAN, 9))),
            Inline::Link { target: link.clone(), content: vec![Inline::Text(link)] },
        ];
        let blocks = vec![Block::new(BlockKind::Paragraph(text))];
        self.notes.push(Note { attrs: Attributes::default(), blocks });
        Inline::NoteRef(self.notes.len() - 1)
    }

    fn table(&mut self, index: usize) -> Block {
        let text = |text: &str| Cell::text(vec![Inline::Text(text.to_owned())]);
        let head = ["№", "Дата", "Глава делегации", "Содержание", "Участников"];
        let rows = 4 + self.numbers.next(5);
        let body = (0..rows)
            .map(|row| {
                let day = format!("{:02}.{:02}.20{:02}", 1 + row, 1 + index % 12, 10 + index % 16);
                let cells = vec![
                    text(&(row + 1).to_string()),
                    text(&day),
                    text("Капитанов О. В."),
                    text(&self.words(RUSSIAN, 9)),
                    text(&self.numbers.next(5000).to_string()),
                ];
                Row { cells }
            })
            .collect();
        let mut columns = vec![Column::default(); 5];
        (columns[0].align, columns[4].align) = (Alignment::End, Alignment::End);
        let head = vec![Row { cells: head.map(text).to_vec() }];
        let caption = vec![Inline::Text(format!("Визиты, раздел {}", index + 1))];
        Block::new(BlockKind::Table(Table { caption, columns, head, body, foot: Vec::new(), row_headers: 0 }))
    }
}
