"""Who may have a release before its lift, and who agreed to keep it."""
