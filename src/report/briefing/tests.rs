//! The briefing over the sample's visits and plan.

use super::*;
use crate::data::{Gazetteer, Locale, Sectors};
use crate::message::Catalogue;

fn in_language(locale: Locale, change: impl FnOnce(&mut SampleData)) -> Briefing {
    let mut data = SampleData::load().unwrap();
    change(&mut data);
    let (gazetteer, sectors) = (Gazetteer::builtin(), Sectors::builtin());
    let words = Catalogue::builtin(locale).unwrap();
    let reference = Reference { gazetteer: &gazetteer, sectors: &sectors, words: &words };
    assemble(&data.request(), &reference).unwrap()
}

fn english() -> Briefing {
    in_language(Locale::En, |_| ())
}

fn gap<'a>(briefing: &'a Briefing, id: &str) -> Option<&'a context::Gap> {
    briefing.gaps.iter().find(|g| g.id == id)
}

#[test]
fn titles_are_in_the_cases_of_the_language() {
    assert_eq!(english().title, "Briefing for the visit of the delegation of Saint Petersburg to Astana");
    let ru = in_language(Locale::Ru, |_| ());
    assert_eq!(ru.title, "Информационная справка к визиту делегации Санкт-Петербурга в Астану");
}

#[test]
fn visits_of_the_pair_and_of_the_country_are_kept_apart() {
    let briefing = english();
    assert_eq!(briefing.visits.iter().map(|v| v.id).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(briefing.related.iter().map(|v| v.id).collect::<Vec<_>>(), [3]);
    assert_eq!(briefing.related[0].guest, "Kazakhstan");
    let relations = &briefing.relations;
    assert_eq!((relations.total, relations.held, relations.announced_only), (2, 1, 1));
    assert_eq!((relations.first.as_deref(), relations.last_held), (Some("2008-04"), Some(0)));
}

#[test]
fn both_years_and_both_offices_stand_with_their_sources() {
    let briefing = english();
    let terms: Vec<_> =
        briefing.agreements[0].terms.iter().map(|t| (t.text.as_str(), t.notes.as_slice())).collect();
    assert_eq!(terms, [("2021", [1].as_slice()), ("2020", [2].as_slice())]);
    let head = briefing.visits[0].head.as_ref().unwrap();
    assert_eq!(head.name.text, "Ivan Primerov");
    assert_eq!(head.roles.len(), 2);
    assert_eq!(head.roles[1].lang.as_deref(), Some("ru"));
    let office = gap(&briefing, "gap-head-role").unwrap();
    assert_eq!(office.text, "Visit of 8–9\u{a0}August\u{a0}2017, office of Ivan Primerov:");
    assert_eq!(office.variants.iter().map(|v| v.notes.clone()).collect::<Vec<_>>(), [[1], [2]]);
}

#[test]
fn texts_are_in_the_reports_language_where_a_source_gives_them_in_it() {
    let ru = in_language(Locale::Ru, |_| ());
    let visit = &ru.visits[0];
    let head = visit.head.as_ref().unwrap();
    assert_eq!((head.name.text.as_str(), head.name.lang.as_deref()), ("Иван Примеров", None));
    assert_eq!(visit.purposes[0].lang.as_deref(), Some("en"));
    assert_eq!(ru.agreements[0].title.text, "Соглашение о сотрудничестве");
    assert_eq!(ru.people[0].name.text, "Иван Примеров");
}

#[test]
fn what_is_missing_is_named_once_per_kind() {
    let briefing = english();
    assert_eq!(gap(&briefing, "gap-announced-only").unwrap().variants[0].text, "April\u{a0}2008");
    assert!(gap(&briefing, "gap-inferred-date").is_some());
    assert_eq!(gap(&briefing, "gap-no-head").unwrap().variants.len(), 1);
    assert!(gap(&briefing, "gap-plan-names").unwrap().text.starts_with("2\u{a0}entries"));
    assert!(gap(&briefing, "gap-plan-lacks").is_none());
    let bare = in_language(Locale::En, |data| data.plan.points_to_make.clear());
    assert_eq!(gap(&bare, "gap-plan-lacks").unwrap().variants[0].text, "Points to make");
}

#[test]
fn a_promise_past_its_day_is_told_so() {
    let promise = &english().commitments[0];
    assert_eq!(
        (promise.owner.as_str(), promise.ours, promise.open, promise.past_due),
        ("Astana", true, true, true)
    );
}

#[test]
fn people_who_were_only_announced_were_not_met() {
    let announced = in_language(Locale::En, |data| {
        data.visits[0].visit.status.as_mut().unwrap().value = crate::data::VisitStatus::Announced;
    });
    assert_eq!(announced.people, []);
    assert_eq!(english().people.len(), 1);
}

#[test]
fn without_visits_nothing_is_made_up() {
    let empty = in_language(Locale::Kk, |data| data.visits.clear());
    assert!(empty.sectors.is_none() && empty.visits.is_empty() && empty.sources.is_empty());
    assert_eq!(
        empty.relations,
        context::Relations { by_host: empty.relations.by_host.clone(), ..Default::default() }
    );
}

#[test]
fn a_plan_in_another_language_and_a_made_up_one_are_announced() {
    let kk = in_language(Locale::Kk, |_| ());
    assert_eq!(kk.notices.len(), 2);
    assert_eq!(kk.plan.unwrap().points[0].lang.as_deref(), Some("en"));
    assert_eq!(english().notices.len(), 1);
}

#[test]
fn one_note_serves_all_facts_of_a_source() {
    let briefing = english();
    assert_eq!(briefing.sources.len(), 4);
    assert_eq!(briefing.sources[0].passages[0].text, "Governor Ivan Primerov opened the days of the city.");
    assert_eq!(briefing.sources[2].rows, [3]);
}
