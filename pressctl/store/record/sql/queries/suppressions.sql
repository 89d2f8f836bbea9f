-- Keys, and who must not be mailed (as keyed hashes).

-- name: hmac_keys(purpose)
SELECT id, secret FROM hmac_key WHERE purpose = :purpose ORDER BY created_at, id;

-- name: add_hmac_key(id, purpose, secret, created_at)!
INSERT INTO hmac_key (id, purpose, secret, created_at) VALUES (:id, :purpose, :secret, :created_at);

-- name: add_suppression(hash, key_id, reason, at, actor)!
-- A wish that was lifted stands again when it is repeated.
INSERT INTO suppression (hash, key_id, reason, at, actor) VALUES (:hash, :key_id, :reason, :at, :actor)
ON CONFLICT (hash) DO UPDATE SET reason = excluded.reason, at = excluded.at, actor = excluded.actor, lifted_at = NULL
WHERE suppression.lifted_at IS NOT NULL;

-- name: lift_suppression(at, hash)!
UPDATE suppression SET lifted_at = :at WHERE hash = :hash AND lifted_at IS NULL;

-- name: standing_suppression(hash)^
SELECT hash, reason, at, actor FROM suppression WHERE hash = :hash AND lifted_at IS NULL;

-- name: standing_suppressions()
SELECT hash FROM suppression WHERE lifted_at IS NULL;

-- name: any_standing_suppression()^
SELECT 1 AS one FROM suppression WHERE lifted_at IS NULL LIMIT 1;

-- name: recipient_by_key(key)^
SELECT id FROM recipient WHERE key = :key;

-- name: recipient_by_id(id)^
SELECT key, address FROM recipient WHERE id = :id;

-- name: delivery_by_message_id(message_id)^
SELECT recipient_id FROM delivery WHERE message_id = :message_id;

-- name: used_opt_out_token(hash)^
SELECT used_at FROM opt_out_token WHERE hash = :hash;

-- name: use_opt_out_token(hash, used_at)!
INSERT INTO opt_out_token (hash, used_at) VALUES (:hash, :used_at) ON CONFLICT (hash) DO NOTHING;
