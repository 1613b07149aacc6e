-- Every coding of every report is kept in the schema `history`; the views of the main schema show what holds now.
-- Moments are UTC. Days are inclusive. Lists of actors hold actor ids.

CREATE SCHEMA history;

CREATE TABLE history.run (
    run_id VARCHAR NOT NULL,
    command VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,                 -- null: still going, or killed
    code_version VARCHAR NOT NULL,
    knowledge_version VARCHAR NOT NULL,
    model_version VARCHAR NOT NULL
);

CREATE TABLE history.report (
    report_id VARCHAR NOT NULL,            -- hash of the content
    key VARCHAR NOT NULL,                  -- the input's own id, else the stem of its file name
    path VARCHAR,
    url VARCHAR,
    title VARCHAR,
    publisher VARCHAR,
    published DATE,                        -- first day of the month or year where no more is known
    published_as VARCHAR,                  -- as the report has it: YYYY, YYYY-MM or YYYY-MM-DD
    published_precision VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    length INTEGER NOT NULL,               -- code points
    run_id VARCHAR NOT NULL,
    added_at TIMESTAMP NOT NULL,
    superseded_by VARCHAR,                 -- the report that came later under the same key
    superseded_at TIMESTAMP
);

CREATE TABLE history.appearance (          -- the same content met again under another key, path or publisher
    report_id VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    path VARCHAR,
    publisher VARCHAR,
    run_id VARCHAR NOT NULL,
    seen_at TIMESTAMP NOT NULL
);

CREATE TABLE history.content (
    report_id VARCHAR NOT NULL,
    text BLOB NOT NULL                     -- UTF-8, Zstandard
);

CREATE TABLE history.coding (
    coding_id VARCHAR NOT NULL,
    report_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    coded_at TIMESTAMP NOT NULL,
    retired_at TIMESTAMP,                  -- a later coding took its place, or the report was superseded
    has_failed BOOLEAN NOT NULL,           -- the coder broke on it
    confirmed_by VARCHAR,                  -- the last run of another version that gave the very same record
    document BLOB NOT NULL                 -- the public JSON of the coded report without its text, Zstandard
);

CREATE TABLE history.event (
    coding_id VARCHAR NOT NULL,
    report_id VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,             -- in the order of the text
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    trigger VARCHAR NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    type VARCHAR NOT NULL,
    mode VARCHAR,
    contexts VARCHAR[] NOT NULL,
    cameo VARCHAR,
    auxiliary VARCHAR[] NOT NULL,
    actors VARCHAR[] NOT NULL,
    recipients VARCHAR[] NOT NULL,
    source_kind VARCHAR NOT NULL,
    holders VARCHAR[] NOT NULL,
    stance VARCHAR NOT NULL,
    cue VARCHAR,
    certainty VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    letter VARCHAR NOT NULL,               -- Admiralty reliability of the source
    number INTEGER NOT NULL,               -- Admiralty credibility within the report
    earliest DATE,
    latest DATE,
    date_precision VARCHAR,
    date_basis VARCHAR,
    place VARCHAR,
    country VARCHAR,
    latitude DOUBLE,
    longitude DOUBLE,
    geonameid INTEGER,
    inside VARCHAR,                        -- the event whose content this one is
    report_incident VARCHAR,               -- mentions of one event within the report share it
    quote VARCHAR NOT NULL,
    flags VARCHAR[] NOT NULL
);

CREATE TABLE history.event_party (
    coding_id VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    side VARCHAR NOT NULL,                 -- actor or recipient
    position INTEGER NOT NULL,
    actor_id VARCHAR NOT NULL,
    body VARCHAR NOT NULL,                 -- the id without its sector
    name VARCHAR NOT NULL,
    mention_start INTEGER,
    mention_end INTEGER,
    mention VARCHAR
);

