//! The Word writer, read back.

mod charts;
mod letterheads;
mod nodes;
mod package;
mod refusals;
mod repeat;
mod sample;
