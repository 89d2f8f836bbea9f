"""The office's own press list, `contacts.csv`: read and changed in place, and asked for its segments."""
