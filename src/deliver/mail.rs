//! A message as a plain value, and the same bytes from it every time.
//!
//! Message-ID, Date, boundaries and threading come from the value, never from a clock or a random number.
//! Names and subjects that could smuggle in a header are refused.

use super::{MailBody, Mailbox, RecipientKind};
use crate::data::{Locale, MessageId, OutboxMail};
use chrono::{DateTime, FixedOffset};
use lettre::message::header::{ContentDisposition, ContentId, ContentType, HeaderName, HeaderValue, Headers};
use lettre::message::{Body, Message, MultiPart, SinglePart};

/// Longest subject, in characters.
const LONGEST_SUBJECT: usize = 250;
/// Longest file name of an attachment, in characters.
const LONGEST_FILE_NAME: usize = 150;
/// Content id of the logo.
pub(super) const LOGO: &str = "logo";

/// Why a message cannot be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// Nobody would send it.
    #[error("the message has no sender; say from = \"Office <office@city.example>\" in [email]")]
    NoSender,
    /// Nobody would get it.
    #[error("the message has no recipients; name them with --to-address or `recipients`")]
    NoRecipients,
    /// A text that stands in a header holds a line break or another control character, or is too long.
    #[error("the {what} of a message must be one line of at most {limit} characters: {text:?}")]
    Header {
        /// Subject or file name.
        what: &'static str,
        /// Its limit in characters.
        limit: usize,
        /// The text.
        text: String,
    },
    /// The logo is neither PNG nor JPEG.
    #[error("the logo of messages must be a PNG or JPEG file")]
    Logo,
    /// The mail library refuses it.
    #[error("the message cannot be built: {0}")]
    Library(String),
    /// Even without attachments it is larger than allowed.
    #[error("the message has {size} bytes without any attachment, more than the limit of {limit}")]
    TooLarge {
        /// Bytes.
        size: usize,
        /// Bytes.
        limit: usize,
    },
}

/// A file that goes with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// File name as the recipient sees it, in any script.
    pub name: String,
    /// MIME type.
    pub mime: &'static str,
    /// Content.
    pub bytes: Vec<u8>,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Sender; none where the mail program that opens the draft is to put its own.
    pub from: Option<Mailbox>,
    /// Where answers go, if not to the sender.
    pub reply_to: Option<Mailbox>,
    /// Recipients with their headers.
    pub recipients: Vec<(RecipientKind, Mailbox)>,
    /// Subject.
    pub subject: String,
    /// Language of subject and body.
    pub language: Locale,
    /// Body.
    pub body: MailBody,
    /// PNG or JPEG that the HTML body shows.
    pub logo: Option<Vec<u8>>,
    /// Files.
    pub attachments: Vec<Attachment>,
    /// Moment of writing, with the office's offset.
    pub date: DateTime<FixedOffset>,
    /// What it carries, such as `monthly/2019-11`; part of the identity.
    pub report: String,
    /// What its messages are gathered under by mail programs, such as `monthly`.
    pub thread: String,
    /// Whether a program sends it without a person (RFC 3834).
    pub automatic: bool,
}

impl Mail {
    /// Its Message-ID: the same for the same content and recipients, whenever it is built.
    pub fn message_id(&self) -> MessageId {
        MessageId::new(&format!("citybrief.{}", self.fingerprint()), self.domain())
    }

    /// What identifiers end in; a draft without sender has not left this machine.
    fn domain(&self) -> &str {
        self.from.as_ref().map_or("localhost", Mailbox::domain)
    }

    fn sender(&self) -> &str {
        self.from.as_ref().map_or("", Mailbox::address)
    }

    /// The message for a mail server, with its recipients. Blind copies are in no header.
    ///
    /// # Errors
    /// If it has no sender or recipients, or a text in it cannot stand in a header.
    pub fn for_server(&self) -> Result<OutboxMail, MailError> {
        if self.from.is_none() {
            return Err(MailError::NoSender);
        }
        Ok(self.envelope(self.build(false)?.formatted()))
    }

    /// The message for a folder of drafts, with its recipients.
    ///
    /// # Errors
    /// As [`Self::draft`].
    pub fn for_folder(&self) -> Result<OutboxMail, MailError> {
        Ok(self.envelope(self.draft()?))
    }

