"""One person: everything held on them shown, handed over or erased."""
