//! The outbox: each message once, and how far it got to each recipient.
//!
//! Decides nothing: what an answer of a server means is the business of `deliver`.

use super::moment::moment;
use super::{Store, StoreError, issued};
use crate::data::{Delivery, DeliveryState, IssueId, MessageId, NewIssue, OutboxEntry, OutboxId, OutboxMail};
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

/// A message with those of its recipients for whom it is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueMail {
    /// Number.
    pub id: OutboxId,
    /// Its Message-ID.
    pub message_id: MessageId,
    /// What it carries.
    pub report: String,
    /// When it was put into the outbox.
    pub queued: DateTime<Utc>,
    /// Bare address of the sender.
    pub sender: String,
    /// Deliveries that are due.
    pub deliveries: Vec<Delivery>,
    /// The message.
    pub bytes: Vec<u8>,
}

/// Messages that were queued with the issue of what they carry; each with whether it is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueuedIssue {
    /// Messages, in their order.
    pub mails: Vec<(OutboxId, bool)>,
    /// The issue.
    pub issue: (IssueId, bool),
}

impl Store {
    /// Puts a message into the outbox, unless one with its Message-ID is there; tells which it is and
    /// whether it is new.
    ///
    /// # Errors
    /// Where the database fails; then nothing was stored.
    pub fn queue_mail(
        &mut self,
        mail: &OutboxMail,
        now: DateTime<Utc>,
    ) -> Result<(OutboxId, bool), StoreError> {
        let transaction = self.write_transaction()?;
        let queued = queue(&transaction, mail, now)?;
        transaction.commit()?;
        Ok(queued)
    }

    /// Puts the messages that carry a report into the outbox, each as [`Self::queue_mail`] does, and writes
    /// down that the report was issued; all of it or nothing.
    ///
    /// # Errors
    /// Where the database fails; then nothing was stored.
    pub fn queue_issue(
        &mut self,
        mails: &[OutboxMail],
        issue: &NewIssue,
        now: DateTime<Utc>,
    ) -> Result<QueuedIssue, StoreError> {
        let transaction = self.write_transaction()?;
        let mails = mails.iter().map(|mail| queue(&transaction, mail, now)).collect::<Result<_, _>>()?;
        let issue = issued::record(&transaction, issue, now)?;
        transaction.commit()?;
        Ok(QueuedIssue { mails, issue })
    }

    /// All messages, the oldest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn outbox(&self) -> Result<Vec<OutboxEntry>, StoreError> {
        let mut statement = self.connection.prepare(
            "SELECT id, message_id, report, subject, LENGTH(bytes), queued FROM outbox_message ORDER BY id",
        )?;
        let entries = statement.query_map([], |row| {
            Ok(OutboxEntry {
                id: OutboxId(row.get(0)?),
                message_id: MessageId::stored(row.get(1)?),
                report: row.get(2)?,
                subject: row.get(3)?,
                size: row.get::<_, i64>(4)?.unsigned_abs(),
                queued: moment(row.get(5)?),
                deliveries: Vec::new(),
            })
        })?;
        let mut entries = entries.collect::<Result<Vec<_>, _>>()?;
        for entry in &mut entries {
            entry.deliveries = deliveries(&self.connection, entry.id)?;
        }
        Ok(entries)
    }

    /// The bytes of a message; `None` if there is no such message.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn outbox_bytes(&self, id: OutboxId) -> Result<Option<Vec<u8>>, StoreError> {
        let query = "SELECT bytes FROM outbox_message WHERE id = ?";
        Ok(self.connection.query_row(query, [id.0], |row| row.get(0)).optional()?)
    }

    /// The oldest message after `after` that is queued for somebody and due by `now`.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn next_due_mail(
        &self,
        after: Option<OutboxId>,
        now: DateTime<Utc>,
    ) -> Result<Option<DueMail>, StoreError> {
        let query = "SELECT id, queued, sender, bytes, message_id, report FROM outbox_message m WHERE id > ?1 AND EXISTS (
                         SELECT 1 FROM outbox_delivery d
                         WHERE d.message = m.id AND d.state = 'queued' AND d.next_attempt <= ?2)
                     ORDER BY id LIMIT 1";
        let found =
            self.connection.query_row(query, params![after.map_or(0, |a| a.0), now.timestamp()], |row| {
                Ok(DueMail {
                    id: OutboxId(row.get(0)?),
                    queued: moment(row.get(1)?),
                    sender: row.get(2)?,
                    bytes: row.get(3)?,
                    message_id: MessageId::stored(row.get(4)?),
                    report: row.get(5)?,
                    deliveries: Vec::new(),
                })
            });
        let Some(mut mail) = found.optional()? else { return Ok(None) };
        mail.deliveries = deliveries(&self.connection, mail.id)?;
        mail.deliveries.retain(|d| d.state == DeliveryState::Queued && d.next_attempt <= now);
        Ok(Some(mail))
    }

    /// Writes down how far a message got to some of its recipients, all or none of it.
    ///
    /// # Errors
    /// Where the database fails; then nothing was written.
    pub fn update_deliveries(&mut self, id: OutboxId, changed: &[Delivery]) -> Result<(), StoreError> {
        let transaction = self.write_transaction()?;
        for delivery in changed {
            transaction.execute(
                "UPDATE outbox_delivery SET state = ?, attempts = ?, next_attempt = ?, reply = ?
                 WHERE message = ? AND address = ?",
                params![
                    delivery.state.name(),
                    delivery.attempts,
                    delivery.next_attempt.timestamp(),
                    delivery.reply,
                    id.0,
                    delivery.address,
                ],
            )?;
        }
        Ok(transaction.commit()?)
    }

    pub(super) fn write_transaction(&mut self) -> Result<Transaction<'_>, StoreError> {
        Ok(self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?)
    }
}

