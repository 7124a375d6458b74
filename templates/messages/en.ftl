### Words of reports, English (British spelling and dates).
### The same ids and arguments stand in ru.ftl and kk.ftl. Dates keep together by themselves: plain spaces will do.

# No-break space
-nbsp = {"\u00A0"}

## Dates and lists

date-day = { $day } { $month } { $year }
date-day-month = { $day } { $month }
date-month = { $month } { $year }
date-year = { $year }
date-range = { $from } – { $to }
date-range-in-year = { $from } – { $to } { $year }
date-range-in-month = { $from }–{ $to } { $month } { $year }
month-name = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
month-of-day = { $month ->
   *[other] { month-name }
}
list-next = { $before }, { $item }
list-last = { $before } and { $item }

## What writers add

label-contents = Contents
label-page-of = Page { $page } of { $pages }
label-figure = Figure { $number }
label-table = Table { $number }
label-page = , page { $number }
label-note = Note { $number }
label-back-to-text = Back to text

## Sections of a briefing

section-key-points = Key points
section-purpose = Purpose of the visit
section-objectives = Objectives
section-delegation = Delegation
section-programme = Programme
section-agenda = Agenda
section-points-to-make = Points to make
section-sensitive-issues = Sensitive issues
section-relations = State of relations
section-legal-basis = Legal basis
section-cooperation-by-sector = Cooperation by sector
section-visits = Visits and contacts
section-commitments = Earlier commitments and their status
section-documents = Documents for signature
section-press-line = Press line
section-biographies = Biographies
section-protocol-note = Protocol note
section-sources = Sources

## Title and notices

briefing-title = Briefing for the visit of the delegation of { $guest } to { $host }
city-genitive = { $city }
city-accusative = { $city }
place-unknown = not known
date-unknown = date not known
side-both = both sides
notice-fictitious = The plan of this visit is a made-up example; no such visit was announced.
notice-plan-language = The texts of the plan are in { $language }, as the officer wrote them.
language-en = English
language-ru = Russian
language-kk = Kazakh

## To confirm

callout-confirm = To confirm
gaps-more = In the annex{ $page }: { $count } more.
annex-gaps = To confirm, continued
gap-no-plan = There is no plan of the visit: purpose, objectives, delegation, programme and points to make are left out.
gap-plan-past = The plan’s first day, { $date }, has passed.
gap-plan-lacks = The plan does not give:
gap-plan-names = { $count ->
    [one] One entry of the delegation list gives a post without a name.
   *[other] { $count }{ -nbsp }entries of the delegation lists give a post without a name.
}
gap-start = Visit of { $visit }, first day:
gap-end = Visit of { $visit }, last day:
gap-status = Visit of { $visit }, whether it took place:
gap-kind = Visit of { $visit }, kind:
gap-head = Visit of { $visit }, head of the delegation:
gap-head-role = Visit of { $visit }, office of { $subject }:
gap-size = Visit of { $visit }, number of people:
gap-sectors = Sources name different subjects:
gap-agreement-status = Visit of { $visit }, how far “{ $subject }” came:
gap-agreement-type = Visit of { $visit }, kind of document, “{ $subject }”:
gap-agreement-date = Visit of { $visit }, date of “{ $subject }”:
gap-agreement-term = Visit of { $visit }, “{ $subject }” holds until:
gap-announced-only = Announced, but no report that it took place:
gap-status-unknown = No source says whether it took place:
gap-no-head = No head of the delegation is named:
gap-inferred-date = Only the date of publication is known:
gap-no-date = No date is known:
plan-dates = Dates

## Body of a briefing

