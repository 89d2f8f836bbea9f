"""pressctl: a press office in a folder."""

__version__ = "0.1.0"
