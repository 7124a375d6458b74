//! The words of reports: message catalogues, and what a language does to dates, numbers and lists.
//!
//! Every word that a report adds of its own stands in `templates/messages/{en,ru,kk}.ftl` (Project Fluent);
//! nothing here knows visits, templates or formats. Start with [`Catalogue`].

mod cases;
mod catalogue;
mod format;

pub use catalogue::{Argument, Catalogue, MessageError};
