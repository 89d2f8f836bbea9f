"""What the record holds of sendings: plans, deliveries, attempts, and who has what."""
