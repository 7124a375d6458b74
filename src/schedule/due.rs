//! What is due: pure functions from a job, the moment it began and the moment that it is.
//!
//! A period is due at the job's first moment after the period's end, so that each has exactly one moment,
//! whatever the cron expression: a job of the 31st sends two months together where a month has no 31st, a
//! weekly one sends each month once.

use super::{Job, JobReport, TimeZone, Trigger, WorkCalendar};
use crate::data::{CityId, PeriodSpan, ReportPeriod};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use std::fmt;

/// A job that is run for the first time also sends what fell due within so long before, for those who put
/// the command itself into a timetable.
const GRACE: TimeDelta = TimeDelta::hours(24);
/// Most runs of one job that are caught up at once; the rest follows at the next run.
const MOST_AT_ONCE: usize = 100;

/// A visit that is still to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedVisit {
    /// City that visits.
    pub guest: CityId,
    /// City that receives.
    pub host: CityId,
    /// First day.
    pub start: NaiveDate,
}

/// What a run reports on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunSubject {
    /// A month, quarter or year.
    Period(ReportPeriod),
    /// A visit.
    Visit(PlannedVisit),
}

impl fmt::Display for RunSubject {
    /// The key under which a job's run is kept, such as `monthly/2026-10` or
    /// `briefing/498817-1526273/2026-12-03`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Period(period) => {
                let kind = match period.span() {
                    PeriodSpan::Month => "monthly",
                    PeriodSpan::Quarter => "quarterly",
                    PeriodSpan::Year => "yearly",
                };
                write!(f, "{kind}/{period}")
            }
            Self::Visit(visit) => write!(f, "briefing/{}-{}/{}", visit.guest, visit.host, visit.start),
        }
    }
}

/// One run of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueRun {
    /// What it reports on; its text is the key of the run.
    pub subject: RunSubject,
    /// When it is due.
    pub due: DateTime<Utc>,
}

/// The runs of a job that are due at `now` and not done, the oldest first.
///
/// `began` is the moment when the job was first run; `done` tells by key which runs need no more.
pub fn due_runs(
    job: &Job,
    began: DateTime<Utc>,
    now: DateTime<Utc>,
    visits: &[PlannedVisit],
    calendar: &WorkCalendar,
    done: impl Fn(&str) -> bool,
) -> Vec<DueRun> {
    runs(job, began, now, visits, calendar)
        .take_while(|run| run.due <= now)
        .filter(|run| !done(&run.subject.to_string()))
        .take(MOST_AT_ONCE)
        .collect()
}

/// The next run of a job after `now`.
pub fn next_run(
    job: &Job,
    began: DateTime<Utc>,
    now: DateTime<Utc>,
    visits: &[PlannedVisit],
    calendar: &WorkCalendar,
) -> Option<DueRun> {
    runs(job, began, now, visits, calendar).find(|run| run.due > now)
}

/// All runs from the job's beginning on, in order of their moments.
fn runs<'a>(
    job: &'a Job,
    began: DateTime<Utc>,
    now: DateTime<Utc>,
    visits: &[PlannedVisit],
    calendar: &WorkCalendar,
) -> Box<dyn Iterator<Item = DueRun> + 'a> {
    match (&job.trigger, job.report) {
        (Trigger::Cron(_), JobReport::Summary(span)) => {
            let first = job.since.unwrap_or_else(|| first_period(job, span, began));
            let periods = std::iter::successors(Some(first), |p| Some(p.next()));
            Box::new(periods.map_while(|period| period_run(job, period)))
        }
        (Trigger::BeforeVisits { days, at }, _) => {
            Box::new(visit_runs(visits, *days, *at, job.timezone, calendar, now).into_iter())
        }
        // A job's table allows no other pair.
        (Trigger::Cron(_), JobReport::Briefing) => Box::new(std::iter::empty()),
    }
}

