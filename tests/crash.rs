//! `kill -9` at moments spread over the whole run of import, issue, send and schedule: nothing is lost, and
//! nothing is sent twice but by a person who chose to, or seen to be in doubt.
//!
//! `CITYBRIEF_CRASH_MOMENTS=200 cargo test --test crash -- --nocapture` tries as many moments.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "also outside of the test functions themselves")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Moments where the environment names no other number.
const MOMENTS: u64 = 12;
const RECIPIENTS: [&str; 2] = ["mayor@city.example", "office@city.example"];
/// What the server takes to say that it has a message; without it no moment would fall in between.
const SERVER_PAUSE: Duration = Duration::from_millis(25);
/// Accounts of one import.
const ACCOUNTS: usize = 40;

/// A generator that gives the same numbers every time (Knuth's MMIX constants).
struct Dice(u64);

impl Dice {
    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// How often a message came to a recipient, by Message-ID and address.
type Received = BTreeMap<(String, String), usize>;

/// A mail server that takes everything and counts.
struct Server {
    port: u16,
    received: Arc<Mutex<Received>>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let received = Arc::new(Mutex::new(Received::new()));
        let count = Arc::clone(&received);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let count = Arc::clone(&count);
                // The other end may die at any moment; what it said until then stands.
                std::thread::spawn(move || talk(stream.unwrap(), &count));
            }
        });
        Self { port, received }
    }

    fn has(&self, id: &str, address: &str) -> usize {
        let received = self.received.lock().unwrap();
        received.get(&(id.to_owned(), address.to_owned())).copied().unwrap_or_default()
    }
}

fn talk(stream: TcpStream, received: &Mutex<Received>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?);
    let mut out = stream;
    let mut recipients = Vec::new();
    out.write_all(b"220 count\r\n")?;
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        if let Some(rest) = line.strip_prefix("RCPT TO:<") {
            recipients.push(rest.split('>').next().unwrap().to_owned());
        }
        if line.starts_with("DATA") {
            out.write_all(b"354 go\r\n")?;
            let Some(id) = message_id(&mut lines)? else { return Ok(()) };
            let mut received = received.lock().unwrap();
            for address in recipients.drain(..) {
                *received.entry((id.clone(), address)).or_default() += 1;
            }
            drop(received);
            std::thread::sleep(SERVER_PAUSE);
        }
        out.write_all(b"250 ok\r\n")?;
    }
}

/// The Message-ID of a message that came whole.
fn message_id(lines: &mut impl BufRead) -> std::io::Result<Option<String>> {
    let mut id = None;
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        if let Some(found) = line.strip_prefix("Message-ID: <") {
            id = Some(found.trim_end().trim_end_matches('>').to_owned());
        }
        if line == ".\r\n" {
            return Ok(id);
        }
    }
}

/// What is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Job {
    Import,
    Issue,
    Send,
    Schedule,
}

const JOBS: [Job; 4] = [Job::Import, Job::Issue, Job::Send, Job::Schedule];

/// An office with its store and mail server.
struct Office {
    folder: tempfile::TempDir,
    server: Server,
}

/// A delivery as the store has it.
struct Stored {
    number: i64,
    id: String,
    address: String,
    state: String,
}

impl Office {
    fn open() -> Self {
        let (folder, server) = (tempfile::tempdir().unwrap(), Server::start());
        let config = format!(
            "home_city = \"Astana\"\n[email]\nfrom = \"office@city.example\"\n[email.smtp]\nhost = \"127.0.0.1\"\n\
             port = {}\ntls = \"none\"\n[[schedule]]\nreport = \"monthly\"\nto = [\"md\"]\nsince = \"2001-01\"\n\
             recipients = [\"{}\", \"{}\"]\n",
            server.port, RECIPIENTS[0], RECIPIENTS[1]
        );
        std::fs::write(folder.path().join("citybrief.toml"), config).unwrap();
        Self { folder, server }
    }

    fn store(&self) -> PathBuf {
        self.folder.path().join("citybrief.db")
    }

    fn command(&self, args: &[String]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_citybrief"));
        command.current_dir(self.folder.path()).env_remove("SOURCE_DATE_EPOCH").args(args);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, args: &[String]) -> Output {
        self.command(args).output().unwrap()
    }

    /// The command of the nth round, each about something new.
    fn args(&self, job: Job, round: usize) -> Vec<String> {
        let words = |text: String| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let period = format!("{}-{:02}", 1950 + round / 12, round % 12 + 1);
        let to = format!("--to-address {} --to-address {}", RECIPIENTS[0], RECIPIENTS[1]);
        match job {
            Job::Import => {
                let file = self.folder.path().join("more.json");
                std::fs::write(&file, accounts(round)).unwrap();
                words("import more.json".to_owned())
            }
            Job::Issue => words(format!("monthly {period} --to md --issue --today 2000-01-01")),
            Job::Send => words(format!("send monthly {period} --to md --issue --today 2000-01-01 {to}")),
            // Each round a month later, so that one more summary is due.
            Job::Schedule => {
                let (year, month) = (2001 + (round + 1) / 12, (round + 1) % 12 + 1);
                words(format!("schedule run --today {year}-{month:02}-02"))
            }
        }
    }

    fn count(&self, query: &str) -> i64 {
        let raw = rusqlite::Connection::open(self.store()).unwrap();
        raw.query_row(query, [], |row| row.get(0)).unwrap()
    }

