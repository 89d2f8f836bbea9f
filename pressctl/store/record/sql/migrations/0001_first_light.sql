-- The record of pressctl: what was approved and sent. See docs/adr/0006 and 0007.
-- Times are UTC, ISO 8601 with microseconds and Z, so that text order is time order.

-- HMAC keys, one per purpose and id; never deleted, or what they made could not be recognised any more.
CREATE TABLE hmac_key (
    id         TEXT PRIMARY KEY,
    purpose    TEXT NOT NULL,
    secret     BLOB NOT NULL,
    created_at TEXT NOT NULL
);

-- Resolved texts, content-addressed: canonical JSON by digest (pc1:…).
CREATE TABLE snapshot (
    digest  TEXT PRIMARY KEY,
    content TEXT NOT NULL
);

-- A version is frozen when the text leaves somebody's hands; the number advances only with the digest.
CREATE TABLE version (
    release_id TEXT NOT NULL,
    number     INTEGER NOT NULL CHECK (number > 0),
    digest     TEXT NOT NULL,
    slug       TEXT NOT NULL,
    frozen_at  TEXT NOT NULL,
    frozen_by  TEXT NOT NULL,
    reason     TEXT NOT NULL,             -- send, approve, review …
    PRIMARY KEY (release_id, number)
);

CREATE TABLE version_edition (
    release_id TEXT NOT NULL,
    number     INTEGER NOT NULL,
    language   TEXT NOT NULL,
    digest     TEXT NOT NULL,             -- what an approval of this language binds to
    snapshot   TEXT NOT NULL REFERENCES snapshot (digest),
    PRIMARY KEY (release_id, number, language),
    FOREIGN KEY (release_id, number) REFERENCES version (release_id, number)
);

-- Attachments and other bytes, content-addressed.
CREATE TABLE content (
    sha256 TEXT PRIMARY KEY,
    bytes  BLOB NOT NULL
);

CREATE TABLE plan (
    id          TEXT PRIMARY KEY,
    release_id  TEXT NOT NULL,
    slug        TEXT NOT NULL,
    version     INTEGER NOT NULL,
    purpose     TEXT NOT NULL,
    headline    TEXT NOT NULL,
    transport   TEXT NOT NULL,
    route       TEXT NOT NULL,
    sender      TEXT NOT NULL,
    sender_name TEXT NOT NULL,
    reply_to    TEXT,
    opt_out     TEXT,                     -- where a reader writes to be taken off the list
    created_at  TEXT NOT NULL,
    zone        TEXT NOT NULL,            -- zone in which its times are read
    created_by  TEXT NOT NULL,
    expires_at  TEXT,
    not_before  TEXT,                     -- a scheduled sending
    not_after   TEXT,
    test        INTEGER NOT NULL DEFAULT 0 CHECK (test IN (0, 1)),
    counts      INTEGER NOT NULL CHECK (counts IN (0, 1)),  -- 0 for a test or a rehearsal
    state       TEXT NOT NULL CHECK (state IN ('open', 'finished', 'stopped')),
    -- One process holds a plan: a lease with a heartbeat; the fence rises with every holder.
    holder      TEXT,
    lease_until TEXT,
    fence       INTEGER NOT NULL DEFAULT 0,
    FOREIGN KEY (release_id, version) REFERENCES version (release_id, number)
);
CREATE INDEX plan_by_release ON plan (release_id, created_at);

CREATE TABLE plan_part (
    plan_id  TEXT NOT NULL REFERENCES plan (id),
    language TEXT NOT NULL,
    channel  TEXT NOT NULL CHECK (channel IN ('press', 'copy')),
    subject  TEXT NOT NULL,
    text     TEXT NOT NULL,
    html     TEXT NOT NULL,
    PRIMARY KEY (plan_id, language, channel)
);

CREATE TABLE plan_attachment (
    plan_id    TEXT NOT NULL REFERENCES plan (id),
    language   TEXT NOT NULL,
    position   INTEGER NOT NULL,
    filename   TEXT NOT NULL,
    media_type TEXT NOT NULL,
    sha256     TEXT NOT NULL REFERENCES content (sha256),
    PRIMARY KEY (plan_id, language, position)
);

-- A gate that was passed, and why.
CREATE TABLE plan_override (
    plan_id TEXT NOT NULL REFERENCES plan (id),
    gate    TEXT NOT NULL,
    because TEXT NOT NULL,
    reason  TEXT NOT NULL,
    PRIMARY KEY (plan_id, gate)
);