/// The first period that falls due after the job's beginning, grace included.
fn first_period(job: &Job, span: PeriodSpan, began: DateTime<Utc>) -> ReportPeriod {
    let Trigger::Cron(cron) = &job.trigger else {
        return ReportPeriod::containing(job.timezone.day(began), span);
    };
    // What ended before the last moment outside the grace was due then.
    let outside = began - GRACE;
    let last = cron.at_or_before(outside, job.timezone).unwrap_or(outside);
    ReportPeriod::containing(job.timezone.day(last), span)
}

fn period_run(job: &Job, period: ReportPeriod) -> Option<DueRun> {
    let Trigger::Cron(cron) = &job.trigger else { return None };
    let end = job.timezone.moment(period.next().first_day(), NaiveTime::MIN);
    let due = cron.at_or_after(end, job.timezone)?;
    Some(DueRun { subject: RunSubject::Period(period), due })
}

/// A briefing is due before its visit only: one that was missed is sent late, up to the first day.
fn visit_runs(
    visits: &[PlannedVisit],
    days: u32,
    at: NaiveTime,
    zone: TimeZone,
    calendar: &WorkCalendar,
    now: DateTime<Utc>,
) -> Vec<DueRun> {
    let today = zone.day(now);
    let mut runs: Vec<DueRun> = visits
        .iter()
        .filter(|visit| visit.start >= today)
        .filter_map(|visit| {
            let day = calendar.working_days_before(visit.start, days)?;
            Some(DueRun { subject: RunSubject::Visit(visit.clone()), due: zone.moment(day, at) })
        })
        .collect();
    runs.sort_by_key(|run| run.due);
    runs
}

#[cfg(test)]
mod tests {
    use super::super::{JobConfig, JobDefaults};
    use super::*;
    use std::collections::BTreeSet;

    fn job(lines: &str) -> Job {
        let text =
            format!("name = \"j\"\nrecipients = [\"a@b.example\"]\ntimezone = \"Asia/Almaty\"\n{lines}");
        toml::from_str::<JobConfig>(&text).unwrap().resolve(JobDefaults::default()).unwrap()
    }

