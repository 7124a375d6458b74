//! `brief`: the briefing for a delegation's visit, from the store and the officer's plan to files.

use super::{
    Outcome,
    failure::{Failure, Fault},
    output::{self, OutputFile},
    plan_file,
    session::Session,
    wording::{Wording, template_failure, template_folder},
    writers,
};
use chrono::NaiveDate;
use citybrief::data::{CityId, LanguageTag, Locale, VisitPlan, VisitRecord};
use citybrief::document::{self, Document, Metadata, ReadOptions};
use citybrief::report::briefing::{self, Briefing, BriefingRequest, Reference};
use citybrief::store::VisitFilter;
use citybrief::template::{TemplateName, labels};
use citybrief::write::{Format, Output};
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
    /// Language: en, ru or kk
    #[arg(long, default_value = "en")]
    lang: Locale,
    /// Formats: pdf, docx, md, html, json
    #[arg(long, value_delimiter = ',', default_value = "pdf,docx,md")]
    to: Vec<Format>,
    /// Folder for the files, or one file whose ending tells the format [default: output]
    #[arg(short, long, value_name = "DIR|FILE")]
    output: Option<PathBuf>,
    /// Template
    #[arg(long, default_value = "briefing", value_name = "NAME")]
    template: String,
    /// Folder of the office's own templates and messages
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
    /// Exit with code 1 if anything is to confirm
    #[arg(long)]
    strict: bool,
}

/// Runs `brief`.
pub fn run(args: &BriefArgs, session: &Session) -> Result<Outcome, Failure> {
    let plan = args.plan.as_deref().map(plan_file::read).transpose()?;
    let pair = Pair::find(args, session, plan.as_ref())?;
    let folder = template_folder(session, args.templates.as_deref());
    let wording = Wording::load(args.lang, folder.as_deref())?;
    let today = session.today()?;
    let visits = visits(session, &pair)?;
    let request = BriefingRequest {
        guest: pair.guest,
        host: pair.host,
        home: pair.home,
        today,
        visits: &visits,
        plan: plan.as_ref(),
    };
    let reference =
        Reference { gazetteer: session.gazetteer()?, sectors: session.sectors()?, words: &wording.words };
    let briefing =
        briefing::assemble(&request, &reference).map_err(|e| Failure::from_error(Fault::Data, &e))?;
    let (document, mut warned) = typeset(args, session, &wording, folder.as_deref(), &briefing, today)?;
    let targets = targets(args, session, &pair)?;
    warned |= write(session, &document, &targets)?;
    warned |= warn_of_length(session, &document, plan.as_ref())?;
    tell_gaps(session, &briefing);
    if args.strict && !briefing.gaps.is_empty() {
        return Err(Failure::data(format!("{} things are to be confirmed (--strict)", briefing.gaps.len()))
            .hint("they stand in the briefing's box; the files were written"));
    }
    Ok(if warned { Outcome::Warned } else { Outcome::Done })
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

    /// Name of the files: `saint-petersburg-astana`.
    fn file_stem(&self, session: &Session) -> Result<String, Failure> {
        let gazetteer = session.gazetteer()?;
        let slug =
            |id: CityId| gazetteer.city(id).map_or_else(|| id.to_string(), |c| slug(c.name(Locale::En)));
        Ok(format!("{}-{}", slug(self.guest), slug(self.host)))
    }
}

/// Letters and digits in lower case, all else as single hyphens.
fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// Visits of the pair, and those of one of the cities where the other side is no city.
fn visits(session: &Session, pair: &Pair) -> Result<Vec<VisitRecord>, Failure> {
    let store = session.store()?;
    let without_city = |city| VisitFilter { without_city: true, ..VisitFilter::of(city) };
    let mut visits = Vec::new();
    for filter in
        [VisitFilter::between(pair.guest, pair.host), without_city(pair.guest), without_city(pair.host)]
    {
        visits.extend(store.visits(&filter).map_err(|e| Failure::from_error(Fault::Environment, &e))?);
    }
    Ok(visits)
}

/// Template and Markdown reader; tells whether there was anything to warn about.
fn typeset(
    args: &BriefArgs,
    session: &Session,
    wording: &Wording,
    folder: Option<&Path>,
    briefing: &Briefing,
    today: NaiveDate,
) -> Result<(Document, bool), Failure> {
    let message = |e: citybrief::message::MessageError| Failure::from_error(Fault::Data, &e);
    let name = TemplateName::new(&args.template);
    let markdown = wording.templates.render(&name, briefing).map_err(|e| template_failure(&e))?;
    let plan = briefing.plan.as_ref();
    let meta = Metadata {
        title: briefing.title.clone(),
        subtitle: None,
        author: session.config.author.clone(),
        subject: Some(briefing.title.clone()),
        keywords: vec![briefing.guest.name.clone(), briefing.host.name.clone()],
        language: Some(LanguageTag::from(args.lang)),
        date: Some(today),
        date_text: Some(wording.words.date(today.into()).map_err(message)?),
        classification: plan.and_then(|p| p.classification.as_ref()).map(|c| c.text.clone()),
        reference_number: plan.and_then(|p| p.reference_number.clone()),
    };
    let pictures = |path: &str| picture(folder, path);
    let options = ReadOptions::new(name.as_str()).with_pictures(&pictures);
    let labels = labels(&wording.words).map_err(message)?;
    let reading = document::read(&markdown, meta, labels, &options)
        .map_err(|e| Failure::from_error(Fault::Data, &e))?;
    for warning in &reading.warnings {
        session.say(format_args!("warning: {}", warning.message));
    }
    Ok((reading.document, !reading.warnings.is_empty()))
}

