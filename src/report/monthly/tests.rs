//! Summaries of the sample, and of visits changed for the purpose.

use super::*;
use crate::data::{Attested, Gazetteer, Issue, IssueId, Locale, Sectors, VisitId};
use crate::report::briefing::SampleData;
use crate::report::snapshot;

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
        period: period.parse().unwrap(),
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
