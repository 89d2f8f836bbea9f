"""How long a list of 100,000 rows and 18 columns takes to be read and searched, beside `csv.DictReader` over it.

Each in a process of its own, taken in turn (A B A B …) in one run; the ratio of the medians is what counts. DictReader
only cuts the file into dicts; pressctl also checks every row and answers a segment. The aims: the whole under
twice DictReader's time, and less memory than its dicts.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 5
ROWS = 100_000
RATIO, MEGABYTES = 2.0, 200.0

MEASURED = """
import json, resource, sys, time
before = time.process_time()
{work}
seconds = time.process_time() - before
print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""

DICT_READER = """
import csv
with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
    rows = list(csv.DictReader(file, delimiter=";"))
assert len(rows) == 100_000
"""

PRESSCTL = """
from pathlib import Path
from pressctl.config.schema import Config, Office
from pressctl.model.localised import Localised
from pressctl.store.press_list.reading import read_contacts
from pressctl.store.press_list.segments import select
before = time.process_time()  # imports are start-up's matter, see startup.py
everybody = read_contacts(Path(sys.argv[1])).contacts
config = Config(office=Office(name=Localised.of("Office")), segments={"az": 'country == "AZ" and "tv" in tags'})
assert len(select(["az"], everybody, config)) == 100_000
"""


def write_list(path: Path) -> None:
    """Write a list as Excel would: semicolons, a byte order mark, quoted cells."""
    header = (
        "email;name;given_name;family_name;salutation;outlet;role;language;country;timezone;beats;tags;phone;"
        "embargo_trusted;basis;notes;Region;Circulation"
    )
    rows = (
        f"reporter{n}@desk{n % 977}.example;Aygün Nümunə {n};Aygün;Nümunə;;Example TV {n % 50};editor;"
        f'"az;en";AZ;Asia/Baku;"politics;law";"tv;baku";+994 12 000 {n:05};{"yes" if n % 3 else ""};'
        f'"consent, 2018-01-01, form";note {n};North;{n}'
        for n in range(ROWS)
    )
    path.write_text("\r\n".join((header, *rows, "")), encoding="utf-8-sig", newline="")


def measure(work: str, path: Path) -> tuple[float, float]:
    """Return seconds of the processor and megabytes at the most."""
    ended = subprocess.run(
        [sys.executable, "-c", MEASURED.format(work=work), str(path)], check=True, capture_output=True, text=True
    )
    seconds, megabytes = json.loads(ended.stdout)
    return seconds, megabytes


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "contacts.csv"
        write_list(path)
        pairs = [(measure(PRESSCTL, path), measure(DICT_READER, path)) for _ in range(RUNS)]
    ours, theirs = (statistics.median(pair[side][0] for pair in pairs) for side in (0, 1))
    memory, their_memory = (statistics.median(pair[side][1] for pair in pairs) for side in (0, 1))
    print(f"read, check and select {ROWS:,} rows   {ours:5.2f} s   {memory:4.0f} MB")
    print(f"csv.DictReader                     {theirs:5.2f} s   {their_memory:4.0f} MB")
    print(f"ratio {ours / theirs:4.2f}, aim {RATIO}; memory aim {MEGABYTES:.0f} MB")
    return 1 if ours / theirs > RATIO or memory > MEGABYTES else 0


if __name__ == "__main__":
    sys.exit(main())
