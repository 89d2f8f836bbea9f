"""What leaves the office: one composition of a release, set as DOCX, HTML and plain text."""
