//! What `brief`, `monthly`, `send` and the schedule share: a report made, and its way to files.

use super::{
    failure::{Failure, Fault},
    output::{self, OutputFile},
    session::Session,
    wording::{Wording, template_failure, template_folder},
    writers::Manuscript,
};
use chrono::NaiveDate;
use citybrief::data::{IssueId, LanguageTag, Locale, NewIssue};
use citybrief::document::{self, Document, Metadata, Picture, ReadOptions};
use citybrief::figure::{self, FigureContext};
use citybrief::report::EarlierIssue;
use citybrief::store::Store;
use citybrief::template::{TemplateName, labels};
use citybrief::text::FontLibrary;
use citybrief::write::{Format, Output, pdf::PdfStandard};
use clap::Args;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Options of every report.
#[derive(Args, Clone, Debug)]
pub struct ReportArgs {
    /// Language: en, ru or kk [default: the config's, or en]
    #[arg(long)]
    lang: Option<Locale>,
    /// Formats: pdf, docx, md, html, json
    #[arg(long, value_delimiter = ',', default_value = "pdf,docx,md")]
    pub to: Vec<Format>,
    /// Folder for the files, or one file whose ending tells the format [default: output]
    #[arg(short, long, value_name = "DIR|FILE")]
    pub output: Option<PathBuf>,
    /// Folder of the office's own templates and messages
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    #[command(flatten)]
    pub writers: WriterArgs,
    /// Write down in the store that it was issued; the next one tells what changed since
    #[arg(long)]
    pub issue: bool,
}

/// Options of single formats; without them the config decides.
#[derive(Args, Clone, Debug, Default)]
pub struct WriterArgs {
    /// The office's letterhead for Word, a .docx file
    #[arg(long, value_name = "FILE.docx")]
    pub reference: Option<PathBuf>,
    /// In Word, say what is to be confirmed in comments at the facts
    #[arg(long)]
    pub comments: bool,
    /// What the PDF conforms to: a-2a+ua-1, a-2a, a-2b, ua-1 or none [default: a-2a+ua-1]
    #[arg(long, value_name = "STANDARD")]
    pub pdf_standard: Option<PdfStandard>,
}

impl ReportArgs {
    /// What a report for mail needs: no files, no issue of its own.
    pub fn for_mail(lang: Locale, to: &[Format]) -> Self {
        Self {
            lang: Some(lang),
            to: to.to_vec(),
            output: None,
            templates: None,
            writers: WriterArgs::default(),
            issue: false,
        }
    }

    /// The language asked for, or the office's.
    pub fn lang(&self, session: &Session) -> Locale {
        self.lang.unwrap_or(session.config.lang)
    }

    /// The store, one that can be written to where the report is to be issued.
    pub fn store(&self, session: &Session) -> Result<Store, Failure> {
        if self.issue { session.store_to_write() } else { session.store() }
    }
}

/// A report before any format.
pub struct MadeReport {
    /// The report.
    pub manuscript: Manuscript,
    /// Name of its files, without ending.
    pub stem: String,
    /// Body of a mail that carries it.
    pub mail: Document,
    /// What is written down when it is issued.
    pub issue: NewIssue,
    /// Whether it has nothing to tell.
    pub is_empty: bool,
    /// Whether there was anything to warn about.
    pub warned: bool,
}

impl MadeReport {
    /// Its files in these formats, each once.
    pub fn outputs(
        &self,
        session: &Session,
        formats: &[Format],
    ) -> Result<Vec<(String, Format, Output)>, Failure> {
        let mut formats = formats.to_vec();
        formats.sort_unstable();
        formats.dedup();
        let name = |format: Format| format!("{}.{}", self.stem, format.extension());
        formats
            .into_iter()
            .map(|f| Ok((name(f), f, self.manuscript.write(f, &self.stem, session)?)))
            .collect()
    }

    /// Writes its files, and the issue where that is asked for; tells whether there was anything to warn
    /// about.
    pub fn save(&self, session: &Session, store: &mut Store, args: &ReportArgs) -> Result<bool, Failure> {
        let warned = self.write(session, &targets(args, session, &self.stem))?;
        if args.issue {
            say_issued(store.record_issue(&self.issue, session.now()?)?, session);
        }
        Ok(warned | self.warned)
    }

