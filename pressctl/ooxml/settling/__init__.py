"""Tracked changes accepted or rejected in the XML of a Word document, by ECMA-376 part 1, 17.13.5.

Begin at `document.resolved`, which settles every story; `story.settle` does it for one tree, in the order in which one
kind needs another:

- `properties`: what was formatted, of runs, paragraphs, sections, tables, rows, cells and numbering.
- `tables`: rows and cells that go, cells that were merged.
- `controls`: content controls that go while their words stay.
- `words`: runs that go or stay, in text and in mathematics.
- `marks`: paragraph marks that go, and the paragraphs that then run together.
- `leftovers`: wrappers without words, halves of fields, marks of comments and notes that went.
"""
