//! What the schedule did: each run of a job once.

use super::moment::moment;
use super::{Store, StoreError, issued, outbox};
use crate::data::{JobRun, JobRunState, NewIssue, OutboxMail};
use chrono::{DateTime, Utc};
use rusqlite::{Row, Transaction, params};

impl Store {
    /// When the schedule first ran with this job: the moment of an earlier call, or else `now`.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn begin_job(&mut self, job: &str, now: DateTime<Utc>) -> Result<DateTime<Utc>, StoreError> {
        let insert = "INSERT OR IGNORE INTO job (name, began) VALUES (?, ?)";
        self.connection.execute(insert, params![job, now.timestamp()])?;
        Ok(self.job_began(job)?.unwrap_or(now))
    }

    /// When the schedule first ran with this job, if it did.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn job_began(&self, job: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
        let mut statement = self.connection.prepare("SELECT began FROM job WHERE name = ?")?;
        let mut found = statement.query_map([job], |row| row.get(0).map(moment))?;
        Ok(found.next().transpose()?)
    }

    /// Runs of a job, by key.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn job_runs(&self, job: &str) -> Result<Vec<JobRun>, StoreError> {
        let mut statement = self.connection.prepare(
            "SELECT key, state, attempts, next_attempt, problem, at FROM job_run WHERE job = ? ORDER BY key",
        )?;
        let runs = statement.query_map([job], read)?;
        Ok(runs.collect::<Result<_, _>>()?)
    }

    /// Ends a run: its messages go into the outbox, its reports into the list of issued ones, and the run
    /// is done; all of it or nothing.
    ///
    /// # Errors
    /// Where the database fails; then nothing was stored.
    pub fn finish_run(
        &mut self,
        job: &str,
        run: &JobRun,
        mails: &[OutboxMail],
        issues: &[NewIssue],
    ) -> Result<(), StoreError> {
        let transaction = self.write_transaction()?;
        for mail in mails {
            outbox::queue(&transaction, mail, run.at)?;
        }
        for issue in issues {
            issued::record(&transaction, issue, run.at)?;
        }
        record(&transaction, job, run)?;
        Ok(transaction.commit()?)
    }
}

fn record(transaction: &Transaction<'_>, job: &str, run: &JobRun) -> Result<(), StoreError> {
    let (state, next, problem) = match &run.state {
        JobRunState::Done => ("done", None, None),
        JobRunState::Empty => ("empty", None, None),
        JobRunState::Failed { problem, next_attempt } => {
            ("failed", Some(next_attempt.timestamp()), Some(problem.as_str()))
        }
    };
    transaction.execute(
        "INSERT OR REPLACE INTO job_run (job, key, state, attempts, next_attempt, problem, at)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
        params![job, run.key, state, run.attempts, next, problem, run.at.timestamp()],
    )?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<JobRun> {
    let state: String = row.get(1)?;
    Ok(JobRun {
        key: row.get(0)?,
        state: match state.as_str() {
            "failed" => JobRunState::Failed {
                next_attempt: moment(row.get::<_, Option<i64>>(3)?.unwrap_or_default()),
                problem: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
            },
            "empty" => JobRunState::Empty,
            _ => JobRunState::Done,
        },
        attempts: row.get(2)?,
        at: moment(row.get(5)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_begins_once_and_a_run_ends_once() {
        let mut store = Store::in_memory().unwrap();
        assert_eq!(store.job_began("monthly").unwrap(), None);
        assert_eq!(store.begin_job("monthly", moment(10)).unwrap(), moment(10));
        assert_eq!(store.begin_job("monthly", moment(20)).unwrap(), moment(10));

        let failed = JobRunState::Failed { problem: "no template".into(), next_attempt: moment(40) };
        let mut run = JobRun { key: "monthly/2019-11".into(), state: failed, attempts: 1, at: moment(30) };
        store.finish_run("monthly", &run, &[], &[]).unwrap();
        assert_eq!(store.job_runs("monthly").unwrap(), [run.clone()]);
        assert!(run.rests(moment(39)) && !run.rests(moment(40)));
        run.state = JobRunState::Done;
        store.finish_run("monthly", &run, &[], &[]).unwrap();
        assert_eq!(store.job_runs("monthly").unwrap(), [run.clone()]);
        assert!(run.rests(moment(i64::from(u32::MAX))));
    }
}
