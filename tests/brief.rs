//! `brief` and `template` as a user runs them.

mod common;

use common::Run;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data");
const PLAN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/visit-plan.json");

fn citybrief(folder: &Path, args: &[&str]) -> Run {
    common::finish(common::program(folder, args).args(["--today", "2026-11-22"]))
}

fn brief(folder: &Path, host: &str, more: &[&str]) -> Run {
    citybrief(folder, &[&["brief", "Saint Petersburg", host, "--from", DATA], more].concat())
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("the report was written")
}

/// The lines that tell one thing.
fn lines<'t>(text: &'t str, part: &str) -> Vec<&'t str> {
    text.lines().filter(|l| l.contains(part)).collect()
}

#[test]
fn one_command_writes_three_formats_and_names_the_gaps() {
    let folder = folder();
    let run = brief(folder.path(), "Astana", &[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for ending in ["pdf", "docx", "md"] {
        let file = format!("output/saint-petersburg-astana.{ending}");
        assert!(folder.path().join(&file).is_file());
        assert_eq!(lines(&run.stderr, &file).len(), 1, "{}", run.stderr);
    }
    assert!(run.stderr.contains("to confirm:") && run.stdout.is_empty(), "{}", run.stderr);
}

#[test]
fn the_visit_of_2017_shows_both_years_and_both_offices_with_their_sources() {
    let folder = folder();
    brief(folder.path(), "Astana", &["-o", "a.md"]);
    let text = read(&folder.path().join("a.md"));
    let terms = lines(&text, "holds until: 2021[^");
    assert!(terms.len() == 1 && terms[0].contains("2020[^"), "{terms:?}");
    let offices = lines(&text, "office of Sergey Movchan:");
    assert!(offices.len() == 1 && offices[0].contains("governor of Saint Petersburg[^"), "{offices:?}");
    assert!(offices[0].contains("вице-губернатор Санкт-Петербурга[^"), "{offices:?}");
}

#[test]
fn sections_stand_in_the_order_of_the_field() {
    let folder = folder();
    let order = [
        "Главное",
        "Цель визита",
        "Задачи и ожидания сторон",
        "Тезисы к беседе",
        "Чувствительные вопросы",
        "Информация о сотрудничестве",
        "Достигнутые ранее договорённости и их реализация",
        "Проекты документов для подписания",
        "Позиция для СМИ",
        "Программа пребывания",
        "Состав делегации",
        "Памятка",
        "Источники",
    ];
    brief(folder.path(), "Almaty", &["--plan", PLAN, "--lang", "ru", "-o", "a.md"]);
    let text = read(&folder.path().join("a.md"));
    let places: Vec<_> =
        order.iter().map(|h| text.find(&format!("{h}\n")).or(text.find(&format!("{h}**")))).collect();
    assert!(places.iter().all(Option::is_some), "{places:?}");
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, two) = (folder(), folder());
    for folder in [&one, &two] {
        brief(
            folder.path(),
            "Almaty",
            &["--plan", PLAN, "--lang", "kk", "--to", "pdf,docx,md,html,json", "-o", "."],
        );
    }
    for ending in ["pdf", "docx", "md", "html", "json"] {
        let bytes = |folder: &TempDir| {
            fs::read(folder.path().join(format!("saint-petersburg-almaty.{ending}"))).expect("written")
        };
        assert!(bytes(&one) == bytes(&two), "{ending} differs");
    }
}

#[test]
fn nothing_is_said_that_nobody_wrote() {
    let folder = folder();
    brief(folder.path(), "Astana", &["-o", "a.md"]);
    let text = read(&folder.path().join("a.md"));
    for heading in ["Purpose of the visit", "Objectives", "Points to make", "Sensitive issues", "Press line"]
    {
        assert!(!text.contains(&format!("## {heading}")), "{heading}");
    }
}

#[test]
fn cities_without_visits_still_get_a_briefing_that_says_so() {
    let folder = folder();
    let run = citybrief(folder.path(), &["brief", "Oslo", "Lima", "--from", DATA, "-o", "a.md"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let text = read(&folder.path().join("a.md"));
    assert!(text.contains("no visit between Oslo and Lima") && text.contains("no sources"), "{text}");
}

#[test]
fn strict_fails_when_anything_is_to_confirm_but_keeps_the_files() {
    let folder = folder();
    let run = brief(folder.path(), "Astana", &["--to", "md", "--strict"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("--strict"), "{}", run.stderr);
    assert!(folder.path().join("output/saint-petersburg-astana.md").is_file());
}

#[test]
fn bad_input_is_told_with_what_to_do_and_leaves_nothing() {
    let folder = folder();
    fs::write(folder.path().join("plan.json"), "{\n  \"start\": \"2026-02-30\"}").expect("written");
    fs::write(folder.path().join("taken"), "").expect("written");
    let rows: [(&[&str], i32, &str); 5] = [
        (&["brief", "Sankt Peterburk", "Astana"], 2, "Saint Petersburg"),
        (&["brief", "Astana", "Nur-Sultan"], 2, "one city"),
        (&["brief", "Saint Petersburg", "Astana", "--plan", "plan.json"], 1, "plan.json:2"),
        (&["brief", "Saint Petersburg", "Astana", "--plan", PLAN], 1, "another visit"),
        (&["brief", "Saint Petersburg", "Astana", "--to", "md", "-o", "taken/here"], 2, "taken/here"),
    ];
    for (args, code, part) in rows {
        let run = citybrief(folder.path(), &[args, &["--from", DATA]].concat());
        assert_eq!(run.code, code, "{args:?}: {}", run.stderr);
        assert!(run.stderr.contains("error:") && run.stderr.contains(part), "{args:?}: {}", run.stderr);
    }
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2, "nothing was written");
}

#[test]
fn a_broken_template_is_shown_with_its_place() {
    let folder = folder();
    fs::create_dir(folder.path().join("own")).expect("made");
    fs::write(folder.path().join("own/briefing.md"), "# {{ title }}\n{% for v in visits %}\n{{ v.id }}\n")
        .expect("written");
    let run = brief(folder.path(), "Astana", &["--templates", "own", "-o", "a.md"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains("own/briefing.md:4") || run.stderr.contains("own/briefing.md:3"),
        "{}",
        run.stderr
    );
    let run = citybrief(folder.path(), &["template", "check", "own"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
}

#[test]
fn templates_can_be_listed_shown_and_checked() {
    let folder = folder();
    let list = citybrief(folder.path(), &["template", "list"]);
    assert!(list.stdout.contains("briefing.md") && list.stdout.contains("briefing/glance.md"));
    let shown = citybrief(folder.path(), &["template", "show", "briefing"]);
    assert!(shown.stdout.contains("{% include \"briefing/glance.md\" %}"));
    let check = citybrief(folder.path(), &["template", "check", "--fail-on-warning"]);
    assert_eq!((check.code, lines(&check.stderr, "can be rendered").len()), (0, 6), "{}", check.stderr);
    let schema = citybrief(folder.path(), &["template", "schema"]);
    let sample: serde_json::Value = serde_json::from_str(&schema.stdout).expect("the schema is JSON");
    assert_eq!(sample["host"]["name"], "Astana");
}

#[test]
fn flag_and_config_choose_the_pdf_standard_and_the_logo() {
    let folder = folder();
    let pdf = || fs::read(folder.path().join("output/saint-petersburg-astana.pdf")).expect("the report");
    let has = |bytes: &[u8], what: &str| bytes.windows(what.len()).any(|w| w == what.as_bytes());
    let a_2b = "<pdfaid:conformance>B<";
    assert_eq!(brief(folder.path(), "Astana", &["--to", "pdf", "--pdf-standard", "a-2b"]).code, 0);
    assert!(has(&pdf(), a_2b) && !has(&pdf(), "<pdfuaid:part>"));
    let refused = brief(folder.path(), "Astana", &["--pdf-standard", "x"]);
    assert!(refused.code == 2 && refused.stderr.contains("use a-2a+ua-1"), "{}", refused.stderr);

    let config = "pdf_standard = \"ua-1\"\nlogo = \"logo.svg\"\nauthor = \"Protocol Department\"\n";
    fs::write(folder.path().join("citybrief.toml"), config).expect("a config");
    let missing = brief(folder.path(), "Astana", &["--to", "pdf"]);
    assert!(missing.code != 0 && missing.stderr.contains("logo.svg"), "{}", missing.stderr);
    fs::write(folder.path().join("logo.svg"), "no picture").expect("a file");
    let wrong = brief(folder.path(), "Astana", &["--to", "pdf"]);
    assert!(wrong.code != 0 && wrong.stderr.contains("neither SVG nor PNG nor JPEG"), "{}", wrong.stderr);
    let svg =
        "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='30'><rect width='90' height='30'/></svg>";
    fs::write(folder.path().join("logo.svg"), svg).expect("a logo");
    assert_eq!(brief(folder.path(), "Astana", &["--to", "pdf,html"]).code, 0);
    assert!(has(&pdf(), "<pdfuaid:part>1<") && !has(&pdf(), "<pdfaid:part>"));
    let html = read(&folder.path().join("output/saint-petersburg-astana.html"));
    assert!(html.contains("class=\"logo\" alt=\"Protocol Department\""));
}
