//! Files → accounts and rejects. Bad data is a value, not an error.
//!
//! Start with [`article`] for press clippings.

pub mod article;
