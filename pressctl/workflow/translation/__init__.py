"""Variants of a release: translated in text or in Word, and what the original has changed since."""
