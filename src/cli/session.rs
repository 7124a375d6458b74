//! What commands share: options, config, gazetteer, sectors, the date.

use super::{GlobalArgs, config::Config, failure::Failure};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use citybrief::data::{Gazetteer, Sectors};
use citybrief::import::{ImportOptions, article::WordLists};
use std::{
    fs,
    io::{self, BufWriter, Write},
    path::Path,
    sync::{Arc, OnceLock},
};

/// One run of the program.
#[derive(Debug)]
pub struct Session {
    /// Options of every command.
    pub global: GlobalArgs,
    /// The office's settings.
    pub config: Config,
    gazetteer: OnceLock<Gazetteer>,
    sectors: OnceLock<Sectors>,
}

impl Session {
    /// Reads the config.
    pub fn new(global: GlobalArgs) -> Result<Self, Failure> {
        let config = Config::load(global.config.as_deref())?;
        Ok(Self { global, config, gazetteer: OnceLock::new(), sectors: OnceLock::new() })
    }

    /// Cities: the shipped ones with the office's own.
    pub fn gazetteer(&self) -> Result<&Gazetteer, Failure> {
        if let Some(loaded) = self.gazetteer.get() {
            return Ok(loaded);
        }
        let shipped = Gazetteer::builtin();
        let gazetteer = match &self.config.gazetteer {
            None => shipped,
            Some(path) => {
                let text = self.read_setting(path)?;
                let is_toml = path.extension().is_some_and(|e| e == "toml");
                let added =
                    if is_toml { shipped.with_user_toml(&text) } else { shipped.with_user_tsv(&text) };
                added.map_err(|e| Failure::environment(format!("{}: {e}", path.display())))?
            }
        };
        Ok(self.gazetteer.get_or_init(|| gazetteer))
    }

    /// Sectors: the shipped ones, or the office's own.
    pub fn sectors(&self) -> Result<&Sectors, Failure> {
        if let Some(loaded) = self.sectors.get() {
            return Ok(loaded);
        }
        let sectors = match &self.config.sectors {
            None => Sectors::builtin(),
            Some(path) => Sectors::from_tsv(&self.read_setting(path)?)
                .map_err(|e| Failure::environment(format!("{}: {e}", path.display())))?,
        };
        Ok(self.sectors.get_or_init(|| sectors))
    }

    /// The office's own word lists for clippings, in place of the shipped files of the same names.
    pub fn word_lists(&self) -> Result<WordLists, Failure> {
        let mut lists = WordLists::default();
        let Some(folder) = &self.config.import.word_lists else { return Ok(lists) };
        let mut found = false;
        for name in WordLists::names() {
            let path = folder.join(&name);
            if self.config.resolve(&path).is_file() {
                lists.replace(name, self.read_setting(&path)?);
                found = true;
            }
        }
        if found {
            return Ok(lists);
        }
        Err(Failure::environment(format!("{} holds no word lists", self.config.resolve(folder).display()))
            .hint(
                "word_lists in citybrief.toml names a folder with files such as en/cues.toml or ru/roles.tsv",
            ))
    }

    fn read_setting(&self, path: &Path) -> Result<String, Failure> {
        let bytes = self.read_setting_bytes(path)?;
        String::from_utf8(bytes).map_err(|_| {
            Failure::environment(format!("{} is not UTF-8 text", self.config.resolve(path).display()))
        })
    }

    /// A file that the config names.
    pub fn read_setting_bytes(&self, path: &Path) -> Result<Vec<u8>, Failure> {
        let path = self.config.resolve(path);
        fs::read(&path).map_err(|e| {
            Failure::environment(format!("cannot read {}: {e}", path.display()))
                .hint("citybrief.toml names this file; correct the path there")
        })
    }

    /// How files are imported.
    pub fn import_options(&self) -> Result<ImportOptions<'_>, Failure> {
        Ok(ImportOptions {
            gazetteer: self.gazetteer()?,
            sectors: self.sectors()?,
            headers: self.config.import.headers.clone(),
            register_name: self.config.import.register_name.clone(),
            home_city: self.config.home_city.clone(),
            lists: self.word_lists()?,
            lexicon: Arc::default(),
        })
    }

    /// The day that counts as today: `--today`, else `SOURCE_DATE_EPOCH`, else the clock's (UTC).
    pub fn today(&self) -> Result<NaiveDate, Failure> {
        if let Some(day) = self.global.today {
            return Ok(day);
        }
        let Ok(epoch) = std::env::var("SOURCE_DATE_EPOCH") else { return Ok(Utc::now().date_naive()) };
        let moment = epoch.trim().parse().ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
        moment.map(|m| m.date_naive()).ok_or_else(|| {
            Failure::environment(format!(
                "SOURCE_DATE_EPOCH is \"{epoch}\", not a number of seconds since 1970"
            ))
        })
    }

    /// The moment that counts as now: noon (UTC) of `--today`, else `SOURCE_DATE_EPOCH`, else the clock's.
    pub fn now(&self) -> Result<DateTime<Utc>, Failure> {
        if self.global.today.is_none() && std::env::var_os("SOURCE_DATE_EPOCH").is_none() {
            return Ok(Utc::now());
        }
        let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
        Ok(self.today()?.and_time(noon).and_utc())
    }

    /// Writes data to stdout; all of it, or a failure.
    pub fn print(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        let mut out = BufWriter::new(io::stdout().lock());
        write(&mut out)?;
        Ok(out.flush()?)
    }

    /// A remark on stderr, unless the user wants quiet.
    pub fn say(&self, message: impl std::fmt::Display) {
        if !self.global.quiet {
            eprintln!("{message}");
        }
    }
}
