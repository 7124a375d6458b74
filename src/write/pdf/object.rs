//! Writing PDF objects as bytes (ISO 32000-1, 7.3).

use lopdf::{Dictionary, Object, StringFormat};
use std::io::Write as _;

/// Text as UTF-16 with a byte order mark (ISO 32000-1, 7.9.2.2).
pub(super) fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_be_bytes).collect()
}

/// A text string object.
pub(super) fn text(text: &str) -> Object {
    Object::String(utf16(text), StringFormat::Hexadecimal)
}

/// Appends an object; of a stream, its dictionary.
pub(super) fn write(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend(b"null"),
        Object::Boolean(value) => out.extend(if *value { &b"true"[..] } else { b"false" }),
        Object::Integer(value) => push(out, format_args!("{value}")),
        Object::Real(value) => push(out, format_args!("{value}")),
        Object::Name(name) => write_name(out, name),
        Object::String(bytes, _) => write_hex(out, bytes),
        Object::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                write(out, item);
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => write_dictionary(out, dictionary),
        Object::Stream(stream) => write_dictionary(out, &stream.dict),
        Object::Reference((id, _)) => push(out, format_args!("{id} 0 R")),
    }
}

fn write_dictionary(out: &mut Vec<u8>, dictionary: &Dictionary) {
    out.extend(b"<<");
    for (key, value) in dictionary.iter() {
        write_name(out, key);
        if !matches!(value, Object::Name(_) | Object::Array(_) | Object::Dictionary(_) | Object::String(..)) {
            out.push(b' ');
        }
        write(out, value);
    }
    out.extend(b">>");
}

fn write_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte) {
            out.push(*byte);
        } else {
            push(out, format_args!("#{byte:02X}"));
        }
    }
}

/// A string in hexadecimal digits, which need no escapes.
pub(super) fn write_hex(out: &mut Vec<u8>, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.push(b'<');
    for byte in bytes {
        out.push(DIGITS[usize::from(byte >> 4)]);
        out.push(DIGITS[usize::from(byte & 15)]);
    }
    out.push(b'>');
}

/// Appends formatted text.
pub(super) fn push(out: &mut Vec<u8>, text: std::fmt::Arguments) {
    // Writing to memory does not fail.
    let _ = out.write_fmt(text);
}
