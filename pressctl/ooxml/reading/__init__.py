"""A Word document read as lines: paragraphs in reading order, each with its words and what became of them.

Begin at `document.read_document`. `lines` has the types, `walk` goes through the XML, `fields` tells a field's words
from its code, `formatting` says what a change of formatting changed, `comments` reads remarks and answers.
"""
