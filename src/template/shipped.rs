//! The templates that are part of the program.

/// Name and source of each shipped template; names with a folder are parts of the one of that name.
pub(super) const TEMPLATES: &[(&str, &str)] = &[("briefing.md", include_str!("../../templates/briefing.md"))];
