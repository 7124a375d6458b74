//! Groups the accounts of one pair of cities and one direction.
//!
//! The best-dated accounts come first and open visits; each following one joins the visit it fits, if there is
//! exactly one such, and opens its own otherwise.

use super::span::{Precision, Span, span};
use super::{NameKey, Place, PlacedAccount, same_person};
use crate::data::{AccountId, CountryCode, VisitStatus};
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// Two sources that give days may differ by this many (arrival and talks, a slip).
const STATED_SLACK: i64 = 2;
/// A plan may move by this many days.
const PLAN_SLACK: i64 = 3;
/// And by this many when the same person leads the delegation.
const PLAN_SLACK_SAME_HEAD: i64 = 5;
/// A register that names the account's address among its sources may be this many days off.
const LINKED_SLACK: i64 = 31;
/// Days given by sources do not make a visit longer than this, unless one source alone says so.
const LONGEST: i64 = 14;

/// What is compared of an account.
struct Item<'a> {
    id: AccountId,
    when: Option<(Span, Precision)>,
    head: Option<NameKey>,
    announced: bool,
    url: Option<&'a str>,
    references: &'a [String],
    host: &'a Place,
    guest: &'a Place,
}

impl<'a> Item<'a> {
    fn new(placed: &'a PlacedAccount) -> Self {
        let account = &placed.account;
        Self {
            id: placed.id,
            when: span(account),
            head: account.head.as_ref().and_then(|head| NameKey::new(&head.name)),
            announced: account.status == Some(VisitStatus::Announced),
            url: account.source.url.as_deref(),
            references: &account.source.references,
            host: &placed.host,
            guest: &placed.guest,
        }
    }

    /// Best-dated first; the number makes the order complete.
    fn rank(&self) -> (bool, Option<Precision>, Option<Span>, AccountId) {
        (self.when.is_none(), self.when.map(|w| w.1), self.when.map(|w| w.0), self.id)
    }

    fn is_vague(&self) -> bool {
        self.when.is_none_or(|(_, precision)| precision >= Precision::Month)
    }
}

/// A visit in the making.
struct Cluster<'a> {
    members: Vec<AccountId>,
    core: Option<(Span, Precision)>,
    heads: Vec<NameKey>,
    announced_only: bool,
    urls: Vec<&'a str>,
    references: Vec<&'a str>,
    host: Place,
    guest: Place,
}

/// How well an account fits a visit; the smallest is the best.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    linked: Reverse<bool>,
    same_head: Reverse<bool>,
    gap: i64,
}

/// Groups accounts that all have the same host and guest city.
pub fn group(accounts: &[&PlacedAccount]) -> Vec<Vec<AccountId>> {
    let mut items: Vec<Item<'_>> = accounts.iter().map(|account| Item::new(account)).collect();
    items.sort_by_key(Item::rank);
    let mut clusters = Clusters::default();
    for item in &items {
        match clusters.home_of(item) {
            Some(home) => clusters.join(home, item),
            None => clusters.open(item),
        }
    }
    clusters.all.into_iter().map(|cluster| cluster.members).collect()
}

/// All visits in the making, found by day and by address.
#[derive(Default)]
struct Clusters<'a> {
    all: Vec<Cluster<'a>>,
    by_day: BTreeMap<NaiveDate, Vec<usize>>,
    by_url: HashMap<&'a str, Vec<usize>>,
    /// Length in days of the longest core so far: how far back a visit may begin and still reach a day.
    longest: i64,
}

impl<'a> Clusters<'a> {
    fn home_of(&self, item: &Item<'a>) -> Option<usize> {
        let mut fits: Vec<(Fit, usize)> =
            self.near(item).into_iter().filter_map(|n| Some((self.all[n].fit(item)?, n))).collect();
        fits.sort();
        let (best, home) = fits.first()?;
        let as_good = |fit: &Fit| fit.linked == best.linked && fit.same_head == best.same_head;
        // A day that lies between two visits speaks for the nearer; a month or a year speaks for neither.
        let undecided = item.is_vague() && fits.get(1).is_some_and(|(rival, _)| as_good(rival));
        (!undecided).then_some(*home)
    }

    /// Visits that can come into question, by number.
    fn near(&self, item: &Item<'a>) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        if let Some((span, _)) = item.when {
            let reach = chrono::Duration::days(LINKED_SLACK + self.longest);
            let from = span.from.checked_sub_signed(reach).unwrap_or(NaiveDate::MIN);
            let to = span.to.checked_add_signed(reach).unwrap_or(NaiveDate::MAX);
            found.extend(self.by_day.range(from..=to).flat_map(|(_, numbers)| numbers));
        }
        let links = item.references.iter().map(String::as_str).chain(item.url);
        found.extend(links.filter_map(|url| self.by_url.get(url)).flatten());
        found.sort_unstable();
        found.dedup();
        found
    }

    fn join(&mut self, home: usize, item: &Item<'a>) {
        let before = self.all[home].core;
        self.all[home].add(item);
        let after = self.all[home].core;
        if let (Some((old, _)), Some((new, _))) = (before, after)
            && old.from != new.from
        {
            if let Some(numbers) = self.by_day.get_mut(&old.from) {
                numbers.retain(|n| *n != home);
            }
            self.by_day.entry(new.from).or_default().push(home);
        }
        self.index(home, item);
    }

    fn open(&mut self, item: &Item<'a>) {
        let number = self.all.len();
        self.all.push(Cluster::of(item));
        if let Some((span, _)) = item.when {
            self.by_day.entry(span.from).or_default().push(number);
        }
        self.index(number, item);
    }

    fn index(&mut self, number: usize, item: &Item<'a>) {
        if let Some((core, _)) = self.all[number].core {
            self.longest = self.longest.max(core.length());
        }
        for url in item.references.iter().map(String::as_str).chain(item.url) {
            self.by_url.entry(url).or_default().push(number);
        }
    }
}

