//! One message over SMTP (RFC 5321), with an answer for each recipient.
//!
//! A server has a message when it has said so after the last line. Before the content goes out, `last_call`
//! is asked: what it writes down is how a crash in between is seen afterwards. Whatever breaks before the
//! last line can be tried again safely; whatever breaks after it is in doubt, for the server may or may not
//! have answered into a dead line.

use super::{Login, SmtpConfig, SmtpTls};
use crate::data::MessageId;
use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Mechanism;
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::transport::smtp::response::Response;
use std::cell::Cell;
use std::net::IpAddr;
use std::time::Duration;

/// Bytes given to the connection at a time.
const CHUNK: usize = 64 * 1024;

/// What became of a message for one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server took it.
    Sent(String),
    /// Not now: to be tried again.
    Later(String),
    /// Never.
    Refused(String),
    /// It was handed over, and no answer came.
    InDoubt(String),
}

/// Why the last line was not sent: the outbox could not write down that it would be.
#[derive(Debug)]
pub struct LastCallFailed(pub String);

/// A message with those who are to get it now.
#[derive(Clone, Copy, Debug)]
pub struct Parcel<'a> {
    /// Its Message-ID.
    pub message_id: &'a MessageId,
    /// What it carries, such as `monthly/2019-11`.
    pub report: &'a str,
    /// Bare address of the sender.
    pub sender: &'a str,
    /// Bare addresses.
    pub recipients: &'a [String],
    /// The message.
    pub bytes: &'a [u8],
}

/// Something that brings messages to their recipients.
pub trait Transport {
    /// Sends one message; the outcomes are in the order of its recipients.
    ///
    /// `last_call` is called at most once, with the places among the recipients of those that the server accepts,
    /// before it can have taken the message; if it fails, nothing is sent.
    fn send(
        &mut self,
        parcel: &Parcel<'_>,
        last_call: &mut dyn FnMut(&[usize]) -> Result<(), LastCallFailed>,
    ) -> Vec<Outcome>;
}

/// Why a mail server cannot be used as configured.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SmtpSetupError {
    /// The certificate of the office's authority cannot be used.
    #[error("the certificate in ca_file {file} cannot be used: {problem}")]
    Authority {
        /// File.
        file: String,
        /// What is wrong.
        problem: String,
    },
    /// The host is no name that a certificate could be for.
    #[error("\"{host}\" cannot be used as mail server: {problem}")]
    Host {
        /// Host.
        host: String,
        /// What is wrong.
        problem: String,
    },
    /// A plain connection to another machine, or with a password.
    #[error(
        "tls = \"none\" is only for a server on this machine and without login; use \"starttls\" or \"implicit\""
    )]
    Unprotected,
}

/// A mail server.
pub struct Smtp {
    config: SmtpConfig,
    login: Option<Login>,
    tls: Option<TlsParameters>,
    client: ClientId,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Smtp").field("config", &self.config).finish_non_exhaustive()
    }
}

impl Smtp {
    /// A server as configured; `domain` is what this machine calls itself by.
    ///
    /// # Errors
    /// If the certificate file or the host cannot be used.
    pub fn new(config: &SmtpConfig, login: Option<Login>, domain: &str) -> Result<Self, SmtpSetupError> {
        let tls = match config.tls {
            SmtpTls::None if login.is_some() || !is_this_machine(&config.host) => {
                return Err(SmtpSetupError::Unprotected);
            }
            SmtpTls::None => None,
            SmtpTls::StartTls | SmtpTls::Implicit => Some(tls_parameters(config)?),
        };
        Ok(Self { config: config.clone(), login, tls, client: ClientId::Domain(domain.to_owned()) })
    }

    fn connect(&self) -> Result<SmtpConnection, Error> {
        let timeout = Some(Duration::from_secs(self.config.timeout_seconds.max(1).into()));
        let address = (self.config.host.as_str(), self.config.port());
        let from_first_byte = self.tls.as_ref().filter(|_| self.config.tls == SmtpTls::Implicit);
        let mut connection = SmtpConnection::connect(address, timeout, &self.client, from_first_byte, None)?;
        if let Some(tls) = self.tls.as_ref().filter(|_| self.config.tls == SmtpTls::StartTls) {
            connection.starttls(tls, &self.client)?;
        }
        if let Some(login) = &self.login {
            connection.auth(&[Mechanism::Plain, Mechanism::Login], &login.credentials())?;
        }
        Ok(connection)
    }

    /// The server's words, or what broke, without the password.
    fn words(&self, error: &Error) -> String {
        let mut text = error.to_string();
        let mut source = std::error::Error::source(error);
        while let Some(inner) = source {
            let inner_text = inner.to_string();
            if !text.contains(&inner_text) {
                text = format!("{text}: {inner_text}");
            }
            source = inner.source();
        }
        self.login.as_ref().map_or_else(|| text.clone(), |l| l.conceal(&text))
    }

    /// A failure after the server was reached and knew who we are: the message may be at fault.
    fn outcome(&self, error: &Error) -> Outcome {
        if error.is_permanent() {
            Outcome::Refused(self.words(error))
        } else {
            Outcome::Later(self.words(error))
        }
    }
}

