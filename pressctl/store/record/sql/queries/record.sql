-- The record proper: events and the chain over them.

-- name: last_chain_row()^
-- Where the record stands.
SELECT number, last_event, hash FROM chain ORDER BY number DESC LIMIT 1;

-- name: append_events*!
-- Rows are `EventRow`s.
INSERT INTO event (number, at, actor, type, release_id, plan_id, delivery_id, recipient_id, data)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: append_chain_row(number, first_event, last_event, previous, hash, at)!
INSERT INTO chain (number, first_event, last_event, previous, hash, at)
VALUES (:number, :first_event, :last_event, :previous, :hash, :at);

-- name: chain_rows()
SELECT number, first_event, last_event, previous, hash FROM chain ORDER BY number;

-- name: events_after(number, limit)
-- A stretch of the record in order; the caller pages through it.
SELECT number, at, actor, type, release_id, plan_id, delivery_id, recipient_id, data
FROM event WHERE number > :number ORDER BY number LIMIT :limit;

-- name: events_of_release(release_id)
SELECT number, at, actor, type, release_id, plan_id, delivery_id, recipient_id, data
FROM event WHERE release_id = :release_id ORDER BY number;
