-- How much has left in an hour and a day is counted here, whatever sent it. See docs/adr/0025.
CREATE INDEX attempt_by_start ON attempt (started_at);

-- Where servers tell what could not be delivered, with a place for a token; empty: the sender.
ALTER TABLE plan ADD COLUMN return_path TEXT;
