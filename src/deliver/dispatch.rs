//! Sends what is due from the outbox, and writes down what became of it.
//!
//! The order is what makes it safe. (1) Before a message can have been taken, its recipients are written
//! down as *handed over*. (2) The answer of the server is written down. A process that dies before (1)
//! leaves the message queued: nobody has it, and it is sent again. One that dies between (1) and (2) leaves
//! it handed over: the next process finds that, and nobody can know whether the server has the message (the
//! two generals' problem), so that it is in doubt until a person, or the config, decides.

use super::{InDoubt, LastCallFailed, Outcome, Parcel, Transport, is_given_up, pause_after};
use crate::data::{Delivery, DeliveryState, OutboxId};
use crate::store::{DueMail, SendingLock, Store, StoreError};
use chrono::{DateTime, Utc};

/// What was done, in numbers of deliveries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dispatched {
    /// Taken by the server.
    pub sent: usize,
    /// To be tried again.
    pub later: usize,
    /// Refused for good, or given up.
    pub failed: usize,
    /// Handed over without an answer, now or by a process that died.
    pub in_doubt: usize,
}

/// Sends every message that is due. `clock` tells the time of each attempt.
///
/// # Errors
/// Where the store fails. Whatever was sent until then is written down, or is found in doubt at the next
/// call.
pub fn dispatch(
    store: &mut Store,
    _lock: &SendingLock,
    transport: &mut dyn Transport,
    policy: InDoubt,
    clock: &dyn Fn() -> DateTime<Utc>,
) -> Result<Dispatched, StoreError> {
    let mut done = Dispatched { in_doubt: find_doubtful(store, policy, clock())?, ..Dispatched::default() };
    let mut last: Option<OutboxId> = None;
    while let Some(mail) = store.next_due_mail(last, clock())? {
        last = Some(mail.id);
        for state in send_one(store, transport, &mail, policy, clock)? {
            match state {
                DeliveryState::Sent => done.sent += 1,
                DeliveryState::Failed => done.failed += 1,
                DeliveryState::InDoubt => done.in_doubt += 1,
                DeliveryState::Queued | DeliveryState::HandedOver | DeliveryState::Cancelled => {
                    done.later += 1
                }
            }
        }
    }
    Ok(done)
}

/// Under the lock, what is still handed over was so by a process that died.
fn find_doubtful(store: &mut Store, policy: InDoubt, now: DateTime<Utc>) -> Result<usize, StoreError> {
    let mut found = 0;
    for entry in store.outbox()? {
        let orphans = entry.deliveries.into_iter().filter(|d| d.state == DeliveryState::HandedOver);
        let settled: Vec<Delivery> = orphans
            .map(|d| {
                let words = "the program ended before the mail server answered".to_owned();
                settle(&d, Outcome::InDoubt(words), entry.queued, now, policy)
            })
            .collect();
        if !settled.is_empty() {
            found += settled.len();
            store.update_deliveries(entry.id, &settled)?;
        }
    }
    Ok(found)
}

fn send_one(
    store: &mut Store,
    transport: &mut dyn Transport,
    mail: &DueMail,
    policy: InDoubt,
    clock: &dyn Fn() -> DateTime<Utc>,
) -> Result<Vec<DeliveryState>, StoreError> {
    let recipients: Vec<String> = mail.deliveries.iter().map(|d| d.address.clone()).collect();
    let mut last_call = |accepted: &[usize]| {
        let handed_over: Vec<Delivery> = accepted
            .iter()
            .filter_map(|place| mail.deliveries.get(*place))
            .map(|d| Delivery { state: DeliveryState::HandedOver, ..d.clone() })
            .collect();
        store.update_deliveries(mail.id, &handed_over).map_err(|e| LastCallFailed(e.to_string()))
    };
    let parcel = Parcel {
        message_id: &mail.message_id,
        report: &mail.report,
        sender: &mail.sender,
        recipients: &recipients,
        bytes: &mail.bytes,
    };
    let outcomes = transport.send(&parcel, &mut last_call);
    let now = clock();
    let settled: Vec<Delivery> = mail
        .deliveries
        .iter()
        .zip(outcomes)
        .map(|(delivery, outcome)| settle(delivery, outcome, mail.queued, now, policy))
        .collect();
    store.update_deliveries(mail.id, &settled)?;
    Ok(settled.iter().map(|d| d.state).collect())
}