    fn envelope(&self, bytes: Vec<u8>) -> OutboxMail {
        OutboxMail {
            message_id: self.message_id(),
            report: self.report.clone(),
            subject: self.subject.clone(),
            sender: self.sender().to_owned(),
            recipients: self.recipients.iter().map(|(_, m)| m.address().to_owned()).collect(),
            bytes,
        }
    }

    /// The message as an `.eml` file that mail programs open as a draft, blind copies included.
    ///
    /// # Errors
    /// If it has no recipients, or a text in it cannot stand in a header.
    pub fn draft(&self) -> Result<Vec<u8>, MailError> {
        Ok(self.build(true)?.formatted())
    }

    /// Bytes as sent.
    pub(super) fn size(&self) -> Result<usize, MailError> {
        Ok(self.build(false)?.formatted().len())
    }

    fn build(&self, draft: bool) -> Result<Message, MailError> {
        self.check()?;
        let library = |e: lettre::error::Error| MailError::Library(e.to_string());
        let mut builder = Message::builder().from(self.sender_or_nobody()?).keep_bcc();
        if let Some(reply_to) = &self.reply_to {
            builder = builder.reply_to(reply_to.inner().clone());
        }
        for (kind, mailbox) in &self.recipients {
            let mailbox = mailbox.inner().clone();
            builder = match kind {
                RecipientKind::To => builder.to(mailbox),
                RecipientKind::Cc => builder.cc(mailbox),
                RecipientKind::Bcc => builder.bcc(mailbox),
            };
        }
        let thread = self.thread_id();
        let mut message = builder
            .subject(self.subject.as_str())
            .message_id(Some(self.message_id().to_string()))
            .in_reply_to(thread.to_string())
            .references(thread.to_string())
            .multipart(self.parts()?)
            .map_err(library)?;
        self.finish_headers(message.headers_mut(), draft);
        Ok(message)
    }

    /// The library builds no message without a sender; that of a draft is taken out again.
    fn sender_or_nobody(&self) -> Result<lettre::message::Mailbox, MailError> {
        match &self.from {
            Some(from) => Ok(from.inner().clone()),
            None => "nobody@localhost".parse().map_err(|_| MailError::NoSender),
        }
    }

    fn check(&self) -> Result<(), MailError> {
        if self.recipients.is_empty() {
            return Err(MailError::NoRecipients);
        }
        one_line("subject", &self.subject, LONGEST_SUBJECT)?;
        self.attachments.iter().try_for_each(|a| one_line("file name", &a.name, LONGEST_FILE_NAME))
    }

    /// Headers for which the library has no word, or which it fills from the clock.
    fn finish_headers(&self, headers: &mut Headers, draft: bool) {
        if self.from.is_none() {
            headers.remove_raw("From");
        }
        set(headers, "Date", &self.date.to_rfc2822());
        set(headers, "Content-Language", self.language.code());
        if !self.recipients.iter().any(|(kind, _)| *kind == RecipientKind::To) {
            set(headers, "To", "undisclosed-recipients:;");
        }
        if self.automatic && !draft {
            set(headers, "Auto-Submitted", "auto-generated");
        }
        if draft {
            set(headers, "X-Unsent", "1");
        } else {
            headers.remove_raw("Bcc");
        }
    }

    /// mixed( alternative( text, related( html, logo ) ), attachments … )
    fn parts(&self) -> Result<MultiPart, MailError> {
        let html = self.text_part("text/html; charset=utf-8", &self.body.html)?;
        let alternative = self
            .multipart("alternative")?
            .singlepart(self.text_part("text/plain; charset=utf-8", &self.body.text)?);
        let alternative = match &self.logo {
            None => alternative.singlepart(html),
            Some(logo) => alternative
                .multipart(self.multipart("related")?.singlepart(html).singlepart(logo_part(logo)?)),
        };
        let mixed = self.multipart("mixed")?.multipart(alternative);
        Ok(self.attachments.iter().fold(mixed, |mixed, a| mixed.singlepart(attachment_part(a))))
    }

