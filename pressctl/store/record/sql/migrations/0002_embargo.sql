-- Who agreed to which embargo, on what evidence, and on which ground each message left before the lift.
-- See docs/adr/0010.

-- A file that proves what somebody said. It names people, so it does not stand in `content`, which is never emptied:
-- erasing anybody whom a row refers to empties `name` and `bytes` here; the sha256 stays.
CREATE TABLE evidence (
    sha256  TEXT PRIMARY KEY,
    name    TEXT,                         -- of the file; erase empties it
    bytes   BLOB,                         -- erase empties it
    size    INTEGER NOT NULL,
    kept_at TEXT NOT NULL
);

-- What a person said about the embargo of a release, one row for each time; the latest stands.
CREATE TABLE embargo_answer (
    id           TEXT PRIMARY KEY,
    release_id   TEXT NOT NULL,
    recipient_id TEXT NOT NULL REFERENCES recipient (id),
    answer       TEXT NOT NULL CHECK (answer IN ('agreed', 'refused', 'withdrawn')),
    until        TEXT NOT NULL,           -- the lift that was spoken of; an agreement holds up to this time
    zone         TEXT NOT NULL,           -- zone in which that time was read
    answered_at  TEXT NOT NULL,           -- when the person said so
    recorded_at  TEXT NOT NULL,
    recorded_by  TEXT NOT NULL,
    evidence     TEXT REFERENCES evidence (sha256),
    note         TEXT                     -- the officer's words; erase empties it
);
CREATE INDEX embargo_answer_by_release ON embargo_answer (release_id, recipient_id);

-- The embargo under which a plan was made; empty where none held.
ALTER TABLE plan ADD COLUMN embargo_until TEXT;
ALTER TABLE plan ADD COLUMN embargo_zone TEXT;

-- Why this one may have the release before the lift: agreed, trusted, copy, override; empty where no embargo held.
ALTER TABLE delivery ADD COLUMN embargo_ground TEXT;
