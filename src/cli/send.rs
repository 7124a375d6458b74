//! `send`: a report as a message, through the mail server or as a draft.

use super::post::{Envelope, draft_name};
use super::{
    Outcome, brief,
    failure::{Failure, Fault},
    monthly,
    output::{OutputFile, write_files},
    report::{MadeReport, ReportArgs, output_folder, say_issued},
    session::Session,
};
use citybrief::data::{Delivery, DeliveryState};
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
    let keeps = session.config.email.smtp.is_some();
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
        lang: report.lang(session),
        formats: &report.to,
        recipients: mail.recipients(),
        date: session.now()?.fixed_offset(),
        automatic: false,
    };
    let mails = session.mails(made, envelope)?;
    if mail.dry_run {
        return show(&mails, session);
    }
    if session.config.email.smtp.is_some() {
        through_server(made, &mails, report.issue, session, store)?;
    } else {
        as_drafts(&mails, report, session)?;
        if report.issue {
            say_issued(store.record_issue(&made.issue, session.now()?)?, session);
        }
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

/// Queues and sends. A message that was queued before is not queued twice, whatever became of it.
fn through_server(
    made: &MadeReport,
    mails: &[Mail],
    issue: bool,
    session: &Session,
    store: &mut Store,
) -> Result<(), Failure> {
    let mails = mails.iter().map(|mail| session.for_outbox(mail)).collect::<Result<Vec<_>, _>>()?;
    let now = session.now()?;
    let queued = if issue {
        let queued = store.queue_issue(&mails, &made.issue, now)?;
        say_issued(queued.issue, session);
        queued.mails
    } else {
        mails.iter().map(|mail| store.queue_mail(mail, now)).collect::<Result<_, _>>()?
    };
    let Some(lock) = store.lock_sending()? else {
        session.say("another citybrief is sending; it, or the next call, takes these messages along");
        return Ok(());
    };
    session.send_due(store, &lock)?;
    let mut unsent = Vec::new();
    for entry in store.outbox()? {
        let Some((id, is_new)) = queued.iter().find(|(id, _)| *id == entry.id) else { continue };
        for delivery in &entry.deliveries {
            if let Some(words) = words_on(delivery, *is_new) {
                session.say(format_args!("message {id} to {}: {words}", delivery.address));
            }
            if delivery.state != DeliveryState::Sent && !unsent.contains(id) {
                unsent.push(*id);
            }
        }
    }
    let Some(id) = unsent.first() else { return Ok(()) };
    Err(Failure::environment("not everything was sent").hint(format!(
        "`citybrief outbox retry {id}` tries at once; `citybrief outbox list` shows all that is left"
    )))
}

/// What became of a message that this command did not simply send.
fn words_on(delivery: &Delivery, is_new: bool) -> Option<String> {
    let reply = delivery.reply.as_deref().unwrap_or("no attempt yet");
    let before = if is_new { "" } else { "the very same message was queued before; " };
    Some(match delivery.state {
        DeliveryState::Sent if is_new => return None,
        DeliveryState::Sent => "the very same message was sent before; it is not sent twice".to_owned(),
        DeliveryState::Queued => {
            let next = delivery.next_attempt.format("%Y-%m-%d %H:%M UTC");
            format!("{before}it waits ({reply}) and is tried again after {next}")
        }
        DeliveryState::Failed => format!("{before}it failed: {reply}"),
        DeliveryState::HandedOver | DeliveryState::InDoubt => {
            format!("{before}nobody knows whether the mail server took it: {reply}")
        }
        DeliveryState::Cancelled => format!("{before}it was called off"),
    })
}

fn as_drafts(mails: &[Mail], report: &ReportArgs, session: &Session) -> Result<(), Failure> {
    let folder = report.output.clone().unwrap_or_else(|| output_folder(session));
    for mail in mails {
        let bytes = mail.draft().map_err(|e| Failure::from_error(Fault::Data, &e))?;
        let path = folder.join(draft_name(&mail.report, mail.message_id().as_str()));
        let words = format!("{}: a draft; open it in your mail program", path.display());
        write_files(&[OutputFile { path, bytes }])?;
        session.say(words);
    }
    Ok(())
}
