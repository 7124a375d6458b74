//! The environment: shipped templates, an office's own on top, and rendering within bounds.

use super::error::fault;
use super::{TemplateError, escape, filters, folder, shipped};
use crate::message::Catalogue;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::time::Duration;
use tera::{Context, Delimiters, ErrorKind, Tera};

/// Largest Markdown that a template may write, in bytes; a briefing has about 50,000.
const LONGEST_OUTPUT: usize = 16 << 20;
/// Time that a template may take; a briefing takes milliseconds.
const LONGEST_TIME: Duration = Duration::from_secs(20);
/// Stack for rendering: components may call themselves, 20 deep.
const STACK: usize = 16 << 20;

/// Name of a template as users write it: with or without `.md`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TemplateName(String);

impl TemplateName {
    /// The name, completed with `.md`.
    pub fn new(name: &str) -> Self {
        Self(if name.ends_with(".md") { name.to_owned() } else { format!("{name}.md") })
    }

    /// The full name, such as `briefing.md` or `briefing/annexes.md`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a part that other templates include.
    pub fn is_part(&self) -> bool {
        self.0.contains('/')
    }
}

/// Where a template comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Part of the program.
    Shipped,
    /// A file of the office's folder.
    File(PathBuf),
}

#[derive(Clone, Debug)]
struct Source {
    origin: Origin,
    text: String,
}

/// All templates, ready to render in one language.
#[derive(Clone)]
pub struct Templates {
    tera: Arc<Tera>,
    sources: BTreeMap<String, Source>,
    time: Duration,
}

impl Templates {
    /// The shipped templates, with the words of `catalogue`.
    ///
    /// # Errors
    /// Only if the program itself was built with a broken template.
    pub fn shipped(catalogue: Arc<Catalogue>) -> Result<Self, TemplateError> {
        Self::load(catalogue, None)
    }

    /// The shipped templates with those of `folder` in place of or beside them, file by file.
    ///
    /// # Errors
    /// If the folder cannot be read or a template in it is wrong.
    pub fn with_folder(catalogue: Arc<Catalogue>, folder: &Path) -> Result<Self, TemplateError> {
        Self::load(catalogue, Some(folder))
    }

    fn load(catalogue: Arc<Catalogue>, own: Option<&Path>) -> Result<Self, TemplateError> {
        let mut sources: BTreeMap<String, Source> = shipped::TEMPLATES
            .iter()
            .map(|(name, text)| {
                ((*name).to_owned(), Source { origin: Origin::Shipped, text: (*text).to_owned() })
            })
            .collect();
        for file in own.map(folder::read).transpose()?.unwrap_or_default() {
            sources.insert(file.name, Source { origin: Origin::File(file.path), text: file.source });
        }
        let mut tera = Tera::default();
        // Tera's own `{#` opens pandoc's identifiers, `{#id}`.
        tera.set_delimiters(Delimiters {
            comment_start: "{*".into(),
            comment_end: "*}".into(),
            ..Delimiters::default()
        })
        .map_err(|e| fault(&e, &BTreeMap::new()))?;
        tera.set_escape_fn(escape::markdown);
        tera.autoescape_on(vec![".md"]);
        filters::register(&mut tera, catalogue);
        let templates = sources.iter().map(|(name, source)| (name.as_str(), source.text.as_str()));
        tera.add_raw_templates(templates).map_err(|e| fault(&e, &paths(&sources)))?;
        Ok(Self { tera: Arc::new(tera), sources, time: LONGEST_TIME })
    }

    /// Names and origins of all templates, parts included.
    pub fn list(&self) -> Vec<(TemplateName, Origin)> {
        self.sources.iter().map(|(name, s)| (TemplateName::new(name), s.origin.clone())).collect()
    }

    /// Text of a template.
    ///
    /// # Errors
    /// If there is none of that name.
    pub fn source(&self, name: &TemplateName) -> Result<&str, TemplateError> {
        self.sources.get(name.as_str()).map(|s| s.text.as_str()).ok_or_else(|| self.unknown(name))
    }

    /// Renders a template over a context to Markdown.
    ///
    /// # Errors
    /// If there is no such template, it uses what the context does not have, or it runs away.
    pub fn render(&self, name: &TemplateName, context: &impl Serialize) -> Result<String, TemplateError> {
        self.source(name)?;
        let context = Context::from_serialize(context).map_err(|e| TemplateError::Context(e.to_string()))?;
        self.render_in_time(name, context)
    }

