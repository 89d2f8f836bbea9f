"""The anatomy of a press release: which words on a page are its headline, its dateline, its quotations."""
