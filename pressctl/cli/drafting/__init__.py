"""A draft from questions: `new`."""
