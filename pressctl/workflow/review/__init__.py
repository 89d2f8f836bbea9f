"""A release out as a Word document, and what comes back taken over into its files."""