-- The only table that ties a random id to a person; erase empties key, address and name.
CREATE TABLE recipient (
    id      TEXT PRIMARY KEY,
    key     TEXT UNIQUE,
    address TEXT,
    name    TEXT
);

CREATE TABLE plan_left_out (
    plan_id      TEXT NOT NULL REFERENCES plan (id),
    recipient_id TEXT NOT NULL REFERENCES recipient (id),
    reason       TEXT NOT NULL,
    detail       TEXT NOT NULL,
    PRIMARY KEY (plan_id, recipient_id)
);

CREATE TABLE delivery (
    id           TEXT PRIMARY KEY,
    plan_id      TEXT NOT NULL REFERENCES plan (id),
    release_id   TEXT NOT NULL,
    purpose      TEXT NOT NULL,
    version      INTEGER NOT NULL,
    recipient_id TEXT NOT NULL REFERENCES recipient (id),
    language     TEXT NOT NULL,
    channel      TEXT NOT NULL CHECK (channel IN ('press', 'copy')),
    position     INTEGER NOT NULL,        -- order within the plan
    slots        TEXT,                    -- JSON: address, name and slots as frozen; personal, erase empties it
    counts       INTEGER NOT NULL CHECK (counts IN (0, 1)),
    state        TEXT NOT NULL CHECK (state IN (
                     'queued', 'sending', 'accepted', 'written', 'deferred', 'rejected', 'uncertain',
                     'suppressed', 'cancelled', 'bounced', 'complained')),
    state_at     TEXT NOT NULL,
    due_at       TEXT,                    -- when a deferred one may be tried again
    -- A claim only reserves: the row stays queued or deferred until `sending` is committed.
    reserved_by  TEXT,
    fence        INTEGER,                 -- the plan's fence under which it was reserved or sent
    -- Fixed at the first attempt, the same in every retry.
    message_id   TEXT,
    message_date TEXT,
    boundary     TEXT,
    attempts     INTEGER NOT NULL DEFAULT 0
);
-- Nobody gets the same thing twice: not a convention but an index.
CREATE UNIQUE INDEX delivery_once ON delivery (release_id, purpose, recipient_id)
    WHERE counts = 1 AND state <> 'cancelled';
CREATE INDEX delivery_by_plan ON delivery (plan_id, state, position);
CREATE INDEX delivery_by_recipient ON delivery (recipient_id);

CREATE TABLE attempt (
    delivery_id TEXT NOT NULL REFERENCES delivery (id),
    number      INTEGER NOT NULL,
    plan_id     TEXT NOT NULL REFERENCES plan (id),
    version     INTEGER NOT NULL,
    started_at  TEXT NOT NULL,
    ended_at    TEXT,
    phase       TEXT,
    outcome     TEXT,
    code        INTEGER,
    enhanced    TEXT,
    reply       TEXT,                     -- the server's words; may hold an address, erase empties it
    PRIMARY KEY (delivery_id, number)
);

-- Do not mail: a keyed hash of the recipient key, so that erasing a person does not forget their wish.
CREATE TABLE suppression (
    hash   TEXT PRIMARY KEY,
    key_id TEXT NOT NULL REFERENCES hmac_key (id),
    reason TEXT NOT NULL,
    at     TEXT NOT NULL,
    actor  TEXT NOT NULL,
    lifted_at TEXT
);

-- The record proper: appended, never rewritten; no personal data.
CREATE TABLE event (
    number       INTEGER PRIMARY KEY,
    at           TEXT NOT NULL,
    actor        TEXT NOT NULL,
    type         TEXT NOT NULL,
    release_id   TEXT,
    plan_id      TEXT,
    delivery_id  TEXT,
    recipient_id TEXT,
    data         TEXT NOT NULL            -- canonical JSON
);
CREATE INDEX event_by_plan ON event (plan_id, number);
CREATE INDEX event_by_release ON event (release_id, number);

-- One row per commit: hash = SHA-256 over the previous hash and the seal of each event, a line each (store/chain.py).
CREATE TABLE chain (
    number      INTEGER PRIMARY KEY,
    first_event INTEGER NOT NULL,
    last_event  INTEGER NOT NULL,
    previous    TEXT NOT NULL,
    hash        TEXT NOT NULL,
    at          TEXT NOT NULL
);

CREATE TRIGGER event_is_never_rewritten BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER chain_is_never_rewritten BEFORE UPDATE ON chain
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER chain_is_never_deleted BEFORE DELETE ON chain
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
