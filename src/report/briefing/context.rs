//! What a briefing's template gets. Field names are the names in templates; dates are ISO 8601 to the known
//! precision, for the filters `date`, `range` and `day`.

use super::super::chart::{HeatChart, MapChart, SeriesChart, TimelineChart};
use super::super::{City, Fact, Since, SourceNote, Term, Wording};
use serde::Serialize;

/// A briefing for the visit of a delegation of one city to another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Briefing {
    /// Language of the report: `en`, `ru` or `kk`.
    pub language: String,
    /// Title of the report.
    pub title: String,
    /// Date of the report.
    pub today: String,
    /// City that visits.
    pub guest: City,
    /// City that receives.
    pub host: City,
    /// The office's own city, one of the two.
    pub home: City,
    /// The city across the table.
    pub partner: City,
    /// What the officer's plan says; none where there is no plan.
    pub plan: Option<Plan>,
    /// What the reader should know of the report itself, such as that its example is made up.
    pub notices: Vec<String>,
    /// What changed since the last briefing that was issued; none where none was.
    pub since: Option<Since>,
    /// What is missing or contradictory, the weightiest first.
    pub gaps: Vec<Gap>,
    /// Numbers on the visits between the cities.
    pub relations: Relations,
    /// Cooperation by sector and year; none where no visit names a sector.
    pub sectors: Option<SectorTable>,
    /// Visits between the cities, the newest first.
    pub visits: Vec<Visit>,
    /// Visits between one of the cities and the country or region of the other, the newest first.
    pub related: Vec<Visit>,
    /// Documents between the cities, the newest first.
    pub agreements: Vec<Agreement>,
    /// Promises, those still to keep first.
    pub commitments: Vec<Commitment>,
    /// People of the partner city met at these visits, by name.
    pub people: Vec<Person>,
    /// Source notes, by number.
    pub sources: Vec<SourceNote>,
    /// What figures show.
    pub charts: Charts,
}

/// What the figures of a briefing show; none where a figure would say less than the text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Charts {
    /// Where the cities lie.
    pub map: Option<MapChart>,
    /// Visits by year and receiving city.
    pub years: Option<SeriesChart>,
    /// Visits, documents and promises over time.
    pub timeline: Option<TimelineChart>,
    /// Sectors by year.
    pub sectors: Option<HeatChart>,
    /// Promises by status.
    pub commitments: Option<SeriesChart>,
}

/// The officer's plan; every text is the officer's own.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Plan {
    /// First day.
    pub start: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// Sort of visit; none where the plan does not say.
    pub kind: Option<Term>,
    /// What the visit is for.
    pub purpose: Option<Wording>,
    /// Whom the briefing is for.
    pub addressee: Option<Wording>,
    /// Mark such as "for official use".
    pub classification: Option<Wording>,
    /// The office's number of the paper.
    pub reference_number: Option<String>,
    /// Names of the sectors to come up, by the order of the table of sectors.
    pub sectors: Vec<String>,
    /// Number of guests.
    pub size: Option<u32>,
    /// First-named of the guests.
    pub lead: Option<Wording>,
    /// What the home side wants.
    pub ours: Vec<Wording>,
    /// What the partner wants.
    pub theirs: Vec<Wording>,
    /// Guests, by part of the delegation in the order of the plan.
    pub guests: Vec<Group>,
    /// Hosts, likewise.
    pub hosts: Vec<Group>,
    /// People with a biographical note.
    pub biographies: Vec<Biography>,
    /// Programme by day.
    pub programme: Vec<ProgrammeDay>,
    /// Subjects for discussion.
    pub agenda: Vec<AgendaItem>,
    /// What to say.
    pub points: Vec<Wording>,
    /// What to beware of.
    pub sensitive: Vec<Sensitive>,
    /// Papers to be signed.
    pub documents: Vec<Document>,
    /// What to tell the press.
    pub press: Vec<Wording>,
    /// Dress, gifts, languages, flags, access; those that are given.
    pub protocol: Vec<ProtocolItem>,
    /// Dates to keep, the earliest first.
    pub deadlines: Vec<Deadline>,
}

/// Part of a delegation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// Which; none where the plan names no part.
    pub group: Option<Term>,
    /// Its people or posts.
    pub members: Vec<Member>,
    /// How many people they are.
    pub count: u32,
}

/// A person, post or group of people.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Member {
    /// Name, where given.
    pub name: Option<Wording>,
    /// Post.
    pub role: Wording,
    /// How many people it stands for.
    pub count: u32,
}

/// A biographical note of the officer's.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Biography {
    /// Name, or post where no name is given.
    pub who: Wording,
    /// The note.
    pub text: Wording,
}

/// A day of the programme.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProgrammeDay {
    /// Day.
    pub date: String,
    /// Its items in order of time.
    pub items: Vec<ProgrammeItem>,
}

/// An item of the programme.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProgrammeItem {
    /// Local time of beginning, `HH:MM`.
    pub start: Option<String>,
    /// Local time of end, `HH:MM`.
    pub end: Option<String>,
    /// What.
    pub title: Wording,
    /// Where.
    pub place: Option<Wording>,
}

/// A subject for discussion.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AgendaItem {
    /// Subject.
    pub item: Wording,
    /// Who opens it.
    pub speaker: Option<Wording>,
}

/// A delicate subject.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sensitive {
    /// Subject.
    pub issue: Wording,
    /// The line to take.
    pub line: Option<Wording>,
}

/// A paper to be signed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Document {
    /// Title.
    pub title: Wording,
    /// Sort.
    pub kind: Term,
    /// How far it is.
    pub status: Term,
    /// Who signs.
    pub signatories: Vec<Wording>,
    /// What is still open.
    pub open_points: Vec<Wording>,
}

