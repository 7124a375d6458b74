//! `schedule`: what is due when, running it, and the units that wake it.

use super::post::Envelope;
use super::table::{Table, TableFormat};
use super::{
    Outcome, brief,
    failure::{Failure, Fault},
    monthly,
    output::{OutputFile, write_files},
    planned::PlannedVisits,
    report::{MadeReport, output_folder},
    session::Session,
};
use citybrief::data::{JobRunState, Locale};
use citybrief::deliver::{Mailbox, Recipient, RecipientKind};
use citybrief::schedule::{
    Call, Job, JobDefaults, Made, RunReport, RunSubject, Schedule, TimeZone, Trigger, cron_line, next_run,
    systemd, windows,
};
use citybrief::store::Store;
use citybrief::write::Format;
use clap::{Args, Subcommand};
use std::time::Duration;

/// How long `watch` sleeps between two looks.
const WATCH_EVERY: Duration = Duration::from_secs(60);

/// Arguments of `schedule`.
#[derive(Args, Debug)]
pub struct ScheduleArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List the jobs with their next runs in local time, and what went wrong
    List {
        /// How to print
        #[arg(long, value_enum, default_value_t)]
        format: TableFormat,
    },
    /// Run and send everything that is due, what was missed included
    Run {
        /// Show what is due, and send nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Stay and run what comes due
    Watch,
    /// Write the units that wake the schedule
    Install(InstallArgs),
}

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
struct InstallArgs {
    /// A service and a timer for systemd
    #[arg(long)]
    systemd: bool,
    /// A line for crontab
    #[arg(long)]
    cron: bool,
    /// A task for the Windows Task Scheduler
    #[arg(long)]
    windows: bool,
}

/// Runs `schedule`.
pub fn run(args: &ScheduleArgs, session: &Session) -> Result<Outcome, Failure> {
    match &args.action {
        Action::List { format } => list(*format, session),
        Action::Run { dry_run: true } => show_due(session),
        Action::Run { dry_run: false } => run_due(session),
        Action::Watch => loop {
            if let Err(failure) = run_due(session) {
                failure.print();
            }
            std::thread::sleep(WATCH_EVERY);
        },
        Action::Install(units) => install(units, session),
    }
}

impl Session {
    /// The jobs of the config, with what it says for all of them.
    fn jobs(&self) -> Result<Vec<Job>, Failure> {
        let defaults = JobDefaults { timezone: self.timezone()?, lang: self.config.lang };
        let jobs = self.config.schedule.iter().map(|job| job.resolve(defaults));
        let jobs: Vec<Job> = jobs.collect::<Result<_, _>>().map_err(|e| {
            Failure::from_error(Fault::Environment, &e).hint(
                "add timezone = \"Asia/Almaty\" or home_city = \"Almaty\" at the head of citybrief.toml",
            )
        })?;
        let mut names: Vec<&str> = jobs.iter().map(|job| job.name.as_str()).collect();
        names.sort_unstable();
        if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(Failure::environment(format!("two jobs are called \"{}\"", twice[0]))
                .hint("each [[schedule]] in citybrief.toml needs a name of its own"));
        }
        if jobs.is_empty() {
            return Err(Failure::environment("the config has no [[schedule]]")
                .hint("the README shows a monthly summary in three lines"));
        }
        Ok(jobs)
    }

    /// The office's time zone: the config's, else its home city's.
    fn timezone(&self) -> Result<Option<TimeZone>, Failure> {
        if self.config.timezone.is_some() {
            return Ok(self.config.timezone);
        }
        let Some(home) = &self.config.home_city else { return Ok(None) };
        let id = self.city(home)?;
        let zone = self.gazetteer()?.city(id).and_then(|city| city.time_zone.clone());
        Ok(zone.and_then(|name| TimeZone::try_from(name).ok()))
    }
}

