-- Deliveries: one message to one recipient. Every statement that moves one names the state that it must be in and,
-- while a sender is at work, the fence under which it works. The transitions are those of model/delivery.py. Rows that
-- come many at a time have their names inside of the statement: sqlite3 counts changed rows only where the first word
-- is the one that changes them.

-- name: add_deliveries*!
-- Rows are `_NewDelivery`s. Nobody gets the same thing twice: a clash with delivery_once changes nothing and is seen in the row count.
INSERT INTO delivery (id, plan_id, release_id, purpose, version, recipient_id, language, channel, position, slots,
                      counts, state, state_at, embargo_ground)
SELECT id, plan_id, release_id, purpose, version, (SELECT recipient.id FROM recipient WHERE key = new.key), language,
       channel, position, slots, counts, 'queued', at, ground
FROM (WITH new (id, plan_id, release_id, purpose, version, key, language, channel, position, slots, counts, at, ground)
        AS (VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)) SELECT * FROM new) AS new
WHERE true
ON CONFLICT DO NOTHING;

-- name: has_delivery(id)^
SELECT 1 AS one FROM delivery WHERE id = :id;

-- name: counting_delivery(release_id, purpose, recipient_id)^
-- What a recipient has of this release and purpose.
SELECT id, plan_id, state, version, state_at FROM delivery
WHERE release_id = :release_id AND purpose = :purpose AND recipient_id = :recipient_id
  AND counts = 1 AND called_off = 0;

-- name: requeue_delivery(plan_id, version, language, channel, position, slots, at, embargo_ground, id)!
-- A refused or suppressed recipient enters a new plan as the same delivery; its text may be new, so its
-- message is fixed anew.
UPDATE delivery
SET plan_id = :plan_id, version = :version, language = :language, channel = :channel, position = :position,
    slots = :slots, embargo_ground = :embargo_ground, state = 'queued', state_at = :at, due_at = NULL, reserved_by = NULL, fence = NULL,
    message_id = NULL, message_date = NULL, boundary = NULL
WHERE id = :id AND state IN ('rejected', 'suppressed');

-- name: due_deliveries(plan_id, fence, now, limit)
-- The next ones that nobody has reserved under this fence, the queued first; an older fence's are free again. In two
-- halves, each in the order of its index, so that a claim costs the same however long the list is.
SELECT * FROM (
    SELECT d.id, d.plan_id, d.release_id, d.recipient_id, d.language, d.channel, d.position, d.slots, d.state,
           d.message_id, d.message_date, d.boundary, d.attempts, r.key,
           (SELECT min(started_at) FROM attempt a WHERE a.delivery_id = d.id AND a.plan_id = d.plan_id
              AND (d.again_at IS NULL OR a.started_at >= d.again_at)) AS first_attempt
    FROM delivery d JOIN recipient r ON r.id = d.recipient_id
    WHERE d.plan_id = :plan_id AND d.state = 'queued' AND (d.reserved_by IS NULL OR d.fence IS NOT :fence)
    ORDER BY d.position LIMIT :limit)
UNION ALL
SELECT * FROM (
    SELECT d.id, d.plan_id, d.release_id, d.recipient_id, d.language, d.channel, d.position, d.slots, d.state,
           d.message_id, d.message_date, d.boundary, d.attempts, r.key,
           (SELECT min(started_at) FROM attempt a WHERE a.delivery_id = d.id AND a.plan_id = d.plan_id
              AND (d.again_at IS NULL OR a.started_at >= d.again_at)) AS first_attempt
    FROM delivery d JOIN recipient r ON r.id = d.recipient_id
    WHERE d.plan_id = :plan_id AND d.state = 'deferred' AND d.due_at <= :now
      AND (d.reserved_by IS NULL OR d.fence IS NOT :fence)
    ORDER BY d.position LIMIT :limit)
LIMIT :limit;

-- name: reserve_queued(holder, fence, plan_id, first, last)!
-- Reserve a stretch of the queue, as `due_deliveries` has just found it, for the sender who holds the plan.
UPDATE delivery SET reserved_by = :holder, fence = :fence
WHERE plan_id = :plan_id AND state = 'queued' AND position BETWEEN :first AND :last;

-- name: reserve_delivery(holder, fence, id)*!
-- Reserve one that was put off.
UPDATE delivery SET reserved_by = :holder, fence = :fence WHERE id = :id AND state = 'deferred';

-- name: start_deliveries*!
-- Rows are `_Starting`s. Committed before the content leaves, by who has just seen that the plan is open and theirs. What is fixed at the
-- first attempt stays for every retry.
UPDATE delivery
SET state = 'sending', state_at = at, due_at = NULL, attempts = attempts + 1,
    message_id = coalesce(delivery.message_id, starting.message_id),
    message_date = coalesce(delivery.message_date, starting.message_date),
    boundary = coalesce(delivery.boundary, starting.boundary)
