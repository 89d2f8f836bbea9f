-- Who has which message of a release, and which later releases have put it right.

-- name: messages_held(release_id)
-- The messages that people have, the latest last; only what counts. Who was erased cannot be written to.
SELECT r.key, r.address, r.name, d.version, d.language, d.channel, d.state, d.message_id, d.slots, d.purpose
FROM delivery d JOIN recipient r ON r.id = d.recipient_id
WHERE d.release_id = :release_id AND d.counts = 1 AND r.key IS NOT NULL
  AND d.state IN ('accepted', 'uncertain', 'bounced', 'complained')
ORDER BY d.state_at, d.rowid;

-- name: messages_on_their_way(release_id)^
SELECT count(*) AS number FROM delivery WHERE release_id = :release_id AND counts = 1 AND state = 'sending';

-- name: put_right_by(release_id)
-- What has corrected or withdrawn a release, the first first; a plan of which everything was stopped has not. NULL
-- means every release.
SELECT p.corrects_id, p.corrects_version, p.effect, p.release_id, p.slug, min(p.created_at) AS created_at, p.zone,
       (SELECT v.slug FROM version v WHERE v.release_id = p.corrects_id ORDER BY v.number DESC LIMIT 1) AS of_slug,
       (SELECT count(DISTINCT d.recipient_id) FROM delivery d
        WHERE d.release_id = p.release_id AND d.counts = 1
          AND d.state IN ('accepted', 'uncertain', 'bounced', 'complained')) AS received
FROM plan p
WHERE p.counts = 1 AND p.corrects_id IS NOT NULL AND (:release_id IS NULL OR p.corrects_id = :release_id)
  AND EXISTS (SELECT 1 FROM delivery d WHERE d.plan_id = p.id AND d.state <> 'cancelled')
GROUP BY p.corrects_id, p.corrects_version, p.effect, p.release_id
ORDER BY created_at, p.release_id;
