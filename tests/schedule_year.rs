//! A year of schedule in a moment: outages, restarts, double runs and deaths at every step, and still each
//! summary reaches each recipient exactly once.

use chrono::{DateTime, TimeDelta, Utc};
use citybrief::data::{DeliveryState, MessageId, OutboxMail};
use citybrief::deliver::{InDoubt, LastCallFailed, OutboxOrder, Outcome, Parcel, Transport, dispatch, order};
use citybrief::schedule::{Job, JobConfig, JobDefaults, Made, RunSubject, Schedule, WorkCalendar};
use citybrief::store::Store;
use std::collections::BTreeMap;
use std::path::Path;

/// A generator that gives the same numbers every time (Knuth's MMIX constants).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// Received messages by recipient and Message-ID.
type Received = BTreeMap<(String, String), usize>;

/// A server that is sometimes away, sometimes not ready, and under which our process sometimes dies.
struct Weather<'a> {
    dice: &'a mut Dice,
    received: &'a mut Received,
    deaths: &'a mut usize,
}

impl Transport for Weather<'_> {
    fn send(
        &mut self,
        parcel: &Parcel<'_>,
        last_call: &mut dyn FnMut(&[usize]) -> Result<(), LastCallFailed>,
    ) -> Vec<Outcome> {
        let recipients = parcel.recipients;
        let everyone: Vec<usize> = (0..recipients.len()).collect();
        let luck = self.dice.roll(10);
        if luck < 3 {
            return vec![Outcome::Later("connection refused".into()); recipients.len()];
        }
        if luck == 3 {
            // Dies before the hand-over.
            *self.deaths += 1;
            return Vec::new();
        }
        last_call(&everyone).unwrap();
        if luck == 4 {
            // Dies after the hand-over, before the server has it.
            *self.deaths += 1;
            return Vec::new();
        }
        let id = parcel.message_id.as_str().to_owned();
        for recipient in recipients {
            *self.received.entry((recipient.clone(), id.clone())).or_default() += 1;
        }
        if luck == 5 {
            // Dies after the server has it, before that is written down.
            *self.deaths += 1;
            return Vec::new();
        }
        vec![Outcome::Sent("250 ok".into()); recipients.len()]
    }
}

fn jobs() -> Vec<Job> {
    #[derive(serde::Deserialize)]
    struct File {
        schedule: Vec<JobConfig>,
    }
    let text = r#"
        [[schedule]]
        name = "monthly"
        report = "monthly"
        cron = "0 8 1 * *"
        timezone = "Asia/Almaty"
        recipients = ["mayor@city.example", "office@city.example", "press@city.example"]

        [[schedule]]
        name = "quarterly"
        report = "quarterly"
        cron = "30 2 L * *"
        timezone = "Europe/Berlin"
        recipients = ["council@city.example"]
    "#;
    let tables = toml::from_str::<File>(text).unwrap().schedule;
    tables.iter().map(|table| table.resolve(JobDefaults::default()).unwrap()).collect()
}

/// One message for each recipient, whose content is its Message-ID.
fn make(job: &Job, subject: &RunSubject, dice: &mut Dice) -> Result<Made, String> {
    if dice.roll(5) == 0 {
        return Err("the disk is full".into());
    }
    let mails = job.recipients.iter().map(|recipient| {
        let id = MessageId::new(&format!("{}.{subject}", job.name), "city.example");
        let address = recipient.mailbox.address().to_owned();
        let id = MessageId::new(&format!("{}.{}", id.as_str(), address), "city.example");
        OutboxMail {
            bytes: id.as_str().as_bytes().to_vec(),
            message_id: id,
            report: subject.to_string(),
            subject: subject.to_string(),
            sender: "office@city.example".into(),
            recipients: vec![address],
        }
    });
    Ok(Made { mails: mails.collect(), issues: Vec::new() })
}

/// A person looks at what is in doubt: who does not have it gets it.
fn look(store: &mut Store, received: &Received, now: DateTime<Utc>) {
    let lock = store.lock_sending().unwrap().unwrap();
    for entry in store.outbox().unwrap() {
        for delivery in entry.deliveries.iter().filter(|d| d.state == DeliveryState::InDoubt) {
            let key = (delivery.address.clone(), entry.message_id.as_str().to_owned());
            let wish = if received.contains_key(&key) { OutboxOrder::Cancel } else { OutboxOrder::Retry };
            order(store, &lock, entry.id, wish, now).unwrap();
        }
    }
}

fn live(path: &Path, seed: u64) -> (Received, usize, usize) {
    let (jobs, calendar) = (jobs(), WorkCalendar::default());
    let schedule = Schedule { jobs: &jobs, calendar: &calendar, visits: &[] };
    let mut dice = Dice(seed);
    let (mut received, mut deaths, mut runs) = (Received::new(), 0, 0);
    let mut now: DateTime<Utc> = "2023-12-20T00:00:00Z".parse().unwrap();
    let end: DateTime<Utc> = "2025-01-30T00:00:00Z".parse().unwrap();
    // The last weeks are without long outages, so that all can arrive.
    let calm = end - TimeDelta::days(60);
    while now < end {
        // Every process opens the store anew, as after a restart; now and then two come at once.
        let mut store = Store::open(path).unwrap();
        if let Some(lock) = store.lock_sending().unwrap() {
            let second = Store::open(path).unwrap();
            assert!(second.lock_sending().unwrap().is_none(), "two have the lock");
            schedule
                .run(&mut store, &lock, now, &mut |_, job, subject| make(job, subject, &mut dice))
                .unwrap();
            let mut weather = Weather { dice: &mut dice, received: &mut received, deaths: &mut deaths };
            dispatch(&mut store, &lock, &mut weather, InDoubt::Hold, &|| now).unwrap();
            runs += 1;
        }
        if dice.roll(4) == 0 {
            look(&mut store, &received, now);
        }
        // Mostly some hours later, often twice at once, sometimes off for up to 40 days.
        now += match dice.roll(100) {
            0 if now < calm => TimeDelta::days(dice.roll(40).cast_signed()),
            1..10 => TimeDelta::zero(),
            _ => TimeDelta::minutes(300 + dice.roll(1800).cast_signed()),
        };
    }
    (received, deaths, runs)
}

#[test]
fn each_summary_reaches_each_recipient_exactly_once() {
    for seed in [1, 2, 3] {
        let folder = tempfile::tempdir().unwrap();
        let (received, deaths, runs) = live(&folder.path().join("city.db"), seed);
        // 13 months (December 2023 to December 2024) to three, and the 4 quarters whose day came to one.
        assert_eq!(received.len(), 13 * 3 + 4, "{:?}", received.keys());
        assert!(received.values().all(|count| *count == 1), "{received:?}");
        assert!(deaths > 5, "the weather was too fine");
        println!(
            "seed {seed}: {} messages, each received once; {runs} runs, {deaths} deaths",
            received.len()
        );
    }
}
