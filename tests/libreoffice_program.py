"""LibreOffice, started and spoken to over UNO, for the scripts that edit and settle documents in it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def value(name, content):
    made = PropertyValue()
    made.Name, made.Value = name, content
    return made


@contextmanager
def running(profile):
    """Yield the component context and the desktop of a LibreOffice that has this profile and ends with the block."""
    pipe = Path(tempfile.mkdtemp(prefix="pressctl-")).name
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo",
         f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        context = _connect(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        yield context, desktop
        desktop.terminate()
    finally:
        try:
            office.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(office.pid, signal.SIGKILL)  # the program itself is a child of what was started


def opened(desktop, file):
    """Return a document, loaded where nobody sees it."""
    return desktop.loadComponentFromURL(Path(file).as_uri(), "_blank", 0, (value("Hidden", True),))


def saved(document, file, wanted):
    """Write a document in the format of one of LibreOffice's filters."""
    document.storeToURL(Path(file).as_uri(), (value("FilterName", wanted),))


def _connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
    sys.exit("LibreOffice does not answer")