    fn text_part(&self, mime: &str, text: &str) -> Result<SinglePart, MailError> {
        Ok(SinglePart::builder()
            .header(content_type(mime)?)
            .body(text.replace("\r\n", "\n").replace('\n', "\r\n")))
    }

    /// `=_` stands in no encoded text (RFC 2045, 6.7), so that no body can hold the boundary.
    fn multipart(&self, kind: &str) -> Result<MultiPart, MailError> {
        let boundary = format!("=_{kind}_{}", self.fingerprint());
        let header = content_type(&format!("multipart/{kind}; boundary=\"{boundary}\""))?;
        Ok(MultiPart::builder().header(header).build())
    }

    /// A message that does not exist, to which all of a thread answer.
    fn thread_id(&self) -> MessageId {
        let hash = blake3::hash(format!("{}\n{}", self.thread, self.language).as_bytes()).to_hex();
        MessageId::new(&format!("citybrief.thread.{}", &hash[..24]), self.domain())
    }

    fn fingerprint(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let mut add = |bytes: &[u8]| {
            hasher.update(&(bytes.len() as u64).to_le_bytes());
            hasher.update(bytes);
        };
        for text in [&self.report, &self.subject, &self.body.text, &self.body.html] {
            add(text.as_bytes());
        }
        add(self.sender().as_bytes());
        for (kind, mailbox) in &self.recipients {
            add(format!("{kind:?} {}", mailbox.address()).as_bytes());
        }
        for attachment in &self.attachments {
            add(attachment.name.as_bytes());
            add(&attachment.bytes);
        }
        hasher.finalize().to_hex()[..32].to_owned()
    }
}

fn one_line(what: &'static str, text: &str, limit: usize) -> Result<(), MailError> {
    if text.chars().any(char::is_control) || text.chars().count() > limit || text.trim().is_empty() {
        return Err(MailError::Header { what, limit, text: text.chars().take(limit).collect() });
    }
    Ok(())
}

fn set(headers: &mut Headers, name: &'static str, ascii: &str) {
    let name = HeaderName::new_from_ascii_str(name);
    headers.insert_raw(HeaderValue::dangerous_new_pre_encoded(name, ascii.to_owned(), ascii.to_owned()));
}

fn content_type(text: &str) -> Result<ContentType, MailError> {
    ContentType::parse(text).map_err(|e| MailError::Library(e.to_string()))
}

fn logo_part(bytes: &[u8]) -> Result<SinglePart, MailError> {
    let (mime, name) = match bytes {
        [0x89, b'P', b'N', b'G', ..] => ("image/png", "logo.png"),
        [0xff, 0xd8, 0xff, ..] => ("image/jpeg", "logo.jpg"),
        _ => return Err(MailError::Logo),
    };
    Ok(SinglePart::builder()
        .header(content_type(mime)?)
        .header(ContentDisposition::inline_with_name(name))
        .header(ContentId::from(format!("<{LOGO}>")))
        .body(encoded(bytes)))
}

/// The name stands in both headers: programs that do not know RFC 2231 look for it in the type, in encoded
/// words.
fn attachment_part(attachment: &Attachment) -> SinglePart {
    let named = format!("{};\r\n name=\"{}\"", attachment.mime, encoded_words(&attachment.name));
    SinglePart::builder()
        .header(NamedType(named))
        .header(ContentDisposition::attachment(&attachment.name))
        .body(encoded(&attachment.bytes))
}

/// Always base64: attachments arrive byte for byte, whatever servers do to line ends.
fn encoded(bytes: &[u8]) -> Body {
    Body::new_with_encoding(bytes.to_vec(), lettre::message::header::ContentTransferEncoding::Base64)
        .unwrap_or_else(Body::new)
}

/// A text as RFC 2047 has it in headers.
fn encoded_words(text: &str) -> String {
    let safe: String = text.chars().map(|c| if matches!(c, '"' | '\\') { '_' } else { c }).collect();
    let mut headers = Headers::new();
    headers.insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str("N"), safe));
    headers.to_string().trim_start_matches("N: ").trim_end().to_owned()
}

/// A `Content-Type` with a name that is encoded already.
#[derive(Clone)]
struct NamedType(String);