glance-who = Who comes
glance-when = When
glance-promised = Still open from earlier visits
glance-say = What to say
glance-last = Last contact
glance-delegation = Delegation of { $city }
glance-more = and { $count }{ -nbsp }more, see “{ $section }”
people-count = { $count ->
    [one] { $count }{ -nbsp }person
   *[other] { $count }{ -nbsp }people
}
objectives-ours = { $city } wants
objectives-theirs = { $city } expects
delegation-guests = Guests: { $city }
delegation-hosts = Hosts: { $city }
programme-reference = programme in the annex{ $page }
relations-none = The store holds no visit between { $guest } and { $host }.
relations-total = { $count ->
    [one] One visit is known, { $period }.
   *[other] { $count }{ -nbsp }visits are known, { $period }.
}
relations-hosts = Received by { $host }: { $host_count }, by { $guest }: { $guest_count }.
relations-held = Held: { $count }.
relations-announced = Known from announcements only: { $count }.
relations-unconfirmed = Not said whether held: { $count }.
relations-cancelled = Called off: { $count }.
relations-first = First known to have been held:
relations-last = Last:
legal-none = No document between the cities is known.
legal-prepared = Proposed or being drawn up; no report of a signature
legal-term = until { $date }
legal-from-visit = visit of { $date }
sectors-reading = { $count ->
    [one] In 1 of { $visits } visits: { $names }.
   *[other] In { $count }{ -nbsp }of { $visits } visits: { $names }.
}
sectors-caption = Visits by sector and year; a visit counts in each of its sectors
sectors-none = No source names subjects of these visits.
visits-caption = Visits between { $guest } and { $host }, the newest first
visits-reference = The table of all visits is in the annex{ $page }.
visits-related = Related contacts without a city on one side
commitments-none = No promise from earlier visits is known.
commitments-none-open = No promise is known to be open.
commitments-settled = Done, dropped or not heard of again
commitments-due = due { $date }
commitments-past-due = due { $date }, past

## Annexes of a briefing

annex-people = People met before
annex-deadlines = Deadlines
people-caption = People of { $city } met at earlier visits
protocol-dress = Dress
protocol-gifts = Gifts
protocol-languages = Languages
protocol-flags = Flags
protocol-accessibility = Access
sources-none = There are no sources for this briefing.
source-via = read in { $outlet }
source-rows = { $count ->
    [one] row { $rows }
   *[other] rows { $rows }
}

## Heads of table columns

column-date = Date
column-time = Time
column-what = What
column-where = Where
column-place = Received by
column-head = Head of the delegation
column-subject = Purpose and subjects
column-document = Document
column-signatories = To be signed by
column-open = Open
column-name = Name
column-role = Office at that time
column-visit = Visit
value-or = or
quoted = “{ $text }”

## Counts

visits-count = { $count ->
    [one] { $count }{ -nbsp }visit
   *[other] { $count }{ -nbsp }visits
}

## Values

visit-kind-official = official visit
visit-kind-working = working visit
visit-kind-business-mission = business mission
visit-kind-cultural-and-business-mission = cultural and business mission
visit-kind-study-tour = study tour
visit-kind-forum = forum or conference
visit-kind-courtesy-call = courtesy call
visit-kind-other = other
visit-status-announced = announced
visit-status-held = held
visit-status-cancelled = cancelled
agreement-type-agreement = agreement
agreement-type-memorandum = memorandum
agreement-type-protocol = protocol
agreement-type-programme = programme
agreement-type-road-map = road map
agreement-type-action-plan = action plan
agreement-type-contract = contract
agreement-type-letter-of-intent = letter of intent
agreement-status-proposed = proposed
agreement-status-agreed-to-draft = agreed to draft
agreement-status-drafted = drafted
agreement-status-signed = signed
agreement-status-in-force = in force
agreement-status-expired = expired
agreement-status-renewed = renewed
agreement-status-terminated = terminated
commitment-status-open = open
commitment-status-in-progress = in progress
commitment-status-done = done
commitment-status-overdue = overdue
commitment-status-dropped = dropped
commitment-status-unknown = not known
sector-role-purpose = purpose
sector-role-discussed = discussed
sector-role-agreed = agreed
sector-role-signed = signed
person-group-government = Government
person-group-business = Business
person-group-academia = Universities and research
person-group-culture = Culture
person-group-support = Support

## Summaries

