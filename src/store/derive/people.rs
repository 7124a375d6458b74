//! People of a visit: who is who across accounts, scripts and spellings.

use super::super::merge::{NameKey, same_person};
use super::{Voice, deciding, note_conflict, push_once};
use crate::data::{AccountId, Attested, Conflict, Field, Official, VisitPerson};
use std::cmp::Reverse;

/// The person who leads the delegation, by most accounts.
pub fn head(voices: &[Voice<'_>], conflicts: &mut Vec<Conflict>) -> Option<VisitPerson> {
    let deciding = deciding(voices, |account| account.head.is_some());
    let told = deciding.iter().filter_map(|v| Some((*v, v.account.head.as_ref()?)));
    let mut people = group(told);
    people.sort_by_key(|person| Reverse(person.accounts().len()));
    let names = people.iter().map(|p| Attested { value: p.name().to_owned(), accounts: p.accounts() });
    note_conflict(conflicts, Field::Head, names.collect(), None);
    let head = people.into_iter().next()?;
    note_roles(&head, conflicts);
    Some(head.into_visit_person())
}

pub fn hosts(voices: &[Voice<'_>]) -> Vec<VisitPerson> {
    let deciding = deciding(voices, |account| !account.host_officials.is_empty());
    let told = deciding.iter().flat_map(|v| v.account.host_officials.iter().map(move |o| (*v, o)));
    group(told).into_iter().map(Person::into_visit_person).collect()
}

/// People of the visiting side, the head left out.
pub fn guests(voices: &[Voice<'_>], head: Option<&VisitPerson>) -> Vec<VisitPerson> {
    let deciding = deciding(voices, |account| !account.guest_officials.is_empty());
    let told = deciding.iter().flat_map(|v| v.account.guest_officials.iter().map(move |o| (*v, o)));
    let heads: Vec<NameKey> =
        head.iter().flat_map(|h| &h.forms).filter_map(|form| NameKey::new(&form.value.name)).collect();
    group(told)
        .into_iter()
        .filter(|person| !person.keys.iter().any(|key| heads.iter().any(|head| same_person(head, key))))
        .map(Person::into_visit_person)
        .collect()
}

struct Person {
    keys: Vec<NameKey>,
    forms: Vec<Attested<Official>>,
}

impl Person {
    fn new(voice: Voice<'_>, official: &Official) -> Self {
        let mut person = Self { keys: Vec::new(), forms: Vec::new() };
        person.add(voice, official);
        person
    }

    /// A person is known by name; one account never names the same person twice.
    fn is(&self, voice: AccountId, official: &Official, key: Option<&NameKey>) -> bool {
        let same_name = self.forms.iter().any(|form| form.value.name == official.name);
        let like =
            key.is_some_and(|key| !self.keys.is_empty() && self.keys.iter().all(|k| same_person(k, key)));
        (same_name || like) && !self.accounts().contains(&voice)
    }

    fn add(&mut self, voice: Voice<'_>, official: &Official) {
        if let Some(key) = NameKey::new(&official.name)
            && !self.keys.contains(&key)
        {
            self.keys.push(key);
        }
        let language = official.language.clone().or_else(|| voice.account.text_language().cloned());
        let known = self.forms.iter_mut().find(|form| {
            let same = form.value.name == official.name && form.value.role == official.role;
            same && (language.is_none() || form.value.language.is_none() || form.value.language == language)
        });
        match known {
            Some(form) => {
                push_once(&mut form.accounts, voice.id);
                form.value.language = form.value.language.take().or(language);
            }
            None => self.forms.push(Attested {
                value: Official { language, ..official.clone() },
                accounts: vec![voice.id],
            }),
        }
    }

    fn accounts(&self) -> Vec<AccountId> {
        let mut accounts: Vec<AccountId> = self.forms.iter().flat_map(|form| form.accounts.clone()).collect();
        accounts.sort_unstable();
        accounts.dedup();
        accounts
    }

    fn name(&self) -> &str {
        self.forms.first().map_or("", |form| form.value.name.as_str())
    }

    fn into_visit_person(self) -> VisitPerson {
        VisitPerson { forms: self.forms }
    }
}

fn group<'a>(told: impl Iterator<Item = (Voice<'a>, &'a Official)>) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    for (voice, official) in told.filter(|(_, official)| !official.name.trim().is_empty()) {
        let key = NameKey::new(&official.name);
        match people.iter_mut().find(|person| person.is(voice.id, official, key.as_ref())) {
            Some(person) => person.add(voice, official),
            None => people.push(Person::new(voice, official)),
        }
    }
    people
}

/// Some call the head governor, some vice-governor: one of them is wrong.
fn note_roles(head: &Person, conflicts: &mut Vec<Conflict>) {
    let told = head.forms.iter().filter_map(|form| Some((rank(&form.value.role)?, form)));
    let told: Vec<(Rank, &Attested<Official>)> = told.collect();
    let mut variants: Vec<Attested<String>> = Vec::new();
    for deputy in [true, false] {
        let rivals = |office| told.iter().any(|(rank, _)| rank.deputy != deputy && rank.office == office);
        let said = told.iter().filter(|(rank, _)| rank.deputy == deputy && rivals(rank.office));
        let mut variant: Option<Attested<String>> = None;
        for (_, form) in said {
            let variant =
                variant.get_or_insert_with(|| Attested { value: form.value.role.clone(), accounts: vec![] });
            form.accounts.iter().for_each(|id| push_once(&mut variant.accounts, *id));
        }
        variants.extend(variant);
    }
    variants.sort_by_key(|variant| Reverse(variant.accounts.len()));
    note_conflict(conflicts, Field::HeadRole(head.name().to_owned()), variants, None);
}

/// An office, and whether it is held or deputised.
struct Rank {
    office: usize,
    deputy: bool,
}

/// Beginnings of the words for each office in English, Russian and Kazakh.
const OFFICES: [&[&str]; 6] = [
    &["governor", "губернатор"],
    &["mayor", "akim", "khokim", "hokim", "мэр", "аким", "хоким", "әкім", "градоначальник"],
    &["minister", "министр"],
    &["chair", "председател", "төраға"],
    &["rector", "ректор"],
    &["president", "президент"],
];
const DEPUTY: [&str; 9] =
    ["deputy", "vice", "вице", "заместител", "зам.", "замести", "первый зам", "орынбасар", "замглав"];

fn rank(role: &str) -> Option<Rank> {
    let role = role.to_lowercase();
    let deputy = DEPUTY.iter().any(|mark| role.contains(mark));
    let office = OFFICES.iter().position(|names| names.iter().any(|name| role.contains(name)))?;
    Some(Rank { office, deputy })
}

#[cfg(test)]
mod tests {
    use super::rank;

    #[test]
    fn deputies_are_told_from_holders() {
        let is_deputy = |role: &str| rank(role).map(|r| (r.office, r.deputy));
        assert_eq!(is_deputy("вице-губернатор Санкт-Петербурга"), Some((0, true)));
        assert_eq!(is_deputy("governor of Saint Petersburg"), Some((0, false)));
        assert_eq!(is_deputy("Астана қаласы әкімінің орынбасары"), Some((1, true)));
        assert_eq!(is_deputy("петербургский глава"), None);
    }
}
