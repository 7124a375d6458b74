//! What must hold of every grouping, whatever the accounts.

use super::*;
use crate::data::{DateBasis, Official, PartialDate, Source, VisitStatus};
use proptest::prelude::*;
use std::collections::BTreeSet;

const HEADS: [&str; 5] = ["Ilsur Metshin", "Ильсур Метшин", "Marat Khusnullin", "М. Хуснуллин", "Беглов"];

prop_compose! {
    fn date()(precision in 0..4_u8, month in 1..4_u32, day in 1..29_u32) -> Option<PartialDate> {
        match precision {
            0 => format!("2024-{month:02}").parse().ok(),
            1 => "2024".parse().ok(),
            _ => format!("2024-{month:02}-{day:02}").parse().ok(),
        }
    }
}

prop_compose! {
    fn told()(
        start in prop::option::weighted(0.95, date()),
        published in any::<bool>(),
        status in 0..3_u8,
        head in prop::option::of(0..HEADS.len()),
        guest in 1..3_u32,
        no_city in prop::bool::weighted(0.1),
    ) -> (Account, Option<u32>) {
        let account = Account {
            source: Source { publisher: "Paper".into(), ..Source::default() },
            start: start.flatten(),
            date_basis: if published { DateBasis::Published } else { DateBasis::Stated },
            status: [None, Some(VisitStatus::Held), Some(VisitStatus::Announced)][usize::from(status)],
            head: head.map(|n| Official { name: HEADS[n].into(), ..Official::default() }),
            ..Account::default()
        };
        (account, (!no_city).then_some(guest))
    }
}

fn placed(told: Vec<(Account, Option<u32>)>) -> Vec<PlacedAccount> {
    let numbered = (1..).zip(told);
    numbered
        .map(|(id, (account, guest))| PlacedAccount {
            id: AccountId(id),
            account,
            host: Place { city: Some(CityId(9)), ..Place::default() },
            guest: Place { city: guest.map(CityId), ..Place::default() },
            corrects: None,
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn every_account_is_in_one_group_of_its_cities_and_its_head(told in prop::collection::vec(told(), 0..60)) {
        let accounts = placed(told);
        let groups = merge(&accounts);
        let all: BTreeSet<AccountId> = groups.iter().flatten().copied().collect();
        prop_assert_eq!(all.len(), accounts.len());
        prop_assert_eq!(groups.iter().map(Vec::len).sum::<usize>(), accounts.len());
        let account = |id: &AccountId| &accounts[usize::try_from(id.0).unwrap() - 1];
        for group in &groups {
            let buckets: BTreeSet<Bucket> = group.iter().map(|id| account(id).bucket()).collect();
            prop_assert_eq!(buckets.len(), 1);
            let heads: Vec<NameKey> =
                group.iter().filter_map(|id| NameKey::new(&account(id).account.head.as_ref()?.name)).collect();
            for head in &heads {
                prop_assert!(heads.iter().all(|other| same_person(head, other)), "{:?}", heads);
            }
        }
    }

    #[test]
    fn the_order_of_accounts_does_not_matter(told in prop::collection::vec(told(), 0..60)) {
        let mut accounts = placed(told);
        let groups = merge(&accounts);
        accounts.reverse();
        prop_assert_eq!(merge(&accounts), groups);
    }
}
