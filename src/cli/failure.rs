//! What went wrong, as the user reads it: `error:`, `caused by:`, `hint:`, and the exit code.

use std::{error::Error, io, process::ExitCode};

/// Who can mend it; decides the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The user's data or template (1).
    Data,
    /// Usage, environment, or the program itself (2).
    Environment,
    /// Nobody: the reader of our output went away (0).
    BrokenPipe,
}

/// Why a command gave up.
#[derive(Debug)]
pub struct Failure {
    fault: Fault,
    message: String,
    causes: Vec<String>,
    hint: Option<String>,
}

impl Failure {
    /// A fault in the user's data or template.
    pub fn data(message: impl Into<String>) -> Self {
        Self { fault: Fault::Data, message: message.into(), causes: Vec::new(), hint: None }
    }

    /// A fault of usage or environment.
    pub fn environment(message: impl Into<String>) -> Self {
        Self { fault: Fault::Environment, ..Self::data(message) }
    }

    /// A fault of the program: a panic.
    pub fn internal(what: &str) -> Self {
        let mut failure =
            Self::environment("citybrief met a fault of its own and stopped; no file was changed");
        failure.causes.push(what.split_whitespace().collect::<Vec<_>>().join(" "));
        failure.hint(
            "please report it with the command you ran, and the file that caused it if you may share it",
        )
    }

    /// The same with what to do next.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// An error of the library, with the chain of its causes.
    pub fn from_error(fault: Fault, error: &(dyn Error + 'static)) -> Self {
        let mut causes = Vec::new();
        let mut next = error.source();
        while let Some(cause) = next {
            causes.push(cause.to_string());
            next = cause.source();
        }
        Self { fault, message: error.to_string(), causes, hint: None }
    }

    /// Prints to stderr; a closed pipe is no failure and says nothing.
    pub fn print(&self) {
        if self.fault == Fault::BrokenPipe {
            return;
        }
        eprintln!("error: {}", self.message);
        for cause in &self.causes {
            eprintln!("  caused by: {cause}");
        }
        if let Some(hint) = &self.hint {
            eprintln!("  hint: {hint}");
        }
    }

    /// 0, 1 or 2.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self.fault {
            Fault::BrokenPipe => 0,
            Fault::Data => 1,
            Fault::Environment => super::EXIT_FAULT,
        })
    }
}

/// The line, from 1, that an error in TOML is about.
pub fn toml_line(text: &str, error: &toml::de::Error) -> usize {
    let at = error.span().map_or(0, |span| span.start.min(text.len()));
    text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1
}

/// In one line: what, and why.
impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)?;
        self.causes.iter().try_for_each(|cause| write!(f, ": {cause}"))
    }
}

/// Writing to stdout failed: the reader went away, or the disk behind it is full.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self { fault: Fault::BrokenPipe, ..Self::data("") };
        }
        Self::environment(format!("cannot write to the standard output: {error}"))
    }
}
