//! The Word writer, read back.

mod charts;
mod command;
mod letterheads;
mod nodes;
mod package;
mod refusals;
mod repeat;
mod sample;
mod words;
