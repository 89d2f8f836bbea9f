-- Nobody gets the same thing twice, as before, by an index that stays as it is while a delivery goes its way: its
-- predicate names no state, so that only a cancelled one touches it, which gives its place free. See docs/adr/0018.
ALTER TABLE delivery ADD COLUMN called_off INTEGER NOT NULL DEFAULT 0
    CHECK (called_off = 0 OR (called_off = 1 AND state = 'cancelled'));
UPDATE delivery SET called_off = 1 WHERE state = 'cancelled';
DROP INDEX delivery_once;
CREATE UNIQUE INDEX delivery_once ON delivery (release_id, purpose, recipient_id) WHERE counts = 1 AND called_off = 0;
