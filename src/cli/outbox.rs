//! `outbox`: what is sent, what is not, and why.

use super::table::{Table, TableFormat};
use super::{Outcome, failure::Failure, session::Session};
use citybrief::data::OutboxId;
use citybrief::deliver::{OutboxOrder, order};
use clap::{Args, Subcommand};

/// Arguments of `outbox`.
#[derive(Args, Debug)]
pub struct OutboxArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List messages and how far each got
    List {
        /// How to print
        #[arg(long, value_enum, default_value_t)]
        format: TableFormat,
    },
    /// Send a message now to all who do not have it for certain
    Retry {
        /// Number, as the list shows it
        number: OutboxId,
    },
    /// Send a message to nobody any more
    Cancel {
        /// Number, as the list shows it
        number: OutboxId,
    },
}

/// Runs `outbox`.
pub fn run(args: &OutboxArgs, session: &Session) -> Result<Outcome, Failure> {
    match &args.action {
        Action::List { format } => list(*format, session),
        Action::Retry { number } => carry_out(*number, OutboxOrder::Retry, session),
        Action::Cancel { number } => carry_out(*number, OutboxOrder::Cancel, session),
    }
}

fn list(format: TableFormat, session: &Session) -> Result<Outcome, Failure> {
    let outbox = session.store()?.outbox()?;
    let headings = vec!["number", "report", "recipient", "state", "attempts", "next attempt", "reply"];
    let mut table = Table::new(headings, vec![0, 4]);
    for entry in &outbox {
        for delivery in &entry.deliveries {
            let is_queued = delivery.state == citybrief::data::DeliveryState::Queued;
            let next = delivery.next_attempt.format("%Y-%m-%d %H:%M UTC").to_string();
            table.push(vec![
                entry.id.to_string(),
                entry.report.clone(),
                delivery.address.clone(),
                delivery.state.name().to_owned(),
                delivery.attempts.to_string(),
                if is_queued { next } else { String::new() },
                delivery.reply.clone().unwrap_or_default(),
            ]);
        }
    }
    let is_trouble = outbox.iter().flat_map(|e| &e.deliveries).any(|d| d.state.needs_a_person());
    session.print_table(&table, format, || outbox)?;
    if is_trouble {
        session.say("some messages need you: `citybrief outbox retry NUMBER` or `cancel NUMBER`");
    }
    Ok(if is_trouble { Outcome::Warned } else { Outcome::Done })
}

fn carry_out(id: OutboxId, wish: OutboxOrder, session: &Session) -> Result<Outcome, Failure> {
    let mut store = session.store_to_write()?;
    let Some(lock) = store.lock_sending()? else {
        return Err(Failure::environment("another citybrief is sending just now")
            .hint("wait until it is done, then run this again"));
    };
    if order(&mut store, &lock, id, wish, session.now()?)? == 0 {
        return Err(Failure::data(format!("there is nothing left to do for message {id}"))
            .hint("`citybrief outbox list` shows how far each message got"));
    }
    if wish == OutboxOrder::Retry {
        session.send_due(&mut store, &lock)?;
    }
    Ok(Outcome::Done)
}
