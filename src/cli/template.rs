//! `template`: list, show and check templates, and show what they get.

use super::{
    Outcome,
    failure::{Failure, Fault},
    session::Session,
    wording::{Wording, template_failure, template_folder},
};
use citybrief::data::Locale;
use citybrief::document::{self, Labels, Metadata, ReadOptions};
use citybrief::figure::{self, FigureContext};
use citybrief::message::Catalogue;
use citybrief::report::{
    briefing::{self, Reference, SampleError},
    monthly,
};
use citybrief::template::{Origin, TemplateName};
use citybrief::text::FontLibrary;
use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Arguments of `template`.
#[derive(Args, Debug)]
pub struct TemplateArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List the templates and where each comes from
    List,
    /// Print a template
    Show {
        /// Name, such as briefing
        name: String,
    },
    /// Render the templates over the sample in every language and tell what is wrong
    Check {
        /// Folder of templates [default: the config's]
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
    /// Print what a template gets: a made-up sample as JSON
    Schema {
        /// The report that it is for
        #[arg(value_enum, default_value_t)]
        report: SampleReport,
        /// Language of the sample: en, ru or kk
        #[arg(long, default_value = "en")]
        lang: Locale,
    },
}

/// Reports with a sample.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum SampleReport {
    /// Briefing for a visit
    #[default]
    Briefing,
    /// Summary of a month, quarter or year
    Monthly,
}

/// Runs `template`.
pub fn run(args: &TemplateArgs, session: &Session) -> Result<Outcome, Failure> {
    match &args.action {
        Action::List => list(session),
        Action::Show { name } => show(session, name),
        Action::Check { folder } => check(session, folder.as_deref()),
        Action::Schema { report, lang } => schema(session, *report, *lang),
    }
}

fn list(session: &Session) -> Result<Outcome, Failure> {
    let folder = template_folder(session, None);
    let wording = Wording::load(Locale::En, folder.as_deref())?;
    session.print(|out| {
        for (name, origin) in wording.templates.list() {
            match origin {
                Origin::Shipped => writeln!(out, "{:<28} part of the program", name.as_str())?,
                Origin::File(path) => writeln!(out, "{:<28} {}", name.as_str(), path.display())?,
            }
        }
        Ok(())
    })?;
    Ok(Outcome::Done)
}

fn show(session: &Session, name: &str) -> Result<Outcome, Failure> {
    let folder = template_folder(session, None);
    let wording = Wording::load(Locale::En, folder.as_deref())?;
    let source = wording.templates.source(&TemplateName::new(name)).map_err(|e| template_failure(&e))?;
    session.print(|out| out.write_all(source.as_bytes()))?;
    Ok(Outcome::Done)
}

fn check(session: &Session, folder: Option<&Path>) -> Result<Outcome, Failure> {
    let folder = template_folder(session, folder);
    let mut warned = false;
    for locale in Locale::ALL {
        let wording = Wording::load(locale, folder.as_deref())?;
        for (name, _) in wording.templates.list().iter().filter(|(name, _)| !name.is_part()) {
            warned |= check_one(session, &wording, name)?;
            session.say(format_args!("{} in {locale}: can be rendered", name.as_str()));
        }
    }
    Ok(if warned { Outcome::Warned } else { Outcome::Done })
}

/// Renders one template over the sample; tells whether the Markdown was not all understood.
fn check_one(session: &Session, wording: &Wording, name: &TemplateName) -> Result<bool, Failure> {
    let words = &wording.words;
    // The name tells what a template is about, as `monthly` and `brief` choose by name.
    let markdown = if name.as_str().starts_with("monthly") {
        wording.templates.render(name, &sample(session, words, monthly::sample)?)
    } else {
        wording.templates.render(name, &sample(session, words, briefing::sample)?)
    };
    let markdown = markdown.map_err(|e| template_failure(&e))?;
    // Pictures lie where the report will be made, so only the text is checked here.
    let pictures = |_: &str| Ok(EMPTY_PICTURE.to_vec());
    let options = ReadOptions::new(name.as_str()).with_pictures(&pictures);
    let mut reading = document::read(&markdown, Metadata::default(), Labels::default(), &options)
        .map_err(|e| Failure::from_error(Fault::Data, &e))?;
    let (theme, fonts) = (session.theme()?, FontLibrary::embedded(false));
    let cx = FigureContext { catalogue: words, theme: &theme, fonts: &fonts };
    let undrawn =
        figure::draw(&mut reading.document, cx).map_err(|e| Failure::from_error(Fault::Data, &e))?;
    reading.warnings.extend(undrawn);
    for warning in &reading.warnings {
        let line = warning.position.as_ref().map_or(0, |p| p.line);
        session.say(format_args!("{}, line {line} of its output: {}", name.as_str(), warning.message));
    }
    Ok(!reading.warnings.is_empty())
}

const EMPTY_PICTURE: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>";

/// A made-up report of one kind.
fn sample<T>(
    session: &Session,
    words: &Catalogue,
    make: impl Fn(&Reference<'_>) -> Result<T, SampleError>,
) -> Result<T, Failure> {
    let reference = Reference { gazetteer: session.gazetteer()?, sectors: session.sectors()?, words };
    make(&reference).map_err(|e| Failure::from_error(Fault::Data, &e))
}

fn schema(session: &Session, report: SampleReport, locale: Locale) -> Result<Outcome, Failure> {
    let words = Wording::load(locale, None)?.words;
    match report {
        SampleReport::Briefing => print_json(session, &sample(session, &words, briefing::sample)?)?,
        SampleReport::Monthly => print_json(session, &sample(session, &words, monthly::sample)?)?,
    }
    Ok(Outcome::Done)
}

fn print_json(session: &Session, sample: &impl Serialize) -> Result<(), Failure> {
    session.print(|out| {
        serde_json::to_writer_pretty(&mut *out, sample)?;
        writeln!(out)
    })
}