fn run_due(session: &Session) -> Result<Outcome, Failure> {
    let jobs = session.jobs()?;
    let mut store = session.store_to_write()?;
    let Some(lock) = store.lock_sending()? else {
        session.say("another citybrief is running the schedule; nothing to do");
        return Ok(Outcome::Done);
    };
    let planned = PlannedVisits::find(session, &store)?;
    let calendar = &session.config.calendar;
    let schedule = Schedule { jobs: &jobs, calendar, visits: &planned.visits };
    let now = session.now()?;
    let mut make = |store: &Store, job: &Job, subject: &RunSubject| {
        make_run(session, store, job, subject, &planned).map_err(|failure| failure.to_string())
    };
    let reports = schedule.run(&mut store, &lock, now, &mut make)?;
    reports.iter().for_each(|report| say_run(session, report));
    let done = session.send_due(&mut store, &lock)?;
    let failed = jobs.iter().map(|job| store.job_runs(&job.name)).collect::<Result<Vec<_>, _>>()?;
    let failed =
        failed.iter().flatten().filter(|run| matches!(run.state, JobRunState::Failed { .. })).count();
    planned.faults.iter().for_each(Failure::print);
    let (messages, plans) = (done.failed + done.in_doubt, planned.faults.len());
    if failed + messages + plans > 0 {
        return Err(Failure::environment(format!(
            "not all went well: runs failed: {failed}, messages: {messages}, plans: {plans}; all else was done"
        ))
        .hint("`citybrief schedule list` and `citybrief outbox list` show what is tried again, and what needs you"));
    }
    Ok(Outcome::Done)
}

fn say_run(session: &Session, report: &RunReport) {
    let key = &report.run.key;
    match &report.run.state {
        JobRunState::Done => {
            session.say(format_args!("{}: {key}: messages: {}", report.job, report.mails));
        }
        JobRunState::Empty => session.say(format_args!("{}: {key}: nothing to report", report.job)),
        JobRunState::Failed { problem, next_attempt } => session.say(format_args!(
            "warning: {}: {key}: {problem}; tried again after {}",
            report.job,
            next_attempt.format("%Y-%m-%d %H:%M UTC")
        )),
    }
}

/// Messages and issues of one run: recipients with the same language and formats share a message.
fn make_run(
    session: &Session,
    store: &Store,
    job: &Job,
    subject: &RunSubject,
    planned: &PlannedVisits,
) -> Result<Made, Failure> {
    let mut made = Made::default();
    let key = subject.to_string();
    let date = job.timezone.local(session.now()?).fixed_offset();
    for group in groups(job) {
        let report = make_report(session, store, subject, &group, planned)?;
        if job.skip_if_empty && report.is_empty {
            continue;
        }
        let envelope = Envelope {
            report: &key,
            thread: &format!("{}/{}", job.name, report.issue.series),
            lang: group.lang,
            formats: &group.formats,
            recipients: group.recipients,
            date,
            automatic: true,
        };
        for mail in session.mails(&report, envelope)? {
            made.mails.push(session.for_outbox(&mail)?);
        }
        if !made.issues.iter().any(|known| known.series == report.issue.series) {
            made.issues.push(report.issue);
        }
    }
    Ok(made)
}

fn make_report(
    session: &Session,
    store: &Store,
    subject: &RunSubject,
    Group { lang, formats, .. }: &Group,
    planned: &PlannedVisits,
) -> Result<MadeReport, Failure> {
    match subject {
        RunSubject::Period(period) => {
            monthly::make(&monthly::MonthlyArgs::for_mail(*period, *lang, formats), session, store)
        }
        RunSubject::Visit(visit) => {
            let names = session.names()?;
            let (guest, host) = (names.city(visit.guest), names.city(visit.host));
            let plan = planned.plan_of(visit);
            let args = brief::BriefArgs::for_mail(&guest, &host, plan, *lang, formats);
            Ok(brief::make(&args, session, store)?.0)
        }
    }
}

/// Recipients who get the same.
struct Group {
    lang: Locale,
    formats: Vec<Format>,
    recipients: Vec<(RecipientKind, Mailbox)>,
}

fn groups(job: &Job) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for Recipient { mailbox, kind, lang, formats } in &job.recipients {
        let lang = lang.unwrap_or(job.lang);
        let formats = formats.as_ref().unwrap_or(&job.formats);
        let recipient = (*kind, mailbox.clone());
        match groups.iter_mut().find(|g| g.lang == lang && g.formats == *formats) {
            Some(group) => group.recipients.push(recipient),
            None => groups.push(Group { lang, formats: formats.clone(), recipients: vec![recipient] }),
        }
    }
    groups
}

