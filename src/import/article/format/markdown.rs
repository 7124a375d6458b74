//! Markdown as clipping services make it: a heading, "Published at", "Author", "Original".

use super::Clipping;

/// Lines within which a head ends.
const HEAD_LINES: usize = 16;
/// What the lines of a head begin with.
const LABELS: [&str; 3] = ["Published at:", "Author:", "Original:"];

/// Whether the text has such a head.
pub(super) fn is_markdown(text: &str) -> bool {
    text.lines().take(12).any(|l| l.trim_start().starts_with("# ") || l.starts_with("Published at:"))
}

/// Reads head and body.
pub(super) fn read(text: &str) -> Clipping {
    let mut clipping = Clipping::default();
    let mut in_head = true;
    // Lines of the page, its title first, may stand before what the service knows of it.
    let labelled = |line: &str| LABELS.iter().any(|label| line.trim_start().starts_with(label));
    let last_label = text.lines().take(HEAD_LINES).enumerate().filter(|(_, l)| labelled(l)).last();
    let head_end = last_label.map_or(0, |(number, _)| number);
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        let title_before = line.starts_with("# ") && !clipping.body.trim().is_empty();
        if in_head && !title_before && take_head_line(&mut clipping, line) {
            continue;
        }
        in_head &= line.is_empty() || number < head_end;
        clipping.body.push_str(&plain_line(line));
        clipping.body.push('\n');
    }
    clipping
}

fn take_head_line(clipping: &mut Clipping, line: &str) -> bool {
    let value = |label: &str| line.strip_prefix(label).map(|v| v.trim().trim_matches('*').trim().to_owned());
    if let Some(title) = line.strip_prefix("# ") {
        clipping.title = Some(title.trim().trim_end_matches('#').trim().to_owned());
    } else if let Some(date) = value("Published at:") {
        clipping.published = date.get(..10).and_then(|d| d.parse().ok());
    } else if let Some(author) = value("Author:") {
        clipping.author = (!author.is_empty()).then_some(author);
    } else if let Some(original) = value("Original:") {
        let link = original.strip_prefix('[').and_then(|r| r.split_once("]("));
        match link {
            Some((publisher, url)) => {
                clipping.publisher = Some(publisher.to_owned());
                clipping.url = Some(url.trim_end_matches(')').to_owned());
            }
            None => clipping.url = Some(original),
        }
    } else {
        return false;
    }
    true
}

/// Heading marks, quotation marks and links are taken off; their text stays.
fn plain_line(line: &str) -> String {
    let line = without_emphasis(line.trim_start_matches(['#', '>', ' ']));
    let mut out = String::with_capacity(line.len());
    let mut rest = line.as_str();
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        match after.split_once("](").and_then(|(text, tail)| Some((text, tail.split_once(')')?.1))) {
            Some((text, tail)) if !text.contains('[') => {
                out.push_str(text);
                rest = tail;
            }
            _ => {
                out.push('[');
                rest = after;
            }
        }
    }
    out + rest
}

/// Takes the stars and underscores off that set words off; those of lists, sums and names of files stay.
fn without_emphasis(line: &str) -> String {
    let letters: Vec<char> = line.chars().collect();
    let at = |i: Option<usize>| i.and_then(|i| letters.get(i)).copied().unwrap_or(' ');
    let is_mark = |(i, c): (usize, &char)| {
        let (before, after) = (at(i.checked_sub(1)), at(Some(i + 1)));
        match c {
            '*' | '_' if before.is_alphanumeric() && after.is_alphanumeric() => false,
            '*' | '_' => !(before.is_whitespace() && after.is_whitespace()),
            _ => false,
        }
    };
    letters.iter().enumerate().filter(|(i, c)| !is_mark((*i, c))).map(|(_, c)| c).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_is_taken_apart() {
        let text = "# Гости в Омске\n\nPublished at: **2020-01-02T07:15:00+00:00**\n\nAuthor: ****\n\nOriginal: [Paper](https://paper.example/1)\n\nТекст [ссылка](x) далее.";
        let clip = read(text);
        assert_eq!(clip.title.as_deref(), Some("Гости в Омске"));
        assert_eq!(clip.published.unwrap().to_string(), "2020-01-02");
        assert_eq!((clip.author, clip.publisher.as_deref()), (None, Some("Paper")));
        assert_eq!(clip.url.as_deref(), Some("https://paper.example/1"));
        assert_eq!(clip.body.trim(), "Текст ссылка далее.");
    }

    #[test]
    fn a_line_of_the_page_may_stand_before_the_head() {
        let text = "Уфа породнилась с Цицикаром\n\n# Новости\n\nPublished at: **2015-12-01T00:00:00+00:00**\n\nAuthor: ****\n\nТекст";
        let clip = read(text);
        assert_eq!(clip.published.unwrap().to_string(), "2015-12-01");
        assert!(clip.title.is_none() && clip.body.starts_with("Уфа породнилась"));
    }

    #[test]
    fn words_set_off_lose_their_marks() {
        assert_eq!(
            plain_line("Мэр *Олег Ким* и **Анна** __Ли__, _гости_."),
            "Мэр Олег Ким и Анна Ли, гости."
        );
        assert_eq!(plain_line("* 2 * 3, a_b.txt"), "* 2 * 3, a_b.txt");
    }
}
