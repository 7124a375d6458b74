//! Hard-wrapped text, as of e-mails and old systems → paragraphs, one a line.

/// Longest line of a text that can be wrapped, in characters.
const WIDEST: usize = 110;
/// Shortest line that runs on by itself into one that begins small, in characters.
const FULL: usize = 50;
/// Of so many lines that others follow one at least must run on, for a text to be wrapped.
const ONE_OF: usize = 3;
/// Fewest lines that others follow.
const FEWEST: usize = 3;

/// Joins the lines of paragraphs that were cut at some width. Lists keep their lines, and so does a title, which may be
/// the first line where it is not known otherwise.
pub(super) fn unwrap(body: &str, title_known: bool) -> String {
    let lines: Vec<&str> = body.lines().map(str::trim).collect();
    let width = lines.iter().map(|l| l.chars().count()).max().unwrap_or(0);
    let pairs = || lines.windows(2).filter(|p| !p[0].is_empty() && !p[1].is_empty());
    let running = pairs().filter(|p| runs_on(p[0], p[1])).count();
    let wrapped = width <= WIDEST && pairs().count() >= FEWEST && running * ONE_OF >= pairs().count();
    let mut out = String::with_capacity(body.len());
    let mut title = !title_known;
    for (number, line) in lines.iter().enumerate() {
        out.push_str(line);
        let Some(next) = lines.get(number + 1) else { break };
        let joins = match wrapped {
            true => belongs(line, next, width, title),
            false => line.chars().count() >= FULL && runs_on(line, next),
        };
        title &= line.is_empty();
        match joins {
            false => out.push('\n'),
            // A word that was divided.
            true if line.ends_with('-') && next.starts_with(char::is_lowercase) => _ = out.pop(),
            true => out.push(' '),
        }
    }
    out
}

/// Whether a line ends within a sentence and the next one begins small.
fn runs_on(line: &str, next: &str) -> bool {
    !line.is_empty()
        && !ends_sentence(line)
        && !line.ends_with([':', ';'])
        && next.starts_with(char::is_lowercase)
}

/// Whether two lines of a wrapped text are one paragraph's.
fn belongs(line: &str, next: &str, width: usize, title: bool) -> bool {
    if line.is_empty() || next.is_empty() || next.starts_with(['-', '–', '—', '•', '*']) {
        return false;
    }
    // A line that ends early, with a stop or before a capital, ends a paragraph or is a heading.
    let long = line.chars().count() * 10 >= width * 7;
    let open = line.split_whitespace().last().is_some_and(|w| w.starts_with(char::is_lowercase));
    runs_on(line, next) || !title && (long || open && !ends_sentence(line))
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '»', '’', ')']).ends_with(['.', '!', '?', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_paragraphs_are_one_line_again() {
        let wrapped = "Osh and Omsk sign up as twins\nThe Mayor of the Kyrgyz city of Osh, Azamat Kerimov, and a\ndelegation under him met on Monday the deputy mayor\nof Omsk, whose name on the programme is given as Ivan\nPetrov. They talked about trade be-\ntween the two cities.\n\nA memorandum was signed by both\nof them.";
        assert_eq!(
            unwrap(wrapped, false),
            "Osh and Omsk sign up as twins\nThe Mayor of the Kyrgyz city of Osh, Azamat Kerimov, and a delegation under him met on Monday the deputy mayor of Omsk, whose name on the programme is given as Ivan Petrov. They talked about trade between the two cities.\n\nA memorandum was signed by both of them."
        );
    }

    #[test]
    fn paragraphs_titles_and_lists_stay() {
        let long = "Делегация Оша прибыла в Омск и встретилась с мэром города, с которым она говорила о торговле, о школах и о том, что ещё впереди.";
        let text = format!(
            "Гости из Оша\n{long}\nВ составе делегации:\nмэр Оша Азамат Керимов\nдепутат кенеша\n{long}"
        );
        assert_eq!(unwrap(&text, false), text);
        assert_eq!(unwrap("", false), "");
    }
}
