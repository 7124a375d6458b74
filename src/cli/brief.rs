//! `brief`: the briefing for a delegation's visit, from the store and the officer's plan to files.

use super::{
    Outcome,
    failure::{Failure, Fault},
    plan_file,
    report::{MadeReport, ReportArgs, Typesetter, earlier_issue, slug},
    session::Session,
    writers::Manuscript,
};
use chrono::NaiveDate;
use citybrief::data::{CityId, Locale, NewIssue, VisitPlan, VisitRecord};
use citybrief::document::Metadata;
use citybrief::report::briefing::{self, Briefing, BriefingRequest, Reference};
use citybrief::report::snapshot;
use citybrief::store::{Store, VisitFilter};
use citybrief::write::Format;
use clap::Args;
use std::path::{Path, PathBuf};

/// Arguments of `brief`.
#[derive(Args, Debug)]
pub struct BriefArgs {
    /// City that visits, by any of its names
    guest: String,
    /// City that receives
    host: String,
    /// The officer's plan of the visit (JSON or TOML)
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
    #[command(flatten)]
    report: ReportArgs,
    /// Template
    #[arg(long, default_value = "briefing", value_name = "NAME")]
    template: String,
    /// Exit with code 1 if anything is to confirm
    #[arg(long)]
    strict: bool,
}

impl BriefArgs {
    /// Options of every report.
    pub fn report(&self) -> &ReportArgs {
        &self.report
    }

    /// A briefing to be sent, from the shipped template.
    pub fn for_mail(guest: &str, host: &str, plan: Option<&Path>, lang: Locale, to: &[Format]) -> Self {
        Self {
            guest: guest.to_owned(),
            host: host.to_owned(),
            plan: plan.map(Path::to_owned),
            report: ReportArgs::for_mail(lang, to),
            template: "briefing".to_owned(),
            strict: false,
        }
    }
}

/// Runs `brief`.
pub fn run(args: &BriefArgs, session: &Session) -> Result<Outcome, Failure> {
    let mut store = args.report.store(session)?;
    let (made, briefing) = make(args, session, &store)?;
    let warned = made.save(session, &mut store, &args.report)?;
    tell_gaps(session, &briefing);
    if args.strict && !briefing.gaps.is_empty() {
        return Err(Failure::data(format!("{} things are to be confirmed (--strict)", briefing.gaps.len()))
            .hint("they stand in the briefing's box; the files were written"));
    }
    Ok(if warned { Outcome::Warned } else { Outcome::Done })
}

/// Makes the briefing, and the body of a mail that carries it.
pub fn make(args: &BriefArgs, session: &Session, store: &Store) -> Result<(MadeReport, Briefing), Failure> {
    let plan = args.plan.as_deref().map(plan_file::read).transpose()?;
    let pair = Pair::find(args, session, plan.as_ref())?;
    let setter = Typesetter::load(session, &args.report)?;
    let today = session.today()?;
    let visits = visits(store, &pair)?;
    let (series, report) = (pair.series(), format!("briefing/{today}"));
    let earlier = earlier_issue(store, &series, &report)?;
    let request = BriefingRequest {
        guest: pair.guest,
        host: pair.host,
        home: pair.home,
        today,
        visits: &visits,
        plan: plan.as_ref(),
        earlier: earlier.as_ref(),
    };
    let reference = Reference {
        gazetteer: session.gazetteer()?,
        sectors: session.sectors()?,
        words: &setter.wording.words,
    };
    let briefing =
        briefing::assemble(&request, &reference).map_err(|e| Failure::from_error(Fault::Data, &e))?;
    let meta = metadata(&setter, &briefing, today)?;
    let (document, warned) = setter.typeset(&args.template, &briefing, meta.clone())?;
    let (mail, _) = setter.typeset("mail/briefing", &briefing, meta)?;
    let facts = snapshot(&visits);
    let issue = NewIssue { series, report, language: args.report.lang(session), facts };
    let stem = pair.file_stem(session)?;
    let is_empty = briefing.visits.is_empty() && briefing.plan.is_none();
    let manuscript = Manuscript::new(document, &args.report.writers);
    let warned = warned | warn_of_length(session, &manuscript, plan.as_ref())?;
    Ok((MadeReport { manuscript, stem, mail, issue, is_empty, warned }, briefing))
}

