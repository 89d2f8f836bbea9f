"""Use cases: plain functions that join the families, arguments in, result out."""
