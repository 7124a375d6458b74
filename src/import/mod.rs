//! Files → accounts and rejects. Nothing is stored here.
//!
//! Bad data is a value, not an error: what cannot be read comes back as a [`Reject`] with its place and reason.
//! Must not know the store. Start with [`read_paths`].

pub mod article;
pub mod clipping;
pub mod csv;
pub mod date;
pub mod encoding;
pub mod json;
pub mod register;
pub mod xlsx;

use crate::data::{Account, Gazetteer, ImportedAccount, Origin, Sectors};
use register::Column;
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

/// Largest file that is read, in bytes.
const MAX_FILE: u64 = 256 * 1024 * 1024;
/// Deepest folder below a given one that is looked into.
const MAX_DEPTH: usize = 16;

/// What importing needs to know.
#[derive(Clone, Debug)]
pub struct ImportOptions<'a> {
    /// Cities.
    pub gazetteer: &'a Gazetteer,
    /// Sectors.
    pub sectors: &'a Sectors,
    /// The office's own names of register columns.
    pub headers: BTreeMap<String, Column>,
    /// How the office's register is called in reports; the file's name where not set.
    pub register_name: Option<String>,
    /// Home city, for registers that name only the partner.
    pub home_city: Option<String>,
    /// The office's own word lists for clippings.
    pub lists: article::WordLists,
    /// The lexicon for clippings, prepared when the first one is met.
    pub lexicon: Arc<OnceLock<article::Lexicon>>,
}

/// A row, account or file that was not read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Reject {
    /// Where.
    pub origin: Origin,
    /// Column, by its header, or the character's number in broken JSON.
    pub column: Option<String>,
    /// Why, and what to do.
    pub reason: String,
}

/// A remark that is no loss: a column of no known meaning, a file of no known kind.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Notice {
    /// Where.
    pub origin: Origin,
    /// What.
    pub message: String,
}

/// What reading came to: read = accounts + rejects.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Accounts in the order they stood.
    pub accounts: Vec<ImportedAccount>,
    /// What was not read.
    pub rejects: Vec<Reject>,
    /// Remarks.
    pub notices: Vec<Notice>,
}

/// A path cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// No such file or folder, or no right to read it.
    #[error("cannot read {path}")]
    Unreadable {
        /// The path as given.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The file is larger than what is read.
    #[error("{path} is larger than {} MB; split it", MAX_FILE / 1024 / 1024)]
    TooLarge {
        /// The path as given.
        path: PathBuf,
    },
}

impl Reject {
    /// A reject of one line.
    pub fn at(file: &str, line: u32, reason: impl Into<String>) -> Self {
        let origin = Origin { file: file.to_owned(), sheet: None, line };
        Self { origin, column: None, reason: reason.into() }
    }
}

impl std::fmt::Display for Reject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.origin.file)?;
        if let Some(sheet) = &self.origin.sheet {
            write!(f, " [{sheet}]")?;
        }
        if self.origin.line > 0 {
            write!(f, ":{}", self.origin.line)?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.reason)
    }
}

impl Reading {
    /// Number of accounts, rows and files that were looked at.
    pub fn read(&self) -> usize {
        self.accounts.len() + self.rejects.len()
    }

    fn accept(&mut self, account: Account, origin: Origin) {
        self.accounts.push(ImportedAccount { account, origin });
    }

    fn reject(&mut self, reject: Reject) {
        self.rejects.push(reject);
    }

    fn reject_file(&mut self, file: &str, reason: impl Into<String>) {
        self.reject(Reject::at(file, 0, reason));
    }
}

/// Reads files, and the files of folders in the order of their names.
///
/// # Errors
/// Where a path does not exist, cannot be opened or is too large; files inside a folder that have no known
/// ending are only noted.
pub fn read_paths(paths: &[PathBuf], options: &ImportOptions<'_>) -> Result<Reading, ImportError> {
    let mut reading = Reading::default();
    for path in paths {
        if path.is_dir() {
            for file in files_below(path, 0)? {
                read_file(&file, options, &mut reading)?;
            }
        } else {
            read_file(path, options, &mut reading)?;
        }
    }
    Ok(reading)
}

/// Files below a folder, sorted; hidden ones and links to folders are left out.
fn files_below(folder: &Path, depth: usize) -> Result<Vec<PathBuf>, ImportError> {
    let unreadable = |source| ImportError::Unreadable { path: folder.to_owned(), source };
    let mut entries: Vec<_> =
        fs::read_dir(folder).map_err(unreadable)?.collect::<Result<_, _>>().map_err(unreadable)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut files = Vec::new();
    for entry in entries {
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let kind = entry.file_type().map_err(unreadable)?;
        if hidden {
            continue;
        }
        if kind.is_dir() && depth < MAX_DEPTH {
            files.extend(files_below(&entry.path(), depth + 1)?);
        } else if entry.path().is_file() {
            files.push(entry.path());
        }
    }
    Ok(files)
}

fn read_file(path: &Path, options: &ImportOptions<'_>, reading: &mut Reading) -> Result<(), ImportError> {
    let unreadable = |source| ImportError::Unreadable { path: path.to_owned(), source };
    if fs::metadata(path).map_err(unreadable)?.len() > MAX_FILE {
        return Err(ImportError::TooLarge { path: path.to_owned() });
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    read_bytes(&path.to_string_lossy(), &bytes, options, reading);
    Ok(())
}

/// Reads one file by the ending of its name.
pub fn read_bytes(file: &str, bytes: &[u8], options: &ImportOptions<'_>, reading: &mut Reading) {
    let ending = Path::new(file).extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "json" | "jsonl" => json::read(file, bytes, options, reading),
        "csv" | "tsv" => csv::read(file, bytes, options, reading),
        "xlsx" => xlsx::read(file, bytes, options, reading),
        ending if clipping::ENDINGS.contains(&ending) => clipping::read(file, bytes, options, reading),
        _ => {
            let origin = Origin { file: file.to_owned(), ..Origin::default() };
            let message =
                "not read: files of this kind are not known (json, jsonl, csv, tsv, xlsx, txt, md, html, eml)"
                    .to_owned();
            reading.notices.push(Notice { origin, message });
        }
    }
}
