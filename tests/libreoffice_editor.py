"""A person who edits documents in LibreOffice; run by the Python that LibreOffice brings its UNO to.

Reads one JSON object from standard input: `{"name", "profile", "jobs": [{"open", "tracked", "steps": [{"do", ...}],
"save": [[path, filter]]}]}`. Each name has a profile of its own: LibreOffice 7.4 falls over if it changes.
This is no test: `tests/acceptance/test_review_roundtrips.py` runs it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import uno  # noqa: F401 - it teaches Python to find what stands under com.sun.star
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK
from libreoffice_program import opened, running, saved


class Editor:
    def __init__(self, context, document, name):
        self.context, self.document, self.name = context, document, name

    def find(self, words):
        search = self.document.createSearchDescriptor()
        search.SearchString = words
        search.SearchCaseSensitive = True
        found = self.document.findFirst(search)
        if found is None:
            sys.exit(f"not found: {words}")
        return found

    def replace(self, find, put):
        self.find(find).setString(put)

    def replace_all(self, find, put):
        """Search and replace, as the dialogue does; quotation marks of a language come by hand that way."""
        search = self.document.createReplaceDescriptor()
        search.SearchString, search.ReplaceString = find, put
        search.SearchCaseSensitive = True
        self.document.replaceAll(search)

    def paste_twice(self, words):
        """Copy a paragraph and paste it twice behind itself."""
        cursor = self._paragraph(words)
        cursor.goRight(1, True)
        self._dispatch(".uno:Copy", cursor)
        for _ in range(2):
            self._dispatch(".uno:Paste", self._paragraph(words).Start)

    def change_case(self, words, way):
        """Change the case of words by the menu: `Upper`, `Lower`, `TitleCase`."""
        self._dispatch(f".uno:ChangeCaseTo{way}", self.find(words))

    def split(self, before):
        found = self.find(before)
        found.Text.insertControlCharacter(found.Start, PARAGRAPH_BREAK, False)

    def join(self, last):
        """Join the paragraph that ends in these words with the next."""
        found = self.find(last)
        cursor = found.Text.createTextCursorByRange(found.End)
        cursor.gotoEndOfParagraph(False)
        cursor.goRight(1, True)
        cursor.setString("")

    def delete_paragraph(self, words):
        cursor = self._paragraph(words)
        cursor.goRight(1, True)
        cursor.setString("")

    def move_paragraph(self, words, before):
        cursor = self._paragraph(words)
        text = cursor.getString()
        cursor.goRight(1, True)
        cursor.setString("")
        found = self.find(before)
        found.Text.insertString(found.Start, text, False)
        where = self.find(before)
        where.Text.insertControlCharacter(where.Start, PARAGRAPH_BREAK, False)

    def move_down(self, words):
        """Move a paragraph below the next, as Ctrl-Alt-Down does."""
        self._dispatch(".uno:MoveDown", self.find(words))

    def bold(self, words):
        self.find(words).CharWeight = 150.0

    def _dispatch(self, command, selection, *arguments):
        controller = self.document.getCurrentController()
        controller.select(selection)
        dispatcher = self.context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.DispatchHelper", self.context
        )
        dispatcher.executeDispatch(controller.getFrame(), command, "", 0, arguments)

    def delete_row(self, words):
        """Delete the row of a table, as the menu does: taken away by the table itself it would not be tracked."""
        self._dispatch(".uno:DeleteRows", self._at(words))

    def add_row(self, after, first, last):
        """Add a row below another, and write into its first and its last cell."""
        self._dispatch(".uno:InsertRowsAfter", self._at(after))
        table, above = self.find(after).TextTable, self.find(after).Cell.CellName
        number = int("".join(sign for sign in above if sign.isdigit())) + 1
        table.getCellByName(f"A{number}").setString(first)
        table.getCellByPosition(table.Columns.Count - 1, number - 1).setString(last)

    def _at(self, words):
        found = self.find(words)
        return found.Text.createTextCursorByRange(found.Start)

    def add_paragraph(self, after, text):
        cursor = self._paragraph(after)
        cursor.gotoEndOfParagraph(False)
        cursor.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
        cursor.Text.insertString(cursor, text, False)

    def _paragraph(self, words):
        found = self.find(words)
        cursor = found.Text.createTextCursorByRange(found.Start)
        cursor.gotoStartOfParagraph(False)
        cursor.gotoEndOfParagraph(True)
        return cursor


USER = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="givenname"><value>{}</value></prop></item>
<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="sn"><value>{}</value></prop></item>
</oor:items>
"""


def make_profile(folder, name):
    given, _, family = name.partition(" ")
    (folder / "user").mkdir(parents=True, exist_ok=True)
    (folder / "user" / "registrymodifications.xcu").write_text(USER.format(given, family), encoding="utf-8")


def main():
    order = json.load(sys.stdin)
    profile = Path(order["profile"])
    make_profile(profile, order["name"])
    with running(profile) as (context, desktop):
        for job in order["jobs"]:
            document = opened(desktop, job["open"])
            editor = Editor(context, document, order["name"])
            document.RecordChanges = job.get("tracked", True)
            for step in job["steps"]:
                getattr(editor, step.pop("do"))(**step)
            for path, wanted in job["save"]:
                saved(document, path, wanted)
            document.close(True)


main()
