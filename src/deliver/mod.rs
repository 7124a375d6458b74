//! Delivery: messages with reports attached, as `.eml` drafts or through a mail server, and the outbox.
//!
//! A message is a plain value ([`Mail`]) that becomes the same bytes whenever it is built; the server is
//! spoken to in one place ([`Smtp`]); what became of each message is kept by the outbox. Secrets are read
//! when they are needed and shown nowhere. Start with [`Mail`].

mod address;
mod body;
mod config;
mod dispatch;
mod mail;
mod retry;
mod secret;
mod smtp;
mod split;

pub(crate) use address::Formats;
pub use address::{AddressError, Mailbox, Recipient, RecipientKind};
pub use body::MailBody;
pub use config::{EmailConfig, InDoubt, SmtpConfig, SmtpTls};
pub use dispatch::{Dispatched, OutboxOrder, dispatch, order};
pub use mail::{Attachment, Mail, MailError};
pub use retry::{is_given_up, pause_after};
pub use secret::{Login, SecretError};
pub use smtp::{LastCallFailed, Outcome, Parcel, Smtp, SmtpSetupError, Transport};
pub use split::{SplitError, split};
