//! JSON: the Document itself, for other programs.
//!
//! Start with [`JsonWriter`]; reading back is serde's `from_slice` into a [`Document`].

use super::{Format, Output, WriteError, Writer};
use crate::document::Document;

/// Writes JSON.
#[derive(Clone, Copy, Debug, Default)]
pub struct JsonWriter;

impl Writer for JsonWriter {
    fn format(&self) -> Format {
        Format::Json
    }

    fn write(&self, document: &Document) -> Result<Output, WriteError> {
        let mut bytes = serde_json::to_vec_pretty(document)
            .map_err(|error| WriteError::Backend { format: Format::Json, message: error.to_string() })?;
        bytes.push(b'\n');
        Ok(Output { bytes, ..Output::default() })
    }
}
