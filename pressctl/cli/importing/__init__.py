"""Releases that somebody else wrote, as releases of ours: `import`."""
