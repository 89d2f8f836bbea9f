"""Variants of a release: a language to translate into, in text or in Word."""
