-- Versions and the texts that they froze.

-- name: last_version(release_id)^
SELECT number, digest FROM version WHERE release_id = :release_id ORDER BY number DESC LIMIT 1;

-- name: add_version(release_id, number, digest, slug, frozen_at, frozen_by, reason)!
INSERT INTO version (release_id, number, digest, slug, frozen_at, frozen_by, reason)
VALUES (:release_id, :number, :digest, :slug, :frozen_at, :frozen_by, :reason);

-- name: add_version_edition(release_id, number, language, digest, snapshot)!
INSERT INTO version_edition (release_id, number, language, digest, snapshot)
VALUES (:release_id, :number, :language, :digest, :snapshot);

-- name: versions_of(release_id)
SELECT number, digest, slug, frozen_at, frozen_by, reason FROM version
WHERE release_id = :release_id ORDER BY number;

-- name: version_editions(release_id, number)
SELECT language, digest, snapshot FROM version_edition
WHERE release_id = :release_id AND number = :number ORDER BY language;

-- name: keep_snapshot(digest, content)!
-- Content-addressed: the same text is kept once.
INSERT INTO snapshot (digest, content) VALUES (:digest, :content) ON CONFLICT (digest) DO NOTHING;

-- name: snapshot_content(digest)^
SELECT content FROM snapshot WHERE digest = :digest;

-- name: release_names()
-- Under which slugs each release was frozen and sent, the latest last.
SELECT release_id, slug, MAX(at) AS at
FROM (SELECT release_id, slug, frozen_at AS at FROM version UNION ALL SELECT release_id, slug, created_at FROM plan)
GROUP BY release_id, slug ORDER BY MAX(at), release_id;
