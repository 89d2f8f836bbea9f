-- What puts an earlier sending right, what is sent again, and who has asked by a token not to be mailed.
-- See docs/adr/0021 and 0022.

-- The version that a plan corrects or withdraws; empty for any other release.
ALTER TABLE plan ADD COLUMN effect TEXT CHECK (effect IN ('correction', 'withdrawal'));
ALTER TABLE plan ADD COLUMN corrects_id TEXT;
ALTER TABLE plan ADD COLUMN corrects_version INTEGER;
CREATE INDEX plan_by_corrected ON plan (corrects_id) WHERE corrects_id IS NOT NULL;

-- When somebody last asked that this message be tried again: attempts before that do not make it too old.
ALTER TABLE delivery ADD COLUMN again_at TEXT;

-- Where one click takes a reader off the list, as it was when the plan was made; empty where there is only mail.
ALTER TABLE plan ADD COLUMN opt_out_url TEXT;

-- Tokens that took somebody off the list, as SHA-256: a message that is read twice must not undo a later wish.
CREATE TABLE opt_out_token (
    hash    TEXT PRIMARY KEY,
    used_at TEXT NOT NULL
);