impl lettre::message::header::Header for NamedType {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Type")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::dangerous_new_pre_encoded(Self::name(), self.0.clone(), self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Metadata};

    fn sample() -> Mail {
        let document = Document {
            meta: Metadata { title: "Сводка".into(), ..Metadata::default() },
            ..Document::default()
        };
        Mail {
            from: Some("Отдел международных связей <office@city.example>".parse().unwrap()),
            reply_to: None,
            recipients: vec![
                (RecipientKind::To, "Әйгерім Қасымова <a@city.example>".parse().unwrap()),
                (RecipientKind::Bcc, "hidden@city.example".parse().unwrap()),
            ],
            subject: "Сводка международных связей: ноябрь 2019 г.".into(),
            language: Locale::Ru,
            body: MailBody::of(&document, None),
            logo: None,
            attachments: vec![Attachment {
                name: "Сводка за ноябрь 2019 года.pdf".into(),
                mime: "application/pdf",
                bytes: (0..=255).collect(),
            }],
            date: DateTime::parse_from_rfc3339("2019-12-01T08:00:00+06:00").unwrap(),
            report: "monthly/2019-11".into(),
            thread: "monthly".into(),
            automatic: true,
        }
    }

    fn text(bytes: Vec<u8>) -> String {
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn the_same_mail_is_the_same_bytes_and_pure_ascii() {
        let bytes = sample().for_server().unwrap().bytes;
        assert_eq!(bytes, sample().for_server().unwrap().bytes);
        assert!(bytes.is_ascii());
        let longest = text(bytes).lines().map(str::len).max().unwrap();
        assert!(longest <= 78, "a line of {longest}");
    }

    #[test]
    fn blind_copies_are_seen_in_drafts_only() {
        let sent = sample().for_server().unwrap();
        assert_eq!(sent.recipients, ["a@city.example", "hidden@city.example"]);
        assert!(!text(sent.bytes).contains("hidden@"));
        let draft = text(sample().draft().unwrap());
        assert!(draft.contains("Bcc: hidden@city.example") && draft.contains("X-Unsent: 1"));
    }

    #[test]
    fn headers_say_date_thread_and_sender() {
        let bytes = text(sample().for_server().unwrap().bytes);
        for header in ["Date: Sun, 1 Dec 2019 08:00:00 +0600\r\n", "Auto-Submitted: auto-generated\r\n"] {
            assert!(bytes.contains(header), "{header} in {bytes}");
        }
        let later = Mail {
            subject: "Сводка: декабрь".into(), report: "monthly/2019-12".into(), ..sample()
        };
        let references =
            |bytes: &str| bytes.lines().find(|l| l.starts_with("References: ")).map(str::to_owned);
        assert_eq!(references(&bytes), references(&text(later.for_server().unwrap().bytes)));
        assert_ne!(later.message_id(), sample().message_id());
    }

    #[test]
    fn headers_cannot_be_smuggled_in() {
        let subject = Mail { subject: "x\r\nBcc: victim@x.example".into(), ..sample() };
        assert!(matches!(subject.for_server(), Err(MailError::Header { what: "subject", .. })));
        let mut file = sample();
        file.attachments[0].name = "a.pdf\"\nX: y".into();
        assert!(matches!(file.for_server(), Err(MailError::Header { what: "file name", .. })));
        assert_eq!(Mail { recipients: Vec::new(), ..sample() }.for_server(), Err(MailError::NoRecipients));
        assert_eq!(Mail { logo: Some(b"<svg/>".to_vec()), ..sample() }.for_server(), Err(MailError::Logo));
    }

    #[test]
    fn a_draft_may_leave_the_sender_to_the_mail_program() {
        let mail = Mail { from: None, ..sample() };
        assert_eq!(mail.for_server(), Err(MailError::NoSender));
        let draft = text(mail.draft().unwrap());
        assert!(!draft.contains("From:") && draft.contains("@localhost>"), "{draft}");
    }

    #[test]
    fn no_recipient_is_shown_where_all_are_blind() {
        let mut mail = sample();
        mail.recipients.remove(0);
        assert!(text(mail.for_server().unwrap().bytes).contains("To: undisclosed-recipients:;\r\n"));
    }
}
