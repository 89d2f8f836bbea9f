"""Word packages: what may be opened, what revisions they hold, what they say with and without them.

Under the families, so that exporter, importer and review share one reading. Knows XML and nothing of releases.
"""
