"""The workspace and what its `pressctl.toml` says, as frozen values."""
