//! Finds out which accounts tell of the same visit.
//!
//! Accounts are one visit when the places and the direction agree, the days lie close together and the head of
//! the delegation does not differ; likeness of texts proves nothing. When an account fits two visits equally
//! well, it stays a visit of its own: a wrong fact in a briefing is worse than a missing one.
//!
//! Pure functions: the same accounts make the same groups, whatever order they come in. Knows nothing of the
//! database. Start with [`merge`].

mod cluster;
mod name;
mod span;

pub use name::{NameKey, same_person};

use crate::data::{Account, AccountId, CityId, CountryCode};
use std::collections::BTreeMap;

/// One end of a visit as the gazetteer knows it; all are `None` where the source names nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// City.
    pub city: Option<CityId>,
    /// Country; that of the city where there is one.
    pub country: Option<CountryCode>,
    /// Region by its identifier, or as the source names it where the gazetteer does not know it.
    pub region: Option<String>,
}

/// An account with its places found.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedAccount {
    /// Number of the account.
    pub id: AccountId,
    /// What the source says.
    pub account: Account,
    /// Where it took place.
    pub host: Place,
    /// Where the guests came from.
    pub guest: Place,
    /// For an officer's correction: an account of the visit that it corrects.
    pub corrects: Option<AccountId>,
}

/// Accounts can only be one visit if their cities agree: what is compared is compared within these.
pub type Bucket = (Option<CityId>, Option<CityId>);

impl PlacedAccount {
    /// Host and guest city.
    pub fn bucket(&self) -> Bucket {
        (self.host.city, self.guest.city)
    }
}

/// Groups accounts into visits; each group is sorted by number, and the groups by their first account.
///
/// A correction goes with the account that it corrects, whatever it says.
pub fn merge(accounts: &[PlacedAccount]) -> Vec<Vec<AccountId>> {
    let mut buckets: BTreeMap<Bucket, Vec<&PlacedAccount>> = BTreeMap::new();
    for account in accounts.iter().filter(|a| a.corrects.is_none()) {
        buckets.entry(account.bucket()).or_default().push(account);
    }
    let mut groups: Vec<Vec<AccountId>> =
        buckets.values().flat_map(|bucket| cluster::group(bucket)).collect();
    attach_corrections(accounts, &mut groups);
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort_unstable();
    groups
}

fn attach_corrections(accounts: &[PlacedAccount], groups: &mut [Vec<AccountId>]) {
    let corrections: Vec<(AccountId, AccountId)> =
        accounts.iter().filter_map(|a| Some((a.id, a.corrects?))).collect();
    if corrections.is_empty() {
        return;
    }
    let homes: BTreeMap<AccountId, usize> =
        groups.iter().enumerate().flat_map(|(n, group)| group.iter().map(move |id| (*id, n))).collect();
    for (correction, corrected) in corrections {
        if let Some(&home) = homes.get(&corrected) {
            groups[home].push(correction);
        }
    }
}

#[cfg(test)]
mod tests;