/// A picture of the template folder. A template is untrusted: it reaches nothing outside its folder.
fn picture(folder: Option<&Path>, path: &str) -> Result<Vec<u8>, String> {
    /// Largest picture that is read, in bytes.
    const LARGEST: u64 = 32 << 20;
    let folder = folder.ok_or("pictures come from the folder of templates, and there is none")?;
    let inside = |p: &Path| p.components().all(|c| matches!(c, std::path::Component::Normal(_)));
    if !inside(Path::new(path)) {
        return Err("it lies outside the folder of templates".to_owned());
    }
    let root = folder.canonicalize().map_err(|e| e.to_string())?;
    let file = root.join(path).canonicalize().map_err(|e| e.to_string())?;
    if !file.starts_with(&root) {
        return Err("it lies outside the folder of templates".to_owned());
    }
    let size = std::fs::metadata(&file).map_err(|e| e.to_string())?.len();
    if size > LARGEST {
        return Err(format!("it has {size} bytes; a picture has at most {LARGEST}"));
    }
    std::fs::read(file).map_err(|e| e.to_string())
}

/// Formats and where each goes.
fn targets(args: &BriefArgs, session: &Session, pair: &Pair) -> Result<Vec<(Format, PathBuf)>, Failure> {
    let output = args.output.clone();
    if let Some((file, format)) = output.as_ref().and_then(|path| Some((path, format_of(path)?))) {
        return Ok(vec![(format, file.clone())]);
    }
    let config = &session.config;
    let folder = output.or_else(|| config.output.as_deref().map(|path| config.resolve(path)));
    let folder = folder.unwrap_or_else(|| PathBuf::from("output"));
    let stem = pair.file_stem(session)?;
    let mut formats = args.to.clone();
    formats.sort_unstable();
    formats.dedup();
    Ok(formats.into_iter().map(|f| (f, folder.join(format!("{stem}.{}", f.extension())))).collect())
}

/// The format that a file's ending tells; a folder has none.
fn format_of(path: &Path) -> Option<Format> {
    let ending = path.extension()?.to_str()?;
    Some(ending.parse().ok()?).filter(|_| !path.is_dir())
}

/// Makes all files, then writes them; tells whether there was anything to warn about.
fn write(session: &Session, document: &Document, targets: &[(Format, PathBuf)]) -> Result<bool, Failure> {
    let mut outputs = Vec::new();
    for (format, path) in targets {
        let made = writers::writer(*format, session)?
            .write(document)
            .map_err(|e| Failure::from_error(Fault::Data, &e))?;
        outputs.push((path, made));
    }
    let mut warned = false;
    let mut files = Vec::new();
    let mut lines = Vec::new();
    for (path, made) in outputs {
        warned |= !made.warnings.is_empty();
        lines.extend(made.warnings.iter().map(|w| format!("warning: {}: {}", path.display(), w.message)));
        lines.push(format!("{}: {}", path.display(), extent(&made, document)));
        let folder = path.parent().unwrap_or(Path::new(""));
        files.extend(
            made.sidecars.into_iter().map(|(name, bytes)| OutputFile { path: folder.join(name), bytes }),
        );
        files.push(OutputFile { path: path.clone(), bytes: made.bytes });
    }
    output::write_files(&files)?;
    lines.iter().for_each(|line| session.say(line));
    Ok(warned)
}

fn extent(output: &Output, document: &Document) -> String {
    match output.pages {
        Some(1) => "1 page".to_owned(),
        Some(pages) => format!("{pages} pages"),
        None => format!("{} words", words(document)),
    }
}

fn words(document: &Document) -> usize {
    let mut count = 0;
    document::walk::inlines(&document.blocks, &mut |inline| {
        if let document::Inline::Text(text) = inline {
            count += text.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count();
        }
    });
    count
}

/// Warns where the pages before the annexes are more than the plan (or custom) allows.
fn warn_of_length(session: &Session, document: &Document, plan: Option<&VisitPlan>) -> Result<bool, Failure> {
    /// Pages of a body where the plan does not say: the classic limit of briefings.
    const CUSTOMARY: u32 = 2;
    let order = plan.and_then(|p| p.briefing.as_ref());
    let limit = order.and_then(|o| o.length_limit_pages).unwrap_or(CUSTOMARY);
    let Some(pages) = writers::body_pages(document, session)?.filter(|p| *p > limit as usize) else {
        return Ok(false);
    };
    session.say(format_args!(
        "warning: the body fills {pages} pages, the limit is {limit}: shorten the plan's texts"
    ));
    Ok(true)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_plain() {
        assert_eq!(slug("Saint Petersburg"), "saint-petersburg");
        assert_eq!(slug("Xi'an"), "xi-an");
        assert_eq!(slug("Ürümqi"), "ürümqi");
    }

    #[test]
    fn a_template_reaches_no_picture_outside_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("logo.svg"), "<svg/>").unwrap();
        assert_eq!(picture(Some(folder.path()), "logo.svg").unwrap(), b"<svg/>");
        for path in ["../logo.svg", "/etc/hostname", "a/../../b"] {
            assert!(picture(Some(folder.path()), path).is_err(), "{path}");
        }
    }
}
