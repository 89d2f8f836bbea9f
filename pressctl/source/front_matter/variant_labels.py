"""The texts of the original's facts that a variant says in its own language: `dateline.place`, `speakers[1].title`."""

from __future__ import annotations

import re

from pressctl.source.front_matter.border import Border
from pressctl.source.front_matter.matter import OriginalMatter
from pressctl.source.front_matter.yaml_nodes import MapNode, Node, ScalarNode

_LABELS = ("dateline.place", "event.title", "event.venue", "event.accreditation", "project.name")
_NUMBERED = re.compile(r"(?P<list>speakers|organisers)\[(?P<number>[1-9][0-9]{0,3})\]\.(?P<key>title|gloss)")


def read_labels(node: Node | None, border: Border) -> dict[str, str]:
    """Return the labels by their paths; what is wrong is noted at the border."""
    if node is None:
        return {}
    known = (*_LABELS, "speakers[1].title", "organisers[1].gloss")
    if not isinstance(node, MapNode):
        border.problem(node, "labels", "must be a table of texts", f"known here: {', '.join(known)}")
        return {}
    labels: dict[str, str] = {}
    for entry in node.entries:
        key, where = entry.key.value, f"labels.{entry.key.value}"
        if not isinstance(entry.value, ScalarNode):
            border.problem(entry.key, where, "labels are flat", "write the whole path as the key: dateline.place: …")
        elif not _is_label(key):
            border.unknown_key(entry, "labels", known)
        elif entry.value.value.strip():
            labels[key] = border.text(entry.value, where) or ""
    return labels


def _is_label(key: str) -> bool:
    numbered = _NUMBERED.fullmatch(key)
    pairs = {("speakers", "title"), ("organisers", "gloss")}
    return key in _LABELS or (numbered is not None and (numbered["list"], numbered["key"]) in pairs)


def label_without_fact(key: str, facts: OriginalMatter) -> str | None:
    """Return why a label has nothing in the original that it could translate, or nothing where it has."""
    numbered = _NUMBERED.fullmatch(key)
    if numbered:
        count = len(facts.speakers if numbered["list"] == "speakers" else facts.organisers)
        if int(numbered["number"]) > count:
            return f"the original has {count} {numbered['list']}"
        return None
    owner = key.partition(".")[0]
    if owner != "dateline" and getattr(facts, owner) is None:
        return f"the original has no {owner}"
    return None
