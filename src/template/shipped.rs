//! The templates that are part of the program.

/// Name and source of each shipped template; names with a folder are parts of the one of that name.
pub(super) const TEMPLATES: &[(&str, &str)] = &[
    ("briefing.md", include_str!("../../templates/briefing.md")),
    ("briefing/annexes.md", include_str!("../../templates/briefing/annexes.md")),
    ("briefing/basis.md", include_str!("../../templates/briefing/basis.md")),
    ("briefing/closing.md", include_str!("../../templates/briefing/closing.md")),
    ("briefing/glance.md", include_str!("../../templates/briefing/glance.md")),
    ("briefing/notes.md", include_str!("../../templates/briefing/notes.md")),
    ("briefing/parts.md", include_str!("../../templates/briefing/parts.md")),
    ("briefing/plan.md", include_str!("../../templates/briefing/plan.md")),
    ("briefing/relations.md", include_str!("../../templates/briefing/relations.md")),
    ("briefing/since.md", include_str!("../../templates/briefing/since.md")),
    ("briefing/sources.md", include_str!("../../templates/briefing/sources.md")),
    ("mail/briefing.md", include_str!("../../templates/mail/briefing.md")),
    ("mail/monthly.md", include_str!("../../templates/mail/monthly.md")),
    ("monthly.md", include_str!("../../templates/monthly.md")),
    ("monthly/late.md", include_str!("../../templates/monthly/late.md")),
    ("monthly/parts.md", include_str!("../../templates/monthly/parts.md")),
    ("monthly/sources.md", include_str!("../../templates/monthly/sources.md")),
];
