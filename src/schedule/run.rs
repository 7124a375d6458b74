//! Runs what is due: makes the reports, puts them into the outbox, and remembers each run.
//!
//! A run that goes wrong is tried again after a pause that grows, and stops no other.

use super::{DueRun, Job, PlannedVisit, RunSubject, WorkCalendar, due_runs};
use crate::data::{JobRun, JobRunState, NewIssue, OutboxMail};
use crate::deliver::pause_after;
use crate::store::{SendingLock, Store, StoreError};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// What a run made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Messages to send; none if there was nothing to report.
    pub mails: Vec<OutboxMail>,
    /// Reports to remember.
    pub issues: Vec<NewIssue>,
}

/// Makes the messages of one run; an error is told in plain words.
pub type Maker<'a> = dyn FnMut(&Store, &Job, &RunSubject) -> Result<Made, String> + 'a;

/// A run that was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunReport {
    /// Name of the job.
    pub job: String,
    /// The run.
    pub run: JobRun,
    /// Messages put into the outbox.
    pub mails: usize,
}

/// The schedule of an office.
#[derive(Clone, Copy, Debug)]
pub struct Schedule<'a> {
    /// Jobs.
    pub jobs: &'a [Job],
    /// Working days.
    pub calendar: &'a WorkCalendar,
    /// Visits to come.
    pub visits: &'a [PlannedVisit],
}

impl Schedule<'_> {
    /// Runs everything that is due at `now`; the lock keeps others from doing the same.
    ///
    /// # Errors
    /// Where the store fails; runs that ended before are kept, all others are still due.
    pub fn run(
        &self,
        store: &mut Store,
        _lock: &SendingLock,
        now: DateTime<Utc>,
        make: &mut Maker<'_>,
    ) -> Result<Vec<RunReport>, StoreError> {
        let mut reports = Vec::new();
        for job in self.jobs {
            store.begin_job(&job.name, now)?;
            for (due, attempts) in self.due(store, job, now)? {
                reports.push(run_one(store, job, &due, attempts, now, make)?);
            }
        }
        Ok(reports)
    }

    /// Runs of a job that are due, with the number of attempts so far.
    ///
    /// # Errors
    /// Where the store fails.
    pub fn due(
        &self,
        store: &Store,
        job: &Job,
        now: DateTime<Utc>,
    ) -> Result<Vec<(DueRun, u32)>, StoreError> {
        let began = store.job_began(&job.name)?.unwrap_or(now);
        let known: BTreeMap<String, JobRun> =
            store.job_runs(&job.name)?.into_iter().map(|run| (run.key.clone(), run)).collect();
        let rests = |key: &str| known.get(key).is_some_and(|run| run.rests(now));
        let due = due_runs(job, began, now, self.visits, self.calendar, rests);
        let attempts = |run: &DueRun| known.get(&run.subject.to_string()).map_or(0, |known| known.attempts);
        Ok(due.into_iter().map(|run| (attempts(&run), run)).map(|(count, run)| (run, count)).collect())
    }
}

fn run_one(
    store: &mut Store,
    job: &Job,
    due: &DueRun,
    attempts: u32,
    now: DateTime<Utc>,
    make: &mut Maker<'_>,
) -> Result<RunReport, StoreError> {
    let attempts = attempts.saturating_add(1);
    let (state, made) = match make(store, job, &due.subject) {
        Ok(made) if made.mails.is_empty() => (JobRunState::Empty, Made::default()),
        Ok(made) => (JobRunState::Done, made),
        Err(problem) => {
            let next_attempt = now + pause_after(attempts);
            (JobRunState::Failed { problem, next_attempt }, Made::default())
        }
    };
    let run = JobRun { key: due.subject.to_string(), state, attempts, at: now };
    store.finish_run(&job.name, &run, &made.mails, &made.issues)?;
    Ok(RunReport { job: job.name.clone(), run, mails: made.mails.len() })
}
