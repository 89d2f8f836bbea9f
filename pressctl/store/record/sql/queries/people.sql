-- One person: what the record holds on them, and emptying it. A person is a recipient; their random id stays.

-- name: recipients_on_record()
-- Everybody to whom anything was sent or planned, those who were erased apart.
SELECT id, key, address, name FROM recipient WHERE key IS NOT NULL ORDER BY address;

-- name: deliveries_to(recipient_id)
-- Everything for one person, the earliest first; columns as log_rows.
SELECT p.slug, p.release_id, d.id, d.plan_id, d.purpose, d.version, d.language, d.channel, d.state, d.state_at,
       d.due_at, d.attempts, d.message_id, d.message_date, d.boundary, d.slots, d.position, p.test, p.transport, p.zone, p.headline,
       d.embargo_ground, p.not_before, r.key, r.address, r.name, a.code, a.enhanced, a.reply, a.outcome
FROM delivery d
JOIN plan p ON p.id = d.plan_id
JOIN recipient r ON r.id = d.recipient_id
LEFT JOIN attempt a ON a.delivery_id = d.id AND a.number = d.attempts
WHERE d.recipient_id = :recipient_id
ORDER BY p.created_at, p.id, d.position;

-- name: left_outs_of(recipient_id)
SELECT l.plan_id, p.slug, p.version, p.created_at, l.reason, l.detail
FROM plan_left_out l JOIN plan p ON p.id = l.plan_id
WHERE l.recipient_id = :recipient_id ORDER BY p.created_at, p.id;

-- name: embargo_answers_of(recipient_id)
SELECT a.release_id, a.answer, a.until, a.zone, a.answered_at, a.recorded_at, a.recorded_by, a.evidence, a.note,
       (SELECT v.slug FROM version v WHERE v.release_id = a.release_id ORDER BY v.number DESC LIMIT 1) AS slug
FROM embargo_answer a WHERE a.recipient_id = :recipient_id ORDER BY a.rowid;

-- name: open_plans_of(recipient_id)
-- Plans in which something for this person is not settled.
SELECT DISTINCT p.id, p.slug, p.transport FROM delivery d JOIN plan p ON p.id = d.plan_id
WHERE d.recipient_id = :recipient_id AND d.state IN ('queued', 'sending', 'deferred') ORDER BY p.id;

-- name: open_deliveries_of(recipient_id)
SELECT id, plan_id, release_id FROM delivery
WHERE recipient_id = :recipient_id AND state IN ('queued', 'deferred') ORDER BY plan_id, position;

-- name: empty_recipient(recipient_id)!
UPDATE recipient SET key = NULL, address = NULL, name = NULL WHERE id = :recipient_id;

-- name: empty_slots(recipient_id)!
UPDATE delivery SET slots = NULL WHERE recipient_id = :recipient_id AND slots IS NOT NULL;

-- name: empty_replies(recipient_id)!
UPDATE attempt SET reply = NULL
WHERE reply IS NOT NULL AND delivery_id IN (SELECT id FROM delivery WHERE recipient_id = :recipient_id);

-- name: empty_left_outs(recipient_id)!
UPDATE plan_left_out SET detail = '' WHERE recipient_id = :recipient_id AND detail <> '';

-- name: frozen_words()
-- What was frozen for everybody: the words of releases, which may name somebody as their own text does.
SELECT 'plan ' || plan_id AS place,
       subject || char(10) || text || char(10) || html || char(10) || coalesce(sender_name, '') AS words FROM plan_part
UNION ALL SELECT 'a version of a release', content FROM snapshot
UNION ALL SELECT 'plan ' || plan_id || ' (reason of an override)', because || char(10) || reason FROM plan_override
UNION ALL SELECT 'do not mail (reason)', reason FROM suppression
UNION ALL SELECT 'a change that a reviewer proposed', before || char(10) || after || char(10) || coalesce(became, '')
          FROM review_decision
UNION ALL SELECT 'event ' || number, actor || char(10) || data FROM event
UNION ALL SELECT 'plan ' || id, sender || char(10) || sender_name || char(10) || coalesce(reply_to, '') || char(10)
          || coalesce(opt_out, '') || char(10) || created_by FROM plan;

-- name: kept_files()
-- Attachments, with the plans that carry them.
SELECT a.plan_id, a.filename, c.bytes FROM plan_attachment a JOIN content c ON c.sha256 = a.sha256
GROUP BY c.sha256 ORDER BY a.plan_id;
