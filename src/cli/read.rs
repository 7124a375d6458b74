//! `read`: what would be read out of clippings. Stores nothing.

use super::{Outcome, failure::Failure, name::line, session::Session};
use citybrief::import::article::{Lexicon, REVIEW_THRESHOLD, Reading, ReadingLine, explain, read_bytes};
use citybrief::store::value_at;
use clap::Args;
use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
};

/// Arguments of `read`.
#[derive(Args, Debug)]
pub struct ReadArgs {
    /// Clippings: text, Markdown, HTML or e-mail
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Print a JSON object a line
    #[arg(long)]
    json: bool,
    /// Print why: what each sentence is taken for, and what speaks for each place
    #[arg(long)]
    explain: bool,
}

/// Reads each file and prints what was found, with the passage behind each value.
pub fn read(args: &ReadArgs, session: &Session) -> Result<Outcome, Failure> {
    let lexicon = Lexicon::new(session.gazetteer()?, session.sectors()?.clone(), session.word_lists()?);
    let mut warned = false;
    for path in &args.files {
        let bytes = fs::read(path).map_err(|e| {
            Failure::environment(format!("cannot read {}: {e}", path.display()))
                .hint("give the paths of files; folders are read by `citybrief import`")
        })?;
        let name = path.to_string_lossy();
        if args.explain {
            print_explanation(args.json, session, &name, &bytes, &lexicon)?;
            continue;
        }
        let reading = read_bytes(&name, &bytes, &lexicon);
        warned |= reading.visit.is_none() || !reading.remarks.is_empty();
        if args.json {
            let line = serde_json::to_string(&ReadingLine::new(&name, &reading, &lexicon));
            let line = line.map_err(|e| Failure::internal(&e.to_string()))?;
            session.print(|out| writeln!(out, "{line}"))?;
        } else {
            session.print(|out| print_reading(out, &name, &reading))?;
        }
    }
    // The program ends here; to take the word lists apart again would only cost time.
    std::mem::forget(lexicon);
    Ok(if warned { Outcome::Warned } else { Outcome::Done })
}

/// What the reader saw in a file, for those who extend the word lists.
fn print_explanation(
    json: bool,
    session: &Session,
    name: &str,
    bytes: &[u8],
    lexicon: &Lexicon,
) -> Result<(), Failure> {
    let explanation = explain(name, bytes, lexicon);
    if json {
        let line = serde_json::json!({ "file": name, "explanation": explanation });
        return session.print(|out| writeln!(out, "{line}"));
    }
    session.print(|out| {
        writeln!(out, "{name}")?;
        let Some(explanation) = &explanation else { return writeln!(out, "  cannot be read\n") };
        for sentence in &explanation.sentences {
            writeln!(out, "  « {} »", sentence.text)?;
            for (what, list) in [("is", sentence.marks.join(", ")), ("tells", sentence.frames.join(", "))] {
                if !list.is_empty() {
                    writeln!(out, "    {what}: {list}")?;
                }
            }
            sentence.people.iter().try_for_each(|person| writeln!(out, "    person: {person}"))?;
        }
        explanation.places().iter().try_for_each(|place| writeln!(out, "  place: {place}"))?;
        explanation.people().iter().try_for_each(|person| writeln!(out, "  person: {person}"))?;
        explanation.sectors().iter().try_for_each(|sector| writeln!(out, "  sector: {sector}"))?;
        writeln!(out, "  signs: {}\n", explanation.signs())
    })
}

/// A reading for the eye: each value with its passage, those that want a second look marked.
fn print_reading(out: &mut dyn Write, name: &str, reading: &Reading) -> io::Result<()> {
    writeln!(out, "{name}")?;
    if let Some(title) = &reading.title {
        writeln!(out, "  {title}")?;
    }
    for remark in &reading.remarks {
        writeln!(out, "  note: {remark}")?;
    }
    let Some(account) = &reading.visit else {
        let why = reading.why.as_ref().map_or_else(String::new, |w| format!(": {w}"));
        return writeln!(out, "  no visit was read{why}\n");
    };
    let values = serde_json::to_value(account).unwrap_or_default();
    for (path, passage) in &account.evidence {
        let confidence = account.confidence.get(path).copied().unwrap_or(1.0);
        let mark = if confidence < REVIEW_THRESHOLD { " (to check)" } else { "" };
        let value = value_at(&values, path).map(line).unwrap_or_default();
        writeln!(out, "  {path}: {value}{mark}")?;
        writeln!(out, "    « {passage} »")?;
    }
    writeln!(out)
}
