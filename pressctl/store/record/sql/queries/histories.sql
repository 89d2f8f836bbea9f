-- The whole history of one release, for its dossier. People appear by their random ids alone; who they are is one query.

-- name: history_plans(release_id)
SELECT id, slug, version, purpose, headline, transport, route, sender, sender_name, reply_to, opt_out, created_at, zone,
       created_by, expires_at, test, counts, state, embargo_until, embargo_zone, not_before, not_after, opt_out_url, effect,
       corrects_id, corrects_version
FROM plan WHERE (:release_id IS NULL OR release_id = :release_id) ORDER BY created_at, id;

-- name: history_parts(release_id)
-- The words that went out: what is in them was published.
SELECT DISTINCT pp.subject, pp.text FROM plan_part pp JOIN plan p ON p.id = pp.plan_id
WHERE p.release_id = :release_id AND p.counts = 1;

-- name: history_attachments(release_id)
SELECT a.plan_id, a.language, a.filename, a.media_type, a.sha256 FROM plan_attachment a JOIN plan p ON p.id = a.plan_id
WHERE p.release_id = :release_id ORDER BY a.plan_id, a.language, a.position;

-- name: history_overrides(release_id)
SELECT o.plan_id, o.gate, o.because, o.reason FROM plan_override o JOIN plan p ON p.id = o.plan_id
WHERE (:release_id IS NULL OR p.release_id = :release_id) ORDER BY p.created_at, p.id, o.rowid;

-- name: history_left_out(release_id)
SELECT l.plan_id, l.recipient_id, l.reason, l.detail FROM plan_left_out l JOIN plan p ON p.id = l.plan_id
WHERE p.release_id = :release_id ORDER BY p.created_at, p.id, l.rowid;

-- name: log_left_out(release_id)
SELECT l.plan_id, r.address, r.name, l.reason, l.detail
FROM plan_left_out l JOIN plan p ON p.id = l.plan_id JOIN recipient r ON r.id = l.recipient_id
WHERE (:release_id IS NULL OR p.release_id = :release_id) ORDER BY p.created_at, p.id, l.rowid;

-- name: history_deliveries(release_id)
SELECT id, plan_id, purpose, version, recipient_id, language, channel, counts, state, state_at, embargo_ground, message_id
FROM delivery WHERE release_id = :release_id ORDER BY plan_id, position, id;

-- name: history_attempts(release_id)
SELECT a.delivery_id, a.number, a.plan_id, a.version, a.started_at, a.ended_at, a.phase, a.outcome, a.code, a.enhanced, a.reply
FROM attempt a JOIN delivery d ON d.id = a.delivery_id
WHERE d.release_id = :release_id ORDER BY a.delivery_id, a.number;

-- name: history_people(release_id)
SELECT id, key, address, name FROM recipient WHERE id IN (
    SELECT recipient_id FROM delivery WHERE release_id = :release_id
    UNION SELECT l.recipient_id FROM plan_left_out l JOIN plan p ON p.id = l.plan_id WHERE p.release_id = :release_id
    UNION SELECT recipient_id FROM embargo_answer WHERE release_id = :release_id)
ORDER BY id;
