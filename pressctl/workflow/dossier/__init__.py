"""`pressctl log SLUG --dossier FILE.zip`: what is on record of a release, for somebody outside of the office.

- `case`: everything that the dossier is about, read once, and the guard that keeps people out of it.
- `chapters`: the list of its parts; a module for each theme gives the files for a program and the blocks for a reader.
- `writing`: the one file, with its README, its manifest and its proof.
- `verify`: the script that goes into it as `verify.py`; it runs without pressctl.
"""