impl Transport for Smtp {
    fn send(
        &mut self,
        parcel: &Parcel<'_>,
        last_call: &mut dyn FnMut(&[usize]) -> Result<(), LastCallFailed>,
    ) -> Vec<Outcome> {
        let recipients = parcel.recipients;
        let all = |outcome: Outcome| vec![outcome; recipients.len()];
        // Server, certificate or login at fault, not the message: it waits until they are mended.
        let mut connection = match self.connect() {
            Ok(connection) => connection,
            Err(error) => return all(Outcome::Later(self.words(&error))),
        };
        let mut transfer = match self.open(&mut connection, parcel.sender, recipients) {
            Ok(transfer) => transfer,
            Err(outcome) => {
                connection.abort();
                return all(outcome);
            }
        };
        let accepted = transfer.accepted();
        if accepted.is_empty() {
            // Politeness only; every recipient has its answer already.
            let _ = connection.command(Rset).and_then(|_| connection.quit());
            return transfer.finish(&Outcome::Later(String::new()));
        }
        let outcome = self.hand_over(&mut connection, parcel.bytes, &accepted, last_call);
        if matches!(outcome, Outcome::Sent(_)) {
            let _ = connection.quit();
        } else {
            connection.abort();
        }
        transfer.finish(&outcome)
    }
}

/// Answers so far, by recipient; `None` where the server accepts the recipient.
struct Transfer(Vec<Option<Outcome>>);

impl Transfer {
    fn accepted(&self) -> Vec<usize> {
        self.0.iter().enumerate().filter(|(_, answer)| answer.is_none()).map(|(i, _)| i).collect()
    }

    fn finish(&mut self, outcome: &Outcome) -> Vec<Outcome> {
        self.0.drain(..).map(|answer| answer.unwrap_or_else(|| outcome.clone())).collect()
    }
}

impl Smtp {
    /// Names sender and recipients.
    fn open(
        &self,
        connection: &mut SmtpConnection,
        sender: &str,
        recipients: &[String],
    ) -> Result<Transfer, Outcome> {
        let international = connection.server_info().supports_feature(Extension::SmtpUtfEight);
        let needed = !sender.is_ascii() || recipients.iter().any(|r| !r.is_ascii());
        let parameters = if international && needed { vec![MailParameter::SmtpUtfEight] } else { Vec::new() };
        let sender = address(sender, international)?;
        connection.command(MailFrom::new(Some(sender), parameters)).map_err(|e| self.outcome(&e))?;
        let mut answers = Vec::with_capacity(recipients.len());
        for recipient in recipients {
            answers.push(match address(recipient, international) {
                Err(refused) => Some(refused),
                Ok(to) => match connection.command(Rcpt::new(to, Vec::new())) {
                    Ok(_) => None,
                    Err(error) if error.status().is_some() => Some(self.outcome(&error)),
                    Err(error) => return Err(self.outcome(&error)),
                },
            });
        }
        Ok(Transfer(answers))
    }

    fn hand_over(
        &self,
        connection: &mut SmtpConnection,
        message: &[u8],
        accepted: &[usize],
        last_call: &mut dyn FnMut(&[usize]) -> Result<(), LastCallFailed>,
    ) -> Outcome {
        if let Err(LastCallFailed(problem)) = last_call(accepted) {
            return Outcome::Later(problem);
        }
        if let Err(error) = connection.command(Data) {
            return self.outcome(&error);
        }
        // The library asks for the next chunk once more before it sends the last line.
        let last_line = Cell::new(false);
        let end = std::iter::from_fn(|| {
            last_line.set(true);
            None
        });
        match connection.message_iter(message.chunks(CHUNK).chain(end)) {
            Ok(response) => Outcome::Sent(words_of(&response)),
            Err(error) if error.status().is_none() && last_line.get() => Outcome::InDoubt(self.words(&error)),
            Err(error) => self.outcome(&error),
        }
    }
}

/// The server's answer in one line.
fn words_of(response: &Response) -> String {
    format!("{} {}", response.code(), response.message().collect::<Vec<_>>().join(" "))
}

/// An address that the server can read.
fn address(text: &str, international: bool) -> Result<Address, Outcome> {
    if !text.is_ascii() && !international {
        return Err(Outcome::Refused(format!(
            "the mail server takes no address with letters such as in {text}"
        )));
    }
    text.parse().map_err(|_| Outcome::Refused(format!("{text} is not a mail address")))
}

fn is_this_machine(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn tls_parameters(config: &SmtpConfig) -> Result<TlsParameters, SmtpSetupError> {
    let mut builder = TlsParameters::builder(config.host.clone());
    if let Some(file) = &config.ca_file {
        let fail = |problem: String| SmtpSetupError::Authority { file: file.display().to_string(), problem };
        let pem = std::fs::read(file).map_err(|e| fail(e.to_string()))?;
        builder = builder.add_root_certificate(Certificate::from_pem(&pem).map_err(|e| fail(e.to_string()))?);
    }
    builder.build().map_err(|e| SmtpSetupError::Host { host: config.host.clone(), problem: e.to_string() })
}
