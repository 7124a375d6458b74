//! The file: printpdf's objects and ours, most of them in compressed object streams, and the
//! cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8).

use super::backend;
use super::content::compress;
use super::object;
use crate::write::WriteError;
use lopdf::{Dictionary, Object, ObjectId, Stream};
use rayon::prelude::*;

/// Objects to a stream: enough to compress well, few enough to find one quickly.
const OBJECTS_IN_STREAM: usize = 200;

/// A PDF in the making.
pub(super) struct PdfFile {
    /// Objects that printpdf made, and a few more.
    objects: lopdf::Document,
    /// Objects as bytes, for the thousands that a structure tree has.
    raw: Vec<(u32, Vec<u8>)>,
    next: u32,
    /// Identifier from the content.
    id: [u8; 16],
}

/// Where an object is.
#[derive(Clone, Copy)]
enum Entry {
    Free,
    At(usize),
    In { stream: u32, index: u16 },
}

impl PdfFile {
    pub fn new(objects: lopdf::Document) -> Self {
        let next = objects.max_id + 1;
        Self { objects, raw: Vec::new(), next, id: [0; 16] }
    }

    /// Numbers for so many objects; the first of them.
    pub fn reserve(&mut self, count: usize) -> u32 {
        let first = self.next;
        self.next += count as u32;
        first
    }

    /// Adds an object given as bytes, under a reserved number.
    pub fn add_raw(&mut self, id: u32, bytes: Vec<u8>) {
        self.raw.push((id, bytes));
    }

