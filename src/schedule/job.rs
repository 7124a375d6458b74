//! What a `[[schedule]]` table says.

use super::{CronExpression, TimeZone};
use crate::data::{Locale, PeriodSpan, ReportPeriod};
use crate::deliver::{Formats, Recipient};
use crate::write::Format;
use chrono::NaiveTime;
use serde::Deserialize;

/// Most working days that a briefing may go out before a visit.
const MOST_DAYS_BEFORE: u32 = 60;
/// Working days before a visit where the job does not say: offices want 2 to 5.
const CUSTOMARY_DAYS_BEFORE: u32 = 3;

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
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// What holds for all jobs that say nothing else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JobDefaults {
    /// Where the clock hangs.
    pub timezone: Option<TimeZone>,
    /// Language of reports.
    pub lang: Locale,
}

/// A job lacks its time zone, and so does the config.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the job \"{0}\" has no time zone, and neither the config nor a home city gives one")]
pub struct NoTimeZone(pub String);

/// A `[[schedule]]` table that makes sense; what it leaves open comes from the office's [`JobDefaults`].
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "JobTable")]
pub struct JobConfig {
    /// The job; its time zone and language hold no matter what they are.
    job: Job,
    timezone: Option<TimeZone>,
    lang: Option<Locale>,
}

impl JobConfig {
    /// The job with the office's settings for what it leaves open.
    ///
    /// # Errors
    /// If no one gives a time zone.
    pub fn resolve(&self, defaults: JobDefaults) -> Result<Job, NoTimeZone> {
        let timezone =
            self.timezone.or(defaults.timezone).ok_or_else(|| NoTimeZone(self.job.name.clone()))?;
        Ok(Job { timezone, lang: self.lang.unwrap_or(defaults.lang), ..self.job.clone() })
    }
}

/// The table as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JobTable {
    #[serde(default)]
    name: Option<String>,
    report: ReportName,
    #[serde(default)]
    cron: Option<CronExpression>,
    #[serde(default)]
    working_days_before: Option<u32>,
    #[serde(default)]
    at: Option<ClockTime>,
    #[serde(default)]
    timezone: Option<TimeZone>,
    #[serde(default)]
    lang: Option<Locale>,
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

impl ReportName {
    fn report(self) -> JobReport {
        match self {
            Self::Monthly => JobReport::Summary(PeriodSpan::Month),
            Self::Quarterly => JobReport::Summary(PeriodSpan::Quarter),
            Self::Yearly => JobReport::Summary(PeriodSpan::Year),
            Self::Briefing => JobReport::Briefing,
        }
    }

    /// Name of a job that has none.
    fn word(self) -> &'static str {
        match self {
            Self::Monthly => "monthly",
            Self::Quarterly => "quarterly",
            Self::Yearly => "yearly",
            Self::Briefing => "briefing",
        }
    }
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
    fn name(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.report.word().to_owned())
    }

    fn trigger(&self) -> Result<Trigger, String> {
        match (self.report.report(), &self.cron, self.working_days_before) {
            (JobReport::Summary(span), cron, None) if self.at.is_none() => {
                let cron = cron.clone().map_or_else(|| customary_cron(span), Ok)?;
                Ok(Trigger::Cron(Box::new(cron)))
            }
            (JobReport::Summary(_), ..) => {
                Err("a summary has `cron`, and neither `working_days_before` nor `at`".into())
            }
            (JobReport::Briefing, None, days) if days.is_none_or(|days| days <= MOST_DAYS_BEFORE) => {
                let eight = NaiveTime::from_hms_opt(8, 0, 0).unwrap_or_default();
                let days = days.unwrap_or(CUSTOMARY_DAYS_BEFORE);
                Ok(Trigger::BeforeVisits { days, at: self.at.map_or(eight, |t| t.0) })
            }
            (JobReport::Briefing, ..) => Err(format!(
                "a briefing has `working_days_before` (0 to {MOST_DAYS_BEFORE}; 2 to 5 are customary) and no `cron`"
            )),
        }
    }

    fn check(&self) -> Result<(), String> {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
        let name = self.name();
        if name.trim().is_empty() || !name.chars().all(plain) {
            return Err(format!("{name:?} is no name for a job; use letters, digits, - and _"));
        }
        if self.recipients.is_empty() {
            return Err(format!("the job \"{name}\" has no recipients"));
        }
        match (self.report.report(), self.since) {
            (JobReport::Summary(span), Some(since)) if since.span() != span => {
                Err(format!("`since = \"{since}\"` is not the kind of period that the job reports on"))
            }
            (JobReport::Briefing, Some(_)) => Err("`since` is for summaries only".into()),
            _ => Ok(()),
        }
    }
}

