"""The page of a rule: what it finds, why that matters, an example, and when it is wrong."""

from __future__ import annotations

from pressctl.checks.base import SOURCES, Example, Fixable, Rule
from pressctl.model.finding import Severity

_FIX = {
    Fixable.NO: "Only a person can mend it.",
    Fixable.SAFE: "`--fix` mends it.",
    Fixable.UNSAFE: "`--unsafe-fixes` mends it; look at what it changed.",
}
_SEVERITY = {
    Severity.ERROR: "Error: a release does not leave with it.",
    Severity.WARNING: "Warning.",
    Severity.INFORMATION: "Information: off unless it is selected.",
}


def rule_page(rule: Rule) -> str:
    """Return the page as Markdown."""
    sources = "\n".join(f"- {SOURCES[key]} ({key})" for key in rule.source)
    parts = [
        f"# {rule.code}: {rule.title}",
        rule.why,
        f"{_SEVERITY[rule.severity]} {_FIX[rule.fixable]}",
        f"## Example\n\n{_quoted(rule.bad)}",
        _marked(rule.bad),
        f"## Instead\n\n{_quoted(rule.good)}",
        f"## Source\n\n{sources}",
    ]
    if rule.caution:
        parts.append(f"## When it is wrong\n\n{rule.caution}")
    if rule.languages:
        parts.append(f"Languages: {', '.join(rule.languages)}.")
    parts.append(f"To pass over it in one place, write `<!-- pressctl: ignore {rule.code} -->` above the paragraph.")
    return "\n\n".join(part for part in parts if part) + "\n"


def _quoted(example: Example) -> str:
    return "```text\n" + example.text.rstrip("\n") + "\n```"


def _marked(example: Example) -> str:
    found = [example.text[start:end] for start, end in example.spans if end > start]
    return "It finds " + ", ".join(f"`{' '.join(words.split())}`" for words in found) + "." if found else ""