    /// Adds an object.
    pub fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        let id = (self.reserve(1), 0);
        self.objects.objects.insert(id, object.into());
        id
    }

    /// Adds a stream that stays readable without a PDF reader (ISO 19005-2, 6.6.2.1, for metadata).
    pub fn add_plain_stream(&mut self, stream: Stream) -> ObjectId {
        self.add(stream.with_compression(false))
    }

    /// A dictionary of printpdf's.
    pub fn dictionary_mut(&mut self, id: ObjectId) -> Result<&mut Dictionary, WriteError> {
        self.objects.get_dictionary_mut(id).map_err(backend)
    }

    /// The root of the document.
    pub fn catalog_mut(&mut self) -> Result<&mut Dictionary, WriteError> {
        self.objects.catalog_mut().map_err(backend)
    }

    /// Replaces the document information.
    pub fn set_info(&mut self, info: Dictionary) {
        let id = self.add(info);
        self.objects.trailer.set("Info", id);
    }

    /// Sets the identifier.
    pub fn set_id(&mut self, id: [u8; 16]) {
        self.id = id;
    }

    /// Everything that makes this file differ from another, for its identifier.
    pub fn hash(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        for object in self.objects.objects.values() {
            if let Ok(stream) = object.as_stream() {
                hasher.update(&stream.content);
            }
        }
        self.raw.iter().for_each(|(_, bytes)| {
            hasher.update(bytes);
        });
        hasher.finalize()
    }

    /// Puts a compressed content stream in the place of a page's.
    pub fn set_page_content(&mut self, page: ObjectId, stream: Vec<u8>) -> Result<(), WriteError> {
        let id =
            self.dictionary_mut(page)?.get(b"Contents").and_then(Object::as_reference).map_err(backend)?;
        let content = self.objects.get_object_mut(id).and_then(Object::as_stream_mut).map_err(backend)?;
        content.dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
        content.set_content(stream);
        Ok(())
    }

    /// The bytes of the file.
    pub fn into_bytes(mut self) -> Result<Vec<u8>, WriteError> {
        let objects = std::mem::take(&mut self.objects.objects);
        let (streams, plain): (Vec<_>, Vec<_>) =
            objects.into_iter().partition(|(_, o)| matches!(o, Object::Stream(_)));
        let mut packed: Vec<(u32, Vec<u8>)> = plain
            .into_iter()
            .map(|((id, _), object)| {
                let mut bytes = Vec::new();
                object::write(&mut bytes, &object);
                (id, bytes)
            })
            .collect();
        packed.append(&mut self.raw);
        let groups: Vec<&[(u32, Vec<u8>)]> = packed.chunks(OBJECTS_IN_STREAM).collect();
        let first_group = self.reserve(groups.len() + 1);
        let xref_id = first_group + groups.len() as u32;

        let mut out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
        let mut entries = vec![Entry::Free; xref_id as usize + 1];
        for ((id, _), stream) in streams {
            entries[id as usize] = Entry::At(out.len());
            let Object::Stream(mut stream) = stream else { continue };
            if stream.allows_compression && stream.dict.get(b"Filter").is_err() {
                stream.set_content(compress(&stream.content)?);
                stream.dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
            }
            stream.dict.set("Length", stream.content.len() as i64);
            let mut dictionary = Vec::new();
            object::write(&mut dictionary, &Object::Dictionary(stream.dict));
            write_stream(&mut out, id, &dictionary, &stream.content);
        }
        let compressed: Vec<(Vec<u8>, Vec<u8>)> =
            groups.par_iter().map(|g| object_stream(g)).collect::<Result<_, _>>()?;
        for (index, (group, (dictionary, content))) in groups.iter().zip(&compressed).enumerate() {
            let stream = first_group + index as u32;
            entries[stream as usize] = Entry::At(out.len());
            write_stream(&mut out, stream, dictionary, content);
            for (index, (id, _)) in group.iter().enumerate() {
                entries[*id as usize] = Entry::In { stream, index: index as u16 };
            }
        }
        self.write_cross_references(&mut out, entries, xref_id)?;
        Ok(out)
    }

    fn write_cross_references(
        &self,
        out: &mut Vec<u8>,
        mut entries: Vec<Entry>,
        id: u32,
    ) -> Result<(), WriteError> {
        let start = out.len();
        entries[id as usize] = Entry::At(start);
        let mut table = Vec::with_capacity(entries.len() * 8);
        for entry in &entries {
            let (kind, second, third) = match *entry {
                Entry::Free => (0_u8, 0_u32, u16::MAX),
                Entry::At(offset) => (1, u32::try_from(offset).map_err(backend)?, 0),
                Entry::In { stream, index } => (2, stream, index),
            };
            table.push(kind);
            table.extend(second.to_be_bytes());
            table.extend(third.to_be_bytes());
        }
        let content = compress(&table)?;
        let mut dictionary = b"<</Type/XRef/W[1 4 2]/Filter/FlateDecode".to_vec();
        object::push(&mut dictionary, format_args!("/Size {}/Length {}", entries.len(), content.len()));
        for key in ["Root", "Info"] {
            let (number, _) =
                self.objects.trailer.get(key.as_bytes()).and_then(Object::as_reference).map_err(backend)?;
            object::push(&mut dictionary, format_args!("/{key} {number} 0 R"));
        }
        dictionary.extend(b"/ID[");
        object::write_hex(&mut dictionary, &self.id);
        object::write_hex(&mut dictionary, &self.id);
        dictionary.extend(b"]>>");
        write_stream(out, id, &dictionary, &content);
        object::push(out, format_args!("startxref\n{start}\n%%EOF\n"));
        Ok(())
    }
}

fn write_stream(out: &mut Vec<u8>, id: u32, dictionary: &[u8], content: &[u8]) {
    object::push(out, format_args!("{id} 0 obj\n"));
    out.extend(dictionary);
    out.extend(b"\nstream\n");
    out.extend(content);
    // Two bytes, so that readers take off no last byte of the content for an end of line.
    out.extend(b"\r\nendstream\nendobj\n");
}

/// Dictionary and content of a stream of objects.
fn object_stream(group: &[(u32, Vec<u8>)]) -> Result<(Vec<u8>, Vec<u8>), WriteError> {
    let mut index = Vec::new();
    let mut body = Vec::new();
    for (id, bytes) in group {
        object::push(&mut index, format_args!("{id} {} ", body.len()));
        body.extend(bytes);
        body.push(b'\n');
    }
    let first = index.len();
    index.append(&mut body);
    let content = compress(&index)?;
    let mut dictionary = Vec::new();
    object::push(
        &mut dictionary,
        format_args!(
            "<</Type/ObjStm/N {}/First {first}/Filter/FlateDecode/Length {}>>",
            group.len(),
            content.len()
        ),
    );
    Ok((dictionary, content))
}
