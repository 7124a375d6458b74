//! Mail addresses with names, and who gets what in which language and format.

use crate::data::Locale;
use crate::write::Format;
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::str::FromStr;

/// Longest name in a header that is accepted, in characters.
const LONGEST_NAME: usize = 200;

/// Why a text is no mail address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not of the form `name@example.org` or `Name <name@example.org>`.
    #[error("\"{0}\" is not a mail address; write name@example.org or \"Name <name@example.org>\"")]
    Form(String),
    /// The name holds a line break or another control character.
    #[error("the name of a mail address must be one line of text: {0:?}")]
    Control(String),
    /// The name is too long for a header.
    #[error("the name \"{0}…\" of a mail address is longer than {LONGEST_NAME} characters")]
    Long(String),
}

/// An address with an optional name, fit for a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox(lettre::message::Mailbox);

impl Mailbox {
    /// An address with a name.
    ///
    /// # Errors
    /// If the address is none, or the name cannot stand in a header.
    pub fn new(name: Option<&str>, address: &str) -> Result<Self, AddressError> {
        let form = || AddressError::Form(address.to_owned());
        let name = name.map(str::trim).filter(|n| !n.is_empty());
        if let Some(name) = name {
            if name.chars().any(char::is_control) {
                return Err(AddressError::Control(name.to_owned()));
            }
            if name.chars().count() > LONGEST_NAME {
                return Err(AddressError::Long(name.chars().take(20).collect()));
            }
        }
        let (user, domain) = address.trim().rsplit_once('@').ok_or_else(form)?;
        // Mail servers know international domains by their ASCII form only (RFC 5891).
        let domain = idna::domain_to_ascii_strict(domain).map_err(|_| form())?;
        let address = lettre::Address::new(user, &domain).map_err(|_| form())?;
        Ok(Self(lettre::message::Mailbox::new(name.map(str::to_owned), address)))
    }

    /// The bare address.
    pub fn address(&self) -> &str {
        self.0.email.as_ref()
    }

    /// The name.
    pub fn name(&self) -> Option<&str> {
        self.0.name.as_deref()
    }

    /// What stands behind the `@`.
    pub fn domain(&self) -> &str {
        self.0.email.domain()
    }

    pub(super) fn inner(&self) -> &lettre::message::Mailbox {
        &self.0
    }
}

impl FromStr for Mailbox {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        let Some((name, rest)) = text.rsplit_once('<') else { return Self::new(None, text) };
        let address = rest.strip_suffix('>').ok_or_else(|| AddressError::Form(text.to_owned()))?;
        let name = name.trim();
        let quoted = name.strip_prefix('"').and_then(|n| n.strip_suffix('"'));
        Self::new(Some(&quoted.unwrap_or(name).replace("\\\"", "\"")), address)
    }
}

impl fmt::Display for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => write!(f, "{name} <{}>", self.address()),
            None => f.write_str(self.address()),
        }
    }
}

impl<'de> Deserialize<'de> for Mailbox {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Header that a recipient stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RecipientKind {
    /// Addressed.
    #[default]
    To,
    /// Informed.
    Cc,
    /// Informed unseen by the others.
    Bcc,
}

/// Who gets a report: an address alone, or a table with language and formats of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Address.
    pub mailbox: Mailbox,
    /// Header.
    pub kind: RecipientKind,
    /// Language, where it is not the job's.
    pub lang: Option<Locale>,
    /// Formats, where they are not the job's.
    pub formats: Option<Vec<Format>>,
}

impl Recipient {
    /// A recipient who gets what the job or command says.
    pub fn plain(mailbox: Mailbox, kind: RecipientKind) -> Self {
        Self { mailbox, kind, lang: None, formats: None }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RecipientTable {
    address: Mailbox,
    #[serde(default)]
    kind: RecipientKind,
    #[serde(default)]
    lang: Option<Locale>,
    #[serde(default, rename = "to")]
    formats: Option<Formats>,
}

/// Formats by their names in a config file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Formats(pub(crate) Vec<Format>);

impl<'de> Deserialize<'de> for Formats {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let names = Vec::<String>::deserialize(d)?;
        let formats = names.iter().map(|n| n.parse()).collect::<Result<Vec<Format>, String>>();
        match formats.map_err(serde::de::Error::custom)? {
            none if none.is_empty() => {
                Err(serde::de::Error::custom("name at least one format, such as \"pdf\""))
            }
            formats => Ok(Self(formats)),
        }
    }
}

struct RecipientVisitor;

impl<'de> serde::de::Visitor<'de> for RecipientVisitor {
    type Value = Recipient;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mail address, or a table with `address`, `kind`, `lang` and `to`")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Recipient, E> {
        let mailbox = text.parse().map_err(E::custom)?;
        Ok(Recipient::plain(mailbox, RecipientKind::To))
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Recipient, A::Error> {
        let table = RecipientTable::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
        let RecipientTable { address, kind, lang, formats } = table;
        Ok(Recipient { mailbox: address, kind, lang, formats: formats.map(|f| f.0) })
    }
}

impl<'de> Deserialize<'de> for Recipient {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(RecipientVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names_in_any_script() {
        let box_ = "Әйгерім Қасымова <aigerim@city.example>".parse::<Mailbox>().unwrap();
        assert_eq!((box_.name(), box_.address()), (Some("Әйгерім Қасымова"), "aigerim@city.example"));
        let quoted = "\"Office, \\\"International\\\"\" <a@b.example>".parse::<Mailbox>().unwrap();
        assert_eq!(quoted.name(), Some("Office, \"International\""));
        assert_eq!("a@b.example".parse::<Mailbox>().unwrap().name(), None);
    }

    #[test]
    fn writes_international_domains_in_ascii() {
        assert_eq!("отдел@город.рф".parse::<Mailbox>().unwrap().address(), "отдел@xn--c1ac3aaj.xn--p1ai");
    }

    #[test]
    fn refuses_injection_and_what_is_no_address() {
        for text in [
            "",
            "a",
            "a@",
            "@b",
            "a b@c.example",
            "a@b@c <x>",
            "a@b.example>",
            "x <a@b.example",
            "a@b..c",
            "a@b.example\r\nBcc: c@d.example",
        ] {
            assert!(text.parse::<Mailbox>().is_err(), "{text:?}");
        }
        let injected = "Name\r\nBcc: victim@x.example <a@b.example>".parse::<Mailbox>();
        assert!(matches!(injected, Err(AddressError::Control(_))));
        assert!(matches!(Mailbox::new(Some(&"x".repeat(201)), "a@b.example"), Err(AddressError::Long(_))));
    }

    #[test]
    fn recipients_are_texts_or_tables() {
        #[derive(Deserialize)]
        struct File {
            r: Vec<Recipient>,
        }
        let file: File = toml::from_str(
            "r = [\"a@b.example\", { address = \"Б <b@b.example>\", kind = \"cc\", lang = \"kk\", to = [\"docx\"] }]",
        )
        .unwrap();
        assert_eq!(file.r[0].kind, RecipientKind::To);
        assert_eq!((file.r[1].kind, file.r[1].lang), (RecipientKind::Cc, Some(Locale::Kk)));
        assert_eq!(file.r[1].formats, Some(vec![Format::Docx]));
        for wrong in [
            "r = [\"nobody\"]",
            "r = [{ address = \"a@b.example\", to = [] }]",
            "r = [{ adress = \"a@b.example\" }]",
        ] {
            assert!(toml::from_str::<File>(wrong).is_err(), "{wrong}");
        }
    }
}
