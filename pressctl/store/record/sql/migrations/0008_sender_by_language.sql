-- From whose name the mail of one language comes; empty in plans from before, whose mail has the plan's in every language.
ALTER TABLE plan_part ADD COLUMN sender_name TEXT;
