//! Messages that stay below the size limit of mail servers: what does not fit goes in further messages, and
//! a file that fits into none is named in the text instead of bouncing.

use super::{Attachment, Mail, MailError};
use crate::message::{Catalogue, MessageError};

/// Why a message cannot be split.
#[derive(Debug, thiserror::Error)]
pub enum SplitError {
    /// It cannot be built at all.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// The catalogue lacks a message.
    #[error(transparent)]
    Message(#[from] MessageError),
}

/// Headers around an attachment, in bytes; file names are limited, so that this is enough.
const PART_HEADERS: usize = 2_000;

/// The message in as many parts as the limit (bytes as sent) makes necessary.
///
/// # Errors
/// If it cannot be built, or is too large even without attachments.
pub fn split(mail: &Mail, limit: usize, words: &Catalogue) -> Result<Vec<Mail>, SplitError> {
    let bare = Mail { attachments: Vec::new(), ..mail.clone() };
    let base = bare.size()?;
    if base > limit {
        return Err(MailError::TooLarge { size: base, limit }.into());
    }
    let room = limit - base;
    let (fitting, too_large): (Vec<&Attachment>, Vec<&Attachment>) =
        mail.attachments.iter().partition(|a| encoded_size(a) <= room);
    let mut first = bare;
    for attachment in too_large {
        let size = attachment.bytes.len().div_ceil(100_000) as f64 / 10.0;
        let args = [("name", attachment.name.as_str().into()), ("size", words.number(size, 1).into())];
        first.body.add_line(&words.text("mail-too-large", &args)?);
    }
    let parts = pack(&fitting, room);
    let count = parts.len();
    let part = |(i, attachments): (usize, Vec<Attachment>)| -> Result<Mail, SplitError> {
        let args =
            [("subject", mail.subject.as_str().into()), ("number", (i + 1).into()), ("count", count.into())];
        let subject = if count > 1 { words.text("mail-part", &args)? } else { mail.subject.clone() };
        Ok(Mail { subject, attachments, ..first.clone() })
    };
    parts.into_iter().enumerate().map(part).collect()
}

/// Attachments in order, as many in each part as there is room for; at least one part.
fn pack(attachments: &[&Attachment], room: usize) -> Vec<Vec<Attachment>> {
    let mut parts = vec![Vec::new()];
    let mut used = 0;
    for attachment in attachments {
        let size = encoded_size(attachment);
        if used > 0 && used + size > room {
            parts.push(Vec::new());
            used = 0;
        }
        used += size;
        if let Some(part) = parts.last_mut() {
            part.push((*attachment).clone());
        }
    }
    parts
}

/// Base64 in lines of 76 characters (RFC 2045, 6.8) with its headers.
fn encoded_size(attachment: &Attachment) -> usize {
    attachment.bytes.len().div_ceil(57) * 78 + PART_HEADERS
}

#[cfg(test)]
mod tests {
    use super::super::MailBody;
    use super::*;
    use crate::data::Locale;
    use crate::deliver::RecipientKind;
    use crate::document::Document;

    fn mail(sizes: &[usize]) -> Mail {
        let attachment = |(i, size): (usize, &usize)| Attachment {
            name: format!("{i}.pdf"),
            mime: "application/pdf",
            bytes: vec![7; *size],
        };
        Mail {
            from: Some("office@city.example".parse().unwrap()),
            reply_to: None,
            recipients: vec![(RecipientKind::To, "a@city.example".parse().unwrap())],
            subject: "Сводка".into(),
            language: Locale::Ru,
            body: MailBody::of(&Document::default(), None),
            logo: None,
            attachments: sizes.iter().enumerate().map(attachment).collect(),
            date: "2019-12-01T08:00:00+06:00".parse().unwrap(),
            report: "monthly/2019-11".into(),
            thread: "monthly".into(),
            automatic: false,
        }
    }

    #[test]
    fn every_part_stays_below_the_limit_and_no_file_is_lost() {
        let words = Catalogue::builtin(Locale::Ru).unwrap();
        let limit = 500_000;
        let parts = split(&mail(&[200_000, 200_000, 300_000, 10]), limit, &words).unwrap();
        let names: Vec<Vec<&str>> =
            parts.iter().map(|p| p.attachments.iter().map(|a| a.name.as_str()).collect()).collect();
        assert_eq!(names, [vec!["0.pdf"], vec!["1.pdf"], vec!["2.pdf", "3.pdf"]]);
        assert!(parts.iter().all(|p| p.for_server().unwrap().bytes.len() <= limit));
        assert_eq!(parts[1].subject, "Сводка (часть 2 из 3)");
        let ids: std::collections::BTreeSet<_> = parts.iter().map(Mail::message_id).collect();
        assert_eq!(ids.len(), 3);
    }

    #[test]
    fn what_fits_is_one_message_and_what_never_fits_is_named() {
        let words = Catalogue::builtin(Locale::Ru).unwrap();
        assert_eq!(split(&mail(&[1000]), 500_000, &words).unwrap(), [mail(&[1000])]);
        let parts = split(&mail(&[600_000, 1000]), 500_000, &words).unwrap();
        assert_eq!(parts.len(), 1);
        assert_eq!(parts[0].attachments[0].name, "1.pdf");
        assert!(parts[0].body.text.contains("0.pdf (0,6\u{a0}МБ)"), "{}", parts[0].body.text);
        assert!(parts[0].body.html.contains("0.pdf"));
        let tiny = split(&mail(&[]), 100, &words).unwrap_err();
        assert!(matches!(tiny, SplitError::Mail(MailError::TooLarge { limit: 100, .. })));
    }
}
