//! What a `[[schedule]]` table says.

use super::{CronExpression, TimeZone};
use crate::data::{Locale, PeriodSpan, ReportPeriod};
use crate::deliver::{Formats, Recipient};
use crate::write::Format;
use chrono::NaiveTime;
use serde::Deserialize;

/// Most working days that a briefing may go out before a visit.
const MOST_DAYS_BEFORE: u32 = 60;

/// What a job sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobReport {
    /// The summary of each month, quarter or year.
    Summary(PeriodSpan),
    /// The briefing for each planned visit.
    Briefing,
}

/// When a job is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// At the first of these moments after the end of a period.
    Cron(Box<CronExpression>),
    /// So many working days before each planned visit, at a time of day.
    BeforeVisits {
        /// Working days.
        days: u32,
        /// Local time.
        at: NaiveTime,
    },
}

/// One job of the schedule.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "JobTable")]
pub struct Job {
    /// Name by which its runs are kept; another name is another job.
    pub name: String,
    /// What it sends.
    pub report: JobReport,
    /// When.
    pub trigger: Trigger,
    /// Where the clock hangs.
    pub timezone: TimeZone,
    /// Language of the report.
    pub lang: Locale,
    /// Formats attached.
    pub formats: Vec<Format>,
    /// Who gets it.
    pub recipients: Vec<Recipient>,
    /// Whether a period without any contact is passed over.
    pub skip_if_empty: bool,
    /// First period to send, where earlier ones than the first run's are wanted.
    pub since: Option<ReportPeriod>,
}

/// The table as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JobTable {
    name: String,
    report: ReportName,
    #[serde(default)]
    cron: Option<CronExpression>,
    #[serde(default)]
    working_days_before: Option<u32>,
    #[serde(default)]
    at: Option<ClockTime>,
    timezone: TimeZone,
    #[serde(default)]
    lang: Locale,
    #[serde(default)]
    to: Option<Formats>,
    recipients: Vec<Recipient>,
    #[serde(default)]
    skip_if_empty: bool,
    #[serde(default)]
    since: Option<ReportPeriod>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ReportName {
    Monthly,
    Quarterly,
    Yearly,
    Briefing,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
struct ClockTime(NaiveTime);

impl TryFrom<String> for ClockTime {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        NaiveTime::parse_from_str(&text, "%H:%M")
            .map(Self)
            .map_err(|_| format!("\"{text}\" is not a time of day; write \"08:00\""))
    }
}

impl JobTable {
    fn report(&self) -> JobReport {
        match self.report {
            ReportName::Monthly => JobReport::Summary(PeriodSpan::Month),
            ReportName::Quarterly => JobReport::Summary(PeriodSpan::Quarter),
            ReportName::Yearly => JobReport::Summary(PeriodSpan::Year),
            ReportName::Briefing => JobReport::Briefing,
        }
    }

    fn trigger(&self) -> Result<Trigger, String> {
        match (self.report(), &self.cron, self.working_days_before) {
            (JobReport::Summary(_), Some(cron), None) if self.at.is_none() => {
                Ok(Trigger::Cron(Box::new(cron.clone())))
            }
            (JobReport::Summary(_), _, _) => {
                Err("a summary needs `cron` and neither `working_days_before` nor `at`".into())
            }
            (JobReport::Briefing, None, Some(days)) if days <= MOST_DAYS_BEFORE => {
                let eight = NaiveTime::from_hms_opt(8, 0, 0).unwrap_or_default();
                Ok(Trigger::BeforeVisits { days, at: self.at.map_or(eight, |t| t.0) })
            }
            (JobReport::Briefing, _, _) => Err(format!(
                "a briefing needs `working_days_before` (0 to {MOST_DAYS_BEFORE}; 2 to 5 are customary) and no `cron`"
            )),
        }
    }

    fn check(&self) -> Result<(), String> {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
        if self.name.trim().is_empty() || !self.name.chars().all(plain) {
            return Err(format!("\"{}\" is no name for a job; use letters, digits, - and _", self.name));
        }
        if self.recipients.is_empty() {
            return Err(format!("the job \"{}\" has no recipients", self.name));
        }
        match (self.report(), self.since) {
            (JobReport::Summary(span), Some(since)) if since.span() != span => {
                Err(format!("`since = \"{since}\"` is not the kind of period that the job reports on"))
            }
            (JobReport::Briefing, Some(_)) => Err("`since` is for summaries only".into()),
            _ => Ok(()),
        }
    }
}

impl TryFrom<JobTable> for Job {
    type Error = String;

    fn try_from(table: JobTable) -> Result<Self, String> {
        table.check()?;
        Ok(Self {
            report: table.report(),
            trigger: table.trigger()?,
            name: table.name,
            timezone: table.timezone,
            lang: table.lang,
            formats: table.to.map_or_else(|| vec![Format::Pdf], |f| f.0),
            recipients: table.recipients,
            skip_if_empty: table.skip_if_empty,
            since: table.since,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct File {
        schedule: Vec<Job>,
    }

    const MONTHLY: &str = "[[schedule]]\nname = \"monthly\"\nreport = \"monthly\"\ncron = \"0 8 1 * *\"\n\
                           timezone = \"Asia/Almaty\"\nrecipients = [\"a@b.example\"]\n";

    #[test]
    fn reads_the_shortest_job() {
        let job = toml::from_str::<File>(MONTHLY).unwrap().schedule.remove(0);
        assert_eq!(job.report, JobReport::Summary(PeriodSpan::Month));
        assert_eq!((job.lang, job.formats, job.skip_if_empty), (Locale::En, vec![Format::Pdf], false));
    }

    #[test]
    fn reads_a_briefing_before_each_visit() {
        let text = MONTHLY.replace(
            "\"monthly\"\ncron = \"0 8 1 * *\"",
            "\"briefing\"\nworking_days_before = 3\nat = \"17:30\"",
        );
        let job = toml::from_str::<File>(&text).unwrap().schedule.remove(0);
        assert_eq!(
            job.trigger,
            Trigger::BeforeVisits { days: 3, at: NaiveTime::from_hms_opt(17, 30, 0).unwrap() }
        );
    }

    #[test]
    fn every_mistake_is_told_with_its_line() {
        let mistakes = [
            ("cron = \"0 8 1 * *\"", "cron = \"0 8 1 *\"", 4, "0 8 1 * *"),
            ("Asia/Almaty", "Asia/Almati", 5, "IANA"),
            ("a@b.example", "nobody", 6, "mail address"),
            ("[\"a@b.example\"]", "[]", 1, "no recipients"),
            ("report = \"monthly\"", "report = \"weekly\"", 3, "monthly"),
            ("cron = ", "crom = ", 4, "cron"),
            ("cron = \"0 8 1 * *\"", "working_days_before = 3", 1, "needs `cron`"),
            ("timezone", "since = \"2019\"\ntimezone", 1, "since"),
            ("\"monthly\"\nreport", "\"a\\nb\"\nreport", 1, "name"),
        ];
        for (good, bad, line, words) in mistakes {
            let error = toml::from_str::<File>(&MONTHLY.replacen(good, bad, 1)).unwrap_err().to_string();
            assert!(error.contains(words), "{bad}: {error}");
            assert!(error.contains(&format!("line {line}")), "{bad} in line {line}: {error}");
        }
    }
}
