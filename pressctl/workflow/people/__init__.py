"""One person: everything held on them, handed over or erased."""
