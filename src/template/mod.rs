//! Templates: Tera 2 over a report's context, with values escaped for Markdown.
//!
//! Templates write Markdown and know no format; this room knows no visits. A folder of an office's own
//! overrides the shipped templates file by file; it is untrusted, so that templates reach neither files nor
//! the environment and their output and time are bounded. Start with [`Templates`].

mod error;
mod escape;
mod filters;
mod folder;
mod labels;
mod rendering;
mod shipped;

pub use error::TemplateError;
pub use labels::labels;
pub use rendering::{Origin, TemplateName, Templates};
