"""How releases stand and how one reads: `list`, `show`, `preview`."""
