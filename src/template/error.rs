//! What can be wrong with templates, told with file, line, column and the line itself.

use crate::message::MessageError;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Why templates cannot be used or a report cannot be rendered.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// A template is wrong, or does not fit the data; the report shows each place.
    #[error("{0}")]
    Fault(String),
    /// There is no such template.
    #[error("there is no template \"{name}\"; there are: {}", known.join(", "))]
    Unknown {
        /// Name asked for.
        name: String,
        /// Names of the templates that can be rendered.
        known: Vec<String>,
    },
    /// A file of the template folder cannot be used.
    #[error("the template {} cannot be read: {problem}", file.display())]
    Read {
        /// File or folder.
        file: PathBuf,
        /// What is wrong.
        problem: String,
    },
    /// The output is larger than a report can be.
    #[error("the template {name} writes more than {limit} bytes; look for a loop within a loop")]
    TooLong {
        /// Template.
        name: String,
        /// Limit in bytes.
        limit: usize,
    },
    /// Rendering was given up.
    #[error("the template {name} is not done after {seconds} seconds; look for a loop within a loop")]
    TooSlow {
        /// Template.
        name: String,
        /// Limit.
        seconds: u64,
    },
    /// The context cannot be handed to templates.
    #[error("the data for the template cannot be laid out: {0}")]
    Context(String),
    /// The message catalogue fails.
    #[error(transparent)]
    Message(#[from] MessageError),
}

/// Turns Tera's report into ours: the file's path in place of the template's name, no leading "error:".
pub(super) fn fault(error: &tera::Error, paths: &BTreeMap<String, String>) -> TemplateError {
    let mut report = error.to_string();
    for (name, path) in paths {
        report = report.replace(&format!("--> {name}:"), &format!("--> {path}:"));
        report = report.replace(&format!("called from {name}:"), &format!("called from {path}:"));
    }
    let report = report.strip_prefix("error: ").unwrap_or(&report);
    TemplateError::Fault(report.to_owned())
}
