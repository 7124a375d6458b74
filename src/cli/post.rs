//! From a report to messages, and from the outbox to the mail server or to drafts.

use super::{
    failure::{Failure, Fault},
    output::{OutputFile, write_files},
    report::{MadeReport, output_folder},
    session::Session,
};
use chrono::{DateTime, FixedOffset};
use citybrief::data::{Locale, OutboxMail};
use citybrief::deliver::{
    Attachment, Dispatched, InDoubt, LastCallFailed, Login, Mail, MailBody, Mailbox, Outcome, Parcel,
    RecipientKind, Smtp, Transport, dispatch, split,
};
use citybrief::message::Catalogue;
use citybrief::store::{SendingLock, Store};
use citybrief::write::Format;
use std::path::PathBuf;

/// Whom a report goes to, and how.
pub struct Envelope<'a> {
    /// What it carries, such as `monthly/2019-11`.
    pub report: &'a str,
    /// What its messages are gathered under.
    pub thread: &'a str,
    /// Language.
    pub lang: Locale,
    /// Formats attached.
    pub formats: &'a [Format],
    /// Recipients.
    pub recipients: Vec<(RecipientKind, Mailbox)>,
    /// Moment of writing, with the office's offset.
    pub date: DateTime<FixedOffset>,
    /// Whether the schedule sends it.
    pub automatic: bool,
}

impl Session {
    /// The messages that carry a report: one, or several where it would be too large.
    pub fn mails(&self, made: &MadeReport, envelope: Envelope<'_>) -> Result<Vec<Mail>, Failure> {
        let email = &self.config.email;
        let logo = email.logo.as_deref().map(|path| self.read_setting_bytes(path)).transpose()?;
        let attachments =
            made.outputs(self, envelope.formats)?.into_iter().flat_map(|(name, format, output)| {
                let sidecars = output.sidecars.into_iter();
                let sidecars = sidecars.map(|(name, bytes)| Attachment { name, mime: OTHER, bytes });
                std::iter::once(Attachment { name, mime: mime(format), bytes: output.bytes }).chain(sidecars)
            });
        let mail = Mail {
            from: email.from.clone(),
            reply_to: email.reply_to.clone(),
            recipients: envelope.recipients,
            subject: made.manuscript.document.meta.title.clone(),
            language: envelope.lang,
            body: MailBody::of(&made.mail, logo.as_ref().map(|_| "logo")),
            logo,
            attachments: attachments.collect(),
            date: envelope.date,
            report: envelope.report.to_owned(),
            thread: envelope.thread.to_owned(),
            automatic: envelope.automatic,
        };
        let words = Catalogue::builtin(envelope.lang).map_err(|e| Failure::from_error(Fault::Data, &e))?;
        split(&mail, email.size_limit(), &words).map_err(|e| Failure::from_error(Fault::Data, &e))
    }

    /// A message as the outbox takes it: for the server, or as a draft where there is none.
    pub fn for_outbox(&self, mail: &Mail) -> Result<OutboxMail, Failure> {
        let made = if self.config.email.smtp.is_some() { mail.for_server() } else { mail.for_folder() };
        made.map_err(|e| Failure::from_error(Fault::Data, &e))
    }

    /// Sends what is due in the outbox, and says what became of it.
    pub fn send_due(&self, store: &mut Store, lock: &SendingLock) -> Result<Dispatched, Failure> {
        let email = &self.config.email;
        let policy = email.smtp.as_ref().map_or(InDoubt::Hold, |smtp| smtp.in_doubt);
        let mut transport: Box<dyn Transport> = match &email.smtp {
            None => Box::new(DraftFolder { folder: output_folder(self) }),
            Some(smtp) => {
                let mut smtp = smtp.clone();
                for path in [&mut smtp.ca_file, &mut smtp.password_file].into_iter().flatten() {
                    *path = self.config.resolve(path);
                }
                let login =
                    Login::find(&smtp, |name| std::env::var(name).ok()).map_err(|e| setting_failure(&e))?;
                let from = email.from.as_ref().ok_or_else(no_sender)?;
                let server = Smtp::new(&smtp, login, from.domain());
                Box::new(server.map_err(|e| setting_failure(&e))?)
            }
        };
        let now = self.now()?;
        let done = dispatch(store, lock, transport.as_mut(), policy, &|| self.now().unwrap_or(now))?;
        self.say_dispatched(done);
        Ok(done)
    }

    fn say_dispatched(&self, done: Dispatched) {
        let sent = match self.config.email.smtp {
            Some(_) => "sent".to_owned(),
            None => format!("written as drafts into {}", output_folder(self).display()),
        };
        self.say(format_args!(
            "messages {sent}: {}; to be tried again: {}; failed: {}",
            done.sent, done.later, done.failed
        ));
        if done.in_doubt > 0 {
            self.say(format_args!(
                "warning: of {} nobody knows whether the mail server took it: ask the recipient, then \
                 `citybrief outbox retry` or `cancel`",
                done.in_doubt
            ));
        }
    }
}

fn setting_failure(error: &(dyn std::error::Error + 'static)) -> Failure {
    Failure::from_error(Fault::Environment, error)
        .hint("mend [email.smtp] in citybrief.toml; what is in the outbox waits until then")
}

fn no_sender() -> Failure {
    Failure::environment("[email.smtp] is there, but no sender")
        .hint("add from = \"Office <office@city.example>\" to [email] in citybrief.toml")
}

/// MIME type of a picture or the like beside a Markdown report.
const OTHER: &str = "application/octet-stream";

fn mime(format: Format) -> &'static str {
    match format {
        Format::Pdf => "application/pdf",
        Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Format::Markdown => "text/markdown; charset=utf-8",
        Format::Html => "text/html; charset=utf-8",
        Format::Json => "application/json",
    }
}

/// Writes messages as `.eml` files that mail programs open as drafts; the same message is the same file.
struct DraftFolder {
    folder: PathBuf,
}

impl Transport for DraftFolder {
    fn send(
        &mut self,
        parcel: &Parcel<'_>,
        _last_call: &mut dyn FnMut(&[usize]) -> Result<(), LastCallFailed>,
    ) -> Vec<Outcome> {
        let path = self.folder.join(draft_name(parcel.report, parcel.message_id.as_str()));
        let file = OutputFile { path: path.clone(), bytes: parcel.bytes.to_vec() };
        let outcome = match write_files(&[file]) {
            Ok(()) => Outcome::Sent(path.display().to_string()),
            Err(failure) => Outcome::Later(failure.to_string()),
        };
        vec![outcome; parcel.recipients.len()]
    }
}

/// Name of a draft: `monthly-2019-11-1f0c2a3b.eml`.
pub fn draft_name(report: &str, message_id: &str) -> String {
    let unique: String = message_id.chars().filter(char::is_ascii_hexdigit).skip(4).take(8).collect();
    format!("{}-{unique}.eml", report.replace('/', "-"))
}
