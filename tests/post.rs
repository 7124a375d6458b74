//! Mail and schedule as a user meets them: what is said, the exit codes, and that bad settings lose nothing.
#![allow(clippy::unwrap_used, reason = "also outside of the test functions themselves")]

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use tempfile::TempDir;

/// What a run left behind: exit code, and all that it said.
fn citybrief(folder: &Path, args: &[&str]) -> (i32, String) {
    let run = common::finish(&mut common::program(folder, args));
    (run.code, run.stdout + &run.stderr)
}

/// An office with this config and the examples in its store.
fn office(config: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("citybrief.toml"), config).unwrap();
    let accounts = common::example("accounts.json");
    let (code, text) =
        citybrief(folder.path(), &["import", accounts.to_str().unwrap(), "-q", "--store", "citybrief.db"]);
    assert_eq!(code, 0, "{text}");
    folder
}

/// A server that knows nobody.
fn refusing_server() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().map(Result::unwrap) {
            let mut out = stream.try_clone().unwrap();
            let mut answer = |text: &str| out.write_all(format!("{text}\r\n").as_bytes()).unwrap();
            answer("220 closed");
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                answer(if line.starts_with("RCPT") { "550 no such user" } else { "250 ok" });
            }
        }
    });
    port
}

const SEND: [&str; 7] = ["send", "monthly", "2019-11", "--to", "md", "--today", "2019-12-01"];

#[test]
fn a_message_that_failed_before_fails_again_and_says_why() {
    let config = format!(
        "[email]\nfrom = \"office@city.example\"\n[email.smtp]\nhost = \"127.0.0.1\"\nport = {}\ntls = \"none\"\n",
        refusing_server()
    );
    let office = office(&config);
    let send = [&SEND[..], &["--to-address", "a@city.example"]].concat();
    for words in
        ["message 1 to a@city.example: it failed: ", "the very same message was queued before; it failed"]
    {
        let (code, text) = citybrief(office.path(), &send);
        assert_eq!(code, 2, "{text}");
        assert!(text.contains(words) && text.contains("550"), "{text}");
        assert!(text.contains("citybrief outbox retry 1"), "{text}");
    }
    let (_, list) = citybrief(office.path(), &["outbox", "list"]);
    assert_eq!(list.matches("a@city.example").count(), 1, "{list}");
}

#[test]
fn bad_settings_are_told_with_their_place_and_what_to_do() {
    let job = "[[schedule]]\nreport = \"monthly\"\nrecipients = [\"a@b.example\"]\n";
    let almaty = "home_city = \"Almaty\"\n";
    let office = office("");
    let rows: [(&str, String, &[&str], &[&str]); 9] = [
        (
            "cron",
            format!("{almaty}{job}cron = \"0 8 32 * *\"\n"),
            &["schedule", "list"],
            &["citybrief.toml:5:", "0 8 1 * *"],
        ),
        (
            "zone",
            format!("{job}timezone = \"Almaty\"\n"),
            &["schedule", "list"],
            &["citybrief.toml:4:", "Asia/Almaty"],
        ),
        ("no zone", job.into(), &["schedule", "list"], &["no time zone", "home_city"]),
        (
            "two of a name",
            format!("{almaty}{job}{job}"),
            &["schedule", "list"],
            &["two jobs", "name of its own"],
        ),
        ("plans", format!("plans = \"gone\"\n{almaty}{job}"), &["schedule", "run"], &["gone", "`plans`"]),
        (
            "logo",
            "[email]\nlogo = \"gone.png\"\n".into(),
            &["--to-address", "a@b.example"],
            &["gone.png", "correct the path"],
        ),
        (
            "no sender",
            "[email.smtp]\nhost = \"localhost\"\n".into(),
            &["--to-address", "a@b.example"],
            &["no sender", "from = "],
        ),
        (
            "injection",
            String::new(),
            &["--to-address", "x\r\nBcc: v@x.example <a@b.example>"],
            &["one line of text"],
        ),
        ("nobody", String::new(), &[], &["no recipients", "--to-address"]),
    ];
    for (name, config, args, parts) in rows {
        fs::write(office.path().join("citybrief.toml"), config).unwrap();
        let is_send = args.first().is_none_or(|arg| *arg != "schedule");
        let args = if is_send { [&SEND[..], args].concat() } else { args.to_vec() };
        let (code, text) = citybrief(office.path(), &args);
        assert!(code == 1 || code == 2, "{name}: {text}");
        assert!(text.contains("error:"), "{name}: {text}");
        assert!(parts.iter().all(|part| text.contains(part)), "{name}: {text}");
        assert!(!office.path().join("output").exists(), "{name} left something behind");
    }
}

#[test]
fn a_plan_decides_when_its_briefing_goes_out_and_what_it_says() {
    let office = office(
        "home_city = \"Almaty\"\nplans = \"plans\"\n[[schedule]]\nreport = \"briefing\"\nrecipients = [\"a@b.example\"]\n",
    );
    let plans = office.path().join("plans");
    fs::create_dir(&plans).unwrap();
    let plan = r#"{"guest_city": "Saint Petersburg", "host_city": "Almaty", "start": "2026-12-03", "purpose": "Sign the road map"}"#;
    fs::write(plans.join("visit.json"), plan).unwrap();
    fs::write(plans.join("broken.json"), "{").unwrap();
    fs::write(
        plans.join("off.toml"),
        "guest_city = \"Oslo\"\nhost_city = \"Almaty\"\nstart = \"2026-12-03\"\nstatus = \"cancelled\"\n",
    )
    .unwrap();
    fs::write(plans.join("notes.txt"), "no plan").unwrap();
    // Three working days before a Thursday.
    let (code, text) = citybrief(office.path(), &["schedule", "run", "--today", "2026-11-29"]);
    assert!(code == 2 && text.contains("broken.json:1:") && !office.path().join("output").exists(), "{text}");
    let (code, text) = citybrief(office.path(), &["schedule", "run", "--today", "2026-11-30"]);
    assert!(code == 2 && text.contains("plans: 1") && text.contains("messages: 1"), "{text}");
    let drafts: Vec<_> =
        fs::read_dir(office.path().join("output")).unwrap().map(|f| f.unwrap().path()).collect();
    assert_eq!(drafts.len(), 1, "{drafts:?}");
    assert!(drafts[0].file_name().unwrap().to_str().unwrap().starts_with("briefing-"), "{drafts:?}");
    // A moved visit is briefed on for its new day; the old one is not repeated.
    fs::write(plans.join("visit.json"), plan.replace("12-03", "12-04")).unwrap();
    fs::remove_file(plans.join("broken.json")).unwrap();
    let (code, text) = citybrief(office.path(), &["schedule", "list", "--today", "2026-11-30"]);
    assert!(code == 0 && text.contains("2026-12-01 08:00"), "{text}");
}
