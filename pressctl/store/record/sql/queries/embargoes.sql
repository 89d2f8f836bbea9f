-- Embargoes: what people said, on what evidence, and who holds a release on which ground.

-- name: add_embargo_answer(id, release_id, recipient_id, answer, until, zone, answered_at, recorded_at, recorded_by, evidence, note)!
INSERT INTO embargo_answer (id, release_id, recipient_id, answer, until, zone, answered_at, recorded_at, recorded_by,
                            evidence, note)
VALUES (:id, :release_id, :recipient_id, :answer, :until, :zone, :answered_at, :recorded_at, :recorded_by,
        :evidence, :note);

-- name: embargo_answers(release_id)
-- Everything that was said about the embargo of a release, the earliest first: the last one of a person stands.
SELECT a.recipient_id, r.key, r.address, r.name, a.answer, a.until, a.zone, a.answered_at, a.recorded_at,
       a.recorded_by, a.evidence, a.note
FROM embargo_answer a JOIN recipient r ON r.id = a.recipient_id
WHERE a.release_id = :release_id ORDER BY a.rowid;

-- name: last_embargo_answer(release_id, key)^
SELECT a.answer, a.recorded_at FROM embargo_answer a JOIN recipient r ON r.id = a.recipient_id
WHERE a.release_id = :release_id AND r.key = :key ORDER BY a.rowid DESC LIMIT 1;

-- name: releases_with_answers()
SELECT DISTINCT release_id FROM embargo_answer;

-- name: embargo_holders(release_id)
-- Who has a release or may have it, message by message, and on which ground it left before the lift.
SELECT d.recipient_id, r.key, r.address, r.name, d.version, d.language, d.channel, d.state, d.state_at, d.embargo_ground
FROM delivery d JOIN recipient r ON r.id = d.recipient_id
WHERE d.release_id = :release_id AND d.counts = 1 AND d.state IN ('accepted', 'uncertain', 'bounced', 'complained')
ORDER BY d.state_at, d.position;

-- name: evidence_about(recipient_id)
SELECT DISTINCT evidence FROM embargo_answer WHERE recipient_id = :recipient_id AND evidence IS NOT NULL;

-- name: empty_embargo_notes(recipient_id)!
UPDATE embargo_answer SET note = NULL WHERE recipient_id = :recipient_id AND note IS NOT NULL;