FROM (WITH starting (at, message_id, message_date, boundary, id, fence) AS (VALUES (?, ?, ?, ?, ?, ?))
      SELECT * FROM starting) AS starting
WHERE delivery.id = starting.id AND state IN ('queued', 'deferred') AND delivery.fence = starting.fence;

-- name: is_sending(id, fence, attempt)^
SELECT 1 FROM delivery WHERE id = :id AND state = 'sending' AND fence = :fence AND attempts = :attempt;

-- name: add_attempts*!
-- Rows are `EndedAttempt`s. How an attempt ended, written before `settle_deliveries` takes away when it began. Earlier forms of the record wrote a
-- row when it began: one that was interrupted then is completed.
INSERT INTO attempt (delivery_id, number, plan_id, version, started_at, ended_at, phase, outcome, code, enhanced, reply)
SELECT delivery.id, attempts, plan_id, version, state_at, at, phase, outcome, code, enhanced, reply
FROM (WITH ended (at, phase, outcome, code, enhanced, reply, id, fence) AS (VALUES (?, ?, ?, ?, ?, ?, ?, ?))
      SELECT * FROM ended) AS ended JOIN delivery ON delivery.id = ended.id
WHERE state = 'sending' AND delivery.fence = ended.fence
ON CONFLICT (delivery_id, number) DO UPDATE
SET ended_at = excluded.ended_at, phase = excluded.phase, outcome = excluded.outcome, code = excluded.code,
    enhanced = excluded.enhanced, reply = excluded.reply;

-- name: settle_deliveries*!
-- Rows are `Settling`s. The end of an attempt, by the sender that began it.
UPDATE delivery
SET state = ended.state, state_at = at, due_at = ended.due_at, reserved_by = NULL,
    message_id = coalesce(ended.message_id, delivery.message_id)
FROM (WITH ended (state, at, due_at, message_id, id, fence) AS (VALUES (?, ?, ?, ?, ?, ?)) SELECT * FROM ended) AS ended
WHERE delivery.id = ended.id AND delivery.state = 'sending' AND delivery.fence = ended.fence;

-- name: close_unsent(state, at, id, fence, plan_id)!
-- Suppressed, or too old, before anything was said.
UPDATE delivery SET state = :state, state_at = :at, due_at = NULL, reserved_by = NULL,
                    called_off = (:state = 'cancelled')
WHERE id = :id AND state IN ('queued', 'deferred') AND fence = :fence
  AND EXISTS (SELECT 1 FROM plan WHERE id = :plan_id AND fence = :fence);

-- name: unsettled_deliveries(plan_id, fence)
-- In the dialogue when an earlier sender of this plan went away.
SELECT d.id, d.plan_id, d.release_id, d.recipient_id, d.position, d.attempts, d.fence, d.slots, r.key
FROM delivery d JOIN recipient r ON r.id = d.recipient_id
WHERE d.plan_id = :plan_id AND d.state = 'sending' AND d.fence < :fence ORDER BY d.position;

-- name: unstopped_deliveries(plan_id, limit)
-- What waits in a plan that was stopped, a block of it.
SELECT id, release_id, recipient_id,
       EXISTS (SELECT 1 FROM attempt a WHERE a.delivery_id = delivery.id AND a.outcome = 'uncertain') AS doubtful
FROM delivery WHERE plan_id = :plan_id AND state IN ('queued', 'deferred') ORDER BY state, position LIMIT :limit;

-- name: cancel_deliveries(at, id)*!
-- One that was in doubt before it was queued again is so once more: who may have it must not look like somebody without.
UPDATE delivery
SET state = CASE WHEN EXISTS (SELECT 1 FROM attempt a WHERE a.delivery_id = :id AND a.outcome = 'uncertain')
                 THEN 'uncertain' ELSE 'cancelled' END,
    called_off = NOT EXISTS (SELECT 1 FROM attempt a WHERE a.delivery_id = :id AND a.outcome = 'uncertain'),
    state_at = :at, due_at = NULL, reserved_by = NULL
WHERE id = :id AND state IN ('queued', 'deferred');

-- name: count_states(plan_id)
SELECT state, count(*) AS number FROM delivery WHERE plan_id = :plan_id GROUP BY state;

-- name: earliest_due(plan_id)^
SELECT min(due_at) AS due_at FROM delivery WHERE plan_id = :plan_id AND state = 'deferred';

