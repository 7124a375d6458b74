//! The fonts inside the binary: PT Serif and PT Sans (ParaType, SIL Open Font License), which have
//! every letter of English, Russian and Kazakh.

/// A font file in the binary.
pub(super) struct Embedded {
    pub family: &'static str,
    pub bold: bool,
    pub italic: bool,
    pub data: &'static [u8],
}

macro_rules! fonts {
    ($($family:literal, $bold:literal, $italic:literal, $file:literal;)*) => {
        &[$(Embedded {
            family: $family,
            bold: $bold,
            italic: $italic,
            data: include_bytes!(concat!("../../assets/fonts/", $file, ".ttf")),
        }),*]
    };
}

/// All of them; a [`FaceId`](super::FaceId) below their number is an index here.
pub(super) const EMBEDDED: &[Embedded] = fonts! {
    "PT Serif", false, false, "PTSerif-Regular";
    "PT Serif", false, true, "PTSerif-Italic";
    "PT Serif", true, false, "PTSerif-Bold";
    "PT Serif", true, true, "PTSerif-BoldItalic";
    "PT Sans", false, false, "PTSans-Regular";
    "PT Sans", false, true, "PTSans-Italic";
    "PT Sans", true, false, "PTSans-Bold";
    "PT Sans", true, true, "PTSans-BoldItalic";
};
