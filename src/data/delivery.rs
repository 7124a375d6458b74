//! What is sent to whom, and how far it got.

use chrono::{DateTime, Utc};
use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// A Message-ID (RFC 5322, 3.6.4) without its angle brackets.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct MessageId(String);

impl MessageId {
    /// An id made of a hash and the sender's domain, both ASCII without spaces or brackets.
    pub fn new(unique: &str, domain: &str) -> Self {
        let plain = |text: &str| -> String {
            text.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')).collect()
        };
        Self(format!("{}@{}", plain(unique), plain(domain)))
    }

    /// An id as the store keeps it.
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    /// The id without brackets.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MessageId {
    /// With angle brackets, as in headers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>", self.0)
    }
}

/// Number of a message in the outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct OutboxId(pub i64);

impl fmt::Display for OutboxId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for OutboxId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// How far a message got on its way to one recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeliveryState {
    /// To be sent, or to be tried again.
    Queued,
    /// Its last byte is going out: the server may have it, and has not said so yet.
    HandedOver,
    /// The server took it.
    Sent,
    /// The server refused it for good, or it was tried too long.
    Failed,
    /// The connection or the program ended while it was handed over; nobody knows whether the server has it.
    InDoubt,
    /// Called off by a person.
    Cancelled,
}

impl DeliveryState {
    /// All states.
    pub const ALL: [Self; 6] =
        [Self::Queued, Self::HandedOver, Self::Sent, Self::Failed, Self::InDoubt, Self::Cancelled];

    /// Name as the store and lists show it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::HandedOver => "handed-over",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::InDoubt => "in-doubt",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether somebody should look.
    pub fn needs_a_person(self) -> bool {
        matches!(self, Self::Failed | Self::InDoubt)
    }
}

/// One message on its way to one recipient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Delivery {
    /// Bare address.
    pub address: String,
    /// How far it got.
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is to be tried (again).
    pub next_attempt: DateTime<Utc>,
    /// The server's last words, or what broke.
    pub reply: Option<String>,
}

/// A message as it goes into the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxMail {
    /// Its Message-ID; the outbox holds each once.
    pub message_id: MessageId,
    /// What it carries, such as `monthly/2019-11`.
    pub report: String,
    /// Subject.
    pub subject: String,
    /// Bare address of the sender.
    pub sender: String,
    /// Bare addresses of all recipients.
    pub recipients: Vec<String>,
    /// The message as it goes over the wire.
    pub bytes: Vec<u8>,
}

/// A message in the outbox, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutboxEntry {
    /// Number.
    pub id: OutboxId,
    /// Its Message-ID.
    pub message_id: MessageId,
    /// What it carries.
    pub report: String,
    /// Subject.
    pub subject: String,
    /// Size in bytes.
    pub size: u64,
    /// When it was put there.
    pub queued: DateTime<Utc>,
    /// To whom, by address.
    pub deliveries: Vec<Delivery>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_hold_nothing_that_could_end_a_header() {
        let id = MessageId::new("a b\r\nBcc: x", "город.рф>");
        assert_eq!(id.to_string(), "<abBccx@.>");
        assert_eq!(MessageId::new("1f", "city.example").to_string(), "<1f@city.example>");
    }

    #[test]
    fn states_are_found_by_their_names() {
        for state in DeliveryState::ALL {
            assert_eq!(DeliveryState::named(state.name()), Some(state));
        }
        assert_eq!(DeliveryState::named("lost"), None);
    }
}