/// A line of the protocol note.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProtocolItem {
    /// What it is about, in the report's language.
    pub label: String,
    /// The note.
    pub text: Wording,
}

/// A date to keep.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Deadline {
    /// When.
    pub date: String,
    /// What is due.
    pub what: Wording,
}

/// Something missing or contradictory.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gap {
    /// Id of the message it is told by, such as `gap-head-role`.
    pub id: &'static str,
    /// What it is about, in the report's language.
    pub text: String,
    /// Numbers of the visits that it concerns.
    pub visits: Vec<i64>,
    /// The values that contradict each other, or the visits that it is about, each with its notes.
    pub variants: Vec<Fact>,
}

/// Numbers on the visits between the cities.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Relations {
    /// All visits, those called off left out.
    pub total: usize,
    /// Of these, held.
    pub held: usize,
    /// Of these, known from announcements only.
    pub announced_only: usize,
    /// Of these, of which no source says whether they took place.
    pub unconfirmed: usize,
    /// Visits called off.
    pub cancelled: usize,
    /// Visits by the city that received.
    pub by_host: Vec<HostCount>,
    /// Date of the first.
    pub first: Option<String>,
    /// Date of the last.
    pub last: Option<String>,
    /// Place in `visits` of the last that was held.
    pub last_held: Option<usize>,
    /// Place in `visits` of the first that was held.
    pub first_held: Option<usize>,
}

/// Number of visits that a city received.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HostCount {
    /// Name of the city.
    pub city: String,
    /// Visits.
    pub count: usize,
}

/// Visits by sector and year; a visit counts once in each of its sectors.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SectorTable {
    /// Headings of the columns: years with visits, the oldest first, perhaps led by a span of earlier years.
    pub years: Vec<String>,
    /// Sectors, the most frequent first.
    pub rows: Vec<SectorRow>,
    /// Number of visits that the table counts.
    pub visits: usize,
    /// Sectors by how many visits they came up in, the most frequent first; the first three steps.
    pub leading: Vec<SectorRank>,
}

/// A sector's visits.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SectorRow {
    /// Identifier of the sector.
    pub id: String,
    /// Name in the report's language.
    pub name: String,
    /// Visits by column.
    pub counts: Vec<u32>,
    /// Visits in all.
    pub total: u32,
}

/// Sectors that came up equally often.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SectorRank {
    /// Visits of each.
    pub count: u32,
    /// Names of the sectors.
    pub names: Vec<String>,
}

/// A visit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Visit {
    /// Number in the store.
    pub id: i64,
    /// First day.
    pub start: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// Whether only the date of publication is known.
    pub inferred: bool,
    /// Who receives: a city, else a region or country.
    pub host: String,
    /// Who visits: a city, else a region or country.
    pub guest: String,
    /// Whether it took place; none where no source says.
    pub status: Option<Term>,
    /// Sort of visit; none where no source says.
    pub kind: Option<Term>,
    /// Purposes as told, those in the report's language alone where there are any.
    pub purposes: Vec<Fact>,
    /// Head of the delegation.
    pub head: Option<Official>,
    /// People of the receiving side.
    pub hosts: Vec<Official>,
    /// People of the visiting side besides the head.
    pub guests: Vec<Official>,
    /// Number of people.
    pub size: Option<u32>,
    /// Sectors, those with the furthest role first.
    pub sectors: Vec<VisitSector>,
    /// Documents.
    pub agreements: Vec<Agreement>,
    /// Promises.
    pub commitments: Vec<Commitment>,
    /// Whether its sources disagree on anything.
    pub disputed: bool,
    /// All its sources.
    pub notes: Vec<u32>,
}

/// A person at a visit, with the role of that time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Official {
    /// Name.
    pub name: Wording,
    /// Role; several where sources disagree, each with its notes.
    pub roles: Vec<Fact>,
    /// Sources that name the person.
    pub notes: Vec<u32>,
}

/// A sector of a visit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct VisitSector {
    /// Name in the report's language.
    pub name: String,
    /// Furthest role.
    pub role: Term,
}

/// A document between the cities. Where sources disagree, there are several values, each with its notes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Agreement {
    /// Title.
    pub title: Wording,
    /// Sort.
    pub kinds: Vec<Fact>,
    /// How far it came.
    pub statuses: Vec<Fact>,
    /// Whether a source says that it was signed or holds.
    pub signed: bool,
    /// Dates of signature, in words.
    pub dates: Vec<Fact>,
    /// Ends of its term, in words.
    pub terms: Vec<Fact>,
    /// First day of the visit.
    pub visit: Option<String>,
    /// City or region that received then.
    pub host: String,
    /// Its sources.
    pub notes: Vec<u32>,
}

/// A promise.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Commitment {
    /// What was promised.
    pub text: Wording,
    /// Who is to act, in the report's language.
    pub owner: String,
    /// Whether the home city is to act, alone or with the other.
    pub ours: bool,
    /// By when.
    pub due: Option<String>,
    /// Whether that day has passed while nothing says that it was done.
    pub past_due: bool,
    /// Status as of the source.
    pub status: Term,
    /// Whether it is still to be kept, as far as is known.
    pub open: bool,
    /// First day of the visit.
    pub visit: Option<String>,
    /// Its sources.
    pub notes: Vec<u32>,
}

/// A person met before.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Person {
    /// Name.
    pub name: Wording,
    /// Meetings, the newest first.
    pub meetings: Vec<Meeting>,
}

/// A meeting with a person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Meeting {
    /// First day of the visit.
    pub visit: Option<String>,
    /// Role at that time; several where sources disagree.
    pub roles: Vec<Fact>,
    /// Sources that name the person.
    pub notes: Vec<u32>,
}
