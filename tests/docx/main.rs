//! The Word writer, read back.

mod sample;

use citybrief::write::{Writer, docx::DocxWriter};

#[test]
fn dump() {
    for (text, language) in [(sample::ENGLISH, "en"), (sample::RUSSIAN, "ru"), (sample::KAZAKH, "kk")] {
        let output = DocxWriter::default().write(&sample::document(text, language)).unwrap();
        std::fs::write(format!("/tmp/dx/{language}.docx"), &output.bytes).unwrap();
        println!("{:?}", output.warnings);
    }
}
