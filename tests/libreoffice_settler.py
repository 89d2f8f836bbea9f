"""Accepts or rejects every tracked change in LibreOffice; run by the Python that LibreOffice brings its UNO to.

Reads one JSON object from standard input: `{"profile", "jobs": [[file, "Accept" or "Reject", output]]}`. This is no
test: `tests/acceptance/test_redline_in_libreoffice.py` runs it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from libreoffice_program import opened, running, saved


def main():
    order = json.load(sys.stdin)
    with running(Path(order["profile"])) as (context, desktop):
        helper = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
        for file, way, output in order["jobs"]:
            document = opened(desktop, file)
            frame = document.CurrentController.Frame
            helper.executeDispatch(frame, f".uno:{way}AllTrackedChanges", "", 0, ())
            saved(document, output, "MS Word 2007 XML")
            document.close(True)


main()