-- name: ended_so(release_id, state)
-- Whose message of a release ended so; only what counts, and whom the record can still name.
SELECT d.id, d.plan_id, d.release_id, d.recipient_id, d.version, d.purpose, d.attempts, d.slots, d.state_at,
       a.code, a.reply, a.outcome, d.state
FROM delivery d
JOIN plan p ON p.id = d.plan_id
LEFT JOIN attempt a ON a.delivery_id = d.id AND a.number = d.attempts
WHERE d.release_id = :release_id AND d.counts = 1 AND d.state = :state AND d.slots IS NOT NULL
ORDER BY p.created_at, p.id, d.position;

-- name: queue_again(at, id)!
-- The officer's own act: the same message, with the Message-ID that it had.
UPDATE delivery SET state = 'queued', state_at = :at, again_at = :at, due_at = NULL, reserved_by = NULL, fence = NULL
WHERE id = :id AND state IN ('uncertain', 'rejected');

-- name: reopen_plan(plan_id)!
UPDATE plan SET state = 'open' WHERE id = :plan_id AND state <> 'open';

-- name: delivery_at(plan_id, position)^
SELECT id, recipient_id FROM delivery WHERE plan_id = :plan_id AND position = :position;

-- name: attempts_since(since, transport)^
SELECT count(*) AS number, min(a.started_at) AS first
FROM attempt a JOIN plan p ON p.id = a.plan_id
WHERE a.started_at > :since AND p.transport = :transport AND a.phase IS NOT 'connect' AND a.phase IS NOT 'mail';

-- name: attempts_by_domain(since, transport)
SELECT substr(r.key, instr(r.key, '@') + 1) AS domain, count(*) AS number
FROM attempt a JOIN plan p ON p.id = a.plan_id JOIN delivery d ON d.id = a.delivery_id
JOIN recipient r ON r.id = d.recipient_id
WHERE a.started_at > :since AND p.transport = :transport AND r.key IS NOT NULL
  AND a.phase IS NOT 'connect' AND a.phase IS NOT 'mail'
GROUP BY domain;

-- name: tired_domains(since, transport, in_a_row)
-- Domains that have put off so many since then, a closed connection counting twice, and have taken nothing meanwhile. A
-- mailbox that is full or does not exist (4.1.x, 4.2.x) says nothing about its domain.
SELECT substr(r.key, instr(r.key, '@') + 1) AS domain, max(a.ended_at) AS last
FROM attempt a JOIN plan p ON p.id = a.plan_id JOIN delivery d ON d.id = a.delivery_id
JOIN recipient r ON r.id = d.recipient_id
WHERE a.started_at > :since AND p.transport = :transport AND r.key IS NOT NULL
GROUP BY domain
HAVING sum(a.outcome = 'accepted') = 0
   AND sum(CASE WHEN a.outcome = 'deferred' AND a.code IS NOT NULL AND a.phase NOT IN ('connect', 'mail')
                     AND coalesce(a.enhanced, '') NOT LIKE '4.1.%' AND coalesce(a.enhanced, '') NOT LIKE '4.2.%'
                THEN CASE a.code WHEN 421 THEN 2 ELSE 1 END ELSE 0 END) >= :in_a_row;

-- name: log_rows(release_id, state)
-- Who got what, oldest plan first; NULL parameters do not narrow.
SELECT p.slug, p.release_id, d.plan_id, d.purpose, d.version, d.language, d.channel, d.state, d.state_at, d.due_at,
       d.attempts, d.message_id, p.test, p.transport, p.zone, r.key, r.address, r.name,
       d.embargo_ground, p.not_before, a.code, a.enhanced, a.reply, a.outcome
FROM delivery d
JOIN plan p ON p.id = d.plan_id
JOIN recipient r ON r.id = d.recipient_id
LEFT JOIN attempt a ON a.delivery_id = d.id AND a.number = d.attempts
WHERE (:release_id IS NULL OR d.release_id = :release_id)
  AND (:state IS NULL OR d.state = :state)
ORDER BY p.created_at, p.id, d.position;

-- name: log_of_state(plan_id, state)
SELECT p.slug, p.release_id, d.plan_id, d.purpose, d.version, d.language, d.channel, d.state, d.state_at, d.due_at,
       d.attempts, d.message_id, d.position, p.test, p.transport, p.zone, r.key, r.address, r.name,
       d.embargo_ground, p.not_before, a.code, a.enhanced, a.reply, a.outcome
FROM delivery d
JOIN plan p ON p.id = d.plan_id
JOIN recipient r ON r.id = d.recipient_id
LEFT JOIN attempt a ON a.delivery_id = d.id AND a.number = d.attempts
WHERE d.plan_id = :plan_id AND d.state = :state;