/// Eight in the morning of the first day after the period.
fn customary_cron(span: PeriodSpan) -> Result<CronExpression, String> {
    let months = match span {
        PeriodSpan::Month => "*",
        PeriodSpan::Quarter => "1,4,7,10",
        PeriodSpan::Year => "1",
    };
    CronExpression::try_from(format!("0 8 1 {months} *"))
}

impl TryFrom<JobTable> for JobConfig {
    type Error = String;

    fn try_from(table: JobTable) -> Result<Self, String> {
        table.check()?;
        let job = Job {
            name: table.name(),
            report: table.report.report(),
            trigger: table.trigger()?,
            timezone: TimeZone::UTC,
            lang: Locale::default(),
            formats: table.to.map_or_else(|| vec![Format::Pdf], |f| f.0),
            recipients: table.recipients,
            skip_if_empty: table.skip_if_empty,
            since: table.since,
        };
        Ok(Self { job, timezone: table.timezone, lang: table.lang })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct File {
        schedule: Vec<JobConfig>,
    }

    const MONTHLY: &str = "[[schedule]]\nname = \"monthly\"\nreport = \"monthly\"\ncron = \"0 8 1 * *\"\n\
                           timezone = \"Asia/Almaty\"\nrecipients = [\"a@b.example\"]\n";

    fn zone(name: &str) -> TimeZone {
        TimeZone::try_from(name.to_owned()).unwrap()
    }

    fn read(text: &str) -> JobConfig {
        toml::from_str::<File>(text).unwrap().schedule.remove(0)
    }

    fn job(text: &str) -> Job {
        read(text).resolve(JobDefaults::default()).unwrap()
    }

    #[test]
    fn three_lines_are_a_job() {
        let config = read("[[schedule]]\nreport = \"monthly\"\nrecipients = [\"a@b.example\"]");
        let moscow = JobDefaults { timezone: Some(zone("Europe/Moscow")), lang: Locale::Ru };
        let short = config.resolve(moscow).unwrap();
        assert_eq!((short.timezone, short.lang), (zone("Europe/Moscow"), Locale::Ru));
        let long = job(MONTHLY);
        assert_eq!((long.timezone, long.lang), (zone("Asia/Almaty"), Locale::En));
        assert_eq!(long.report, JobReport::Summary(PeriodSpan::Month));
        assert_eq!((long.formats.as_slice(), long.skip_if_empty), (&[Format::Pdf][..], false));
        assert_eq!(Job { timezone: long.timezone, lang: long.lang, ..short }, long);
        assert_eq!(config.resolve(JobDefaults::default()), Err(NoTimeZone("monthly".into())));
    }

    #[test]
    fn every_kind_of_report_has_a_customary_time() {
        for (report, cron) in [("quarterly", "0 8 1 1,4,7,10 *"), ("yearly", "0 8 1 1 *")] {
            let short = format!("[[schedule]]\nreport = \"{report}\"\nrecipients = [\"a@b.example\"]");
            let trigger = read(&short).job.trigger;
            assert!(matches!(&trigger, Trigger::Cron(found) if found.to_string() == cron), "{trigger:?}");
        }
        let briefing = read("[[schedule]]\nreport = \"briefing\"\nrecipients = [\"a@b.example\"]").job;
        let eight = NaiveTime::from_hms_opt(8, 0, 0).unwrap();
        assert_eq!(briefing.trigger, Trigger::BeforeVisits { days: 3, at: eight });
    }

    #[test]
    fn reads_a_briefing_before_each_visit() {
        let text = MONTHLY.replace(
            "\"monthly\"\ncron = \"0 8 1 * *\"",
            "\"briefing\"\nworking_days_before = 5\nat = \"17:30\"",
        );
        assert_eq!(
            job(&text).trigger,
            Trigger::BeforeVisits { days: 5, at: NaiveTime::from_hms_opt(17, 30, 0).unwrap() }
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
            ("cron = \"0 8 1 * *\"", "working_days_before = 3", 1, "has `cron`"),
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
