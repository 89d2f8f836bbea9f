"""What makes a system run `pressctl work --once` every minute: text to be put where that system looks for it."""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import escape


def unit_for(system: str, python: str, workspace: Path) -> str:
    """Return the text for `systemd`, `launchd` or `windows`, with where it goes."""
    name = re.sub(r"[^A-Za-z0-9]+", "-", workspace.name).strip("-").lower() or "office"
    make = {"systemd": _systemd, "launchd": _launchd, "windows": _windows}
    return make[system](f"pressctl-{name}", python, workspace)


def _systemd(name: str, python: str, workspace: Path) -> str:
    command = " ".join(_quoted(part) for part in (python, "-m", "pressctl", "--workspace", str(workspace), "work"))
    return f"""\
# ~/.config/systemd/user/{name}.service
[Unit]
Description=pressctl: mail that is due
After=network-online.target

[Service]
Type=oneshot
# The password, if it is not in the keyring: a file that only you can read, with PRESSCTL_SMTP_PASSWORD=...
EnvironmentFile=-%h/.config/pressctl/environment
ExecStart={command} --once
# 5: something was put off, or waits for a person
SuccessExitStatus=5

# ~/.config/systemd/user/{name}.timer
[Unit]
Description=pressctl: look every minute for mail that is due

[Timer]
OnCalendar=minutely
AccuracySec=1s

[Install]
WantedBy=timers.target

# Then: systemctl --user daemon-reload && systemctl --user enable --now {name}.timer
# To go on while you are logged out: loginctl enable-linger"""


def _quoted(part: str) -> str:
    """Return a word of ExecStart as systemd reads it."""
    escaped = part.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return escaped if re.fullmatch(r"[A-Za-z0-9_./:@-]+", part) else f'"{escaped}"'


def _launchd(name: str, python: str, workspace: Path) -> str:
    words = (python, "-m", "pressctl", "--workspace", str(workspace), "work", "--once")
    arguments = "\n".join(f"    <string>{escape(word)}</string>" for word in words)
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<!-- ~/Library/LaunchAgents/org.{name}.plist; then: launchctl load ~/Library/LaunchAgents/org.{name}.plist
     The password comes from the keyring. -->
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>org.{name}</string>
  <key>ProgramArguments</key>
  <array>
{arguments}
  </array>
  <key>StartInterval</key>
  <integer>60</integer>
  <key>RunAtLoad</key>
  <true/>
</dict>
</plist>"""


def _windows(name: str, python: str, workspace: Path) -> str:
    # The other Python that stands beside it opens no window: one would come up every minute.
    silent = re.sub(r"python\.exe$", "pythonw.exe", python)
    action = f'\\"{silent}\\" -m pressctl --workspace \\"{workspace}\\" work --once'
    return f"""\
rem In a command prompt. The password comes from Windows Credential Manager (pip install "pressctl[keyring]").
schtasks /Create /F /SC MINUTE /MO 1 /TN "{name}" /TR "{action}"
rem On battery Windows does not run it until you say so: Task Scheduler, "{name}", Properties, Conditions, Power.
rem To end it: schtasks /Delete /TN "{name}" """.rstrip()
