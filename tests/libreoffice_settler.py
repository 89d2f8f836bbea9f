"""Accepts or rejects every tracked change in LibreOffice; run by the Python that LibreOffice brings its UNO to.

Reads one JSON object from standard input: `{"profile", "jobs": [[file, "Accept" or "Reject", output]]}`. This is no
test: `tests/acceptance/test_redline_in_libreoffice.py` runs it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def value(name, content):
    made = PropertyValue()
    made.Name, made.Value = name, content
    return made


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
    sys.exit("LibreOffice does not answer")


def main():
    order = json.load(sys.stdin)
    pipe = Path(tempfile.mkdtemp(prefix="pressctl-")).name
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={Path(order['profile']).as_uri()}", "--headless", "--norestore", "--nologo",
         f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=sys.stderr,
    )  # fmt: skip
    try:
        context = connect(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        helper = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
        for file, way, output in order["jobs"]:
            document = desktop.loadComponentFromURL(Path(file).as_uri(), "_blank", 0, (value("Hidden", True),))
            frame = document.CurrentController.Frame
            helper.executeDispatch(frame, f".uno:{way}AllTrackedChanges", "", 0, ())
            document.storeToURL(Path(output).as_uri(), (value("FilterName", "MS Word 2007 XML"),))
            document.close(True)
        desktop.terminate()
    finally:
        try:
            office.wait(20)
        except subprocess.TimeoutExpired:
            office.kill()


main()
