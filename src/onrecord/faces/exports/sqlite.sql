-- Lists are JSON arrays, days ISO days, offsets code points of reports.text. An event without coordinates has no place
-- more precise than a country. "inside" may name an event that the filter left out, so it is no foreign key.
PRAGMA foreign_keys = ON;

CREATE TABLE manifest (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE reports (
    id TEXT PRIMARY KEY, key TEXT NOT NULL, title TEXT, publisher TEXT, published TEXT, published_precision TEXT,
    url TEXT, language TEXT, text TEXT NOT NULL
);
CREATE TABLE incidents (
    id TEXT PRIMARY KEY, tellings INTEGER, reports INTEGER, copies INTEGER, independent INTEGER,
    unnamed_reports INTEGER, number INTEGER, publishers TEXT, holders TEXT, deniers TEXT
);
CREATE TABLE actors (id TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE events (
    id TEXT PRIMARY KEY, report_id TEXT NOT NULL REFERENCES reports (id), incident_id TEXT REFERENCES incidents (id),
    inside TEXT, day TEXT, earliest TEXT, latest TEXT, date_precision TEXT, date_basis TEXT,
    type TEXT NOT NULL, mode TEXT, cameo TEXT, contexts TEXT, auxiliary TEXT, actors TEXT, recipients TEXT,
    certainty TEXT NOT NULL, status TEXT NOT NULL, source_kind TEXT NOT NULL, holders TEXT, stance TEXT,
    letter TEXT, number INTEGER, place TEXT, country TEXT, latitude REAL, longitude REAL, geo_precision TEXT,
    quote TEXT NOT NULL, flags TEXT
);
CREATE TABLE parties (
    event_id TEXT NOT NULL REFERENCES events (id), side TEXT NOT NULL, position INTEGER NOT NULL,
    actor_id TEXT NOT NULL REFERENCES actors (id), words TEXT, PRIMARY KEY (event_id, side, position)
);
CREATE TABLE claims (
    event_id TEXT NOT NULL REFERENCES events (id), position INTEGER NOT NULL, holder_kind TEXT NOT NULL,
    holder TEXT REFERENCES actors (id), words TEXT, stance TEXT, certainty TEXT NOT NULL,
    PRIMARY KEY (event_id, position)
);
CREATE TABLE evidence (
    id TEXT PRIMARY KEY, event_id TEXT NOT NULL REFERENCES events (id), role TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL
);
CREATE TABLE transfers (
    event_id TEXT PRIMARY KEY REFERENCES events (id), supplier TEXT, recipient TEXT, end_user TEXT,
    stage TEXT NOT NULL, value TEXT, terms TEXT, "condition" TEXT, order_date TEXT, delivery_date TEXT,
    amount REAL, currency TEXT
);
CREATE TABLE items (
    event_id TEXT NOT NULL REFERENCES transfers (event_id), position INTEGER NOT NULL, item TEXT NOT NULL,
    designation TEXT, category TEXT, munitions_list TEXT, quantity_min REAL, quantity_max REAL, unit TEXT, hedge TEXT,
    PRIMARY KEY (event_id, position)
);
CREATE TABLE findings (
    event_id TEXT NOT NULL REFERENCES events (id), regime TEXT NOT NULL, provision TEXT, on_day TEXT,
    verdict TEXT NOT NULL, why TEXT NOT NULL
);
CREATE INDEX events_by_report ON events (report_id);
CREATE INDEX events_by_incident ON events (incident_id);
CREATE INDEX parties_by_actor ON parties (actor_id);
CREATE INDEX evidence_by_event ON evidence (event_id);
CREATE INDEX findings_by_event ON findings (event_id);
CREATE VIEW sources AS
    SELECT holder_kind, holder, count(*) AS claims, count(DISTINCT report_id) AS reports
    FROM claims JOIN events ON events.id = claims.event_id GROUP BY holder_kind, holder;
CREATE VIRTUAL TABLE event_text USING fts5(quote, place, content='events', tokenize='porter unicode61');
