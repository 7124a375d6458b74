//! Reports: facts from the store, and what officers wrote, laid out as contexts for templates.
//!
//! Nothing here writes Markdown or knows formats, and nothing is invented: what no source and no officer
//! said is a gap, and gaps are named. Start with [`briefing`]; [`monthly`] has the summaries.

pub mod briefing;
pub mod chart;
pub mod monthly;
mod notes;
mod scope;
mod since;
mod snapshot;
mod terms;
mod wording;

pub use notes::SourceNote;
pub use scope::{City, Reference};
pub use since::{EarlierIssue, Since, SinceLine};
pub use snapshot::{Change, changes, snapshot};
pub use terms::Term;
pub use wording::{Fact, Wording};
