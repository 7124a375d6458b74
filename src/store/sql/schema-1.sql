-- Version 1. What sources say is kept for ever in "account"; everything else is derived from it.

CREATE TABLE account (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    hash     BLOB NOT NULL UNIQUE,          -- BLAKE3 over what the source says, without where it was imported from
    body     TEXT NOT NULL,                 -- JSON
    file     TEXT NOT NULL,
    sheet    TEXT,
    line     INTEGER NOT NULL,
    corrects INTEGER REFERENCES account (id) -- an officer's correction: an account of the visit that it corrects
);

CREATE INDEX account_by_corrected ON account (corrects) WHERE corrects IS NOT NULL;

CREATE TRIGGER account_is_never_changed BEFORE UPDATE ON account
BEGIN SELECT RAISE(ABORT, 'an account is never changed'); END;

CREATE TRIGGER account_is_never_lost BEFORE DELETE ON account
BEGIN SELECT RAISE(ABORT, 'an account is never deleted'); END;

-- A visit is derived from its accounts; here stands what is searched and counted by. Days are numbers, yyyymmdd.
CREATE TABLE visit (
    id            INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again
    host          INTEGER,
    guest         INTEGER,
    host_country  TEXT,
    guest_country TEXT,
    host_region   TEXT,
    guest_region  TEXT,
    pair_a        INTEGER,                  -- the smaller of host and guest, where both are known
    pair_b        INTEGER,
    day           INTEGER,                  -- first day that the beginning can mean
    last_day      INTEGER,                  -- last day that the end can mean
    ym            INTEGER,                  -- yyyymm, where the month is known
    year          INTEGER,
    status        TEXT NOT NULL DEFAULT '', -- empty: nobody says
    kind          TEXT NOT NULL
);
CREATE INDEX visit_by_pair ON visit (pair_a, pair_b, day);
CREATE INDEX visit_by_day ON visit (day);
CREATE INDEX visit_by_host ON visit (host, day);
CREATE INDEX visit_by_guest ON visit (guest, day);

-- Which visit an account tells of, and where the gazetteer found its places.
CREATE TABLE member (
    account       INTEGER PRIMARY KEY REFERENCES account (id),
    visit         INTEGER REFERENCES visit (id),
    host          INTEGER,
    guest         INTEGER,
    host_country  TEXT,
    guest_country TEXT,
    host_region   TEXT,
    guest_region  TEXT
);
CREATE INDEX member_by_visit ON member (visit);
CREATE INDEX member_by_cities ON member (host, guest);

CREATE TABLE sector (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE visit_sector (
    visit  INTEGER NOT NULL REFERENCES visit (id) ON DELETE CASCADE,
    sector INTEGER NOT NULL REFERENCES sector (id),
    role   TEXT NOT NULL,
    PRIMARY KEY (visit, sector)
) WITHOUT ROWID;

-- The only contract for counting: one row for each sector of a visit, one with an empty sector where it has none.
CREATE VIEW fact AS
SELECT v.id, v.day, v.last_day, v.ym, v.year, v.pair_a AS a, v.pair_b AS b, v.host, v.guest,
       v.host_country, v.guest_country, v.host_region, v.guest_region, v.status, v.kind,
       COALESCE(s.name, '') AS sector, COALESCE(vs.role, '') AS role
FROM visit v
LEFT JOIN visit_sector vs ON vs.visit = v.id
LEFT JOIN sector s ON s.id = vs.sector;
