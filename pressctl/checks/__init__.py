"""What a sharp editor flags in a release: rules as data, and the engine that runs them. Reads manuscripts only."""
