//! The Word writer, read back.

mod letterheads;
mod nodes;
mod package;
mod refusals;
mod repeat;
mod sample;
