-- Plans: what a sending consists of, and who holds it.

-- name: plan_id_taken(id)^
SELECT 1 AS one FROM plan WHERE id = :id;

-- name: counted_plan()^
-- A plan whose messages make somebody have received a release: no rehearsal, no test copy.
SELECT 1 AS one FROM plan WHERE counts = 1 LIMIT 1;

-- name: add_plan(id, release_id, slug, version, purpose, headline, transport, route, sender, sender_name, reply_to, opt_out, created_at, zone, created_by, expires_at, test, counts, embargo_until, embargo_zone, effect, corrects_id, corrects_version, return_path, not_before, not_after, opt_out_url)!
INSERT INTO plan (id, release_id, slug, version, purpose, headline, transport, route, sender, sender_name, reply_to,
                  opt_out, created_at, zone, created_by, expires_at, test, counts, state, embargo_until, embargo_zone,
                  effect, corrects_id, corrects_version, return_path, not_before, not_after, opt_out_url)
VALUES (:id, :release_id, :slug, :version, :purpose, :headline, :transport, :route, :sender, :sender_name, :reply_to,
        :opt_out, :created_at, :zone, :created_by, :expires_at, :test, :counts, 'open', :embargo_until,
        :embargo_zone, :effect, :corrects_id, :corrects_version, :return_path, :not_before,
        :not_after, :opt_out_url);

-- name: add_plan_part*!
INSERT INTO plan_part (plan_id, language, channel, subject, text, html, sender_name)
VALUES (:plan_id, :language, :channel, :subject, :text, :html, :sender_name);

-- name: keep_content(sha256, bytes)!
-- Content-addressed: the same bytes are kept once.
INSERT INTO content (sha256, bytes) VALUES (:sha256, :bytes) ON CONFLICT (sha256) DO NOTHING;

-- name: add_plan_attachment(plan_id, language, position, filename, media_type, sha256)!
INSERT INTO plan_attachment (plan_id, language, position, filename, media_type, sha256)
VALUES (:plan_id, :language, :position, :filename, :media_type, :sha256);

-- name: add_plan_override*!
INSERT INTO plan_override (plan_id, gate, because, reason) VALUES (:plan_id, :gate, :because, :reason);

-- name: keep_recipient(id, key, address, name)^
-- The same key is the same recipient; address and name follow the latest plan, a name never gives way to none.
-- What a message uses is frozen in delivery.slots.
INSERT INTO recipient (id, key, address, name) VALUES (:id, :key, :address, :name)
ON CONFLICT (key) DO UPDATE SET address = excluded.address,
    name = CASE WHEN excluded.name = '' THEN recipient.name ELSE excluded.name END
RETURNING id;

