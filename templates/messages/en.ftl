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
section-city-profile = City profile
section-protocol-note = Protocol note
section-sources = Sources

## Sections of a monthly summary

section-month = Month at a glance
section-incoming = Incoming delegations
section-outgoing = Outgoing missions
section-meetings = Meetings and events
section-signed = Documents signed
section-by-pair-and-sector = By city pair and sector
section-commitments-due = Commitments: due and overdue
section-next-month = Next month

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
figure-column-name = Name
figure-column-value = Number
figure-column-date = Date
figure-column-status = Status
figure-column-sum = All
figure-column-place = Place
figure-column-distance = Distance, km
