"""Who may have a release before its lift, who agreed to keep it, and the lift."""