    /// Makes all files, then writes them; tells whether there was anything to warn about.
    fn write(&self, session: &Session, targets: &[(Format, PathBuf)]) -> Result<bool, Failure> {
        let mut warned = false;
        let mut files = Vec::new();
        let mut lines = Vec::new();
        for (format, path) in targets {
            let stem = path.file_stem().map(|s| s.to_string_lossy()).unwrap_or_default();
            let made = self.manuscript.write(*format, &stem, session)?;
            warned |= !made.warnings.is_empty();
            lines.extend(made.warnings.iter().map(|w| format!("warning: {}: {}", path.display(), w.message)));
            lines.push(format!("{}: {}", path.display(), extent(&made, &self.manuscript.document)));
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
}

/// Tells the number of an issue, and whether it was there before.
pub fn say_issued((id, is_new): (IssueId, bool), session: &Session) {
    match is_new {
        true => session.say(format_args!("issued as number {id}")),
        false => session.say(format_args!("issued before as number {id}; nothing has changed since")),
    }
}

/// The last report of the series on an earlier subject, with what it said.
pub fn earlier_issue(store: &Store, series: &str, report: &str) -> Result<Option<EarlierIssue>, Failure> {
    let Some(issue) = store.last_issue_before(series, report)? else { return Ok(None) };
    let facts = store.issue_facts(issue.id)?;
    Ok(Some(EarlierIssue { issue, facts }))
}

/// An issued report by its number, with what it said.
pub fn issue_of_number(store: &Store, id: IssueId) -> Result<EarlierIssue, Failure> {
    let issue = store.issued(id)?.ok_or_else(|| {
        Failure::data(format!("there is no issued report number {id}")).hint("`citybrief issued` lists them")
    })?;
    let facts = store.issue_facts(issue.id)?;
    Ok(EarlierIssue { issue, facts })
}

/// How a report is set in type.
pub struct Typesetter<'a> {
    session: &'a Session,
    /// Words and templates.
    pub wording: Wording,
    folder: Option<PathBuf>,
}

impl<'a> Typesetter<'a> {
    /// Loads the words and templates.
    pub fn load(session: &'a Session, args: &ReportArgs) -> Result<Self, Failure> {
        let folder = template_folder(session, args.templates.as_deref());
        let wording = Wording::load(args.lang(session), folder.as_deref())?;
        Ok(Self { session, wording, folder })
    }

    /// What every report says of itself.
    pub fn metadata(&self, title: &str, today: NaiveDate) -> Result<Metadata, Failure> {
        let words = &self.wording.words;
        let date = words.date(today.into()).map_err(|e| Failure::from_error(Fault::Data, &e))?;
        Ok(Metadata {
            title: title.to_owned(),
            author: self.session.config.author.clone(),
            logo: self.logo()?,
            subject: Some(title.to_owned()),
            language: Some(LanguageTag::from(words.locale())),
            date: Some(today),
            date_text: Some(date),
            ..Metadata::default()
        })
    }

    fn logo(&self) -> Result<Option<Picture>, Failure> {
        let Some(path) = &self.session.config.logo else { return Ok(None) };
        let picture = Picture::from_bytes(self.session.read_setting_bytes(path)?).map_err(|why| {
            Failure::environment(format!("{} cannot be a logo: {why}", path.display()))
                .hint("citybrief.toml names this file as `logo`")
        })?;
        Ok(Some(picture))
    }

    /// Template and Markdown reader; tells whether there was anything to warn about.
    pub fn typeset(
        &self,
        template: &str,
        context: &impl Serialize,
        meta: Metadata,
    ) -> Result<(Document, bool), Failure> {
        let name = TemplateName::new(template);
        let markdown = self.wording.templates.render(&name, context).map_err(|e| template_failure(&e))?;
        let pictures = |path: &str| picture(self.folder.as_deref(), path);
        let options = ReadOptions::new(name.as_str()).with_pictures(&pictures);
        let labels = labels(&self.wording.words).map_err(|e| Failure::from_error(Fault::Data, &e))?;
        let reading = document::read(&markdown, meta, labels, &options)
            .map_err(|e| Failure::from_error(Fault::Data, &e))?;
        for warning in &reading.warnings {
            self.session.say(format_args!("warning: {}", warning.message));
        }
        let mut document = reading.document;
        let undrawn = self.draw(&mut document)?;
        Ok((document, undrawn || !reading.warnings.is_empty()))
    }

    /// Draws the figures; tells whether any could not be drawn.
    fn draw(&self, document: &mut Document) -> Result<bool, Failure> {
        let theme = self.session.theme()?;
        let fonts = FontLibrary::embedded(false);
        let cx = FigureContext { catalogue: &self.wording.words, theme: &theme, fonts: &fonts };
        let undrawn = figure::draw(document, cx).map_err(|e| Failure::from_error(Fault::Data, &e))?;
        for warning in &undrawn {
            self.session.say(format_args!("warning: {}", warning.message));
        }
        Ok(!undrawn.is_empty())
    }
}

/// Letters and digits in lower case, all else as single hyphens.
pub fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
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
fn targets(args: &ReportArgs, session: &Session, stem: &str) -> Vec<(Format, PathBuf)> {
    let output = args.output.clone();
    if let Some((file, format)) = output.as_ref().and_then(|path| Some((path, format_of(path)?))) {
        return vec![(format, file.clone())];
    }
    let folder = output.unwrap_or_else(|| output_folder(session));
    let mut formats = args.to.clone();
    formats.sort_unstable();
    formats.dedup();
    formats.into_iter().map(|f| (f, folder.join(format!("{stem}.{}", f.extension())))).collect()
}

/// Where files go that nobody gave a place.
pub fn output_folder(session: &Session) -> PathBuf {
    let config = &session.config;
    config.output.as_deref().map_or_else(|| PathBuf::from("output"), |path| config.resolve(path))
}

/// The format that a file's ending tells; a folder has none.
fn format_of(path: &Path) -> Option<Format> {
    let ending = path.extension()?.to_str()?;
    Some(ending.parse().ok()?).filter(|_| !path.is_dir())
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