fn metadata(setter: &Typesetter<'_>, briefing: &Briefing, today: NaiveDate) -> Result<Metadata, Failure> {
    let plan = briefing.plan.as_ref();
    Ok(Metadata {
        keywords: vec![briefing.guest.name.clone(), briefing.host.name.clone()],
        classification: plan.and_then(|p| p.classification.as_ref()).map(|c| c.text.clone()),
        reference_number: plan.and_then(|p| p.reference_number.clone()),
        ..setter.metadata(&briefing.title, today)?
    })
}

/// The cities of a briefing.
struct Pair {
    guest: CityId,
    host: CityId,
    home: CityId,
}

impl Pair {
    fn find(args: &BriefArgs, session: &Session, plan: Option<&VisitPlan>) -> Result<Self, Failure> {
        let guest = session.city(&args.guest)?;
        let host = session.city(&args.host)?;
        if guest == host {
            return Err(Failure::environment(format!("{} and {} are one city", args.guest, args.host))
                .hint("name the visiting city first, then the receiving one"));
        }
        if let Some(plan) = plan {
            Self::check_plan(session, plan, guest, host)?;
        }
        let home = plan.and_then(|p| p.home_city.as_ref()).or(session.config.home_city.as_ref());
        // An office may brief on other cities' visits: then the receiving side is told as home.
        let home = home.map(|name| session.city(name)).transpose()?;
        let home = home.filter(|h| *h == guest || *h == host).unwrap_or(host);
        Ok(Self { guest, host, home })
    }

    /// A plan of another visit would put its words into the wrong briefing.
    fn check_plan(session: &Session, plan: &VisitPlan, guest: CityId, host: CityId) -> Result<(), Failure> {
        for (name, expected, side) in [(&plan.guest_city, guest, "guest"), (&plan.host_city, host, "host")] {
            let Some(name) = name else { continue };
            if session.city(name)? != expected {
                return Err(Failure::data(format!(
                    "the plan is for another visit: its {side} city is {name}"
                ))
                .hint("give the cities in the order GUEST HOST, or another plan"));
            }
        }
        Ok(())
    }

    /// What follows what: briefings on the two cities, whoever visits.
    fn series(&self) -> String {
        format!("briefing/{}-{}", self.guest.min(self.host), self.guest.max(self.host))
    }

    /// Name of the files: `saint-petersburg-astana`.
    fn file_stem(&self, session: &Session) -> Result<String, Failure> {
        let gazetteer = session.gazetteer()?;
        let slug =
            |id: CityId| gazetteer.city(id).map_or_else(|| id.to_string(), |c| slug(c.name(Locale::En)));
        Ok(format!("{}-{}", slug(self.guest), slug(self.host)))
    }
}

/// Visits of the pair, and those of one of the cities where the other side is no city.
fn visits(store: &Store, pair: &Pair) -> Result<Vec<VisitRecord>, Failure> {
    let without_city = |city| VisitFilter { without_city: true, ..VisitFilter::of(city) };
    let mut visits = Vec::new();
    for filter in
        [VisitFilter::between(pair.guest, pair.host), without_city(pair.guest), without_city(pair.host)]
    {
        visits.extend(store.visits(&filter).map_err(|e| Failure::from_error(Fault::Environment, &e))?);
    }
    Ok(visits)
}

/// The gaps, as the briefing's box has them, without notes.
fn tell_gaps(session: &Session, briefing: &Briefing) {
    if briefing.gaps.is_empty() {
        return;
    }
    session.say(format_args!("to confirm: {}", briefing.gaps.len()));
    for gap in &briefing.gaps {
        let values: Vec<_> = gap.variants.iter().map(|v| v.text.as_str()).collect();
        session.say(format_args!("- {} {}", gap.text, values.join("; ")).to_string().trim_end());
    }
}

/// Warns where the pages before the annexes are more than the plan (or custom) allows.
fn warn_of_length(session: &Session, report: &Manuscript, plan: Option<&VisitPlan>) -> Result<bool, Failure> {
    /// Pages of a body where the plan does not say: the classic limit of briefings.
    const CUSTOMARY: u32 = 2;
    let order = plan.and_then(|p| p.briefing.as_ref());
    let limit = order.and_then(|o| o.length_limit_pages).unwrap_or(CUSTOMARY);
    let Some(pages) = report.body_pages(session)?.filter(|p| *p > limit as usize) else {
        return Ok(false);
    };
    session.say(format_args!(
        "warning: the body fills {pages} pages, the limit is {limit}: shorten the plan's texts"
    ));
    Ok(true)
}
