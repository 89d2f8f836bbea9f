"""Releases and documents looked over: `check` and `rule`."""