    /// Renders on a thread of its own, which is left behind if it does not come to an end: Tera offers no
    /// way to stop a loop that prints nothing.
    fn render_in_time(&self, name: &TemplateName, context: Context) -> Result<String, TemplateError> {
        let (sender, receiver) = mpsc::channel();
        let (tera, template) = (Arc::clone(&self.tera), name.clone());
        let run = move || {
            let mut output = Bounded::default();
            let result = tera.render_to(template.as_str(), &context, &mut output);
            // The receiver is gone only after its time was up.
            let _ = sender.send((result, output));
        };
        let name_of = || name.as_str().to_owned();
        std::thread::Builder::new()
            .stack_size(STACK)
            .spawn(run)
            .map_err(|e| TemplateError::Context(format!("no thread can be started: {e}")))?;
        let (result, output) = receiver
            .recv_timeout(self.time)
            .map_err(|_| TemplateError::TooSlow { name: name_of(), seconds: self.time.as_secs() })?;
        match result {
            Ok(()) => String::from_utf8(output.bytes).map_err(|e| TemplateError::Context(e.to_string())),
            Err(e) if output.full && matches!(e.kind(), ErrorKind::Io(_)) => {
                Err(TemplateError::TooLong { name: name_of(), limit: LONGEST_OUTPUT })
            }
            Err(e) => Err(fault(&e, &paths(&self.sources))),
        }
    }

    fn unknown(&self, name: &TemplateName) -> TemplateError {
        let known = self.list().into_iter().map(|(n, _)| n).filter(|n| !n.is_part());
        TemplateError::Unknown { name: name.0.clone(), known: known.map(|n| n.0).collect() }
    }
}

/// Templates from files, by name, with the path to show.
fn paths(sources: &BTreeMap<String, Source>) -> BTreeMap<String, String> {
    let path = |source: &Source| match &source.origin {
        Origin::File(path) => Some(path.display().to_string()),
        Origin::Shipped => None,
    };
    sources.iter().filter_map(|(name, source)| Some((name.clone(), path(source)?))).collect()
}

/// A buffer that refuses to grow without end.
#[derive(Debug, Default)]
struct Bounded {
    bytes: Vec<u8>,
    full: bool,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > LONGEST_OUTPUT {
            self.full = true;
            return Err(io::Error::other("the output is too long"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Locale;
    use serde_json::json;

    fn catalogue(locale: Locale) -> Arc<Catalogue> {
        Arc::new(Catalogue::builtin(locale).unwrap())
    }

    fn with(files: &[(&str, &str)]) -> Result<Templates, TemplateError> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Templates::with_folder(catalogue(Locale::En), folder.path())
    }

    fn render(template: &str, context: serde_json::Value) -> Result<String, TemplateError> {
        with(&[("own.md", template)])?.render(&TemplateName::new("own"), &context)
    }

    #[test]
    fn values_are_escaped_and_filters_know_the_language() {
        let context = json!({"name": "A*b | <c>", "day": "2019-11-05", "notes": [1, 2]});
        let text = render("{{ name }}{{ notes | note }}, {{ day | date }}", context).unwrap();
        assert_eq!(text, "A\\*b &#124; \\<c\\>[^s1][^s2], 5\u{a0}November\u{a0}2019");
    }

    #[test]
    fn every_fault_names_file_line_and_column_and_shows_the_line() {
        let faults = [
            ("a\n{% for x in y %}\nb", "own.md:3:2", ""),
            ("a\n{{ nobody }}", "own.md:2:4", "{{ nobody }}"),
            ("a\n  {{ x | nofilter }}", "own.md:2:10", "{{ x | nofilter }}"),
            ("{{ x.y }}", "own.md:1:6", "{{ x.y }}"),
            ("{{ x | date }}", "own.md:1:8", "{{ x | date }}"),
            ("{{ msg(id=\"no-such\") }}", "own.md:1:4", "no-such"),
            ("{% include \"gone.md\" %}", "own.md:1:12", "gone.md"),
        ];
        for (template, place, line) in faults {
            let error = render(template, json!({"x": "z"})).unwrap_err().to_string();
            assert!(error.contains(place) && error.contains(line), "{template}: {error}");
            assert!(error.contains("--> /"), "the file's path: {error}");
        }
    }

    #[test]
    fn a_runaway_template_is_given_up() {
        let many = "{% for a in range(end=1000) %}{% for b in range(end=1000) %}";
        let loud = format!("{many}0123456789012345678901234567890123456789{{% endfor %}}{{% endfor %}}");
        assert!(matches!(render(&loud, json!({})), Err(TemplateError::TooLong { .. })));

        let silent = format!("{many}{{% endfor %}}{{% endfor %}}");
        let mut templates = with(&[("own.md", &silent)]).unwrap();
        templates.time = Duration::from_millis(1);
        let error = templates.render(&TemplateName::new("own"), &json!({})).unwrap_err();
        assert!(matches!(error, TemplateError::TooSlow { .. }));
    }

    #[test]
    fn a_folder_overrides_file_by_file_and_links_are_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("briefing.md"), "Ours").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc/hostname", folder.path().join("stolen.md")).unwrap();
        let templates = Templates::with_folder(catalogue(Locale::Ru), folder.path()).unwrap();
        assert_eq!(templates.render(&TemplateName::new("briefing"), &json!({})).unwrap(), "Ours");
        assert!(templates.source(&TemplateName::new("stolen")).is_err());
        let error = templates.render(&TemplateName::new("brief"), &json!({})).unwrap_err().to_string();
        assert!(error.contains("briefing.md"), "{error}");
    }
}
