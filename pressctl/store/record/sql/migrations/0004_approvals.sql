-- Who approved which words. See docs/adr/0027.

-- One row for each act, appended and never changed but by an erasure, which empties person and note.
CREATE TABLE approval (
    id           TEXT PRIMARY KEY,
    release_id   TEXT NOT NULL,
    act          TEXT NOT NULL CHECK (act IN ('signed', 'carried', 'withdrawn')),
    organisation TEXT NOT NULL,           -- its key in pressctl.toml
    recipient_id TEXT REFERENCES recipient (id),  -- who signed, where an address is known
    person       TEXT,                    -- who signed, as named; erase empties it
    extent       TEXT NOT NULL CHECK (extent IN ('release', 'field', 'quotation')),
    language     TEXT NOT NULL,           -- empty for a withdrawal: all of them
    part         TEXT NOT NULL,           -- name of the field, or who is quoted
    digest       TEXT NOT NULL,           -- of the words that were seen; empty for a withdrawal
    version      INTEGER NOT NULL,        -- in which they were frozen; 0 for a withdrawal
    copy         TEXT,                    -- the review copy that the person saw
    given_at     TEXT NOT NULL,
    recorded_at  TEXT NOT NULL,
    recorded_by  TEXT NOT NULL,
    evidence     TEXT REFERENCES evidence (sha256),
    why          TEXT NOT NULL,           -- the office's reason, without personal data; empty for a signature
    carries      TEXT REFERENCES approval (id)
);
CREATE INDEX approval_by_release ON approval (release_id);
