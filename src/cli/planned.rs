//! Visits to come: those that officers planned, in a folder of plans, and those that sources announce.

use super::{failure::Failure, plan_file, session::Session};
use citybrief::data::{PartialDate, VisitPlan, VisitStatus};
use citybrief::schedule::PlannedVisit;
use citybrief::store::{Store, VisitFilter};
use std::fs;
use std::path::{Path, PathBuf};

/// A source's day this near to that of a plan for the same cities tells of the same visit.
const SAME_VISIT_DAYS: i64 = 7;

/// A visit that an officer planned.
struct Plan {
    path: PathBuf,
    visit: PlannedVisit,
    is_cancelled: bool,
}

impl Plan {
    fn is_of(&self, visit: &PlannedVisit) -> bool {
        let days = (self.visit.start - visit.start).num_days().abs();
        (self.visit.guest, self.visit.host) == (visit.guest, visit.host) && days <= SAME_VISIT_DAYS
    }
}

/// Visits to come, with the plans of some.
#[derive(Default)]
pub struct PlannedVisits {
    /// Each visit once; where there is a plan, its day holds.
    pub visits: Vec<PlannedVisit>,
    plans: Vec<Plan>,
    /// Plans that cannot be used, and why.
    pub faults: Vec<Failure>,
}

impl PlannedVisits {
    /// Visits of the config's folder of plans, and visits of the store that are announced with their day.
    pub fn find(session: &Session, store: &Store) -> Result<Self, Failure> {
        let mut found = Self::default();
        if let Some(folder) = &session.config.plans {
            found.read_folder(session, &session.config.resolve(folder))?;
        }
        let going_on = found.plans.iter().filter(|plan| !plan.is_cancelled);
        found.visits = going_on.map(|plan| plan.visit.clone()).collect();
        for visit in announced(store)? {
            if !found.plans.iter().any(|plan| plan.is_of(&visit)) {
                found.visits.push(visit);
            }
        }
        Ok(found)
    }

    /// The plan of a visit, if there is one.
    pub fn plan_of(&self, visit: &PlannedVisit) -> Option<&Path> {
        self.plans.iter().find(|plan| plan.visit == *visit).map(|plan| plan.path.as_path())
    }

    fn read_folder(&mut self, session: &Session, folder: &Path) -> Result<(), Failure> {
        let unreadable = |e: std::io::Error| {
            Failure::environment(format!("cannot read the folder of plans {}: {e}", folder.display()))
                .hint("`plans` in citybrief.toml names it; correct the path there")
        };
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            paths.push(entry.map_err(unreadable)?.path());
        }
        paths.retain(|path| plan_file::has_its_ending(path));
        paths.sort();
        for path in paths {
            match plan_file::read(&path).and_then(|plan| planned(session, &plan, &path)) {
                Ok(plan) => self.plans.push(plan),
                Err(fault) => self.faults.push(fault),
            }
        }
        Ok(())
    }
}

fn planned(session: &Session, plan: &VisitPlan, path: &Path) -> Result<Plan, Failure> {
    let lacks = |what: &str, key: &str| {
        Failure::data(format!("the plan {} has no {what}", path.display()))
            .hint(format!("add \"{key}\", so that the schedule knows when its briefing is due"))
    };
    let guest = plan.guest_city.as_ref().ok_or_else(|| lacks("guest city", "guest_city"))?;
    let host = plan.host_city.as_ref().ok_or_else(|| lacks("host city", "host_city"))?;
    let start = plan.start.and_then(PartialDate::day).ok_or_else(|| lacks("first day", "start"))?;
    let visit = PlannedVisit { guest: session.city(guest)?, host: session.city(host)?, start };
    Ok(Plan { path: path.to_owned(), visit, is_cancelled: plan.status == VisitStatus::Cancelled })
}

fn announced(store: &Store) -> Result<Vec<PlannedVisit>, Failure> {
    let filter = VisitFilter { status: Some(VisitStatus::Announced), ..VisitFilter::default() };
    let planned = store.visits(&filter)?.into_iter().filter_map(|record| {
        let visit = record.visit;
        let start = visit.start.map(|s| s.value).and_then(PartialDate::day)?;
        Some(PlannedVisit { guest: visit.guest?, host: visit.host?, start })
    });
    Ok(planned.collect())
}
