//! Pauses between attempts that grow, and the day when one gives up.

use chrono::{DateTime, TimeDelta, Utc};

/// First pause; servers that greylist want a few minutes.
const FIRST: TimeDelta = TimeDelta::minutes(5);
/// Longest pause.
const LONGEST: TimeDelta = TimeDelta::hours(6);
/// RFC 5321, 4.5.4.1: at least four to five days.
const GIVE_UP_AFTER: TimeDelta = TimeDelta::days(5);
/// So that a machine that was off for a week does not give up at the first greylisting.
const FEWEST_ATTEMPTS: u32 = 12;

/// Pause after so many failed attempts: 5 minutes, doubled each time, up to 6 hours.
pub fn pause_after(attempts: u32) -> TimeDelta {
    let doublings = attempts.saturating_sub(1).min(16);
    (FIRST * 2_i32.pow(doublings)).min(LONGEST)
}

/// Whether a message that was queued then has been tried often and long enough.
pub fn is_given_up(attempts: u32, queued: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    attempts >= FEWEST_ATTEMPTS && now - queued > GIVE_UP_AFTER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_limit() {
        let minutes: Vec<i64> = [0, 1, 2, 3, 7, 8, 1000].map(|n| pause_after(n).num_minutes()).into();
        assert_eq!(minutes, [5, 5, 10, 20, 320, 360, 360]);
    }

    #[test]
    fn days_without_attempts_do_not_count() {
        let queued = DateTime::UNIX_EPOCH;
        assert!(!is_given_up(1, queued, queued + TimeDelta::days(40)));
        assert!(!is_given_up(20, queued, queued + TimeDelta::days(5)));
        assert!(is_given_up(12, queued, queued + TimeDelta::days(6)));
    }
}
