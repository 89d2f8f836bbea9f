"""What is on record: `log`, and the dossier for somebody outside of the office."""
