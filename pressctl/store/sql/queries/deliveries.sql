-- Deliveries: one message to one recipient. Every statement that moves one names the state that it must be in and,
-- while a sender is at work, the fence under which it works. The transitions are those of model/delivery.py.

-- name: add_delivery(id, plan_id, release_id, purpose, version, recipient_id, language, channel, position, slots, counts, at, embargo_ground)!
-- Nobody gets the same thing twice: a clash with delivery_once changes nothing and is seen in the row count.
INSERT INTO delivery (id, plan_id, release_id, purpose, version, recipient_id, language, channel, position, slots,
                      counts, state, state_at, embargo_ground)
VALUES (:id, :plan_id, :release_id, :purpose, :version, :recipient_id, :language, :channel, :position, :slots,
        :counts, 'queued', :at, :embargo_ground)
ON CONFLICT DO NOTHING;

-- name: counting_delivery(release_id, purpose, recipient_id)^
-- What a recipient has of this release and purpose.
SELECT id, plan_id, state, version, state_at FROM delivery
WHERE release_id = :release_id AND purpose = :purpose AND recipient_id = :recipient_id
  AND counts = 1 AND state <> 'cancelled';

-- name: requeue_delivery(plan_id, version, language, channel, position, slots, at, embargo_ground, id)!
-- A refused or suppressed recipient enters a new plan as the same delivery; its text may be new, so its
-- message is fixed anew.
UPDATE delivery
SET plan_id = :plan_id, version = :version, language = :language, channel = :channel, position = :position,
    slots = :slots, embargo_ground = :embargo_ground, state = 'queued', state_at = :at, due_at = NULL, reserved_by = NULL, fence = NULL,
    message_id = NULL, message_date = NULL, boundary = NULL
WHERE id = :id AND state IN ('rejected', 'suppressed');

-- name: reserve_deliveries(holder, fence, plan_id, now, limit)!
-- Reserve the next ones for the sender who holds the plan; rows reserved under an older fence are free again.
UPDATE delivery SET reserved_by = :holder, fence = :fence
WHERE id IN (
    SELECT d.id FROM delivery d JOIN plan p ON p.id = d.plan_id
    WHERE d.plan_id = :plan_id AND p.fence = :fence AND p.state = 'open'
      AND (d.state = 'queued' OR (d.state = 'deferred' AND d.due_at <= :now))
    ORDER BY d.state DESC, d.position LIMIT :limit);

-- name: reserved_deliveries(plan_id, fence, holder, now, limit)
SELECT d.id, d.plan_id, d.release_id, d.recipient_id, d.language, d.channel, d.position, d.slots, d.state,
       d.message_id, d.message_date, d.boundary, d.attempts, r.key,
       (SELECT min(started_at) FROM attempt a WHERE a.delivery_id = d.id AND a.plan_id = d.plan_id) AS first_attempt
FROM delivery d JOIN recipient r ON r.id = d.recipient_id
WHERE d.plan_id = :plan_id AND d.fence = :fence AND d.reserved_by = :holder AND d.state IN ('queued', 'deferred')
  AND (d.state = 'queued' OR d.due_at <= :now)
ORDER BY d.state DESC, d.position LIMIT :limit;

-- name: start_delivery(at, message_id, message_date, boundary, id, fence, plan_id)!
-- Committed before the connection speaks. What is fixed at the first attempt stays for every retry.
UPDATE delivery
SET state = 'sending', state_at = :at, due_at = NULL, attempts = attempts + 1,
    message_id = coalesce(message_id, :message_id), message_date = coalesce(message_date, :message_date),
    boundary = coalesce(boundary, :boundary)
WHERE id = :id AND state IN ('queued', 'deferred') AND fence = :fence
  AND EXISTS (SELECT 1 FROM plan WHERE id = :plan_id AND fence = :fence AND state = 'open');

-- name: add_attempt(at, id)!
INSERT INTO attempt (delivery_id, number, plan_id, version, started_at)
SELECT id, attempts, plan_id, version, :at FROM delivery WHERE id = :id;

-- name: settle_delivery(state, at, due_at, id, fence)!
-- The end of an attempt, by the sender that began it.
UPDATE delivery SET state = :state, state_at = :at, due_at = :due_at, reserved_by = NULL
WHERE id = :id AND state = 'sending' AND fence = :fence;

-- name: end_attempt(at, phase, outcome, code, enhanced, reply, id, number)!
UPDATE attempt
SET ended_at = :at, phase = :phase, outcome = :outcome, code = :code, enhanced = :enhanced, reply = :reply
WHERE delivery_id = :id AND number = :number;

-- name: close_unsent(state, at, id, fence, plan_id)!
-- Suppressed, or too old, before anything was said.
UPDATE delivery SET state = :state, state_at = :at, due_at = NULL, reserved_by = NULL
WHERE id = :id AND state IN ('queued', 'deferred') AND fence = :fence
  AND EXISTS (SELECT 1 FROM plan WHERE id = :plan_id AND fence = :fence);

-- name: unsettled_deliveries(plan_id, fence)
-- In the dialogue when an earlier sender of this plan went away.
SELECT d.id, d.plan_id, d.release_id, d.recipient_id, d.position, d.attempts, d.fence, d.slots, r.key
FROM delivery d JOIN recipient r ON r.id = d.recipient_id
WHERE d.plan_id = :plan_id AND d.state = 'sending' AND d.fence < :fence ORDER BY d.position;

-- name: unstopped_deliveries(plan_id)
SELECT id, recipient_id FROM delivery WHERE plan_id = :plan_id AND state IN ('queued', 'deferred') ORDER BY position;

-- name: cancel_delivery(at, id)!
UPDATE delivery SET state = 'cancelled', state_at = :at, due_at = NULL, reserved_by = NULL
WHERE id = :id AND state IN ('queued', 'deferred');

-- name: count_states(plan_id)
SELECT state, count(*) AS number FROM delivery WHERE plan_id = :plan_id GROUP BY state;

-- name: earliest_due(plan_id)^
SELECT min(due_at) AS due_at FROM delivery WHERE plan_id = :plan_id AND state = 'deferred';

-- name: log_rows(release_id, plan_id, state)
-- Who got what, oldest plan first; NULL parameters do not narrow.
SELECT p.slug, p.release_id, d.plan_id, d.purpose, d.version, d.language, d.channel, d.state, d.state_at, d.due_at,
       d.attempts, d.message_id, p.test, p.transport, p.zone, r.key, r.address, r.name,
       d.embargo_ground, a.code, a.enhanced, a.reply, a.outcome
FROM delivery d
JOIN plan p ON p.id = d.plan_id
JOIN recipient r ON r.id = d.recipient_id
LEFT JOIN attempt a ON a.delivery_id = d.id AND a.number = d.attempts
WHERE (:release_id IS NULL OR d.release_id = :release_id)
  AND (:plan_id IS NULL OR d.plan_id = :plan_id)
  AND (:state IS NULL OR d.state = :state)
ORDER BY p.created_at, p.id, d.position;
