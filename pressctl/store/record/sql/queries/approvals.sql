-- Approvals: acts of sign-off, appended. See docs/adr/0027.

-- name: add_approval(id, release_id, act, organisation, recipient_id, person, extent, language, part, digest, version, copy, given_at, recorded_at, recorded_by, evidence, why, carries)!
INSERT INTO approval (id, release_id, act, organisation, recipient_id, person, extent, language, part, digest, version,
                      copy, given_at, recorded_at, recorded_by, evidence, why, carries)
VALUES (:id, :release_id, :act, :organisation, :recipient_id, :person, :extent, :language, :part, :digest, :version,
        :copy, :given_at, :recorded_at, :recorded_by, :evidence, :why, :carries);

-- name: approvals_of(release_id)
-- Every act about a release, the earliest first.
SELECT id, act, organisation, person, extent, language, part, digest, version, copy, given_at, recorded_at, recorded_by,
       evidence, why, carries
FROM approval WHERE release_id = :release_id ORDER BY rowid;

-- name: approvals_by(recipient_id)
SELECT a.release_id, a.organisation, a.extent, a.language, a.part, a.version, a.given_at, a.recorded_by, a.evidence,
       (SELECT v.slug FROM version v WHERE v.release_id = a.release_id ORDER BY v.number DESC LIMIT 1) AS slug
FROM approval a WHERE a.recipient_id = :recipient_id ORDER BY a.rowid;

-- name: approval_evidence_by(recipient_id)
SELECT DISTINCT evidence FROM approval WHERE recipient_id = :recipient_id AND evidence IS NOT NULL;

-- name: empty_approver(recipient_id)!
UPDATE approval SET person = NULL WHERE recipient_id = :recipient_id AND person IS NOT NULL;
