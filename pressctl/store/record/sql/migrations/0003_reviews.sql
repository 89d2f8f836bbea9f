-- What went out for review, who was asked by when, what came back, and what became of each change.
-- See docs/adr/0019 and docs/adr/0020.

-- A copy: one document of one language of a frozen version, kept byte for byte beside its registry.
CREATE TABLE review_copy (
    id         TEXT PRIMARY KEY,          -- 2018-10-24-r1
    release_id TEXT NOT NULL,
    slug       TEXT NOT NULL,
    version    INTEGER NOT NULL,
    language   TEXT NOT NULL,
    since      INTEGER,                   -- the earlier version from which its tracked changes lead here
    sha256     TEXT NOT NULL,             -- of the document
    registry   TEXT NOT NULL,             -- sha256 of the registry
    file       TEXT NOT NULL,             -- its name in the mail
    due_at     TEXT,                      -- by when comments are wanted, as its pages say
    zone       TEXT NOT NULL,
    made_at    TEXT NOT NULL,
    made_by    TEXT NOT NULL,
    FOREIGN KEY (release_id, version) REFERENCES version (release_id, number)
);
CREATE INDEX review_copy_by_release ON review_copy (release_id, made_at);

-- Somebody was asked to look at a copy.
CREATE TABLE review_request (
    id           TEXT PRIMARY KEY,
    copy_id      TEXT NOT NULL REFERENCES review_copy (id),
    release_id   TEXT NOT NULL,
    recipient_id TEXT NOT NULL REFERENCES recipient (id),
    organisation TEXT,                    -- key of the organisation that they speak for
    way          TEXT NOT NULL CHECK (way IN ('mail', 'hand')),
    transport    TEXT,                    -- folder or smtp, for a mail
    state        TEXT NOT NULL CHECK (state IN ('sending', 'accepted', 'written', 'rejected', 'uncertain', 'handed')),
    state_at     TEXT NOT NULL,
    asked_at     TEXT NOT NULL,
    asked_by     TEXT NOT NULL,
    due_at       TEXT,
    zone         TEXT NOT NULL,
    no_objection INTEGER NOT NULL CHECK (no_objection IN (0, 1)), -- silence until then is told to be consent
    message_id   TEXT,
    reply        TEXT,                    -- the server's words; may hold an address, erase empties it
    reminded_at  TEXT,
    reminders    INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX review_request_by_release ON review_request (release_id, asked_at);
CREATE INDEX review_request_by_recipient ON review_request (recipient_id);

-- A person as a returned file names them; an address is known where they were asked. Erase empties the name.
CREATE TABLE reviewer (
    id           TEXT PRIMARY KEY,
    name         TEXT UNIQUE,
    recipient_id TEXT REFERENCES recipient (id)
);

-- A file that came back; the same file is one answer however often it is read.
CREATE TABLE review_answer (
    id          TEXT PRIMARY KEY,
    copy_id     TEXT NOT NULL REFERENCES review_copy (id),
    release_id  TEXT NOT NULL,
    request_id  TEXT REFERENCES review_request (id),
    reviewer_id TEXT REFERENCES reviewer (id),
    sha256      TEXT NOT NULL,
    size        INTEGER NOT NULL,
    changes     INTEGER NOT NULL,         -- how many were found in it
    comments    INTEGER NOT NULL,
    received_at TEXT NOT NULL,
    received_by TEXT NOT NULL,
    UNIQUE (copy_id, sha256)
);
CREATE INDEX review_answer_by_release ON review_answer (release_id, received_at);

-- What became of one change of an answer; the latest row of a change stands.
CREATE TABLE review_decision (
    id          TEXT PRIMARY KEY,
    copy_id     TEXT NOT NULL REFERENCES review_copy (id),
    answer_id   TEXT NOT NULL REFERENCES review_answer (id),
    release_id  TEXT NOT NULL,
    change      INTEGER NOT NULL,         -- its number in the answer
    decision    TEXT NOT NULL CHECK (decision IN ('accepted', 'rejected', 'edited', 'skipped')),
    field       TEXT,                     -- path of the field that it touches
    before      TEXT NOT NULL,
    after       TEXT NOT NULL,            -- as proposed
    became      TEXT,                     -- what was written in its place, for an edited one
    proposed_by TEXT REFERENCES reviewer (id),
    decided_at  TEXT NOT NULL,
    decided_by  TEXT NOT NULL
);
CREATE INDEX review_decision_by_answer ON review_decision (answer_id, change);
