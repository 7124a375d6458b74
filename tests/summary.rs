//! Summaries through the shipped template, in every language.

use citybrief::data::{Attested, CityId, Gazetteer, Locale, ReportPeriod, Sectors, VisitId, VisitRecord};
use citybrief::message::Catalogue;
use citybrief::report::briefing::SampleData;
use citybrief::report::monthly::{Summary, SummaryRequest, assemble};
use citybrief::report::{EarlierIssue, Reference};
use citybrief::template::{TemplateName, Templates};
use std::sync::Arc;

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
