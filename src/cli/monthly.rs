//! `monthly`: the summary of a month, quarter or year, from the store to files.

use super::{
    Outcome,
    failure::{Failure, Fault},
    report::{MadeReport, ReportArgs, Typesetter, earlier_issue, slug},
    session::Session,
    writers::Manuscript,
};
use citybrief::data::{CityId, Locale, NewIssue, PeriodSpan, ReportPeriod};
use citybrief::document::Metadata;
use citybrief::report::Reference;
use citybrief::report::monthly::{self, SummaryRequest};
use citybrief::report::snapshot;
use citybrief::store::{Store, VisitFilter};
use citybrief::write::Format;
use clap::Args;

/// Arguments of `monthly`.
#[derive(Args, Debug)]
pub struct MonthlyArgs {
    /// Month (2019-11), quarter (2019-Q4) or year (2019)
    period: ReportPeriod,
    /// The city whose contacts are told; all contacts where neither this nor the config names one
    #[arg(long, value_name = "CITY")]
    city: Option<String>,
    #[command(flatten)]
    report: ReportArgs,
    /// Template
    #[arg(long, default_value = "monthly", value_name = "NAME")]
    template: String,
}

impl MonthlyArgs {
    /// Options of every report.
    pub fn report(&self) -> &ReportArgs {
        &self.report
    }

    /// A summary to be sent, of the config's city, from the shipped template.
    pub fn for_mail(period: ReportPeriod, lang: Locale, to: &[Format]) -> Self {
        Self { period, city: None, report: ReportArgs::for_mail(lang, to), template: "monthly".to_owned() }
    }
}

/// Runs `monthly`.
pub fn run(args: &MonthlyArgs, session: &Session) -> Result<Outcome, Failure> {
    let mut store = args.report.store(session)?;
    let made = make(args, session, &store)?;
    if made.is_empty {
        session.say(format_args!("{}: no contacts are known", args.period));
    }
    let warned = made.save(session, &mut store, &args.report)?;
    Ok(if warned { Outcome::Warned } else { Outcome::Done })
}

/// Makes the summary, and the body of a mail that carries it.
pub fn make(args: &MonthlyArgs, session: &Session, store: &Store) -> Result<MadeReport, Failure> {
    let home = args.city.as_ref().or(session.config.home_city.as_ref());
    let home = home.map(|name| session.city(name)).transpose()?;
    let setter = Typesetter::load(session, &args.report)?;
    let today = session.today()?;
    let visits = store.visits(&home.map_or_else(VisitFilter::default, VisitFilter::of))?;
    let (series, report) = (series(args.period, home), key(args.period));
    let earlier = earlier_issue(store, &series, &report)?;
    let request =
        SummaryRequest { period: args.period, home, today, visits: &visits, earlier: earlier.as_ref() };
    let reference = Reference {
        gazetteer: session.gazetteer()?,
        sectors: session.sectors()?,
        words: &setter.wording.words,
    };
    let summary =
        monthly::assemble(&request, &reference).map_err(|e| Failure::from_error(Fault::Data, &e))?;
    let meta = Metadata {
        keywords: summary.home.iter().map(|home| home.name.clone()).collect(),
        ..setter.metadata(&summary.title, today)?
    };
    let (document, warned) = setter.typeset(&args.template, &summary, meta.clone())?;
    let (mail, _) = setter.typeset("mail/monthly", &summary, meta)?;
    let issue = NewIssue { series, report, language: args.report.lang(session), facts: snapshot(&visits) };
    let stem = stem(args.period, home, session)?;
    let manuscript = Manuscript::new(document, &args.report.writers);
    Ok(MadeReport { manuscript, stem, mail, issue, is_empty: summary.quiet, warned })
}

fn kind(period: ReportPeriod) -> &'static str {
    match period.span() {
        PeriodSpan::Month => "monthly",
        PeriodSpan::Quarter => "quarterly",
        PeriodSpan::Year => "yearly",
    }
}

/// Which of its series a summary is: `monthly/2019-11`.
fn key(period: ReportPeriod) -> String {
    format!("{}/{period}", kind(period))
}

fn series(period: ReportPeriod, home: Option<CityId>) -> String {
    match home {
        Some(home) => format!("{}/city-{home}", kind(period)),
        None => format!("{}/all", kind(period)),
    }
}

/// Name of the files: `summary-almaty-2019-11`.
fn stem(period: ReportPeriod, home: Option<CityId>, session: &Session) -> Result<String, Failure> {
    let gazetteer = session.gazetteer()?;
    let city = home.and_then(|id| gazetteer.city(id)).map(|c| format!("{}-", slug(c.name(Locale::En))));
    Ok(format!("summary-{}{}", city.unwrap_or_default(), period.to_string().to_lowercase()))
}
