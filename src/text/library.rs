//! The fonts at hand: those in the binary, those of a folder, and, only when a character is in none
//! of them, those of the system.

use super::embedded::EMBEDDED;
use super::face::{Face, FaceId, FontData};
use fontdb::{Database, Source};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// Stands for the generic sans-serif family.
const SANS_SERIF: &str = "PT Sans";

/// A font file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FontError {
    /// The folder cannot be read.
    #[error("the font folder {} cannot be read: {source}", folder.display())]
    Folder {
        /// Which.
        folder: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is no font.
    #[error("{} is not a font that can be used; take it out of the font folder or replace it", file.display())]
    NoFont {
        /// Which.
        file: PathBuf,
    },
}

/// A font that is read when it is first needed.
struct Slot {
    family: String,
    bold: bool,
    italic: bool,
    data: SlotData,
    face: OnceLock<Option<Face>>,
}

enum SlotData {
    Ready(FontData, u32),
    File(PathBuf, u32),
}

impl Slot {
    fn new(family: String, bold: bool, italic: bool, data: SlotData) -> Self {
        Self { family, bold, italic, data, face: OnceLock::new() }
    }

    fn face(&self) -> Option<&Face> {
        self.face
            .get_or_init(|| match &self.data {
                SlotData::Ready(data, index) => Face::read(data.clone(), *index),
                SlotData::File(path, index) => {
                    let bytes: Vec<u8> = std::fs::read(path).ok()?;
                    Face::read(FontData::Shared(Arc::new(bytes)), *index).filter(Face::has_truetype_outlines)
                }
            })
            .as_ref()
    }
}

/// All fonts that a layout may use. Shared between threads; what it answers does not depend on
/// what was asked before.
pub struct FontLibrary {
    own: Vec<Slot>,
    system: OnceLock<Vec<Slot>>,
    use_system: bool,
    database: OnceLock<(Arc<Database>, HashMap<fontdb::ID, FaceId>)>,
}

impl Default for FontLibrary {
    fn default() -> Self {
        Self::embedded(true)
    }
}

impl FontLibrary {
    /// The fonts in the binary; the system's too, for characters that those lack, if `use_system`.
    pub fn embedded(use_system: bool) -> Self {
        let own = EMBEDDED
            .iter()
            .map(|e| {
                let data = SlotData::Ready(FontData::Static(e.data), 0);
                Slot::new(e.family.to_owned(), e.bold, e.italic, data)
            })
            .collect();
        Self { own, system: OnceLock::new(), use_system, database: OnceLock::new() }
    }

    /// Adds the fonts of a folder, in order of their file names.
    ///
    /// # Errors
    /// Where the folder cannot be read, or a file that is named like a font is none.
    pub fn with_folder(mut self, folder: &Path) -> Result<Self, FontError> {
        let fail = |source| FontError::Folder { folder: folder.to_owned(), source };
        let mut files = std::fs::read_dir(folder)
            .map_err(fail)?
            .map(|entry| entry.map(|e| e.path()))
            .collect::<Result<Vec<_>, _>>()
            .map_err(fail)?;
        files.retain(|f| is_font_name(f));
        files.sort();
        for file in files {
            let slots = read_file(&file).ok_or(FontError::NoFont { file })?;
            self.own.extend(slots);
        }
        Ok(self)
    }

    /// The font of a number that this library gave out.
    ///
    /// # Panics
    /// With a number of another library.
    pub fn face(&self, id: FaceId) -> &Face {
        let slot = self.own.get(id.index()).or_else(|| self.system().get(id.index() - self.own.len()));
        match slot.and_then(Slot::face) {
            Some(face) => face,
            None => unreachable!("font {} was given out by another library", id.0),
        }
    }

    /// The font of a family nearest in style; PT Serif where the family is unknown.
    pub fn select(&self, family: &str, bold: bool, italic: bool) -> FaceId {
        let nearest = |family: &str| {
            self.own
                .iter()
                .enumerate()
                .filter(|(_, s)| s.family.eq_ignore_ascii_case(family))
                .min_by_key(|(i, s)| (s.bold != bold, s.italic != italic, *i))
                .filter(|(_, s)| s.face().is_some())
                .map(|(i, _)| i)
        };
        id_of(nearest(family).or_else(|| nearest(EMBEDDED[0].family)).unwrap_or(0))
    }

    /// Whether the library itself, without the system, has the family.
    pub fn has_family(&self, family: &str) -> bool {
        self.own.iter().any(|s| s.family.eq_ignore_ascii_case(family))
    }

    /// The first font that has the character, nearest in style; `None` where no font has it.
    pub fn fallback(&self, character: char, bold: bool, italic: bool) -> Option<FaceId> {
        let search = |slots: &[Slot]| {
            let mut order: Vec<usize> = (0..slots.len()).collect();
            order.sort_by_key(|i| (slots[*i].italic != italic, slots[*i].bold != bold, *i));
            order.into_iter().find(|i| slots[*i].face().is_some_and(|f| f.has(character)))
        };
        search(&self.own).or_else(|| search(self.system()).map(|i| i + self.own.len())).map(id_of)
    }