impl<'a> Cluster<'a> {
    fn of(item: &Item<'a>) -> Self {
        let mut cluster = Self {
            members: Vec::new(),
            core: item.when,
            heads: Vec::new(),
            announced_only: true,
            urls: Vec::new(),
            references: Vec::new(),
            host: item.host.clone(),
            guest: item.guest.clone(),
        };
        cluster.add(item);
        cluster
    }

    fn add(&mut self, item: &Item<'a>) {
        self.members.push(item.id);
        self.announced_only &= item.announced;
        self.urls.extend(item.url);
        self.references.extend(item.references.iter().map(String::as_str));
        if let Some(head) = &item.head
            && !self.heads.contains(head)
        {
            self.heads.push(head.clone());
        }
        complete(&mut self.host, item.host);
        complete(&mut self.guest, item.guest);
        self.core = match (self.core, item.when) {
            (Some((core, Precision::Stated)), Some((span, Precision::Stated))) => {
                Some((core.union(span), Precision::Stated))
            }
            (Some((core, precision)), Some((span, other))) if precision == other => {
                Some((core.intersection(span), precision))
            }
            (core, when) => core.or(when),
        };
    }

    fn fit(&self, item: &Item<'a>) -> Option<Fit> {
        let linked = self.is_linked(item);
        let same_head = item.head.as_ref().and_then(|head| self.knows(head));
        if same_head == Some(false) && !linked {
            return None;
        }
        let same_head = same_head == Some(true);
        let corroborated = linked || same_head;
        if !self.places_agree(item, corroborated) {
            return None;
        }
        let gap = match (self.core, item.when) {
            (Some(core), Some(when)) => self.gap(core, when, item, same_head, linked)?,
            _ => linked.then_some(LINKED_SLACK)?,
        };
        let year_only = [self.core, item.when].into_iter().flatten().any(|(_, p)| p == Precision::Year);
        (corroborated || !year_only).then_some(Fit {
            linked: Reverse(linked),
            same_head: Reverse(same_head),
            gap,
        })
    }

    /// Days between the visit and the account, if that is little enough.
    fn gap(
        &self,
        (core, known): (Span, Precision),
        (span, told): (Span, Precision),
        item: &Item<'a>,
        same_head: bool,
        linked: bool,
    ) -> Option<i64> {
        let gap = core.gap(span);
        let both_stated = known == Precision::Stated && told == Precision::Stated;
        let planned = item.announced || self.announced_only;
        let slack = match (linked, both_stated, planned) {
            (true, ..) => LINKED_SLACK,
            (_, true, true) if same_head => PLAN_SLACK_SAME_HEAD,
            (_, true, true) => PLAN_SLACK,
            (_, true, false) => STATED_SLACK,
            (_, false, _) => 0,
        };
        let stretched = gap > 0 && both_stated && !linked && core.union(span).length() > LONGEST;
        (gap <= slack && !stretched).then_some(gap)
    }

    /// Whether the head is one that the visit has; `None` while it has none.
    fn knows(&self, head: &NameKey) -> Option<bool> {
        (!self.heads.is_empty()).then(|| self.heads.iter().all(|known| same_person(known, head)))
    }

    /// Whether a register row names an account's address, in either direction.
    fn is_linked(&self, item: &Item<'a>) -> bool {
        item.references.iter().any(|reference| self.urls.contains(&reference.as_str()))
            || item.url.is_some_and(|url| self.references.contains(&url))
    }

    /// Where a side is no city, countries and regions must not differ, and something besides must speak for it.
    fn places_agree(&self, item: &Item<'a>, corroborated: bool) -> bool {
        let ends = [(&self.host, item.host), (&self.guest, item.guest)];
        ends.into_iter().filter(|(known, _)| known.city.is_none()).all(|(known, told)| {
            let differ = |a: Option<&str>, b: Option<&str>| a.zip(b).is_some_and(|(a, b)| a != b);
            let code = |place: &'_ Place| place.country.as_ref().map(|CountryCode(code)| code.clone());
            let same_region = known.region.is_some() && known.region == told.region;
            !differ(code(known).as_deref(), code(told).as_deref())
                && !differ(known.region.as_deref(), told.region.as_deref())
                && (corroborated || same_region)
        })
    }
}

fn complete(known: &mut Place, told: &Place) {
    known.country = known.country.take().or_else(|| told.country.clone());
    known.region = known.region.take().or_else(|| told.region.clone());
}
