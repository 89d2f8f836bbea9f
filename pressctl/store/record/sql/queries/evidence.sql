-- Evidence: files that prove what somebody said.

-- name: keep_evidence(sha256, name, bytes, size, at)!
-- The same file proves what several people said; given again after an erasure, it is kept again.
INSERT INTO evidence (sha256, name, bytes, size, kept_at) VALUES (:sha256, :name, :bytes, :size, :at)
ON CONFLICT (sha256) DO UPDATE SET name = excluded.name, bytes = excluded.bytes WHERE evidence.bytes IS NULL;

-- name: evidence_bytes(sha256)^
SELECT name, bytes, size FROM evidence WHERE sha256 = :sha256;

-- name: empty_evidence(sha256)!
UPDATE evidence SET name = NULL, bytes = NULL WHERE sha256 = :sha256 AND bytes IS NOT NULL;
