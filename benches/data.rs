//! The data layer at 1,000, 10,000 and 100,000 visits: import, merging, questions.
//!
//! `cargo bench --bench data`; what is said of its results stands in ARCHITECTURE.md.
#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark may stop")]

use citybrief::data::{
    Account, AccountSector, Agreement, AgreementStatus, AgreementType, Commitment, CommitmentStatus,
    DateBasis, Gazetteer, ImportedAccount, Official, Origin, PartialDate, SectorId, SectorRole, Sectors,
    Side, Source, VisitStatus,
};
use citybrief::store::{Aggregation, Dimension, Store, VisitFilter};
use divan::Bencher;
use divan::counter::ItemsCount;

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
/// Cities that visit each other; the first are busier, as in life.
const CITIES: usize = 300;

fn main() {
    divan::main();
}

/// Numbers that look random and are the same each time (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % limit as u64).unwrap()
    }
}

/// Two accounts of every third visit, one of the others.
fn accounts(visits: usize, gazetteer: &Gazetteer) -> Vec<ImportedAccount> {
    let cities: Vec<_> = gazetteer.cities().take(CITIES).collect();
    let sectors: Vec<SectorId> = Sectors::builtin().iter().map(|s| s.id.clone()).collect();
    let mut numbers = Numbers(1);
    let mut accounts = Vec::with_capacity(visits * 4 / 3);
    for visit in 0..visits {
        let busy = numbers.below(CITIES) + 1;
        let host = numbers.below(busy);
        let guest = (host + 1 + numbers.below(CITIES - 1)) % CITIES;
        let day = chrono::NaiveDate::from_ymd_opt(2000, 1, 1).unwrap()
            + chrono::Duration::days(i64::try_from(numbers.below(9_000)).unwrap());
        let head = format!("Name{} Surname{}", numbers.below(40), numbers.below(400));
        for telling in 0..if visit % 3 == 0 { 2 } else { 1 } {
            let account = Account {
                source: Source {
                    publisher: format!("Paper {}", numbers.below(50)),
                    url: Some(format!("https://example.org/{visit}/{telling}")),
                    ..Source::default()
                },
                host_city: Some(cities[host].en.clone()),
                host_country: Some(cities[host].country.clone()),
                guest_city: Some(cities[guest].en.clone()),
                guest_country: Some(cities[guest].country.clone()),
                start: Some(PartialDate::Day(day)),
                date_basis: DateBasis::Stated,
                status: Some(VisitStatus::Held),
                head: Some(Official { name: head.clone(), role: "mayor".into(), ..Official::default() }),
                sectors: (0..3)
                    .map(|_| AccountSector {
                        id: sectors[numbers.below(sectors.len())].clone(),
                        role: SectorRole::Discussed,
                    })
                    .collect(),
                agreements: vec![Agreement {
                    title: "Agreement on cooperation of the cities".into(),
                    kind: AgreementType::Agreement,
                    status: AgreementStatus::Signed,
                    date: Some(PartialDate::Day(day)),
                    valid_until: None,
                    signatories: Vec::new(),
                }],
                commitments: vec![Commitment {
                    text: format!("Hold days of culture number {}", numbers.below(100)),
                    owner: Side::Both,
                    due: None,
                    status: CommitmentStatus::Open,
                }],
                ..Account::default()
            };
            let line = u32::try_from(accounts.len()).unwrap();
            accounts.push(ImportedAccount {
                account,
                origin: Origin { file: "bench".into(), sheet: None, line },
            });
        }
    }
    accounts
}

fn store(visits: usize) -> Store {
    let gazetteer = Gazetteer::builtin();
    let mut store = Store::in_memory().unwrap();
    store.import(&accounts(visits, &gazetteer), &gazetteer).unwrap();
    store
}

/// Reads, places, stores, merges and derives.
#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn import(bencher: Bencher<'_, '_>, visits: usize) {
    let gazetteer = Gazetteer::builtin();
    let accounts = accounts(visits, &gazetteer);
    bencher
        .counter(ItemsCount::new(accounts.len()))
        .with_inputs(|| Store::in_memory().unwrap())
        .bench_local_values(|mut store| store.import(&accounts, &gazetteer).unwrap());
}

/// All accounts on one pair of cities: the worst that merging can meet.
#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn import_one_pair(bencher: Bencher<'_, '_>, visits: usize) {
    let gazetteer = Gazetteer::builtin();
    let mut accounts = accounts(visits, &gazetteer);
    for imported in &mut accounts {
        let account = &mut imported.account;
        (account.host_city, account.host_country) = (Some("Astana".into()), None);
        (account.guest_city, account.guest_country) = (Some("Kazan".into()), None);
    }
    bencher
        .counter(ItemsCount::new(accounts.len()))
        .with_inputs(|| Store::in_memory().unwrap())
        .bench_local_values(|mut store| store.import(&accounts, &gazetteer).unwrap());
}

/// The same files once more: nothing changes.
#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn import_again(bencher: Bencher<'_, '_>, visits: usize) {
    let gazetteer = Gazetteer::builtin();
    let accounts = accounts(visits, &gazetteer);
    let mut store = store(visits);
    bencher
        .counter(ItemsCount::new(accounts.len()))
        .bench_local(|| store.import(&accounts, &gazetteer).unwrap());
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn aggregate_by_pair_sector_year(bencher: Bencher<'_, '_>, visits: usize) {
    let store = store(visits);
    let by = vec![Dimension::Pair, Dimension::Sector, Dimension::Year];
    let aggregation = Aggregation { by, ..Aggregation::default() };
    bencher.counter(ItemsCount::new(visits)).bench_local(|| store.aggregate(&aggregation).unwrap());
}

#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1)]
fn visits_of_a_pair(bencher: Bencher<'_, '_>, visits: usize) {
    let gazetteer = Gazetteer::builtin();
    let cities: Vec<_> = gazetteer.cities().take(2).map(|city| city.id).collect();
    let store = store(visits);
    let filter = VisitFilter::between(cities[0], cities[1]);
    bencher.bench_local(|| store.visits(&filter).unwrap());
}

/// The first look-up of a run builds the index of names.
#[divan::bench]
fn gazetteer_cold() -> citybrief::data::CityId {
    Gazetteer::builtin().find("Астана", None, None).unwrap()
}

/// An unknown name is compared with all names.
#[divan::bench]
fn gazetteer_unknown(bencher: Bencher<'_, '_>) {
    let gazetteer = Gazetteer::builtin();
    bencher.bench_local(|| gazetteer.find("Астнаа", None, None).is_err());
}
