//! The one place that writes files: all of a report or nothing of it, each file whole or as it was before.

use super::failure::Failure;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file to be written.
#[derive(Debug)]
pub struct OutputFile {
    /// Where.
    pub path: PathBuf,
    /// What.
    pub bytes: Vec<u8>,
}

/// Writes files; folders are made where they are missing.
///
/// All are first written beside their places and flushed to the disk, then renamed, so that a full disk or
/// a crash leaves what was there before.
pub fn write_files(files: &[OutputFile]) -> Result<(), Failure> {
    let staged = files.iter().map(stage).collect::<Result<Vec<_>, _>>()?;
    for (temporary, file) in staged.into_iter().zip(files) {
        temporary.persist(&file.path).map_err(|e| cannot_write(&file.path, &e.error))?;
    }
    for folder in files.iter().filter_map(|f| f.path.parent()) {
        flush_folder(folder);
    }
    Ok(())
}

fn stage(file: &OutputFile) -> Result<NamedTempFile, Failure> {
    let fail = |e: io::Error| cannot_write(&file.path, &e);
    if file.path.is_dir() {
        return Err(Failure::environment(format!("{} is a folder, not a file", file.path.display()))
            .hint("name a file, or end the folder's name with /"));
    }
    let folder = folder_of(&file.path);
    fs::create_dir_all(folder).map_err(fail)?;
    let mut temporary = builder().tempfile_in(folder).map_err(fail)?;
    temporary.write_all(&file.bytes).map_err(fail)?;
    temporary.as_file().sync_all().map_err(fail)?;
    Ok(temporary)
}

/// Temporary files with the permissions of ordinary ones; the default shuts out all but the owner.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".citybrief-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes the renaming last. Where the system cannot flush folders, the files themselves are flushed already.
fn flush_folder(folder: &Path) {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let _ = File::open(folder).and_then(|f| f.sync_all());
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    let hint = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "free some space, then run the command again"
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "choose a folder that you may write to with -o DIR"
        }
        _ => "choose another place with -o; nothing was changed there",
    };
    Failure::environment(format!("cannot write {}: {error}", path.display())).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_made_and_files_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/report.md");
        for text in ["first", "second"] {
            let file = OutputFile { path: path.clone(), bytes: text.into() };
            write_files(&[file]).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "no temporary file is left");
    }

    #[test]
    fn where_one_file_cannot_be_written_none_is() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("taken"), "").unwrap();
        let good = folder.path().join("good.md");
        let files = [
            OutputFile { path: good.clone(), bytes: vec![1] },
            OutputFile { path: folder.path().join("taken/bad.md"), bytes: vec![2] },
        ];
        let failure = format!("{:?}", write_files(&files).unwrap_err());
        assert!(failure.contains("bad.md"), "{failure}");
        assert!(!good.exists());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
