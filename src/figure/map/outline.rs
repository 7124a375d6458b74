//! Outlines of land and borders, from the binary (Natural Earth, public domain; see assets/map/NOTICE.md).
//!
//! Knows nothing of drawing. Start with [`outlines`].

use super::globe::Vector;
use flate2::read::ZlibDecoder;
use std::io::Read;
use std::sync::OnceLock;

/// See `assets/map/convert.py` for the format.
const PACKED: &[u8] = include_bytes!("../../../assets/map/outlines.bin");

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Coast,
    Border,
    Disputed,
}

/// A line on the globe.
#[derive(Debug)]
pub(super) struct Arc {
    pub kind: Kind,
    pub points: Vec<Vector>,
    /// A circle that holds all points: its middle and the cosine of its radius.
    pub middle: Vector,
    pub reach: f32,
}

/// A closed line with land on its right-hand side.
#[derive(Debug)]
pub(super) struct Ring {
    /// Whether it is the shore of an inland sea.
    pub hole: bool,
    /// Numbers of arcs; `!n` for those that run backwards.
    pub arcs: Vec<i32>,
}

/// All lines, and the rings that they make.
#[derive(Debug, Default)]
pub(super) struct Outlines {
    pub arcs: Vec<Arc>,
    pub rings: Vec<Ring>,
}

impl Outlines {
    /// The arc of a number, and whether it runs backwards.
    pub fn arc(&self, number: i32) -> Option<(&Arc, bool)> {
        let index = if number < 0 { !number } else { number };
        self.arcs.get(usize::try_from(index).ok()?).map(|arc| (arc, number < 0))
    }
}

/// The outlines, unpacked once.
pub(super) fn outlines() -> &'static Outlines {
    static OUTLINES: OnceLock<Outlines> = OnceLock::new();
    // The packed file is part of the program and a test unpacks it; a map without land would still be one.
    OUTLINES.get_or_init(|| unpack(PACKED).unwrap_or_default())
}

fn unpack(packed: &[u8]) -> Option<Outlines> {
    let mut bytes = Vec::new();
    ZlibDecoder::new(packed).read_to_end(&mut bytes).ok()?;
    let mut reader = Reader { bytes: &bytes };
    let arcs = reader.unsigned()?;
    let arcs = (0..arcs).map(|_| reader.arc()).collect::<Option<Vec<Arc>>>()?;
    let rings = reader.unsigned()?;
    let rings = (0..rings).map(|_| reader.ring()).collect::<Option<Vec<Ring>>>()?;
    Some(Outlines { arcs, rings })
}

struct Reader<'a> {
    bytes: &'a [u8],
}

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    fn unsigned(&mut self) -> Option<u32> {
        let mut value = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            value |= u32::from(byte & 127) << shift;
            if byte < 128 {
                return Some(value);
            }
        }
        None
    }

    fn signed(&mut self) -> Option<i32> {
        let value = self.unsigned()?;
        Some((value >> 1) as i32 ^ -((value & 1) as i32))
    }

    fn arc(&mut self) -> Option<Arc> {
        let kind = match self.byte()? {
            0 => Kind::Coast,
            1 => Kind::Border,
            _ => Kind::Disputed,
        };
        let count = self.unsigned()?;
        let (mut longitude, mut latitude) = (0, 0);
        let mut points = Vec::with_capacity(count as usize);
        for _ in 0..count {
            longitude += self.signed()?;
            latitude += self.signed()?;
            points.push(Vector::at(f64::from(latitude) / 100.0, f64::from(longitude) / 100.0));
        }
        let middle = Vector::middle(&points);
        let reach = points.iter().map(|point| point.dot(middle)).fold(1.0, f32::min);
        Some(Arc { kind, points, middle, reach })
    }

    fn ring(&mut self) -> Option<Ring> {
        let hole = self.byte()? == 1;
        let count = self.unsigned()?;
        let arcs = (0..count).map(|_| self.signed()).collect::<Option<Vec<i32>>>()?;
        Some(Ring { hole, arcs })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_packed_outlines_are_whole() {
        let outlines = unpack(PACKED).unwrap();
        assert!(outlines.rings.len() > 300 && outlines.arcs.len() > 800);
        assert!(outlines.rings.iter().flat_map(|ring| &ring.arcs).all(|n| outlines.arc(*n).is_some()));
        assert!(outlines.rings.iter().any(|ring| ring.hole));
        let count = |kind| outlines.arcs.iter().filter(|arc| arc.kind == kind).count();
        assert!(count(Kind::Border) > 250 && count(Kind::Disputed) > 15);
    }

    #[test]
    fn rings_close() {
        let outlines = outlines();
        for ring in &outlines.rings {
            let end = |number: i32, last: bool| {
                let (arc, backwards) = outlines.arc(number).unwrap();
                if last == backwards { arc.points[0] } else { arc.points[arc.points.len() - 1] }
            };
            for (index, arc) in ring.arcs.iter().enumerate() {
                let next = ring.arcs[(index + 1) % ring.arcs.len()];
                assert!(end(*arc, true).dot(end(next, false)) > 0.999_999, "{ring:?}");
            }
        }
    }

    #[test]
    fn broken_bytes_are_no_outlines() {
        assert!(unpack(b"").is_none());
        assert!(unpack(&PACKED[..PACKED.len() / 2]).is_none());
    }
}
