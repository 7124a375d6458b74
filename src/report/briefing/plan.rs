//! The officer's plan, laid out. Every text is passed on as it was written, in the plan's language.

use super::{Scope, context, sectors};
use crate::data::{
    DelegationMember, PersonGroup, PlannedDocument, ProgrammeItem, ProtocolNote, Side, VisitKind, VisitPlan,
};
use crate::message::MessageError;
use crate::report::{Term, Wording};

/// Texts of one plan: all are in its language.
struct Texts<'a> {
    scope: &'a Scope<'a>,
    plan: &'a VisitPlan,
}

impl Texts<'_> {
    fn one(&self, text: &str) -> Wording {
        Wording::new(text.trim(), self.plan.language.as_ref(), self.scope.locale())
    }

    fn some(&self, text: Option<&String>) -> Option<Wording> {
        text.map(|t| self.one(t)).filter(|w| !w.text.is_empty())
    }

    fn all(&self, texts: &[String]) -> Vec<Wording> {
        texts.iter().map(|t| self.one(t)).filter(|w| !w.text.is_empty()).collect()
    }
}

/// Lays out the plan for the template.
pub(super) fn lay_out(scope: &Scope<'_>, plan: &VisitPlan) -> Result<context::Plan, MessageError> {
    let texts = Texts { scope, plan };
    let order = plan.briefing.clone().unwrap_or_default();
    // The host of the plan receives at home or abroad: objectives are told from the home side.
    Ok(context::Plan {
        start: plan.start.map(|d| d.to_string()),
        end: plan.end.map(|d| d.to_string()),
        kind: Some(plan.kind)
            .filter(|k| *k != VisitKind::Other)
            .map(|k| Term::of(k, scope.words()))
            .transpose()?,
        purpose: texts.some(plan.purpose.as_ref()),
        addressee: texts.some(order.addressee.as_ref()),
        classification: texts.some(order.classification.as_ref()),
        reference_number: order.reference_number,
        sectors: sector_names(scope, plan),
        size: plan.size,
        lead: side(plan, Side::Guest).next().map(|m| texts.one(m.name.as_ref().unwrap_or(&m.role))),
        ours: texts.all(&plan.objectives.ours),
        theirs: texts.all(&plan.objectives.theirs),
        guests: groups(&texts, Side::Guest)?,
        hosts: groups(&texts, Side::Host)?,
        biographies: biographies(&texts),
        programme: programme(&texts),
        agenda: plan
            .agenda
            .iter()
            .map(|a| context::AgendaItem {
                item: texts.one(&a.item),
                speaker: texts.some(a.speaker.as_ref()),
            })
            .collect(),
        points: texts.all(&plan.points_to_make),
        sensitive: plan
            .sensitive_issues
            .iter()
            .map(|s| context::Sensitive { issue: texts.one(&s.issue), line: texts.some(s.line.as_ref()) })
            .collect(),
        documents: plan
            .documents_for_signature
            .iter()
            .map(|d| document(&texts, d))
            .collect::<Result<_, _>>()?,
        press: texts.all(&plan.press_line),
        protocol: plan.protocol.as_ref().map_or(Ok(Vec::new()), |p| protocol(&texts, p))?,
        deadlines: deadlines(&texts),
    })
}

fn sector_names(scope: &Scope<'_>, plan: &VisitPlan) -> Vec<String> {
    let mut ids: Vec<_> = plan.sectors.iter().map(|s| &s.id).collect();
    ids.sort_by_key(|id| sectors::position(scope, id));
    ids.dedup();
    ids.into_iter().map(|id| sectors::name(scope, id)).collect()
}

fn side(plan: &VisitPlan, side: Side) -> impl Iterator<Item = &DelegationMember> {
    plan.delegation.iter().filter(move |m| m.side == side)
}

/// People of a side by part of the delegation, parts and people in the order of the plan.
fn groups(texts: &Texts<'_>, of: Side) -> Result<Vec<context::Group>, MessageError> {
    let mut order: Vec<Option<PersonGroup>> = Vec::new();
    for member in side(texts.plan, of) {
        if !order.contains(&member.group) {
            order.push(member.group);
        }
    }
    let group = |part: Option<PersonGroup>| {
        let members: Vec<_> =
            side(texts.plan, of).filter(|m| m.group == part).map(|m| member(texts, m)).collect();
        let count = members.iter().map(|m| m.count).sum();
        let term = part.map(|p| Term::of(p, texts.scope.words())).transpose()?;
        Ok(context::Group { group: term, members, count })
    };
    order.into_iter().map(group).collect()
}

fn member(texts: &Texts<'_>, member: &DelegationMember) -> context::Member {
    context::Member {
        name: texts.some(member.name.as_ref()),
        role: texts.one(&member.role),
        count: member.count.unwrap_or(1),
    }
}

fn biographies(texts: &Texts<'_>) -> Vec<context::Biography> {
    let biography = |m: &DelegationMember| {
        let who = texts.one(m.name.as_ref().unwrap_or(&m.role));
        Some(context::Biography { who, text: texts.some(m.biography.as_ref())? })
    };
    let mut biographies: Vec<_> = texts.plan.delegation.iter().filter_map(biography).collect();
    texts.scope.words().sort_by_key(&mut biographies, |b| &b.who.text);
    biographies
}

fn programme(texts: &Texts<'_>) -> Vec<context::ProgrammeDay> {
    let mut items: Vec<&ProgrammeItem> = texts.plan.programme.iter().collect();
    // Stable: what begins at the same time stays in the officer's order.
    items.sort_by_key(|i| (i.date, i.start));
    let mut days: Vec<context::ProgrammeDay> = Vec::new();
    for item in items {
        let date = item.date.to_string();
        let laid_out = context::ProgrammeItem {
            start: item.start.map(|t| t.format("%H:%M").to_string()),
            end: item.end.map(|t| t.format("%H:%M").to_string()),
            title: texts.one(&item.title),
            place: texts.some(item.place.as_ref()),
        };
        match days.last_mut().filter(|d| d.date == date) {
            Some(day) => day.items.push(laid_out),
            None => days.push(context::ProgrammeDay { date, items: vec![laid_out] }),
        }
    }
    days
}

fn document(texts: &Texts<'_>, document: &PlannedDocument) -> Result<context::Document, MessageError> {
    Ok(context::Document {
        title: texts.one(&document.title),
        kind: Term::of(document.kind, texts.scope.words())?,
        status: Term::of(document.status, texts.scope.words())?,
        signatories: texts.all(&document.signatories),
        open_points: texts.all(&document.open_points),
    })
}

fn protocol(texts: &Texts<'_>, note: &ProtocolNote) -> Result<Vec<context::ProtocolItem>, MessageError> {
    let lines = [
        ("protocol-dress", &note.dress),
        ("protocol-gifts", &note.gifts),
        ("protocol-languages", &note.languages),
        ("protocol-flags", &note.flags),
        ("protocol-accessibility", &note.accessibility),
    ];
    let given = lines.into_iter().filter_map(|(id, text)| Some((id, texts.some(text.as_ref())?)));
    given.map(|(id, text)| Ok(context::ProtocolItem { label: texts.scope.words().word(id)?, text })).collect()
}

fn deadlines(texts: &Texts<'_>) -> Vec<context::Deadline> {
    let mut deadlines: Vec<_> = texts.plan.deadlines.iter().collect();
    deadlines.sort_by_key(|d| d.date);
    deadlines
        .into_iter()
        .map(|d| context::Deadline { date: d.date.to_string(), what: texts.one(&d.what) })
        .collect()
}