/// A delivery after an attempt.
fn settle(
    delivery: &Delivery,
    outcome: Outcome,
    queued: DateTime<Utc>,
    now: DateTime<Utc>,
    policy: InDoubt,
) -> Delivery {
    let attempts = delivery.attempts.saturating_add(1);
    let again =
        if is_given_up(attempts, queued, now) { DeliveryState::Failed } else { DeliveryState::Queued };
    let (state, reply) = match (outcome, policy) {
        (Outcome::Sent(reply), _) => (DeliveryState::Sent, reply),
        (Outcome::Refused(reply), _) => (DeliveryState::Failed, reply),
        (Outcome::InDoubt(reply), InDoubt::Hold) => (DeliveryState::InDoubt, reply),
        (Outcome::Later(reply), _) | (Outcome::InDoubt(reply), InDoubt::Resend) => (again, reply),
    };
    Delivery {
        address: delivery.address.clone(),
        state,
        attempts,
        next_attempt: now + pause_after(attempts),
        reply: Some(reply),
    }
}

/// What a person asks of a message in the outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutboxOrder {
    /// Send it now to all who do not have it for certain.
    Retry,
    /// Send it to nobody any more.
    Cancel,
}

/// Carries out an order; the number of deliveries that it changed.
///
/// # Errors
/// Where the store fails.
pub fn order(
    store: &mut Store,
    _lock: &SendingLock,
    id: OutboxId,
    order: OutboxOrder,
    now: DateTime<Utc>,
) -> Result<usize, StoreError> {
    let entry = store.outbox()?.into_iter().find(|entry| entry.id == id);
    let changed: Vec<Delivery> = entry
        .into_iter()
        .flat_map(|entry| entry.deliveries)
        .filter_map(|delivery| carry_out(delivery, order, now))
        .collect();
    store.update_deliveries(id, &changed)?;
    Ok(changed.len())
}