/// Puts a message into the outbox as part of something larger.
pub fn queue(
    transaction: &Transaction<'_>,
    mail: &OutboxMail,
    now: DateTime<Utc>,
) -> Result<(OutboxId, bool), StoreError> {
    let known = "SELECT id FROM outbox_message WHERE message_id = ?";
    let id = mail.message_id.as_str();
    if let Some(known) = transaction.query_row(known, [id], |row| row.get(0)).optional()? {
        return Ok((OutboxId(known), false));
    }
    transaction.execute(
        "INSERT INTO outbox_message (message_id, report, subject, sender, queued, bytes) VALUES (?, ?, ?, ?, ?, ?)",
        params![id, mail.report, mail.subject, mail.sender, now.timestamp(), mail.bytes],
    )?;
    let id = transaction.last_insert_rowid();
    for address in &mail.recipients {
        // An address that stands in two headers still gets one message.
        transaction.execute(
            "INSERT OR IGNORE INTO outbox_delivery (message, address, state, attempts, next_attempt)
             VALUES (?, ?, 'queued', 0, ?)",
            params![id, address, now.timestamp()],
        )?;
    }
    Ok((OutboxId(id), true))
}

fn deliveries(connection: &Connection, id: OutboxId) -> Result<Vec<Delivery>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT address, state, attempts, next_attempt, reply FROM outbox_delivery WHERE message = ?
         ORDER BY address",
    )?;
    let rows = statement.query_map([id.0], |row| {
        let state: String = row.get(1)?;
        Ok(Delivery {
            address: row.get(0)?,
            // A name that a later version wrote: not to be touched.
            state: DeliveryState::named(&state).unwrap_or(DeliveryState::InDoubt),
            attempts: row.get(2)?,
            next_attempt: moment(row.get(3)?),
            reply: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(id: &str) -> OutboxMail {
        OutboxMail {
            message_id: MessageId::new(id, "city.example"),
            report: "monthly/2019-11".into(),
            subject: "Сводка".into(),
            sender: "office@city.example".into(),
            recipients: vec!["a@b.example".into(), "c@d.example".into(), "a@b.example".into()],
            bytes: b"Subject: x\r\n\r\ny".to_vec(),
        }
    }

    #[test]
    fn each_message_and_recipient_once() {
        let mut store = Store::in_memory().unwrap();
        let now = moment(1_000_000);
        let (id, new) = store.queue_mail(&mail("one"), now).unwrap();
        assert!(new);
        assert_eq!(store.queue_mail(&mail("one"), moment(2_000_000)).unwrap(), (id, false));
        store.queue_mail(&mail("two"), now).unwrap();
        let outbox = store.outbox().unwrap();
        let addresses: Vec<_> = outbox[0].deliveries.iter().map(|d| d.address.as_str()).collect();
        assert_eq!((outbox.len(), addresses), (2, vec!["a@b.example", "c@d.example"]));
        assert_eq!(store.outbox_bytes(id).unwrap().unwrap(), mail("one").bytes);
        assert_eq!(store.outbox_bytes(OutboxId(99)).unwrap(), None);
    }

    #[test]
    fn only_what_is_due_comes_out() {
        let mut store = Store::in_memory().unwrap();
        let now = moment(1_000_000);
        let (id, _) = store.queue_mail(&mail("one"), now).unwrap();
        let mut due = store.next_due_mail(None, now).unwrap().unwrap();
        due.deliveries[0].state = DeliveryState::Sent;
        due.deliveries[1].next_attempt = moment(1_000_300);
        due.deliveries[1].reply = Some("451 later".into());
        store.update_deliveries(id, &due.deliveries).unwrap();
        assert_eq!(store.next_due_mail(None, now).unwrap(), None);
        let again = store.next_due_mail(None, moment(1_000_300)).unwrap().unwrap();
        assert_eq!(again.deliveries, due.deliveries[1..]);
        assert_eq!(store.next_due_mail(Some(id), moment(1_000_300)).unwrap(), None);
    }
}
