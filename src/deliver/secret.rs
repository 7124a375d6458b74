//! User name and password, read when they are needed and shown nowhere.

use super::SmtpConfig;
use std::fmt;
use std::path::{Path, PathBuf};

/// Variables that are looked at where the config names none.
const USER_VARIABLE: &str = "CITYBRIEF_SMTP_USER";
const PASSWORD_VARIABLE: &str = "CITYBRIEF_SMTP_PASSWORD";
/// Longest password file, in bytes.
const LONGEST_FILE: u64 = 4096;

/// Why a login cannot be had. No message holds a secret.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// A variable that the config names is not set.
    #[error("the environment variable {0} is not set; it is to hold the login of the mail server")]
    Variable(String),
    /// The password file cannot be read.
    #[error("the password file {} cannot be read: {problem}", path.display())]
    File {
        /// File.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
    /// One of user and password is missing.
    #[error(
        "the mail server's login lacks its {0}; set user_env and password_env or password_file in [email.smtp]"
    )]
    Half(&'static str),
}

/// A user name with its password.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    user: String,
    password: String,
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Login(…)")
    }
}

impl Login {
    /// The login that the config points to; `None` if it points to none.
    ///
    /// `variable` reads the environment.
    ///
    /// # Errors
    /// If what the config names is not there, or only half a login is.
    pub fn find(
        config: &SmtpConfig,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Option<Self>, SecretError> {
        let named = |name: &str| variable(name).ok_or_else(|| SecretError::Variable(name.to_owned()));
        let user = match (&config.user, &config.user_env) {
            (Some(user), _) => Some(user.clone()),
            (None, Some(name)) => Some(named(name)?),
            (None, None) => variable(USER_VARIABLE),
        };
        let password = match (&config.password_file, &config.password_env) {
            (Some(path), _) => Some(read_password(path)?),
            (None, Some(name)) => Some(named(name)?),
            (None, None) => variable(PASSWORD_VARIABLE),
        };
        match (user, password) {
            (Some(user), Some(password)) => Ok(Some(Self { user, password })),
            (None, None) => Ok(None),
            (None, Some(_)) => Err(SecretError::Half("user name")),
            (Some(_), None) => Err(SecretError::Half("password")),
        }
    }

    pub(super) fn credentials(&self) -> lettre::transport::smtp::authentication::Credentials {
        (self.user.clone(), self.password.clone()).into()
    }

    /// A text without the password, should a server repeat it.
    pub(super) fn conceal(&self, text: &str) -> String {
        if self.password.is_empty() { text.to_owned() } else { text.replace(&self.password, "…") }
    }
}

fn read_password(path: &Path) -> Result<String, SecretError> {
    let fail = |problem: String| SecretError::File { path: path.to_owned(), problem };
    let size = std::fs::metadata(path).map_err(|e| fail(e.to_string()))?.len();
    if size > LONGEST_FILE {
        return Err(fail(format!("it has {size} bytes, which is no password")));
    }
    let text = std::fs::read_to_string(path).map_err(|e| fail(e.to_string()))?;
    match text.lines().next().filter(|line| !line.is_empty()) {
        Some(line) => Ok(line.to_owned()),
        None => Err(fail("its first line is empty".into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(lines: &str) -> SmtpConfig {
        toml::from_str(&format!("host = \"mail.city.example\"\n{lines}")).unwrap()
    }

    fn environment(name: &str) -> Option<String> {
        match name {
            "USER_HERE" => Some("office".into()),
            "PASSWORD_HERE" => Some("geheim".into()),
            _ => None,
        }
    }

    #[test]
    fn reads_variables_and_files() {
        let login =
            Login::find(&config("user_env = \"USER_HERE\"\npassword_env = \"PASSWORD_HERE\""), environment);
        assert_eq!(login.unwrap(), Some(Login { user: "office".into(), password: "geheim".into() }));
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "streng geheim\r\nrest").unwrap();
        let mut with_file = config("user = \"office\"");
        with_file.password_file = Some(file.path().to_owned());
        assert_eq!(Login::find(&with_file, environment).unwrap().unwrap().password, "streng geheim");
        assert_eq!(Login::find(&config(""), environment).unwrap(), None);
    }

    #[test]
    fn says_what_is_missing_and_never_what_is_there() {
        let half = Login::find(&config("password_env = \"PASSWORD_HERE\""), environment).unwrap_err();
        let unset = Login::find(&config("user_env = \"NOBODY\""), environment).unwrap_err();
        assert!(unset.to_string().contains("NOBODY"));
        assert!(half.to_string().contains("user name"));
        let login = Login { user: "office".into(), password: "geheim".into() };
        let shown = format!("{login:?} {half:?} {half} {}", login.conceal("535 no such password: geheim"));
        assert!(!shown.contains("geheim"), "{shown}");
    }
}
