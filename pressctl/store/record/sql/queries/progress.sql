-- How far each release has come, for the list of all of them.

-- name: progress()
-- The last version, how many have one or that one (an erased person still has it), and whether something has not ended.
SELECT v.release_id, MAX(v.number) AS version,
       (SELECT COUNT(DISTINCT d.recipient_id) FROM delivery d
        WHERE d.release_id = v.release_id AND d.counts = 1
          AND d.state IN ('accepted', 'uncertain', 'bounced', 'complained')) AS received,
       (SELECT COUNT(DISTINCT d.recipient_id) FROM delivery d
        WHERE d.release_id = v.release_id AND d.counts = 1
          AND d.version = (SELECT MAX(w.number) FROM version w WHERE w.release_id = v.release_id)
          AND d.state IN ('accepted', 'uncertain', 'bounced', 'complained')) AS newest,
       EXISTS (SELECT 1 FROM delivery d
               WHERE d.release_id = v.release_id AND d.state IN ('queued', 'sending', 'deferred')) AS unfinished,
       (SELECT MIN(p.not_before || ' ' || p.zone) FROM plan p
        WHERE p.release_id = v.release_id AND p.state = 'open' AND p.not_before IS NOT NULL
          AND EXISTS (SELECT 1 FROM delivery d WHERE d.plan_id = p.id AND d.state = 'queued')) AS scheduled
FROM version v GROUP BY v.release_id;

-- name: in_doubt()
-- How many may have, as the latest that they have of a release, a message whose fate is unknown.
SELECT release_id, COUNT(*) AS uncertain
FROM (SELECT release_id, recipient_id, state, MAX(state_at) FROM delivery
      WHERE counts = 1 AND state IN ('accepted', 'uncertain', 'bounced', 'complained')
        AND release_id IN (SELECT release_id FROM delivery WHERE state = 'uncertain')
      GROUP BY release_id, recipient_id)
WHERE state = 'uncertain' GROUP BY release_id;