    /// The library's own fonts for those who read SVG; text set with them stays text in a PDF.
    pub fn database(&self) -> &Arc<Database> {
        &self.shared_database().0
    }

    /// The font of the library that the database knows by an id.
    pub fn face_of(&self, id: fontdb::ID) -> Option<FaceId> {
        self.shared_database().1.get(&id).copied()
    }

    /// The family for text that names none.
    pub fn default_family(&self) -> &str {
        SANS_SERIF
    }

    fn shared_database(&self) -> &(Arc<Database>, HashMap<fontdb::ID, FaceId>) {
        self.database.get_or_init(|| {
            let mut database = Database::new();
            let mut faces = HashMap::new();
            for (index, slot) in self.own.iter().enumerate() {
                let SlotData::Ready(data, place) = &slot.data else { continue };
                let ids = database.load_font_source(Source::Binary(data.share()));
                let id = ids.into_iter().find(|id| database.face(*id).is_some_and(|f| f.index == *place));
                faces.extend(id.map(|id| (id, id_of(index))));
            }
            database.set_serif_family(EMBEDDED[0].family);
            database.set_sans_serif_family(SANS_SERIF);
            database.set_monospace_family(SANS_SERIF);
            (Arc::new(database), faces)
        })
    }

    fn system(&self) -> &[Slot] {
        self.system.get_or_init(|| if self.use_system { system_fonts() } else { Vec::new() })
    }
}

fn id_of(index: usize) -> FaceId {
    FaceId(u16::try_from(index).unwrap_or(0))
}

fn is_font_name(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
    matches!(extension.as_str(), "ttf" | "otf" | "ttc" | "otc")
}

fn read_file(file: &Path) -> Option<Vec<Slot>> {
    let mut database = Database::new();
    let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(std::fs::read(file).ok()?);
    database.load_font_source(Source::Binary(shared.clone()));
    let slots: Vec<Slot> = database
        .faces()
        .map(|info| slot(info, SlotData::Ready(FontData::Shared(shared.clone()), info.index)))
        .collect();
    (!slots.is_empty() && slots.iter().all(|s| s.face().is_some())).then_some(slots)
}

/// The system's fonts in an order that does not depend on the file system's.
fn system_fonts() -> Vec<Slot> {
    let mut database = Database::new();
    database.load_system_fonts();
    let mut found: Vec<(PathBuf, u32, Slot)> = database
        .faces()
        .filter(|info| info.stretch == fontdb::Stretch::Normal && !info.monospaced)
        .filter_map(|info| {
            let (Source::File(path) | Source::SharedFile(path, _)) = &info.source else { return None };
            Some((path.clone(), info.index, slot(info, SlotData::File(path.clone(), info.index))))
        })
        .collect();
    found.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    found.truncate(usize::from(u16::MAX / 2));
    found.into_iter().map(|(_, _, slot)| slot).collect()
}

fn slot(info: &fontdb::FaceInfo, data: SlotData) -> Slot {
    let family = info.families.first().map_or_else(String::new, |(name, _)| name.clone());
    Slot::new(family, info.weight.0 >= 600, info.style != fontdb::Style::Normal, data)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fonts_in_the_binary_have_every_letter_of_the_reports_languages() {
        let library = FontLibrary::embedded(false);
        let kazakh = "АаӘәБбВвГгҒғДдЕеЁёЖжЗзИиЙйКкҚқЛлМмНнҢңОоӨөПпРрСсТтУуҰұҮүФфХхҺһЦцЧчШшЩщЪъЫыІіЬьЭэЮюЯя";
        let latin = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        for index in 0..EMBEDDED.len() {
            let face = library.face(id_of(index));
            for c in kazakh.chars().chain(latin.chars()).chain("«»„“”—–№§€0123456789\u{a0}".chars())
            {
                assert!(face.has(c), "{} lacks {c}", face.name);
            }
        }
    }

    #[test]
    fn figures_are_tabular() {
        let library = FontLibrary::embedded(false);
        for index in 0..EMBEDDED.len() {
            let face = library.face(id_of(index));
            let widths: Vec<f32> =
                ('0'..='9').map(|c| face.advance(face.glyph(c).unwrap_or_default())).collect();
            assert!(widths.iter().all(|w| (w - widths[0]).abs() < 1e-4), "{}: {widths:?}", face.name);
        }
    }

    #[test]
    fn a_file_that_is_no_font_is_named() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("letter.ttf"), b"not a font").unwrap();
        std::fs::write(folder.path().join("readme.txt"), b"ignored").unwrap();
        let error = FontLibrary::embedded(false).with_folder(folder.path()).err().unwrap();
        assert!(error.to_string().contains("letter.ttf"), "{error}");
    }

    #[test]
    fn styles_are_chosen_and_unknown_families_replaced() {
        let library = FontLibrary::embedded(false);
        assert_eq!(library.face(library.select("PT Sans", true, false)).name, "PTSans-Bold");
        assert_eq!(library.face(library.select("Nowhere", false, true)).name, "PTSerif-Italic");
        assert_eq!(library.fallback('漢', false, false), None);
    }
}
