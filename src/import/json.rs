//! Accounts as JSON: an array of accounts (or one a line).

use super::{ImportOptions, Notice, Reading, Reject, encoding};
use crate::data::{Account, Origin};
use serde_json::value::RawValue;

/// Reads accounts; each that cannot be read is a reject of its own, with its line.
///
/// Broken JSON rejects the whole file, because what follows the break has no safe meaning.
pub fn read(file: &str, bytes: &[u8], _options: &ImportOptions<'_>, reading: &mut Reading) {
    let text = match encoding::decode(bytes) {
        Ok(decoded) => decoded.text,
        Err(e) => return reading.reject_file(file, e.to_string()),
    };
    let one_a_line = file.to_lowercase().ends_with(".jsonl");
    if one_a_line {
        for (index, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            read_one(file, index + 1, line, reading);
        }
        return;
    }
    if text.trim_start().starts_with('{') {
        let message = "holds one object, not a list of accounts; not read as accounts".to_owned();
        let origin = Origin { file: file.to_owned(), ..Origin::default() };
        reading.notices.push(Notice { origin, message });
        return;
    }
    match serde_json::from_str::<Vec<&RawValue>>(&text) {
        Ok(items) => {
            let mut lines = LineCounter { text: &text, offset: 0, line: 1 };
            for item in items {
                read_one(file, lines.line_of(item.get()), item.get(), reading);
            }
        }
        Err(e) => reading.reject(Reject {
            origin: Origin {
                file: file.to_owned(),
                sheet: None,
                line: u32::try_from(e.line()).unwrap_or(u32::MAX),
            },
            column: Some(e.column().to_string()),
            reason: format!("the file is not valid JSON, nothing of it was read: {}", bare_message(&e)),
        }),
    }
}

fn read_one(file: &str, line: usize, text: &str, reading: &mut Reading) {
    let line = u32::try_from(line).unwrap_or(u32::MAX);
    match serde_json::from_str::<Account>(text) {
        Ok(account) => {
            reading.accept(account, Origin { file: file.to_owned(), sheet: None, line });
        }
        Err(e) => {
            let inner = u32::try_from(e.line()).unwrap_or(1).saturating_sub(1);
            let reason = format!("not an account: {}", bare_message(&e));
            reading.reject(Reject::at(file, line.saturating_add(inner), reason));
        }
    }
}

/// serde_json's words without its "at line … column …", which would count from the account's own beginning.
fn bare_message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rfind(" at line ").map_or(text.clone(), |end| text[..end].to_owned())
}

/// Lines of slices that come in order.
struct LineCounter<'a> {
    text: &'a str,
    offset: usize,
    line: usize,
}

impl LineCounter<'_> {
    fn line_of(&mut self, part: &str) -> usize {
        let at = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize).min(self.text.len());
        self.line += self.text.as_bytes()[self.offset..at].iter().filter(|b| **b == b'\n').count();
        self.offset = at;
        self.line
    }
}
