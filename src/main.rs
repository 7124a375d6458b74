//! The command line: parse, run, report, exit code.
#![allow(missing_docs)]
fn main() {}
