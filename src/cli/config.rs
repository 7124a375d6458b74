//! `citybrief.toml`: what an office sets once. Flags override it.

use super::failure::{Failure, toml_line};
use citybrief::data::Locale;
use citybrief::deliver::EmailConfig;
use citybrief::import::register::Column;
use citybrief::schedule::{JobConfig, TimeZone, WorkCalendar};
use citybrief::write::pdf::PdfStandard;
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Name of the config file.
const FILE_NAME: &str = "citybrief.toml";

/// The config; relative paths in it count from its folder.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where the store is.
    pub store: Option<PathBuf>,
    /// The office's own city.
    pub home_city: Option<String>,
    /// Language of reports.
    pub lang: Locale,
    /// Where the office's clock hangs (IANA); the home city's where it is not said.
    pub timezone: Option<TimeZone>,
    /// The office that issues the reports.
    pub author: Option<String>,
    /// The office's logo, at the head of reports (SVG, PNG or JPEG).
    pub logo: Option<PathBuf>,
    /// Folder for reports.
    pub output: Option<PathBuf>,
    /// Folder of the office's own templates and message catalogues.
    pub templates: Option<PathBuf>,
    /// Folder of the officers' plans of visits to come.
    pub plans: Option<PathBuf>,
    /// House style.
    pub theme: Option<PathBuf>,
    /// Letterhead for Word.
    pub reference: Option<PathBuf>,
    /// What PDFs conform to.
    pub pdf_standard: Option<PdfStandard>,
    /// Whether Word files say what is to be confirmed in comments.
    pub comments: bool,
    /// Folder of further fonts.
    pub fonts: Option<PathBuf>,
    /// Cities beside or in place of the shipped ones (.tsv or .toml).
    pub gazetteer: Option<PathBuf>,
    /// Sectors in place of the shipped ones (.tsv).
    pub sectors: Option<PathBuf>,
    /// Importing.
    pub import: ImportConfig,
    /// Mail.
    pub email: EmailConfig,
    /// Jobs of the schedule.
    pub schedule: Vec<JobConfig>,
    /// Days on which the office works.
    pub calendar: WorkCalendar,
    /// Folder that the config lies in.
    #[serde(skip)]
    pub folder: PathBuf,
}

/// How the office's own files are read.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ImportConfig {
    /// The register's name in reports.
    pub register_name: Option<String>,
    /// The office's names of columns, such as `"Куда ездили" = "host_city"`.
    pub headers: BTreeMap<String, Column>,
    /// Folder of word lists for clippings, in place of the shipped files of the same names (`en/cues.toml` …).
    pub word_lists: Option<PathBuf>,
}

impl Config {
    /// The config that is named, or else the nearest upwards from the working folder, or else an empty one.
    pub fn load(named: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = named.map(Path::to_owned).or_else(find_upwards) else {
            return Ok(Self::default());
        };
        let text = fs::read_to_string(&path).map_err(|e| {
            Failure::environment(format!("cannot read the config {}: {e}", path.display()))
                .hint("--config names another file")
        })?;
        Self::parse(&text, &path)
    }

    fn parse(text: &str, path: &Path) -> Result<Self, Failure> {
        let mut config: Self = toml::from_str(text).map_err(|e| {
            let line = toml_line(text, &e);
            Failure::environment(format!("{}:{line}: {}", path.display(), e.message()))
        })?;
        config.folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Ok(config)
    }

    /// A path of the config, counted from its folder.
    pub fn resolve(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }
}

fn find_upwards() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let failure = Config::parse("home_city = \"Astana\"\nhome_town = 1\n", Path::new("a/citybrief.toml"));
        let text = format!("{:?}", failure.unwrap_err());
        assert!(text.contains("a/citybrief.toml:2:") && text.contains("home_town"), "{text}");
    }

    #[test]
    fn paths_count_from_the_folder_of_the_config() {
        let config = Config::parse("store = \"visits.db\"", Path::new("/office/citybrief.toml")).unwrap();
        assert_eq!(config.resolve(&config.store.clone().unwrap()), Path::new("/office/visits.db"));
    }
}
