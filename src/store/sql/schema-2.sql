-- Version 2. What was issued, what the schedule did, and the outbox. Moments are seconds since 1970 (UTC).

CREATE TABLE issue (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    series       TEXT NOT NULL,             -- what follows what: monthly/city-1526273, briefing/498817-1526273
    report       TEXT NOT NULL,             -- monthly/2019-11, briefing/2026-12-03
    language     TEXT NOT NULL,
    issued       INTEGER NOT NULL,
    last_account INTEGER NOT NULL           -- newest account that the store held
);
CREATE INDEX issue_by_series ON issue (series, id);

-- What an issue said, one value a row, in no language.
CREATE TABLE issue_fact (
    issue   INTEGER NOT NULL REFERENCES issue (id),
    visit   INTEGER NOT NULL,
    field   TEXT NOT NULL,
    subject TEXT NOT NULL,
    value   TEXT NOT NULL,
    PRIMARY KEY (issue, visit, field, subject)
) WITHOUT ROWID;

CREATE TABLE job (
    name  TEXT PRIMARY KEY,
    began INTEGER NOT NULL                  -- first run of the schedule with this job
) WITHOUT ROWID;

CREATE TABLE job_run (
    job          TEXT NOT NULL REFERENCES job (name),
    key          TEXT NOT NULL,             -- monthly/2019-11
    state        TEXT NOT NULL,             -- done, empty, failed
    attempts     INTEGER NOT NULL,
    next_attempt INTEGER,                   -- where failed
    problem      TEXT,                      -- where failed
    at           INTEGER NOT NULL,          -- last attempt
    PRIMARY KEY (job, key)
) WITHOUT ROWID;

CREATE TABLE outbox_message (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id TEXT NOT NULL UNIQUE,
    report     TEXT NOT NULL,
    subject    TEXT NOT NULL,
    sender     TEXT NOT NULL,
    queued     INTEGER NOT NULL,
    bytes      BLOB NOT NULL
);

CREATE TABLE outbox_delivery (
    message      INTEGER NOT NULL REFERENCES outbox_message (id),
    address      TEXT NOT NULL,
    state        TEXT NOT NULL,
    attempts     INTEGER NOT NULL,
    next_attempt INTEGER NOT NULL,
    reply        TEXT,
    PRIMARY KEY (message, address)
) WITHOUT ROWID;
CREATE INDEX outbox_delivery_by_state ON outbox_delivery (state, next_attempt);
