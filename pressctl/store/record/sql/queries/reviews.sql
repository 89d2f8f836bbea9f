-- The review: copies, who was asked, what came back, what became of it.

-- name: copy_id_taken(id)^
SELECT 1 AS taken FROM review_copy WHERE id = :id;

-- name: add_copy(id, release_id, slug, version, language, since, sha256, registry, file, due_at, zone, made_at, made_by)!
INSERT INTO review_copy (id, release_id, slug, version, language, since, sha256, registry, file, due_at, zone, made_at,
                         made_by)
VALUES (:id, :release_id, :slug, :version, :language, :since, :sha256, :registry, :file, :due_at, :zone, :made_at,
        :made_by);

-- name: copy_by_id(id)^
SELECT * FROM review_copy WHERE id = :id;

-- name: copies_of(release_id)
-- The earliest first.
SELECT * FROM review_copy WHERE release_id = :release_id ORDER BY made_at, rowid;

-- name: add_request(id, copy_id, release_id, recipient_id, organisation, way, transport, state, at, by, due_at, zone, no_objection, message_id)!
INSERT INTO review_request (id, copy_id, release_id, recipient_id, organisation, way, transport, state, state_at,
                            asked_at, asked_by, due_at, zone, no_objection, message_id)
VALUES (:id, :copy_id, :release_id, :recipient_id, :organisation, :way, :transport, :state, :at, :at, :by, :due_at,
        :zone, :no_objection, :message_id);

-- name: settle_request(id, state, at, reply)!
UPDATE review_request SET state = :state, state_at = :at, reply = :reply WHERE id = :id;

-- name: reminded(id, at)!
UPDATE review_request SET reminded_at = :at, reminders = reminders + 1 WHERE id = :id;

-- name: requests_of(release_id)
-- Who was asked, the earliest first.
SELECT q.*, r.key, r.address, r.name, c.version, c.language, c.file
FROM review_request q
JOIN review_copy c ON c.id = q.copy_id
JOIN recipient r ON r.id = q.recipient_id
WHERE q.release_id = :release_id ORDER BY q.asked_at, q.rowid;

-- name: requests_to(recipient_id)
-- What one person was asked to look at, the earliest first.
SELECT q.*, r.key, r.address, r.name, c.version, c.language, c.file, c.slug
FROM review_request q
JOIN review_copy c ON c.id = q.copy_id
JOIN recipient r ON r.id = q.recipient_id
WHERE q.recipient_id = :recipient_id ORDER BY q.asked_at, q.rowid;

-- name: releases_in_review()
SELECT release_id, MAX(slug) AS slug, MAX(made_at) AS at FROM review_copy GROUP BY release_id ORDER BY at DESC;

-- name: keep_reviewer(id, name, recipient_id)^
-- The same name is the same person, until an erasure empties it.
INSERT INTO reviewer (id, name, recipient_id) VALUES (:id, :name, :recipient_id)
ON CONFLICT (name) DO UPDATE SET recipient_id = coalesce(excluded.recipient_id, reviewer.recipient_id)
RETURNING id;

-- name: add_answer(id, copy_id, release_id, request_id, reviewer_id, sha256, size, changes, comments, at, by)!
INSERT INTO review_answer (id, copy_id, release_id, request_id, reviewer_id, sha256, size, changes, comments,
                           received_at, received_by)
VALUES (:id, :copy_id, :release_id, :request_id, :reviewer_id, :sha256, :size, :changes, :comments, :at, :by);

-- name: answer_by_sha256(copy_id, sha256)^
SELECT a.*, p.name AS reviewer FROM review_answer a LEFT JOIN reviewer p ON p.id = a.reviewer_id
WHERE a.copy_id = :copy_id AND a.sha256 = :sha256;

-- name: answers_of(release_id)
SELECT a.*, p.name AS reviewer FROM review_answer a LEFT JOIN reviewer p ON p.id = a.reviewer_id
WHERE a.release_id = :release_id ORDER BY a.received_at, a.rowid;

-- name: add_decision(id, copy_id, answer_id, release_id, change, decision, field, before, after, became, proposed_by, at, by)!
INSERT INTO review_decision (id, copy_id, answer_id, release_id, change, decision, field, before, after, became,
                             proposed_by, decided_at, decided_by)
VALUES (:id, :copy_id, :answer_id, :release_id, :change, :decision, :field, :before, :after, :became, :proposed_by,
        :at, :by);

-- name: decisions_of(release_id)
-- Every decision, the earliest first: the last one about a change stands.
SELECT d.*, p.name AS reviewer FROM review_decision d LEFT JOIN reviewer p ON p.id = d.proposed_by
WHERE d.release_id = :release_id ORDER BY d.decided_at, d.rowid;

-- name: reviewers_called()
SELECT id, name, recipient_id FROM reviewer WHERE name IS NOT NULL;

-- name: empty_reviewer(id)!
UPDATE reviewer SET name = NULL WHERE id = :id AND name IS NOT NULL;

-- name: empty_review_replies(recipient_id)!
UPDATE review_request SET reply = NULL WHERE recipient_id = :recipient_id AND reply IS NOT NULL;
