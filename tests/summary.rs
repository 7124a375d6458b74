//! Summaries: what they tell of which visits, through the shipped template in every language, and their numbers.
#![allow(clippy::unwrap_used, reason = "also outside of the test functions themselves")]

mod common;

use citybrief::data::{
    AccountId, Attested, CityId, Gazetteer, Issue, IssueId, Locale, ReportPeriod, Sectors, VisitId,
    VisitRecord,
};
use citybrief::message::Catalogue;
use citybrief::report::briefing::SampleData;
use citybrief::report::monthly::{Summary, SummaryRequest, assemble};
use citybrief::report::{EarlierIssue, Reference, snapshot};
use citybrief::store::VisitFilter;
use citybrief::template::{TemplateName, Templates};
use std::sync::Arc;

fn summary(
    period: &str,
    home: Option<CityId>,
    visits: &[VisitRecord],
    earlier: Option<&EarlierIssue>,
) -> Summary {
    in_language(Locale::En, period, home, visits, earlier)
}

fn in_language(
    locale: Locale,
    period: &str,
    home: Option<CityId>,
    visits: &[VisitRecord],
    earlier: Option<&EarlierIssue>,
) -> Summary {
    let words = Catalogue::builtin(locale).unwrap();
    let (gazetteer, sectors) = (Gazetteer::builtin(), Sectors::builtin());
    let request = SummaryRequest {
        period: period.parse::<ReportPeriod>().unwrap(),
        home,
        today: "2026-11-22".parse().unwrap(),
        visits,
        earlier,
    };
    assemble(&request, &Reference { gazetteer: &gazetteer, sectors: &sectors, words: &words }).unwrap()
}

/// The sample's visits, moved to these days.
fn visits(days: &[&str]) -> Vec<VisitRecord> {
    let sample = SampleData::load().unwrap().visits;
    let moved = |(i, day): (usize, &&str)| {
        let mut record = sample[i % sample.len()].clone();
        record.visit.id = VisitId(i as i64 + 1);
        record.visit.start = Some(Attested { value: day.parse().unwrap(), accounts: vec![] });
        record.visit.end = None;
        record
    };
    days.iter().enumerate().map(moved).collect()
}

fn figure(summary: &Summary, id: &str) -> (usize, String, String) {
    let figure = summary.figures.iter().find(|f| f.id == id).unwrap();
    (figure.now, figure.change.clone(), figure.year_change.clone())
}

#[test]
fn a_visit_counts_in_the_period_of_its_first_day_only() {
    let visits = visits(&["2019-11-30", "2019-11", "2019", "2019-12-01", "2019-10-31", "2018-11-02"]);
    let month = summary("2019-11", None, &visits, None);
    assert_eq!(figure(&month, "figure-visits"), (2, "+1".into(), "+1".into()));
    assert_eq!(month.others.len(), 2);
    let quarter = summary("2019-Q4", None, &visits, None);
    assert_eq!(figure(&quarter, "figure-visits").0, 4);
    let year = summary("2019", None, &visits, None);
    assert_eq!(figure(&year, "figure-visits"), (5, "+4".into(), "+4".into()));
}

#[test]
fn each_side_of_the_home_city_has_its_section() {
    let visits = visits(&["2019-11-05", "2019-11-06", "2019-11-07"]);
    let astana = Some(SampleData::HOST);
    let month = summary("2019-11", astana, &visits, None);
    let both = month.incoming.len() + month.outgoing.len();
    let own = visits.iter().filter(|r| r.visit.host == astana || r.visit.guest == astana).count();
    assert_eq!((both, month.others.len()), (own, 0));
    assert!(month.incoming.iter().all(|v| v.host == "Astana"));
    assert!(month.outgoing.iter().all(|v| v.guest == "Astana"));
    assert_eq!(month.pairs.iter().map(|p| p.visits).sum::<usize>(), own);
}

