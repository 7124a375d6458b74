//! What the documentation shows works: charts of `docs/templates.md`, the config of `docs/schedule.md` and README.
#![allow(clippy::unwrap_used, reason = "also outside of the test functions themselves")]

mod common;

use std::fs;
use std::path::Path;

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

fn citybrief(folder: &Path, args: &[&str]) -> (bool, String) {
    let run = common::finish(common::program(folder, args).arg("--from").arg(common::example("")));
    (run.code == 0, run.stdout + &run.stderr)
}

#[test]
fn every_chart_of_the_documentation_is_drawn() {
    let text = read("docs/templates.md");
    let in_one_line: Vec<&str> =
        text.lines().map(str::trim_start).filter(|line| line.starts_with("{{ <chart ")).collect();
    for kind in ["bar", "stacked-bar", "line", "dot", "heat", "spark", "multiples", "map"] {
        let named = format!("kind=\"{kind}\"");
        assert!(in_one_line.iter().any(|line| line.contains(&named)), "no example of {kind}");
    }
    let (_, fenced) = text.split_once("\n```chart").unwrap();
    let template = format!("# Charts\n\n{}\n\n```chart{fenced}", in_one_line.join("\n\n"));
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("own")).unwrap();
    fs::write(folder.path().join("own/monthly-charts.md"), template).unwrap();
    for lang in ["en", "ru", "kk"] {
        let args = ["monthly", "2025-09", "--city", "Saint Petersburg", "--template", "monthly-charts"];
        let more = ["--templates", "own", "--lang", lang, "--to", "md", "-o", "out", "--fail-on-warning"];
        let (done, words) = citybrief(folder.path(), &[&args[..], &more].concat());
        assert!(done, "{words}");
        let pictures =
            fs::read_dir(folder.path().join("out/summary-saint-petersburg-2025-09-figures")).unwrap();
        assert_eq!(pictures.count(), in_one_line.len() + 1, "a picture for each example");
    }
}

/// The first block after a line that holds `mark`, whose lines begin with `start`.
fn block(text: &str, mark: &str, start: &str) -> String {
    let lines = text.lines().skip_while(|line| !line.contains(mark)).skip(1);
    let lines = lines.skip_while(|line| line.is_empty()).take_while(|line| line.starts_with(start));
    lines.map(|line| line[start.len()..].to_owned() + "\n").collect()
}

#[test]
fn the_schedules_of_the_documentation_are_understood() {
    let folder = tempfile::tempdir().unwrap();
    let list = |config: &str| {
        fs::create_dir_all(folder.path().join("plans")).unwrap();
        fs::write(folder.path().join("citybrief.toml"), config).unwrap();
        citybrief(folder.path(), &["schedule", "list", "--today", "2019-11-20"])
    };
    let three = block(&read("README.md"), "Three lines", "    ");
    assert_eq!(three.lines().count(), 3, "{three}");
    let (done, words) = list(&format!("home_city = \"Almaty\"\n{three}"));
    assert!(done && words.contains("2019-12-01 08:00 +06  monthly/2019-11"), "{words}");
    let text = read("docs/schedule.md");
    let whole = text.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let (done, words) = list(whole);
    assert!(done && words.contains("monthly") && words.contains("briefing"), "{words}");
}