    fn monthly(cron: &str) -> Job {
        job(&format!("report = \"monthly\"\ncron = \"{cron}\""))
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn due(job: &Job, began: &str, now: &str, done: &[&str]) -> Vec<String> {
        due_runs(job, at(began), at(now), &[], &WorkCalendar::default(), |key| done.contains(&key))
            .iter()
            .map(|run| run.subject.to_string())
            .collect()
    }

    #[test]
    fn a_new_job_sends_nothing_of_the_past() {
        let job = monthly("0 8 1 * *");
        assert_eq!(due(&job, "2026-11-22T00:00:00Z", "2026-11-22T00:00:00Z", &[]), Vec::<String>::new());
        assert_eq!(due(&job, "2026-11-22T00:00:00Z", "2026-12-01T02:59:59Z", &[]), Vec::<String>::new());
        assert_eq!(due(&job, "2026-11-22T00:00:00Z", "2026-12-01T03:00:00Z", &[]), ["monthly/2026-11"]);
    }

    #[test]
    fn a_job_that_is_first_run_by_a_timer_of_its_hour_sends_at_once() {
        let job = monthly("0 8 1 * *");
        assert_eq!(due(&job, "2026-12-01T03:00:07Z", "2026-12-01T03:00:07Z", &[]), ["monthly/2026-11"]);
        let since = job_since("2026-09");
        assert_eq!(
            due(&since, "2026-12-01T03:00:07Z", "2026-12-01T03:00:07Z", &["monthly/2026-10"]),
            ["monthly/2026-09", "monthly/2026-11"]
        );
    }

    fn job_since(period: &str) -> Job {
        job(&format!("report = \"monthly\"\ncron = \"0 8 1 * *\"\nsince = \"{period}\""))
    }

    #[test]
    fn what_was_missed_is_caught_up_in_order() {
        let job = monthly("0 8 1 * *");
        assert_eq!(
            due(&job, "2026-01-10T00:00:00Z", "2026-05-20T00:00:00Z", &["monthly/2026-01"]),
            ["monthly/2026-02", "monthly/2026-03", "monthly/2026-04"]
        );
    }

    #[test]
    fn no_expression_loses_or_doubles_a_month() {
        for cron in
            ["0 8 1 * *", "0 8 31 * *", "0 8 L * *", "*/7 * * * *", "0 9 * * MON", "30 2 29 2 *", "@monthly"]
        {
            let job = monthly(cron);
            let (began, end) = (at("2023-12-15T00:00:00Z"), at("2028-03-10T00:00:00Z"));
            let mut sent = Vec::new();
            let mut now = began;
            while now < end {
                let done: BTreeSet<String> = sent.iter().cloned().collect();
                let runs =
                    due_runs(&job, began, now, &[], &WorkCalendar::default(), |key| done.contains(key));
                assert!(runs.iter().all(|r| r.due <= now), "{cron}");
                sent.extend(runs.iter().map(|r| r.subject.to_string()));
                now += TimeDelta::days(5);
            }
            let unique: BTreeSet<&String> = sent.iter().collect();
            assert_eq!(unique.len(), sent.len(), "{cron} sends twice");
            let first = sent.first().unwrap();
            assert!(first.as_str() <= "monthly/2023-12", "{cron} begins with {first}");
            assert!(sent.last().unwrap().as_str() >= "monthly/2027-12", "{cron} ends with {sent:?}");
            let months = sent.windows(2).all(|w| {
                let month = |key: &str| key["monthly/".len()..].parse::<ReportPeriod>().unwrap();
                month(&w[0]).next() == month(&w[1])
            });
            assert!(months, "{cron} leaves a gap: {sent:?}");
        }
    }

    #[test]
    fn quarters_and_years() {
        let quarterly = job("report = \"quarterly\"\ncron = \"0 8 1 1,4,7,10 *\"");
        assert_eq!(
            due(&quarterly, "2026-11-01T00:00:00Z", "2027-01-02T00:00:00Z", &[]),
            ["quarterly/2026-Q4"]
        );
        let yearly = job("report = \"yearly\"\ncron = \"0 8 15 1 *\"");
        assert_eq!(due(&yearly, "2026-11-01T00:00:00Z", "2027-01-14T00:00:00Z", &[]), Vec::<String>::new());
        assert_eq!(due(&yearly, "2026-11-01T00:00:00Z", "2027-01-16T00:00:00Z", &[]), ["yearly/2026"]);
    }

    #[test]
    fn a_briefing_goes_out_working_days_before_its_visit() {
        let job = job("report = \"briefing\"\nworking_days_before = 3");
        let visit = |id, start: &str| PlannedVisit {
            guest: CityId(id),
            host: CityId(1),
            start: start.parse().unwrap(),
        };
        let visits = [visit(7, "2026-12-03"), visit(8, "2026-12-21"), visit(9, "2026-11-20")];
        let keys = |now: &str| {
            due_runs(&job, at("2026-11-01T00:00:00Z"), at(now), &visits, &WorkCalendar::default(), |_| false)
                .iter()
                .map(|r| r.subject.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(keys("2026-11-30T02:59:00Z"), Vec::<String>::new());
        assert_eq!(keys("2026-11-30T03:00:00Z"), ["briefing/7-1/2026-12-03"]);
        assert_eq!(keys("2026-12-03T10:00:00Z"), ["briefing/7-1/2026-12-03"], "late, but not too late");
        assert_eq!(keys("2026-12-04T10:00:00Z"), Vec::<String>::new(), "the visit has begun");
        let next = next_run(
            &job,
            at("2026-11-01T00:00:00Z"),
            at("2026-12-04T10:00:00Z"),
            &visits,
            &WorkCalendar::default(),
        );
        assert_eq!(next.unwrap().due, at("2026-12-16T03:00:00Z"));
    }
}
