"""A name wherever it stands, and another in its place: `find` and `replace`."""