#[test]
fn late_news_of_an_earlier_month_is_listed() {
    let mut now = visits(&["2019-10-20", "2019-09-10", "2019-11-05"]);
    let last = now.iter().flat_map(|r| &r.accounts).map(|a| a.id).max().unwrap();
    let earlier = EarlierIssue {
        issue: Issue {
            id: IssueId(1),
            series: "monthly".into(),
            report: "monthly/2019-10".into(),
            language: Locale::En,
            issued: "2019-11-01T03:00:00Z".parse().unwrap(),
            last_account: last,
        },
        facts: snapshot(&now[1..]),
    };
    for account in &mut now[0].accounts {
        account.id = AccountId(last.0 + 1);
    }
    let month = summary("2019-11", None, &now, Some(&earlier));
    let late = month.late.as_ref().unwrap();
    assert_eq!(late.visits.iter().map(|v| v.id).collect::<Vec<_>>(), [1]);
    assert_eq!(late.since.date, "2019-11-01");
    assert_eq!(late.since.changes, [], "the visit is told of already, as is that of the month");
    // A visit that is planned for later than the next month stands in no other part.
    now.push(visits(&["2020-03-02"]).remove(0));
    now[3].visit.id = VisitId(4);
    let month = summary("2019-11", None, &now, Some(&earlier));
    let changes = month.late.unwrap().since.changes;
    assert_eq!(changes.iter().map(|c| c.text.as_str()).collect::<Vec<_>>(), ["new"]);
}

#[test]
fn a_quiet_month_is_one_line_in_every_language() {
    for locale in Locale::ALL {
        let quiet = in_language(locale, "1990-05", Some(SampleData::HOST), &[], None);
        assert!(quiet.quiet);
        let words = Arc::new(Catalogue::builtin(locale).unwrap());
        let templates = Templates::shipped(words).unwrap();
        let text = templates.render(&TemplateName::new("monthly"), &quiet).unwrap();
        assert!(text.contains("1990"), "{text}");
        assert!(!text.contains("## ") && !text.contains("```"), "{text}");
    }
}

#[test]
fn every_figure_and_note_has_a_source() {
    let visits = visits(&["2019-11-05", "2019-11-06", "2019-12-07"]);
    for locale in Locale::ALL {
        let month = in_language(locale, "2019-11", None, &visits, None);
        let words = Arc::new(Catalogue::builtin(locale).unwrap());
        let text = Templates::shipped(words).unwrap().render(&TemplateName::new("monthly"), &month).unwrap();
        for source in &month.sources {
            assert!(text.contains(&format!("[^s{}]:", source.number)), "{text}");
        }
        assert!(!month.others.iter().any(|v| v.notes.is_empty()));
        insta::assert_snapshot!(format!("monthly-{locale}"), text);
    }
}

/// Visits that `stats` counts by month or year and status, in the months or years wanted, but for those called off.
fn counted(by: &str, more: &[&str], wanted: &[serde_json::Value]) -> u64 {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_citybrief"))
        .args(["stats", "--by", &format!("{by},status"), "--format", "json", "--from"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data"))
        .args(more)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let rows: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    let counted = rows.iter().filter(|row| wanted.contains(&row[by]) && row["status"] != "cancelled");
    counted.map(|row| row["visits"].as_u64().unwrap()).sum()
}

#[test]
fn the_numbers_are_those_of_stats() {
    let gazetteer = Gazetteer::builtin();
    let accounts: Vec<_> = ["accounts.json", "register.csv"]
        .iter()
        .flat_map(|name| common::read(name, &gazetteer).accounts)
        .collect();
    let visits = common::store_of(&accounts, &gazetteer).visits(&VisitFilter::default()).unwrap();
    let home = gazetteer.cities().find(|c| c.name(Locale::En) == "Saint Petersburg").unwrap().id;
    let periods: [(&str, &str, &[serde_json::Value]); 4] = [
        ("2019-11", "month", &["2019-11".into()]),
        ("2025-09", "month", &["2025-09".into()]),
        ("2019-Q4", "month", &["2019-10".into(), "2019-11".into(), "2019-12".into()]),
        ("2019", "year", &[2019.into()]),
    ];
    for (period, by, wanted) in periods {
        let figure = |summary: &Summary, id: &str| {
            summary.figures.iter().find(|f| f.id == id).map_or(0, |f| f.now as u64)
        };
        let all = in_language(Locale::En, period, None, &visits, None);
        let number = counted(by, &[], wanted);
        assert!(number > 0);
        assert_eq!(figure(&all, "figure-visits"), number, "{period}");
        assert_eq!(all.pairs.iter().map(|p| p.visits as u64).sum::<u64>(), number, "{period}");
        let own = in_language(Locale::En, period, Some(home), &visits, None);
        for (id, side) in [("figure-incoming", "--host"), ("figure-outgoing", "--guest")] {
            let number = counted(by, &[side, "Saint Petersburg"], wanted);
            assert_eq!(figure(&own, id), number, "{period} {side}");
        }
        let bar = own.charts.before.as_ref().and_then(|chart| chart.series[0].values.last().copied());
        assert!(bar.is_none_or(|bar| u64::from(bar) == figure(&own, "figure-visits")), "{period}");
    }
}
