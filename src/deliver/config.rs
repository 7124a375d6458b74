//! The `[email]` and `[email.smtp]` tables of a config file. They name where secrets are, never hold them.

use super::Mailbox;
use serde::Deserialize;
use std::path::PathBuf;

/// What `[email]` says; nothing of it is needed for drafts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EmailConfig {
    /// Sender; a draft without one gets it from the mail program that opens it.
    pub from: Option<Mailbox>,
    /// Where answers go, if not to the sender.
    pub reply_to: Option<Mailbox>,
    /// Largest message, in megabytes (10⁶ bytes) as sent; reports that do not fit go in further messages.
    pub size_limit_mb: u32,
    /// PNG or JPEG shown at the head of the HTML body.
    pub logo: Option<PathBuf>,
    /// Mail server; without one, messages become `.eml` drafts.
    pub smtp: Option<SmtpConfig>,
}

impl Default for EmailConfig {
    fn default() -> Self {
        Self { from: None, reply_to: None, size_limit_mb: COMMON_SIZE_LIMIT_MB, logo: None, smtp: None }
    }
}

impl EmailConfig {
    /// Largest message in bytes as sent.
    pub fn size_limit(&self) -> usize {
        self.size_limit_mb.max(1) as usize * 1_000_000
    }
}

/// Common limit of mail servers.
const COMMON_SIZE_LIMIT_MB: u32 = 10;

/// How the connection is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SmtpTls {
    /// Plain connection that changes to TLS before anything is said (RFC 3207); refused if the server cannot.
    #[default]
    StartTls,
    /// TLS from the first byte (RFC 8314).
    Implicit,
    /// None: for a mail server on this very machine only.
    None,
}

/// What `[email.smtp]` says.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpConfig {
    /// Server; its certificate must be for this name.
    pub host: String,
    /// Port; if not said, 587 for STARTTLS, 465 for implicit TLS and 25 without.
    #[serde(default)]
    pub port: Option<u16>,
    /// Protection.
    #[serde(default)]
    pub tls: SmtpTls,
    /// Certificate of an authority of the office's own, as PEM.
    #[serde(default)]
    pub ca_file: Option<PathBuf>,
    /// User name, where it is no secret.
    #[serde(default)]
    pub user: Option<String>,
    /// Environment variable with the user name.
    #[serde(default)]
    pub user_env: Option<String>,
    /// Environment variable with the password.
    #[serde(default)]
    pub password_env: Option<String>,
    /// File with the password in its first line.
    #[serde(default)]
    pub password_file: Option<PathBuf>,
    /// Longest wait for the server, in seconds.
    #[serde(default = "default_timeout")]
    pub timeout_seconds: u32,
    /// What to do where the connection broke before the server said whether it took the message.
    #[serde(default)]
    pub in_doubt: InDoubt,
}

/// RFC 5321, 4.5.3.2 asks for minutes; a server that is silent for one is as good as gone.
fn default_timeout() -> u32 {
    60
}

/// What happens to a message of which nobody can know whether the server took it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InDoubt {
    /// It waits for a person to look and decide.
    #[default]
    Hold,
    /// It is sent again under the same Message-ID, at the risk of arriving twice.
    Resend,
}

impl SmtpConfig {
    /// The port to use.
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(match self.tls {
            SmtpTls::StartTls => 587,
            SmtpTls::Implicit => 465,
            SmtpTls::None => 25,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_shortest_table() {
        let email: EmailConfig =
            toml::from_str("from = \"a@b.example\"\n[smtp]\nhost = \"mail.b.example\"").unwrap();
        let smtp = email.smtp.as_ref().unwrap();
        assert_eq!((smtp.port(), smtp.tls, smtp.in_doubt), (587, SmtpTls::StartTls, InDoubt::Hold));
        assert_eq!(email.size_limit(), 10_000_000);
    }

    #[test]
    fn drafts_need_no_table_at_all() {
        let email: EmailConfig = toml::from_str("").unwrap();
        assert_eq!(
            (email.from.is_none(), email.smtp.is_none(), email.size_limit()),
            (true, true, 10_000_000)
        );
    }

    #[test]
    fn a_password_in_the_file_is_refused_with_its_line_and_without_its_value() {
        let error = toml::from_str::<EmailConfig>(
            "from = \"a@b.example\"\n[smtp]\nhost = \"mail.b.example\"\npassword = \"geheim\"",
        )
        .unwrap_err();
        assert!(error.message().contains("password_env"), "{error}");
        assert!(error.to_string().contains("line 4"), "{error}");
    }
}