CREATE TABLE history.event_source (        -- the chain a claim came through, the reporter first, its holders last
    coding_id VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    link INTEGER NOT NULL,
    is_holder BOOLEAN NOT NULL,
    kind VARCHAR NOT NULL,
    actor_id VARCHAR,
    mention_start INTEGER,
    mention_end INTEGER,
    mention VARCHAR
);

CREATE TABLE history.event_reason (
    coding_id VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    entry VARCHAR,
    reason_start INTEGER NOT NULL,
    reason_end INTEGER NOT NULL
);

CREATE TABLE history.transfer (
    coding_id VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    supplier VARCHAR[] NOT NULL,
    recipient VARCHAR[] NOT NULL,
    end_user VARCHAR,
    value VARCHAR,
    stage VARCHAR NOT NULL,
    transit VARCHAR[] NOT NULL,
    broker VARCHAR,
    maker VARCHAR,
    terms VARCHAR,
    condition VARCHAR,
    order_date VARCHAR,                    -- ISO days, or two with a slash
    delivery_date VARCHAR,
    amount DOUBLE,                         -- the value in units of the currency
    currency VARCHAR
);

CREATE TABLE history.transfer_item (
    coding_id VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    item VARCHAR NOT NULL,
    designation VARCHAR,
    category VARCHAR,
    munitions_list VARCHAR,
    quantity_min DOUBLE,
    quantity_max DOUBLE,
    unit VARCHAR,
    hedge VARCHAR
);

CREATE TABLE history.finding (
    coding_id VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    regime VARCHAR NOT NULL,
    provision VARCHAR,
    on_day VARCHAR,
    verdict VARCHAR NOT NULL,
    why VARCHAR NOT NULL
);

CREATE TABLE history.actor_mention (
    coding_id VARCHAR NOT NULL,
    report_id VARCHAR NOT NULL,
    mention_start INTEGER NOT NULL,
    mention_end INTEGER NOT NULL,
    mention VARCHAR NOT NULL,
    actor_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    rule VARCHAR NOT NULL
);

CREATE TABLE history.place_mention (
    coding_id VARCHAR NOT NULL,
    report_id VARCHAR NOT NULL,
    mention_start INTEGER NOT NULL,
    mention_end INTEGER NOT NULL,
    mention VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    country VARCHAR,
    latitude DOUBLE,
    longitude DOUBLE,
    geonameid INTEGER
);

CREATE TABLE history.time_mention (
    coding_id VARCHAR NOT NULL,
    report_id VARCHAR NOT NULL,
    mention_start INTEGER NOT NULL,
    mention_end INTEGER NOT NULL,
    mention VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    value VARCHAR NOT NULL
);

CREATE TABLE history.problem (
    coding_id VARCHAR NOT NULL,
    report_id VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    mention_start INTEGER,
    mention_end INTEGER
);

CREATE TABLE history.judgement (           -- a person's word on our links and rows; it overrules ours and outlives re-coding
    judgement_id VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL,              -- SAME, DIFFERENT, UNSURE (two events or incidents) or WRONG (one event)
    event_id VARCHAR NOT NULL,
    other_id VARCHAR,
    by_whom VARCHAR NOT NULL,
    why VARCHAR,
    made_at TIMESTAMP NOT NULL,
    withdrawn_at TIMESTAMP
);

CREATE TABLE history.copy_sketch (         -- what of a report's text is kept to find its copies
    report_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    body_hash VARCHAR NOT NULL,
    word_count INTEGER NOT NULL,
    signature UBIGINT[] NOT NULL,
    keys VARCHAR[] NOT NULL,
    sentences VARCHAR[] NOT NULL,
    quotes VARCHAR[] NOT NULL,
    agency VARCHAR
);

CREATE TABLE history.copy_key (            -- reports that share a key are compared, others never
    key VARCHAR NOT NULL,
    report_id VARCHAR NOT NULL
);

CREATE TABLE history.copy (                -- two reports that share their text, or a long quote
    report_id VARCHAR NOT NULL,            -- the lesser id of the two
    other_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    basis VARCHAR NOT NULL,
    similarity DOUBLE NOT NULL,
    found_at TIMESTAMP NOT NULL
);

