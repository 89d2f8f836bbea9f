"""Lists of journalists as other programs write them: read into one table, and written for them again."""
