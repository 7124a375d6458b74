//! The words and templates of a run: the shipped ones with the office's own folder on top.

use super::{
    failure::{Failure, Fault},
    session::Session,
};
use citybrief::data::Locale;
use citybrief::message::Catalogue;
use citybrief::template::{TemplateError, Templates};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Messages and templates in one language.
pub struct Wording {
    /// Messages.
    pub words: Arc<Catalogue>,
    /// Templates.
    pub templates: Templates,
}

impl Wording {
    /// Loads them; `folder` is the office's own.
    pub fn load(locale: Locale, folder: Option<&Path>) -> Result<Self, Failure> {
        let words = match folder {
            Some(folder) => Catalogue::with_folder(locale, folder),
            None => Catalogue::builtin(locale),
        };
        let words = Arc::new(words.map_err(|e| Failure::from_error(Fault::Data, &e))?);
        let templates = match folder {
            Some(folder) => Templates::with_folder(Arc::clone(&words), folder),
            None => Templates::shipped(Arc::clone(&words)),
        };
        Ok(Self { templates: templates.map_err(|e| template_failure(&e))?, words })
    }
}

/// The office's folder of templates: the one named, else that of the config.
pub fn template_folder(session: &Session, named: Option<&Path>) -> Option<PathBuf> {
    let config = &session.config;
    named.map(Path::to_owned).or_else(|| config.templates.as_deref().map(|path| config.resolve(path)))
}

/// A fault of templates, with what to do.
pub fn template_failure(error: &TemplateError) -> Failure {
    let failure = Failure::from_error(Fault::Data, error);
    match error {
        TemplateError::Fault(_) => failure.hint("`citybrief template schema` shows what a template gets"),
        TemplateError::Unknown { .. } => failure.hint("`citybrief template list` shows all templates"),
        TemplateError::Read { .. } => {
            failure.hint("correct the folder in citybrief.toml or after --templates")
        }
        _ => failure,
    }
}