fn carry_out(delivery: Delivery, order: OutboxOrder, now: DateTime<Utc>) -> Option<Delivery> {
    use DeliveryState::{Cancelled, Failed, HandedOver, InDoubt, Queued, Sent};
    match (order, delivery.state) {
        (OutboxOrder::Retry, Failed | InDoubt | HandedOver | Cancelled | Queued) => {
            Some(Delivery { state: Queued, attempts: 0, next_attempt: now, ..delivery })
        }
        (OutboxOrder::Cancel, Failed | InDoubt | HandedOver | Queued) => {
            Some(Delivery { state: Cancelled, ..delivery })
        }
        (OutboxOrder::Retry | OutboxOrder::Cancel, Sent) | (OutboxOrder::Cancel, Cancelled) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{MessageId, OutboxMail};
    use std::collections::VecDeque;

    /// Answers each attempt from a list; `None` stands for a process that dies before the answer.
    struct Script(VecDeque<Option<Outcome>>);

    impl Transport for Script {
        fn send(
            &mut self,
            parcel: &Parcel<'_>,
            last_call: &mut dyn FnMut(&[usize]) -> Result<(), LastCallFailed>,
        ) -> Vec<Outcome> {
            let answer = self.0.pop_front().unwrap();
            let all: Vec<usize> = (0..parcel.recipients.len()).collect();
            if !matches!(answer, Some(Outcome::Later(_) | Outcome::Refused(_))) {
                last_call(&all).unwrap();
            }
            answer.map_or_else(Vec::new, |outcome| vec![outcome; parcel.recipients.len()])
        }
    }

    fn store() -> Store {
        let mut store = Store::in_memory().unwrap();
        let mail = OutboxMail {
            message_id: MessageId::new("one", "city.example"),
            report: "monthly/2019-11".into(),
            subject: "x".into(),
            sender: "office@city.example".into(),
            recipients: vec!["a@b.example".into()],
            bytes: Vec::new(),
        };
        store.queue_mail(&mail, at(0)).unwrap();
        store
    }

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_000_000 + minutes * 60, 0).unwrap()
    }

    fn run(store: &mut Store, policy: InDoubt, minutes: i64, answers: &[Option<Outcome>]) -> Delivery {
        let lock = store.lock_sending().unwrap().unwrap();
        let mut script = Script(answers.iter().cloned().collect());
        dispatch(store, &lock, &mut script, policy, &|| at(minutes)).unwrap();
        assert!(script.0.is_empty(), "not all was tried");
        store.outbox().unwrap().remove(0).deliveries.remove(0)
    }

    fn later() -> Option<Outcome> {
        Some(Outcome::Later("451 later".into()))
    }

    fn sent() -> Option<Outcome> {
        Some(Outcome::Sent("250 ok".into()))
    }

    #[test]
    fn greylisted_then_taken_and_never_again() {
        let mut store = store();
        assert_eq!(run(&mut store, InDoubt::Hold, 0, &[later()]).next_attempt, at(5));
        assert_eq!(run(&mut store, InDoubt::Hold, 4, &[]).attempts, 1, "not before its time");
        assert_eq!(run(&mut store, InDoubt::Hold, 5, &[sent()]).state, DeliveryState::Sent);
        assert_eq!(run(&mut store, InDoubt::Hold, 5000, &[]).attempts, 2);
    }

    #[test]
    fn refused_is_not_tried_again() {
        let mut store = store();
        let refused = run(&mut store, InDoubt::Hold, 0, &[Some(Outcome::Refused("550 no such user".into()))]);
        assert_eq!(
            (refused.state, refused.reply.as_deref()),
            (DeliveryState::Failed, Some("550 no such user"))
        );
        run(&mut store, InDoubt::Hold, 5000, &[]);
    }

    #[test]
    fn a_death_after_the_hand_over_is_seen_and_waits_for_a_person() {
        let mut store = store();
        // The transport returns nothing: the state stays as the last call left it.
        assert_eq!(run(&mut store, InDoubt::Hold, 0, &[None]).state, DeliveryState::HandedOver);
        assert_eq!(run(&mut store, InDoubt::Hold, 10, &[]).state, DeliveryState::InDoubt);
        run(&mut store, InDoubt::Hold, 5000, &[]);
        let lock = store.lock_sending().unwrap().unwrap();
        assert_eq!(order(&mut store, &lock, OutboxId(1), OutboxOrder::Retry, at(20)).unwrap(), 1);
        assert_eq!(run(&mut store, InDoubt::Hold, 20, &[sent()]).state, DeliveryState::Sent);
        assert_eq!(order(&mut store, &lock, OutboxId(1), OutboxOrder::Retry, at(30)).unwrap(), 0);
        assert_eq!(order(&mut store, &lock, OutboxId(1), OutboxOrder::Cancel, at(30)).unwrap(), 0);
    }

    #[test]
    fn an_office_may_choose_to_send_what_is_in_doubt_again() {
        let mut store = store();
        run(&mut store, InDoubt::Resend, 0, &[None]);
        assert_eq!(run(&mut store, InDoubt::Resend, 10, &[]).state, DeliveryState::Queued);
        assert_eq!(run(&mut store, InDoubt::Resend, 15, &[sent()]).state, DeliveryState::Sent);
    }

    #[test]
    fn tried_for_five_days_and_given_up() {
        let mut store = store();
        let mut minutes = 0;
        let mut attempts = 0;
        loop {
            let delivery = run(&mut store, InDoubt::Hold, minutes, &[later()]);
            attempts += 1;
            if delivery.state == DeliveryState::Failed {
                break;
            }
            minutes = (delivery.next_attempt - at(0)).num_minutes();
        }
        assert!(minutes > 5 * 24 * 60 && minutes < 6 * 24 * 60, "{minutes}");
        assert!((20..40).contains(&attempts), "{attempts}");
    }

    #[test]
    fn cancelled_is_not_sent() {
        let mut store = store();
        let lock = store.lock_sending().unwrap().unwrap();
        order(&mut store, &lock, OutboxId(1), OutboxOrder::Cancel, at(0)).unwrap();
        assert_eq!(run(&mut store, InDoubt::Hold, 0, &[]).state, DeliveryState::Cancelled);
    }
}