CREATE TABLE history.report_sketch (       -- the words that tell what a report is about, for comparing its events
    report_id VARCHAR NOT NULL,
    about VARCHAR[] NOT NULL,
    weights DOUBLE[] NOT NULL,
    about_names VARCHAR[] NOT NULL,
    name_weights DOUBLE[] NOT NULL
);

CREATE TABLE history.event_sketch (        -- what of a telling is kept to find its incident in other reports
    event_id VARCHAR NOT NULL,
    report_id VARCHAR NOT NULL,
    sketch_start INTEGER NOT NULL,
    published VARCHAR,
    report_incident VARCHAR,
    type VARCHAR,
    mode VARCHAR,
    trigger VARCHAR NOT NULL,
    actors VARCHAR[] NOT NULL,
    recipients VARCHAR[] NOT NULL,
    earliest VARCHAR,
    latest VARCHAR,
    date_precision VARCHAR,
    date_basis VARCHAR,
    place VARCHAR,
    place_id BIGINT,
    country VARCHAR,
    numbers VARCHAR[] NOT NULL,
    items VARCHAR[] NOT NULL,
    arguments VARCHAR[] NOT NULL,
    names VARCHAR[] NOT NULL,
    words VARCHAR[] NOT NULL,
    quoted VARCHAR[] NOT NULL
);

CREATE TABLE history.event_key (           -- tellings that share a key are compared, others never
    key UBIGINT NOT NULL,                  -- hash of a key
    day_window INTEGER,                    -- looked up together with the windows beside it
    event_id VARCHAR NOT NULL
);

CREATE TABLE history.event_pair (          -- two tellings that may be one incident, with the reasons
    event_id VARCHAR NOT NULL,             -- the lesser id of the two
    other_id VARCHAR NOT NULL,
    score DOUBLE NOT NULL,                 -- logit
    decision VARCHAR NOT NULL,             -- SAME or UNSURE
    margin DOUBLE NOT NULL,
    reasons VARCHAR[] NOT NULL
);

CREATE TABLE history.incident_link (       -- which incident a telling belongs to, since when and until when
    event_id VARCHAR NOT NULL,
    incident_id VARCHAR NOT NULL,
    component VARCHAR NOT NULL,            -- what was clustered together
    since TIMESTAMP NOT NULL,
    until TIMESTAMP
);

CREATE TABLE history.incident (            -- the account of one incident over all its tellings
    incident_id VARCHAR NOT NULL,
    tellings INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    publishers VARCHAR[] NOT NULL,
    copies INTEGER NOT NULL,               -- reports dropped because another has their words
    independent INTEGER NOT NULL,          -- original holders with a name that put it forward, copies dropped
    holders VARCHAR[] NOT NULL,
    unnamed_reports INTEGER NOT NULL,
    deniers VARCHAR[] NOT NULL,
    number INTEGER NOT NULL,               -- Admiralty credibility over all tellings
    rule VARCHAR NOT NULL,
    first_event VARCHAR,
    first_holders VARCHAR[] NOT NULL,
    unsure VARCHAR[] NOT NULL,             -- tellings of other incidents that may be this one
    since TIMESTAMP NOT NULL,
    until TIMESTAMP
);

CREATE TABLE history.corroboration (       -- what one telling adds to its incident
    incident_id VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    relation VARCHAR NOT NULL,
    is_independent BOOLEAN NOT NULL,
    to_event VARCHAR,
    basis VARCHAR NOT NULL,
    since TIMESTAMP NOT NULL,
    until TIMESTAMP
);

CREATE TABLE history.certainty_step (      -- how the best certainty of an incident moved
    incident_id VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    published VARCHAR,
    certainty VARCHAR NOT NULL,
    has_new_evidence BOOLEAN NOT NULL,
    since TIMESTAMP NOT NULL,
    until TIMESTAMP
);