summary-title = International contacts: { $period }
summary-title-of = International contacts of { $city }: { $period }
summary-quiet = A quiet time: no visit and no signature are known for { $period }.
summary-overdue = { $count ->
    [one] { $count }{ -nbsp }promise is overdue.
   *[other] { $count }{ -nbsp }promises are overdue.
}
summary-promises-overdue = Overdue
summary-promises-due = Due: { $period }
summary-promises-open = { $count ->
    [one] { $count }{ -nbsp }more promise is open without a date or with a later one.
   *[other] { $count }{ -nbsp }more promises are open without a date or with a later one.
}
period-quarter = quarter{ -nbsp }{ $quarter } of { $year }
section-month = Month at a glance
section-quarter = Quarter at a glance
section-year = Year at a glance
section-incoming = Incoming delegations
section-outgoing = Outgoing missions
section-delegations = Delegations
section-meetings = Meetings and events
section-signed = Documents signed
section-by-pair-and-sector = By city pair and sector
section-commitments-due = Commitments: due and overdue
section-next-month = Next month
section-next-quarter = Next quarter
section-next-year = Next year
section-since = News since the last issue ({ $date })
figure-visits = Visits
figure-incoming = Incoming
figure-outgoing = Outgoing
figure-held = Held
figure-announced = Known from announcements only
figure-cancelled = Called off
figure-signed = Documents signed
figure-changes = { $period }: { $change }; { $year }: { $year_change }
column-pair = Between
column-visits = Visits
column-sectors = Sectors
event-visited = visited
event-hosted = held for the guests
event-planned = planned
since-new-visit = new
since-not-said = not said
since-visit = status
since-start = first day
since-end = last day
since-head = head of the delegation
since-size = size of the delegation
since-sectors = sectors
since-agreement = document
since-commitment = promise
since-due = date of the promise
since-about = { $what } “{ $subject }”
since-changed = { $what }: { $before } → { $after }
since-added = { $what }: { $after }
since-removed = { $what }: no longer { $before }

## Mail

mail-greeting = Good day!
mail-summary-attached = Attached is the summary of the international contacts: { $period }. The key figures:
mail-briefing-attached = Attached is the briefing for the coming visit. In short:
mail-part = { $subject } (part { $number } of { $count })
mail-too-large = The file { $name } ({ $size }{ -nbsp }MB) is too large for mail and was left out; please ask the sender for it.

## Figures

figure-nothing = There is nothing to show here.
figure-failed = This figure could not be drawn.
figure-more = { $count } more are not drawn
figure-unnamed = { $count } more places have no room for their names
figure-distance = { $distance }{ -nbsp }km
figure-alt-bars = { $total } in all, from { $first } to { $last }; most: { $most }.
figure-alt-ranking = { $total } in all; most: { $most }.
figure-alt-parts = Of these: { $names }.
figure-others = others
figure-alt-zero = All values are zero.
figure-alt-line = { $first }: { $first-value }; { $last }: { $last-value }; highest: { $peak-value } ({ $peak }).
figure-alt-dots = { $count ->
    [one] One date: { $first }.
   *[other] { $count } dates, { $first } – { $last }.
}
figure-alt-heat = Rows: { $rows }, columns: { $columns }. Rows with most: { $row-names }; columns with most: { $column-names }.
figure-alt-route = Map: { $from } and { $to } lie { $distance }{ -nbsp }km apart by the shortest way.
figure-alt-places = { $count ->
    [one] Map of one place: { $names }.
   *[other] Map of { $count } places, among them { $names }.
}
figure-title-map = Where { $home } and { $partner } lie
figure-title-timeline = Visits, documents and promises over time; visits by receiving city
figure-title-years = Visits by year and receiving city
figure-title-commitments = All promises by status
figure-title-before-month = { $period } against the twelve months before
figure-title-before-quarter = { $period } against the twelve quarters before
figure-title-before-year = { $period } against the twelve years before
figure-title-partners = Partner cities by number of visits: { $period }
figure-lane-visits = Visits
figure-lane-documents = Documents
figure-lane-promises = Promises
figure-done = held, signed, kept
figure-ahead = announced, prepared, open
figure-column-name = Name
figure-column-value = Number
figure-column-date = Date
figure-column-status = Status
column-sector = Sector
column-total = All
figure-column-place = Place
figure-column-distance = Distance, km
