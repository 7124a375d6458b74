//! `edit`: a visit as text in the officer's editor, and what was changed stored as the officer's account.

use super::failure::Failure;
use super::visit_form::{Fault, VisitForm};
use super::{Outcome, session::Session};
use citybrief::data::{Account, Source, SourceKind, VisitId, VisitRecord};
use citybrief::store::{Store, StoreError};
use clap::Args;
use std::{
    fs,
    io::{self, BufRead, IsTerminal, Write},
    path::{Path, PathBuf},
    process::Command,
};

/// Arguments of `edit`.
#[derive(Args, Debug)]
pub struct EditArgs {
    /// Number of the visit, as "visits" and "review" list it
    id: i64,
    /// Take the corrections from this file instead of an editor; it need only hold what changes
    #[arg(long, value_name = "FILE.toml")]
    file: Option<PathBuf>,
    /// Print the text that the editor would open, and store nothing
    #[arg(long, conflicts_with = "file")]
    print: bool,
}

/// Name of the officer's account where the config names no office.
const OFFICER: &str = "Officer";

/// Corrects a visit.
pub fn edit(args: &EditArgs, session: &Session) -> Result<Outcome, Failure> {
    let id = VisitId(args.id);
    if args.print {
        let record = record(&session.store()?, id)?;
        let text = VisitForm::of(&record, session)?.to_text(&record);
        session.print(|out| out.write_all(text.as_bytes()))?;
        return Ok(Outcome::Done);
    }
    let mut store = session.store_to_write()?;
    let record = record(&store, id)?;
    match &args.file {
        Some(path) => apply(from_file(path, &record, session)?, id, session, &mut store),
        None => in_editor(&record, session, &mut store),
    }
}

fn record(store: &Store, id: VisitId) -> Result<VisitRecord, Failure> {
    Ok(store.visit(id)?.ok_or(StoreError::NoVisit(id))?)
}

/// What a text comes to.
#[derive(Debug)]
struct Correction {
    /// What the officer says, if anything.
    account: Option<Account>,
    /// Fields that were emptied, and keep their values.
    kept: Vec<&'static str>,
}

/// Stores a correction and says what it came to.
fn apply(
    correction: Correction,
    id: VisitId,
    session: &Session,
    store: &mut Store,
) -> Result<Outcome, Failure> {
    match correction.account {
        None => session.say("nothing was changed"),
        Some(account) => {
            let number = store.correct(id, account, session.gazetteer()?)?;
            session.say(format_args!("visit {id}: corrected by account {number}; the other accounts stay"));
        }
    }
    for field in &correction.kept {
        session
            .say(format_args!("warning: {field} stays: a correction replaces a value, it takes none away"));
    }
    Ok(if correction.kept.is_empty() { Outcome::Done } else { Outcome::Warned })
}

/// Reads a text against the visit as it stands.
fn understand(text: &str, record: &VisitRecord, session: &Session) -> Result<Correction, Fault> {
    let whole = |failure: Failure| Fault::new(1, failure.to_string());
    let before = VisitForm::of(record, session).map_err(whole)?;
    let form = VisitForm::parse(text, record, session)?;
    let source = Source {
        publisher: session.config.author.clone().unwrap_or_else(|| OFFICER.to_owned()),
        title: form.note.clone().filter(|note| !note.trim().is_empty()),
        published: Some(session.today().map_err(whole)?.into()),
        kind: SourceKind::Officer,
        ..Source::default()
    };
    let account = form.changes(&before).map(|account| Account { source, ..account });
    Ok(Correction { account, kept: form.emptied(&before) })
}

fn from_file(path: &Path, record: &VisitRecord, session: &Session) -> Result<Correction, Failure> {
    let text = fs::read_to_string(path).map_err(|e| {
        Failure::environment(format!("cannot read {}: {e}", path.display()))
            .hint("`citybrief edit ID --print` gives a text to start from")
    })?;
    understand(&text, record, session).map_err(|fault| {
        Failure::data(format!("{}:{}: {}", path.display(), fault.line, fault.message))
            .hint("nothing was stored; mend this line and run the command again")
    })
}

/// Opens the visit in the editor until its text can be stored or the officer gives up; the text is never lost.
fn in_editor(record: &VisitRecord, session: &Session, store: &mut Store) -> Result<Outcome, Failure> {
    let editor = editor()?;
    let id = record.visit.id;
    let first = VisitForm::of(record, session)?.to_text(record);
    let file = tempfile::Builder::new().prefix(&format!("visit-{id}-")).suffix(".toml").tempfile();
    let file = file.and_then(|mut file| file.write_all(first.as_bytes()).map(|()| file));
    let file = file.map_err(|e| Failure::environment(format!("cannot make a file to edit: {e}")))?;
    loop {
        let opened = open(&editor, file.path());
        let text = fs::read_to_string(file.path()).unwrap_or_default();
        if text == first {
            let unchanged = Correction { account: None, kept: Vec::new() };
            opened.map_err(|problem| Failure::environment(problem).hint(EDITOR_HINT))?;
            return apply(unchanged, id, session, store);
        }
        let problem = opened.and_then(|()| {
            let correction = understand(&text, record, session)
                .map_err(|fault| format!("line {}: {}", fault.line, fault.message))?;
            apply(correction, id, session, store).map_err(|failure| failure.to_string())
        });
        let problem = match problem {
            Ok(outcome) => return Ok(outcome),
            Err(problem) => problem,
        };
        if !wants_again(&problem) {
            let kept = file.keep().map_err(|e| Failure::environment(format!("cannot keep the text: {e}")))?.1;
            return Err(Failure::data(problem).hint(format!(
                "nothing was stored; your text is kept: mend it, then `citybrief edit {id} --file {}`",
                kept.display()
            )));
        }
    }
}

const EDITOR_HINT: &str =
    "VISUAL or EDITOR names the editor; or `citybrief edit ID --print > visit.toml`, then --file visit.toml";

/// `$VISUAL`, else `$EDITOR`, with its arguments.
fn editor() -> Result<Vec<String>, Failure> {
    let named = ["VISUAL", "EDITOR"].into_iter().find_map(|name| {
        let words: Vec<String> = std::env::var(name).ok()?.split_whitespace().map(str::to_owned).collect();
        (!words.is_empty()).then_some(words)
    });
    named.ok_or_else(|| Failure::environment("no editor is named").hint(EDITOR_HINT))
}

fn open(editor: &[String], path: &Path) -> Result<(), String> {
    let (program, arguments) = editor.split_first().ok_or("no editor is named")?;
    let status = Command::new(program).args(arguments).arg(path).status();
    let status = status.map_err(|e| format!("the editor {program} cannot be started: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("the editor {program} ended with {status}")) }
}

/// Says what is wrong and, where somebody can answer, asks whether to open the text again.
fn wants_again(fault: &str) -> bool {
    if !io::stdin().is_terminal() {
        return false;
    }
    eprintln!("{fault}");
    eprint!("Press Enter to open it again, or type q to stop and keep the text: ");
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    read.is_ok_and(|bytes| bytes > 0) && !answer.trim().eq_ignore_ascii_case("q")
}
