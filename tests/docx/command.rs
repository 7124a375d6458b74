//! Word files as a user asks for them: letterhead, comments, native charts; and letterheads that cannot be used.

use super::letterheads::{BY_HAND, LIBREOFFICE};
use super::package::Package;
use super::refusals::{compound, with_part};
use assert_cmd::Command;
use std::fs;
use std::path::Path;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data");

/// Exit code and what was said.
fn run(folder: &Path, args: &[&str]) -> (i32, String) {
    let mut command = Command::cargo_bin("citybrief").unwrap();
    let command = command.current_dir(folder).args(args).args(["--from", DATA, "--today", "2026-11-22"]);
    let output = command.output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn report(folder: &Path, args: &[&str]) -> Package {
    let (code, said) = run(folder, &[args, &["-o", "report.docx"]].concat());
    assert_eq!(code, 0, "{said}");
    Package::open(&fs::read(folder.join("report.docx")).unwrap())
}

const BRIEF: [&str; 3] = ["brief", "Saint Petersburg", "Astana"];

#[test]
fn flags_choose_the_letterhead_and_comments() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("office.docx"), BY_HAND).unwrap();
    let flags = ["--reference", "office.docx", "--comments"];
    let package = report(folder.path(), &[&BRIEF[..], &flags].concat());
    assert!(package.0.contains_key("word/main.xml"), "the letterhead's own main part");
    let comments = package.tree("word/comments.xml");
    let body = package.body();
    let date = body.all("w:p").into_iter().find(|p| p.words().starts_with("February\u{a0}2004")).unwrap();
    let marked: Vec<&str> = date.all("w:commentRangeStart").iter().filter_map(|c| c.get("w:id")).collect();
    let comment = comments.all("w:comment").into_iter().find(|c| c.get("w:id") == Some(marked[0])).unwrap();
    assert!(comment.words().starts_with("Announced, but no report"), "{}", comment.words());
    let monthly = report(folder.path(), &["monthly", "2019-11", "--reference", "office.docx", "--comments"]);
    assert!(monthly.0.contains_key("word/main.xml"));
    assert!(!report(folder.path(), &BRIEF).0.contains_key("word/comments.xml"));
}

#[test]
fn the_config_chooses_letterhead_comments_and_charts() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("office.docx"), LIBREOFFICE).unwrap();
    fs::write(folder.path().join("theme.toml"), "[word]\ncharts = \"native\"\n").unwrap();
    let config = "reference = \"office.docx\"\ncomments = true\ntheme = \"theme.toml\"\n";
    fs::write(folder.path().join("citybrief.toml"), config).unwrap();
    let package = report(folder.path(), &BRIEF);
    assert_eq!(package.body().find("w:sectPr").unwrap().find("w:pgMar").unwrap().get("w:left"), Some("1701"));
    assert!(package.0.contains_key("word/comments.xml"));
    assert_eq!(package.body().all("c:chart").len(), 2);
    fs::write(folder.path().join("theme.toml"), "[word]\ncharts = \"nativ\"\n").unwrap();
    let (code, said) = run(folder.path(), &[&BRIEF[..], &["-o", "other.docx"]].concat());
    assert!(code == 2 && said.contains("theme.toml") && said.contains("native"), "{said}");
}

#[test]
fn a_letterhead_that_cannot_be_used_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let types = Package::open(BY_HAND).text("[Content_Types].xml").to_owned();
    let macros = types.replace(
        "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "vnd.ms-word.document.macroEnabled.main+xml",
    );
    let bomb = (0..4).fold(BY_HAND.to_vec(), |file, number| {
        with_part(&file, &format!("word/media/zeros{number}.bin"), &vec![0; 40 << 20])
    });
    let header = Package::open(BY_HAND).text("word/header1.xml").replace("classification", "mayor");
    let cases: [(&str, Vec<u8>, &str); 7] = [
        ("plain.docx", b"no zip".to_vec(), "choose the letterhead saved as .docx"),
        ("locked.docx", compound("EncryptedPackage"), "save a copy without a password"),
        ("macros.docm", with_part(BY_HAND, "[Content_Types].xml", macros.as_bytes()), "without macros"),
        ("bomb.docx", bomb, "unpacks to more than"),
        ("lacking.docx", with_part(BY_HAND, "word/styles.xml", b""), "word/styles.xml is missing"),
        ("asking.docx", with_part(BY_HAND, "word/header1.xml", header.as_bytes()), "{{ mayor }}"),
        ("cut.docx", BY_HAND[..9000].to_vec(), "choose the letterhead saved as .docx"),
    ];
    for (name, bytes, part) in cases {
        fs::write(folder.path().join(name), bytes).unwrap();
        let (code, said) =
            run(folder.path(), &[&BRIEF[..], &["--reference", name, "--to", "docx,md"]].concat());
        assert_eq!(code, 1, "{name}: {said}");
        assert!(said.starts_with(&format!("error: {name}: ")) && said.contains(part), "{said}");
        assert!(said.contains("hint: --reference"), "{said}");
        assert!(!folder.path().join("output").exists(), "{name}: nothing is written");
    }
    let (code, said) = run(folder.path(), &[&BRIEF[..], &["--reference", "gone.docx"]].concat());
    assert!(code == 2 && said.contains("cannot read the letterhead gone.docx"), "{said}");
}

#[test]
fn mail_goes_out_in_the_letterhead_of_the_config() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("office.docx"), "no zip").unwrap();
    let config = "reference = \"office.docx\"\n[email]\nfrom = \"office@example.org\"\n";
    fs::write(folder.path().join("citybrief.toml"), config).unwrap();
    let send = ["send", "monthly", "2019-11", "--to", "docx", "--to-address", "a@example.org"];
    let (code, said) = run(folder.path(), &send);
    assert!(code == 1 && said.contains("office.docx: it is no Word document"), "{said}");
    assert!(said.contains("`reference` in citybrief.toml"), "{said}");
    fs::write(folder.path().join("office.docx"), BY_HAND).unwrap();
    assert_eq!(run(folder.path(), &send).0, 0);
}

#[test]
fn control_characters_in_data_reach_no_part() {
    let folder = tempfile::tempdir().unwrap();
    let account = r#"[{"source": {"publisher": "Pa\u0001per", "kind": "media"}, "host_city": "Astana",
        "guest_city": "Kazan", "start": "2024-05-10", "purpose": "Trade\u0000 and\u000b culture\u001f"}]"#;
    fs::write(folder.path().join("data.json"), account).unwrap();
    let mut command = Command::cargo_bin("citybrief").unwrap();
    let command = command.current_dir(folder.path());
    let args = ["brief", "Kazan", "Astana", "--from", "data.json", "-o", "report.docx"];
    command.args(args).assert().success();
    let package = Package::open(&fs::read(folder.path().join("report.docx")).unwrap());
    assert!(package.body().words().contains("Trade and culture"), "{}", package.body().words());
    for name in package.0.keys().filter(|name| name.ends_with(".xml")) {
        assert!(!package.text(name).contains(|c: char| c.is_control() && !"\n\r\t".contains(c)), "{name}");
    }
}
