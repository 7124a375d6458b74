//! citybrief: briefings on city delegations, with a source behind every fact.
//!
//! ```text
//! clippings, registers ─import─▶ accounts ─merge─▶ visits ─aggregate─▶ facts
//!                                 └────── store (one SQLite file) ─────┘   │
//! visit plan ──────────────────────────────────────────────────────────────┤
//!                                                                     report context
//!                                                                          │ template (+ messages)
//!                                                                       Markdown
//!                                                                          │ document
//!                                                                       Document ─write─▶ PDF · DOCX · Markdown · HTML · JSON
//! ```
//!
//! Modules depend in one direction only; `tests/architecture.rs` keeps it so.

#![warn(clippy::unwrap_used)]

pub mod data;
pub mod deliver;
pub mod document;
pub mod figure;
pub mod import;
pub mod layout;
pub mod message;
pub mod report;
pub mod schedule;
pub mod store;
pub mod template;
pub mod text;
pub mod theme;
pub mod write;
