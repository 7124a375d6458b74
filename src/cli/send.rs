//! `send`: a report as a message, through the mail server or as a draft.

use super::post::{Envelope, draft_name};
use super::{
    Outcome, brief,
    failure::{Failure, Fault},
    monthly,
    output::{OutputFile, write_files},
    report::{MadeReport, ReportArgs, output_folder},
    session::Session,
};
use citybrief::deliver::{Mail, Mailbox, RecipientKind};
use citybrief::store::Store;
use clap::{Args, Subcommand};

/// Arguments of `send`.
#[derive(Args, Debug)]
pub struct SendArgs {
    #[command(subcommand)]
    report: SentReport,
}

#[derive(Debug, Subcommand)]
enum SentReport {
    /// Send the summary of a month, quarter or year
    Monthly {
        #[command(flatten)]
        report: monthly::MonthlyArgs,
        #[command(flatten)]
        mail: MailArgs,
    },
    /// Send the briefing for a delegation's visit
    Brief {
        #[command(flatten)]
        report: brief::BriefArgs,
        #[command(flatten)]
        mail: MailArgs,
    },
}

/// Whom the message goes to.
#[derive(Args, Debug)]
struct MailArgs {
    /// Recipient: name@example.org or "Name <name@example.org>"; may be given more than once
    #[arg(long, value_name = "ADDRESS")]
    to_address: Vec<Mailbox>,
    /// Recipient of a copy
    #[arg(long, value_name = "ADDRESS")]
    cc_address: Vec<Mailbox>,
    /// Recipient of a copy that the others do not see
    #[arg(long, value_name = "ADDRESS")]
    bcc_address: Vec<Mailbox>,
    /// Show what would be sent, and send nothing
    #[arg(long)]
    dry_run: bool,
}

impl MailArgs {
    fn recipients(&self) -> Vec<(RecipientKind, Mailbox)> {
        let kinds = [
            (RecipientKind::To, &self.to_address),
            (RecipientKind::Cc, &self.cc_address),
            (RecipientKind::Bcc, &self.bcc_address),
        ];
        kinds.into_iter().flat_map(|(kind, boxes)| boxes.iter().map(move |b| (kind, b.clone()))).collect()
    }
}

/// Runs `send`.
pub fn run(args: &SendArgs, session: &Session) -> Result<Outcome, Failure> {
    let keeps = session.email()?.smtp.is_some();
    let open = |report: &ReportArgs| if keeps { session.store_to_write() } else { report.store(session) };
    match &args.report {
        SentReport::Monthly { report, mail } => {
            let mut store = open(report.report())?;
            let made = monthly::make(report, session, &store)?;
            send(&made, report.report(), mail, session, &mut store)
        }
        SentReport::Brief { report, mail } => {
            let mut store = open(report.report())?;
            let (made, _) = brief::make(report, session, &store)?;
            send(&made, report.report(), mail, session, &mut store)
        }
    }
}

fn send(
    made: &MadeReport,
    report: &ReportArgs,
    mail: &MailArgs,
    session: &Session,
    store: &mut Store,
) -> Result<Outcome, Failure> {
    let envelope = Envelope {
        report: &made.issue.report,
        thread: &made.issue.series,
        lang: report.lang,
        formats: &report.to,
        recipients: mail.recipients(),
        date: session.now()?.fixed_offset(),
        automatic: false,
    };
    let mails = session.mails(made, envelope)?;
    if mail.dry_run {
        return show(&mails, session);
    }
    let failed = if session.email()?.smtp.is_some() {
        through_server(&mails, session, store)?
    } else {
        as_drafts(&mails, report, session)?;
        false
    };
    if report.issue {
        let id = store.record_issue(&made.issue, session.now()?)?;
        session.say(format_args!("issued as number {id}"));
    }
    if failed {
        return Err(Failure::environment("not everything was sent")
            .hint("`citybrief outbox list` shows what is left, with the server's words"));
    }
    Ok(if made.warned { Outcome::Warned } else { Outcome::Done })
}

fn show(mails: &[Mail], session: &Session) -> Result<Outcome, Failure> {
    let built = mails.iter().map(|mail| session.for_outbox(mail)).collect::<Result<Vec<_>, _>>()?;
    session.print(|out| {
        for (mail, built) in mails.iter().zip(&built) {
            writeln!(
                out,
                "{} ({} bytes), to {}",
                mail.subject,
                built.bytes.len(),
                built.recipients.join(", ")
            )?;
            for attachment in &mail.attachments {
                writeln!(out, "  {} ({} bytes)", attachment.name, attachment.bytes.len())?;
            }
            writeln!(out, "\n{}", mail.body.text)?;
        }
        Ok(())
    })?;
    Ok(Outcome::Done)
}

/// Queues and sends; tells whether anything is left. A message that was sent before is not sent again.
fn through_server(mails: &[Mail], session: &Session, store: &mut Store) -> Result<bool, Failure> {
    for mail in mails {
        let (id, is_new) = store.queue_mail(&session.for_outbox(mail)?, session.now()?)?;
        if !is_new {
            session.say(format_args!(
                "note: the very same message is in the outbox already as number {id}; it is not sent twice"
            ));
        }
    }
    let Some(lock) = store.lock_sending()? else {
        session.say("another citybrief is sending; it, or the next call, takes these messages along");
        return Ok(false);
    };
    let done = session.send_due(store, &lock)?;
    Ok(done.failed + done.later + done.in_doubt > 0)
}

fn as_drafts(mails: &[Mail], report: &ReportArgs, session: &Session) -> Result<(), Failure> {
    let folder = report.output.clone().unwrap_or_else(|| output_folder(session));
    for mail in mails {
        let bytes = mail.draft().map_err(|e| Failure::from_error(Fault::Data, &e))?;
        let path = folder.join(draft_name(&mail.report, mail.message_id().as_str()));
        session.say(format_args!("{}: a draft; open it in your mail program", path.display()));
        write_files(&[OutputFile { path, bytes }])?;
    }
    Ok(())
}