    fn deliveries(&self) -> Vec<Stored> {
        let raw = rusqlite::Connection::open(self.store()).unwrap();
        let query = "SELECT m.id, m.message_id, d.address, d.state FROM outbox_message m
                     JOIN outbox_delivery d ON d.message = m.id";
        let mut statement = raw.prepare(query).unwrap();
        let rows = statement.query_map([], |row| {
            Ok(Stored { number: row.get(0)?, id: row.get(1)?, address: row.get(2)?, state: row.get(3)? })
        });
        rows.unwrap().map(Result::unwrap).collect()
    }

    /// What must hold at any moment, whatever was killed.
    fn check(&self, moment: &str) {
        let raw = rusqlite::Connection::open(self.store()).unwrap();
        let whole: String = raw.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(whole, "ok", "{moment}");
        assert_eq!(
            self.count("SELECT COUNT(*) FROM account") % ACCOUNTS as i64,
            0,
            "{moment}: all or nothing"
        );
        for delivery in self.deliveries() {
            let received = self.server.has(&delivery.id, &delivery.address);
            let expected = match delivery.state.as_str() {
                "queued" => received == 0,
                "sent" => received == 1,
                "handed-over" | "in-doubt" => received <= 1,
                "cancelled" => received == 1,
                other => panic!("{moment}: {other}"),
            };
            assert!(expected, "{moment}: {} and received {received} times", delivery.state);
        }
    }

    /// A person looks at what is in doubt: who has it does not get it again. Returns how many there were.
    fn look(&self) -> usize {
        let mut doubtful: BTreeMap<i64, bool> = BTreeMap::new();
        let mut count = 0;
        for delivery in self.deliveries().iter().filter(|d| d.state == "in-doubt") {
            let has_it = self.server.has(&delivery.id, &delivery.address) > 0;
            let other = doubtful.insert(delivery.number, has_it);
            assert!(other.is_none_or(|other| other == has_it), "one DATA is for all its recipients");
            count += 1;
        }
        for (number, has_it) in doubtful {
            let wish = if has_it { "cancel" } else { "retry" };
            let done =
                self.run(&["outbox", wish, &number.to_string(), "--today", "2030-01-01"].map(str::to_owned));
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        }
        count
    }
}

/// Accounts of a round: visits of different days and cities.
fn accounts(round: usize) -> String {
    let account = |n: usize| {
        let (city, day, month) = (["Kazan", "Almaty", "Moscow"][n % 3], n % 28 + 1, round % 12 + 1);
        format!(
            r#"{{"source":{{"publisher":"Paper {round} {n}"}},"host_city":"Astana","guest_city":"{city}","status":"held","start":"{}-{month:02}-{day:02}"}}"#,
            1950 + round / 12
        )
    };
    format!("[{}]", (0..ACCOUNTS).map(account).collect::<Vec<_>>().join(",\n"))
}

/// Kills a command after a time; tells whether it had ended by itself.
fn kill_after(office: &Office, args: &[String], time: Duration) -> bool {
    let mut child = office.command(args).spawn().unwrap();
    std::thread::sleep(time);
    // SIGKILL on Unix.
    child.kill().unwrap();
    child.wait().unwrap().success()
}

fn succeed(office: &Office, args: &[String]) -> Duration {
    let begin = Instant::now();
    let output = office.run(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    begin.elapsed()
}

#[test]
fn killed_at_any_moment_nothing_is_lost_and_nothing_sent_twice() {
    let moments = std::env::var("CITYBRIEF_CRASH_MOMENTS").ok().map_or(MOMENTS, |n| n.parse().unwrap());
    let office = Office::open();
    let mut dice = Dice(2019);
    // How long each job takes when nothing disturbs it; rounds 0.
    let times: Vec<Duration> = JOBS.map(|job| succeed(&office, &office.args(job, 0))).into();
    let (mut killed, mut doubts) = (BTreeMap::<Job, u32>::new(), 0);
    for moment in 0..moments as usize {
        let (job, round) = (JOBS[moment % JOBS.len()], moment / JOBS.len() + 1);
        let args = office.args(job, round);
        let time = times[moment % JOBS.len()].mul_f64(dice.share() * 1.05);
        let at = format!("{job:?} {round} after {time:?}");
        if !kill_after(&office, &args, time) {
            *killed.entry(job).or_default() += 1;
        }
        office.check(&at);
        // The same command again, as a person or a timer does; it may find something in doubt and say so.
        let again = office.run(&args);
        office.check(&at);
        let found = office.look();
        assert_eq!(again.status.success(), found == 0, "{at}: {}", String::from_utf8_lossy(&again.stderr));
        doubts += found;
        office.check(&at);
    }
    let done = |job: Job| JOBS.iter().position(|j| *j == job).map_or(0, |at| (moments as usize + 3 - at) / 4);
    let accounts = office.count("SELECT COUNT(*) FROM account");
    assert_eq!(accounts as usize, (done(Job::Import) + 1) * ACCOUNTS, "no import is lost");
    let issued =
        |series: &str| office.count(&format!("SELECT COUNT(DISTINCT report) FROM issue WHERE {series}"));
    assert!(issued("report < 'monthly/2000'") as usize > done(Job::Issue), "no issue is lost");
    let messages = (done(Job::Send) + done(Job::Schedule) + 2) * RECIPIENTS.len();
    let received = office.server.received.lock().unwrap();
    assert_eq!(received.len(), messages, "no message is lost");
    assert!(received.values().all(|count| *count == 1), "no message came twice: {received:?}");
    println!(
        "{moments} moments, killed before the end: {killed:?}; {accounts} accounts, {messages} deliveries, each \
         received once; {doubts} in doubt, settled by a look at the server"
    );
    assert!(killed.values().sum::<u32>() as u64 >= moments / 2, "the kills came too late: {killed:?}");
}