fn show_due(session: &Session) -> Result<Outcome, Failure> {
    let (store, now) = (session.store()?, session.now()?);
    let planned = PlannedVisits::find(session, &store)?;
    let jobs = session.jobs()?;
    let schedule = Schedule { jobs: &jobs, calendar: &session.config.calendar, visits: &planned.visits };
    let mut lines = Vec::new();
    for job in &jobs {
        for (due, _) in schedule.due(&store, job, now)? {
            let made = make_run(session, &store, job, &due.subject, &planned)?;
            for mail in &made.mails {
                let (size, to) = (mail.bytes.len(), mail.recipients.join(", "));
                lines.push(format!(
                    "{}: {}: \"{}\" ({size} bytes) to {to}",
                    job.name, mail.report, mail.subject
                ));
            }
        }
    }
    if lines.is_empty() {
        lines.push("nothing is due".to_owned());
    }
    session.print(|out| lines.iter().try_for_each(|line| writeln!(out, "{line}")))?;
    Ok(warn_of(&planned, session))
}

fn list(format: TableFormat, session: &Session) -> Result<Outcome, Failure> {
    let (store, now) = (session.store()?, session.now()?);
    let planned = PlannedVisits::find(session, &store)?;
    let mut table = Table::new(vec!["job", "next run", "report", "last run", "state"], vec![]);
    let mut rows = Vec::new();
    for job in session.jobs()? {
        let began = store.job_began(&job.name)?.unwrap_or(now);
        let next = next_run(&job, began, now, &planned.visits, &session.config.calendar);
        let local = |moment| job.timezone.local(moment).format("%Y-%m-%d %H:%M %Z").to_string();
        let runs = store.job_runs(&job.name)?;
        let last = runs.iter().max_by_key(|run| run.at);
        let state = match last.map(|run| &run.state) {
            None => "not run yet".to_owned(),
            Some(JobRunState::Done) => "done".to_owned(),
            Some(JobRunState::Empty) => "nothing to report".to_owned(),
            Some(JobRunState::Failed { problem, next_attempt }) => {
                format!("failed: {problem}; next attempt {}", local(*next_attempt))
            }
        };
        let row = vec![
            job.name.clone(),
            next.as_ref().map_or_else(String::new, |run| local(run.due)),
            next.map_or_else(String::new, |run| run.subject.to_string()),
            last.map_or_else(String::new, |run| format!("{} {}", run.key, local(run.at))),
            state,
        ];
        rows.push(serde_json::json!({"job": row[0], "next_run": row[1], "report": row[2], "last_run": row[3], "state": row[4]}));
        table.push(row);
        if matches!(&job.trigger, Trigger::Cron(cron) if cron.skips_short_months()) {
            session.say(format_args!(
                "note: {}: some months have no such day; write L for the last day of each month",
                job.name
            ));
        }
    }
    session.print_table(&table, format, || rows)?;
    Ok(warn_of(&planned, session))
}

/// Names plans that cannot be used.
fn warn_of(planned: &PlannedVisits, session: &Session) -> Outcome {
    planned.faults.iter().for_each(|fault| session.say(format_args!("warning: {fault}")));
    if planned.faults.is_empty() { Outcome::Done } else { Outcome::Warned }
}

fn install(units: &InstallArgs, session: &Session) -> Result<Outcome, Failure> {
    session.jobs()?;
    let program = std::env::current_exe()?.display().to_string();
    let folder = std::path::absolute(&session.config.folder)?;
    let config = folder.join("citybrief.toml");
    let config = session.global.config.as_ref().map_or(Ok(config), std::path::absolute)?;
    let arguments =
        ["--config".to_owned(), config.display().to_string(), "schedule".to_owned(), "run".to_owned()]
            .to_vec();
    let call = Call { program, arguments, folder: folder.display().to_string() };
    let files = match units {
        InstallArgs { systemd: true, .. } => systemd(&call).to_vec(),
        InstallArgs { cron: true, .. } => vec![cron_line(&call)],
        InstallArgs { .. } => vec![windows(&call)],
    };
    let target = output_folder(session);
    for file in files {
        let path = target.join(file.name);
        session.say(format_args!("{}: {}", path.display(), file.advice));
        write_files(&[OutputFile { path, bytes: file.text.into_bytes() }])?;
    }
    // From now on the jobs count: what falls due before the first call is caught up.
    let mut store = session.store_to_write()?;
    for job in session.jobs()? {
        store.begin_job(&job.name, session.now()?)?;
    }
    Ok(Outcome::Done)
}
