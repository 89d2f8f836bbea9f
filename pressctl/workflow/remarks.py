"""What somebody should look at in a release before it leaves; none of it stops anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from pressctl.model.kind import Kind
from pressctl.model.moment import Moment
from pressctl.model.order import out_of_order
from pressctl.model.release import Edition, EmbargoStatus, Media
from pressctl.model.text import Image, images_in

PASSED = "the embargo has passed: the release says that it is for immediate release"


def remarks(kind: Kind, edition: Edition) -> tuple[str, ...]:
    """Return what is odd about the original: times in no order, photographs that say too little of themselves."""
    disorder = (wrong.message for wrong in out_of_order(kind, partial(_at, edition)))
    return (*disorder, *_bare_photographs(edition))


def embargo_remark(edition: Edition, now: Moment) -> str | None:
    """Return what is to be said of an embargo that has lifted already, or nothing."""
    lifted = edition.embargo is not None and edition.embargo.status(now) is EmbargoStatus.LIFTED
    return PASSED if lifted else None


def _at(edition: Edition, path: str) -> object:
    """Return the time under a path of the front matter."""
    if path == "embargo":
        return edition.embargo.until if edition.embargo else None
    value: object = edition
    for step in path.split("."):
        value = value.get(step) if isinstance(value, Mapping) else getattr(value, step, None)
    return value


def _bare_photographs(edition: Edition) -> Iterator[str]:
    shown: tuple[Media | Image, ...] = (*edition.media, *images_in(edition.body))
    for media in shown:
        has = {"caption": media.caption, "credit": media.credit, "alternative text": media.alt}
        lacks = [f"no {what}" for what, text in has.items() if not text]
        if lacks:
            yield f"{media.file} has {', '.join(lacks[:-1])}{' and ' if lacks[1:] else ''}{lacks[-1]}"
