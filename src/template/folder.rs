//! A template folder of an office's own, read once and within bounds.

use super::TemplateError;
use std::fs;
use std::path::{Path, PathBuf};

/// Largest template that is read, in bytes.
const LARGEST_FILE: u64 = 1 << 20;
/// Most templates in a folder.
const MOST_FILES: usize = 500;
/// Deepest folder below the template folder.
const DEEPEST: usize = 8;

/// A template file of the folder.
#[derive(Debug)]
pub(super) struct TemplateFile {
    /// Name by which templates include it: the path below the folder, with `/`.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Its text.
    pub source: String,
}

/// All `.md` files below `folder`, by name. Links are not followed: they could lead out of the folder.
pub(super) fn read(folder: &Path) -> Result<Vec<TemplateFile>, TemplateError> {
    let mut files = Vec::new();
    walk(folder, "", DEEPEST, &mut files)?;
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

fn walk(
    folder: &Path,
    prefix: &str,
    depth: usize,
    files: &mut Vec<TemplateFile>,
) -> Result<(), TemplateError> {
    let entries = fs::read_dir(folder).map_err(|e| unreadable(folder, e.to_string()))?;
    for entry in entries {
        let entry = entry.map_err(|e| unreadable(folder, e.to_string()))?;
        let path = entry.path();
        let kind = entry.file_type().map_err(|e| unreadable(&path, e.to_string()))?;
        let Some(file_name) = entry.file_name().to_str().map(str::to_owned) else { continue };
        if kind.is_dir() && depth > 0 {
            walk(&path, &format!("{prefix}{file_name}/"), depth - 1, files)?;
        } else if kind.is_file() && file_name.ends_with(".md") {
            let source = read_file(&path)?;
            files.push(TemplateFile { name: format!("{prefix}{file_name}"), path, source });
        }
        if files.len() > MOST_FILES {
            return Err(unreadable(folder, format!("it holds more than {MOST_FILES} templates")));
        }
    }
    Ok(())
}

fn read_file(path: &Path) -> Result<String, TemplateError> {
    let size = fs::metadata(path).map_err(|e| unreadable(path, e.to_string()))?.len();
    if size > LARGEST_FILE {
        return Err(unreadable(path, format!("it has {size} bytes; a template has at most {LARGEST_FILE}")));
    }
    let text = fs::read_to_string(path).map_err(|e| unreadable(path, e.to_string()))?;
    Ok(text.trim_start_matches('\u{feff}').replace("\r\n", "\n"))
}

fn unreadable(path: &Path, problem: String) -> TemplateError {
    TemplateError::Read { file: path.to_path_buf(), problem }
}
