//! The sRGB colour profile that archived PDFs name as their output intent, made from the numbers
//! of its standard (IEC 61966-2-1; ICC.1:2010 for the format, version 4).

/// Colorants of sRGB adapted to D50, and the white point, as XYZ.
const RED: [f64; 3] = [0.436_065_67, 0.222_488_4, 0.013_916_02];
const GREEN: [f64; 3] = [0.385_147_1, 0.716_873_2, 0.097_076_42];
const BLUE: [f64; 3] = [0.143_066_41, 0.060_607_91, 0.714_096_07];
const D50: [f64; 3] = [0.964_202_88, 1.0, 0.824_905_4];
/// Bradford adaptation from D65 to D50.
const ADAPTATION: [f64; 9] = [
    1.047_882_08,
    0.022_918_7,
    -0.050_201_42,
    0.029_586_79,
    0.990_478_52,
    -0.017_059_33,
    -0.009_231_57,
    0.015_075_68,
    0.751_678_47,
];
/// The curve: ((a x + b) to the g), below d linear with c (parametric curve of type 3).
const CURVE: [f64; 5] = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45];

/// The profile.
pub(super) fn srgb() -> Vec<u8> {
    let curve = parametric_curve();
    let tags: [(&[u8; 4], Vec<u8>); 10] = [
        (b"desc", text("sRGB IEC61966-2.1")),
        (b"cprt", text("No copyright, use freely")),
        (b"wtpt", xyz(D50)),
        (b"chad", adaptation()),
        (b"rXYZ", xyz(RED)),
        (b"gXYZ", xyz(GREEN)),
        (b"bXYZ", xyz(BLUE)),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    let mut data = Vec::new();
    let start = 128 + 4 + 12 * tags.len();
    for (signature, content) in &tags {
        table.extend(*signature);
        table.extend(((start + data.len()) as u32).to_be_bytes());
        table.extend((content.len() as u32).to_be_bytes());
        data.extend(content);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut profile = header((start + data.len()) as u32);
    profile.extend(table);
    profile.extend(data);
    profile
}

fn header(size: u32) -> Vec<u8> {
    let mut header = Vec::with_capacity(128);
    header.extend(size.to_be_bytes());
    header.extend([0; 4]);
    header.extend([4, 0x20, 0, 0]);
    header.extend(b"mntrRGB XYZ ");
    // Date of creation: that of the standard's amendment, so that it never changes.
    for part in [2003_u16, 1, 1, 0, 0, 0] {
        header.extend(part.to_be_bytes());
    }
    header.extend(b"acsp");
    header.extend([0; 28]);
    D50.iter().for_each(|v| header.extend(fixed(*v)));
    header.resize(128, 0);
    header
}

/// s15Fixed16Number.
fn fixed(value: f64) -> [u8; 4] {
    ((value * 65_536.0).round() as i32).to_be_bytes()
}

fn tagged(signature: &[u8; 4], content: impl IntoIterator<Item = u8>) -> Vec<u8> {
    let mut out = signature.to_vec();
    out.extend([0; 4]);
    out.extend(content);
    out
}

fn xyz(value: [f64; 3]) -> Vec<u8> {
    tagged(b"XYZ ", value.into_iter().flat_map(fixed))
}

fn adaptation() -> Vec<u8> {
    tagged(b"sf32", ADAPTATION.into_iter().flat_map(fixed))
}

fn parametric_curve() -> Vec<u8> {
    tagged(b"para", [0, 3, 0, 0].into_iter().chain(CURVE.into_iter().flat_map(fixed)))
}

/// multiLocalizedUnicode with one record in English.
fn text(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut content = Vec::new();
    for number in [1_u32, 12] {
        content.extend(number.to_be_bytes());
    }
    content.extend(b"enUS");
    content.extend((units.len() as u32).to_be_bytes());
    content.extend(28_u32.to_be_bytes());
    content.extend(units);
    tagged(b"mluc", content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_is_as_long_as_it_says_and_adds_up_to_white() {
        let profile = srgb();
        assert_eq!(profile[..4], (profile.len() as u32).to_be_bytes());
        assert_eq!(&profile[36..40], b"acsp");
        for (i, white) in D50.iter().enumerate() {
            assert!((RED[i] + GREEN[i] + BLUE[i] - white).abs() < 1e-3, "{i}");
        }
    }
}
