"""What the record holds of one person, and of their wish not to be mailed."""
