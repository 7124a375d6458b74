//! Reports: facts from the store, and what officers wrote, laid out as contexts for templates.
//!
//! Nothing here writes Markdown or knows formats, and nothing is invented: what no source and no officer
//! said is a gap, and gaps are named. Start with [`briefing`].

pub mod briefing;
mod notes;
mod terms;
mod wording;

pub use notes::SourceNote;
pub use terms::Term;
pub use wording::{Fact, Wording};