-- name: keep_recipients*!
-- Rows are `_Person`s. The same for many; what has not changed is not written again.
INSERT INTO recipient (id, key, address, name) VALUES (?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET address = excluded.address,
    name = CASE WHEN excluded.name = '' THEN recipient.name ELSE excluded.name END
WHERE recipient.address IS NOT excluded.address
   OR (excluded.name <> '' AND recipient.name IS NOT excluded.name);

-- name: add_left_out(plan_id, recipient_id, reason, detail)!
INSERT INTO plan_left_out (plan_id, recipient_id, reason, detail) VALUES (:plan_id, :recipient_id, :reason, :detail)
ON CONFLICT (plan_id, recipient_id) DO NOTHING;

-- name: plan_by_id(id)^
SELECT * FROM plan WHERE id = :id;

-- name: plan_parts(plan_id)
SELECT language, channel, subject, text, html, sender_name FROM plan_part WHERE plan_id = :plan_id ORDER BY rowid;

-- name: plan_attachments(plan_id)
SELECT a.language, a.filename, a.media_type, a.sha256, c.bytes
FROM plan_attachment a JOIN content c ON c.sha256 = a.sha256
WHERE a.plan_id = :plan_id ORDER BY a.language, a.position;

-- name: plan_overrides(plan_id)
SELECT gate, because, reason FROM plan_override WHERE plan_id = :plan_id ORDER BY rowid;

-- name: plan_recipients(plan_id)
SELECT r.key, d.language, d.channel, d.slots, d.embargo_ground
FROM delivery d JOIN recipient r ON r.id = d.recipient_id
WHERE d.plan_id = :plan_id ORDER BY d.position;

-- name: plan_left_outs(plan_id)
SELECT r.address, r.name, l.reason, l.detail
FROM plan_left_out l JOIN recipient r ON r.id = l.recipient_id
WHERE l.plan_id = :plan_id ORDER BY l.rowid;

-- name: deliveries_with_it(release_id)
-- Who has a release, the doubtful included, newest last; only what counts. Who was erased is counted by the random id.
SELECT coalesce(r.key, r.id) AS key, d.version, d.state, d.state_at, d.purpose
FROM delivery d JOIN recipient r ON r.id = d.recipient_id
WHERE d.release_id = :release_id AND d.counts = 1 AND d.state IN ('accepted', 'uncertain', 'bounced', 'complained')
ORDER BY d.state_at;

-- name: deliveries_waiting(release_id)
SELECT r.key, d.plan_id
FROM delivery d JOIN recipient r ON r.id = d.recipient_id
WHERE d.release_id = :release_id AND d.counts = 1 AND d.state IN ('queued', 'sending', 'deferred')
  AND r.key IS NOT NULL;

-- name: deliveries_refused(release_id)
-- Whose message of a release a server has refused for good, newest last; only what counts.
SELECT r.key, p.slug, d.version, d.state_at, a.enhanced, a.reply
FROM delivery d
JOIN recipient r ON r.id = d.recipient_id
JOIN plan p ON p.id = d.plan_id
JOIN attempt a ON a.delivery_id = d.id AND a.number = d.attempts
WHERE d.release_id = :release_id AND d.counts = 1 AND d.called_off = 0 AND d.state = 'rejected' AND a.code >= 500
  AND r.key IS NOT NULL
ORDER BY d.state_at;

-- name: refused_and_not_taken_since()
-- The same of every release, without those from whom something was taken later. Plan by plan, as the index has them:
-- few messages are refused.
SELECT r.key, p.slug, d.version, d.state_at, a.enhanced, a.reply
FROM plan p
CROSS JOIN delivery d ON d.plan_id = p.id AND d.state = 'rejected'
JOIN recipient r ON r.id = d.recipient_id
JOIN attempt a ON a.delivery_id = d.id AND a.number = d.attempts
WHERE d.counts = 1 AND a.code >= 500 AND r.key IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM delivery later
                  WHERE later.recipient_id = d.recipient_id AND later.counts = 1 AND later.state_at > d.state_at
                    AND later.state IN ('accepted', 'bounced', 'complained'))
ORDER BY d.state_at;

-- name: unfinished_plans(release_id)
-- Plans that still have something to say, the oldest first; release_id NULL means every release.
SELECT p.id, p.release_id, p.slug, p.version, p.purpose, p.transport, p.route, p.test, p.created_at, p.zone, p.state,
       p.holder, p.lease_until, p.headline, p.not_before, p.not_after,
       (SELECT min(due_at) FROM delivery d WHERE d.plan_id = p.id AND d.state = 'deferred') AS due_at
FROM plan p
WHERE (:release_id IS NULL OR p.release_id = :release_id)
  AND EXISTS (SELECT 1 FROM delivery d WHERE d.plan_id = p.id AND d.state IN ('queued', 'sending', 'deferred'))
ORDER BY p.created_at, p.id;

-- name: count_updates(release_id)^
SELECT count(DISTINCT purpose) AS updates FROM plan
WHERE release_id = :release_id AND counts = 1 AND purpose LIKE 'update-%';

-- name: take_lease(holder, until, plan_id, now, absurd, host_dead, host_holders)!
-- Free, run out, set by a clock that was far ahead of ours, or held by a process of this machine that is gone.
UPDATE plan SET holder = :holder, lease_until = :until, fence = fence + 1
WHERE id = :plan_id
  AND (holder IS NULL OR lease_until < :now OR lease_until > :absurd OR (:host_dead = 1 AND holder LIKE :host_holders));

-- name: plan_fence(plan_id)^
SELECT fence, holder, lease_until, state FROM plan WHERE id = :plan_id;

-- name: renew_lease(until, plan_id, fence)!
UPDATE plan SET lease_until = :until WHERE id = :plan_id AND fence = :fence AND holder IS NOT NULL;

-- name: release_lease(plan_id, fence)!
UPDATE plan SET holder = NULL, lease_until = NULL WHERE id = :plan_id AND fence = :fence;

-- name: close_plan(plan_id)!
-- A plan is finished when nothing of it is left to do.
UPDATE plan SET state = 'finished'
WHERE id = :plan_id AND state = 'open'
  AND NOT EXISTS (SELECT 1 FROM delivery WHERE plan_id = :plan_id AND state IN ('queued', 'sending', 'deferred'));

-- name: stop_plan(plan_id)!
UPDATE plan SET state = 'stopped' WHERE id = :plan_id AND state = 'open';
