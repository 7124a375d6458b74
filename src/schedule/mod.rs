//! The schedule: which reports are due when, each once for its period, and the units that wake it up.
//!
//! What is due is worked out by pure functions over a given moment ([`due_runs`]); nothing here reads a
//! clock. Start with [`JobConfig`] (what a `[[schedule]]` table says), [`Job`] and [`due_runs`].

mod calendar;
mod cron;
mod due;
mod install;
mod job;
mod run;

pub use calendar::{DayRule, WorkCalendar};
pub use cron::{CronExpression, TimeZone};
pub use due::{DueRun, PlannedVisit, RunSubject, due_runs, next_run};
pub use install::{Call, UnitFile, cron as cron_line, systemd, windows};
pub use job::{Job, JobConfig, JobDefaults, JobReport, NoTimeZone, Trigger};
pub use run::{Made, Maker, RunReport, Schedule};
