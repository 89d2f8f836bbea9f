"""The words that somebody had before them when they signed: those of the copy that they were sent, or today's."""

from __future__ import annotations

import json

from pressctl.errors import BadInput, Problem, UsageError
from pressctl.frozen import Frozen
from pressctl.model.approval import Extent, Subject
from pressctl.model.copies import ASKED, AskState, ReviewCopy, ReviewRequest
from pressctl.model.differences import plain_of, words_of
from pressctl.model.digest import Json, canonical_json, digest_of, edition_digest
from pressctl.model.release import Release
from pressctl.store.agreements.approvals import Signer
from pressctl.store.agreements.reviews import copy_of, requests
from pressctl.store.record.database import Database
from pressctl.store.record.versions import editions
from pressctl.workflow.approvals.ledger import frozen_edition

FIELDS = ("headline", "subheadline", "subject", "dateline", "body", "event", "organisers", "project", "speakers",
          "boilerplates", "notes", "media")  # fmt: skip
"""What may be signed by itself: the parts of an edition that an approval binds to."""


class Part(Frozen):
    """How much is signed, as the officer names it."""

    quote: int | None = None
    """Number of the quotation, from 1."""
    field: str | None = None


WHOLE = Part()


class Text(Frozen):
    """One language of a release as it was or is, in canonical form."""

    language: str
    content: str
    """Canonical JSON of the edition."""
    digest: str
    """What an approval of the whole binds to."""

    def subject(self, part: Part) -> Subject:
        """Return what is signed.

        Raises:
            UsageError: there is no such field or quotation.
        """
        edition: dict[str, Json] = json.loads(self.content)
        if part.quote is not None and part.field is not None:
            raise UsageError("--quote and --field name two things; sign them one after the other")
        if part.field is not None:
            if part.field not in FIELDS:
                raise UsageError(f'no field "{part.field}" to sign; there are {", ".join(FIELDS)}')
            return Subject(Extent.FIELD, self.language, digest_of({part.field: edition.get(part.field)}), part.field)
        if part.quote is not None:
            return self._quotation(part.quote, tuple(_quotations(edition.get("body"))))
        return Subject(Extent.RELEASE, self.language, self.digest)

    def _quotation(self, number: int, found: tuple[dict[str, Json], ...]) -> Subject:
        if not 1 <= number <= len(found):
            problems = [Problem(_speaker(one) or "nobody named", where=str(n)) for n, one in enumerate(found, 1)]
            raise UsageError(
                f"{self.language}.md has no quotation {number}", problems=problems, hint="count them from 1"
            )
        quotation = found[number - 1]
        paragraphs = quotation.get("paragraphs")
        words: list[Json] = [plain_of(one) for one in paragraphs] if isinstance(paragraphs, list) else []
        speaker = _speaker(quotation)
        digest = digest_of({"speaker": speaker or None, "words": words})
        return Subject(Extent.QUOTATION, self.language, digest, speaker)


def text_of(release: Release, language: str) -> Text:
    """Return a language of the release as it is.

    Raises:
        BadInput: it has no such language.
    """
    edition = release.edition(language)
    if edition is None:
        raise BadInput(f"{release.slug} has no {language}; it has {', '.join(release.languages)}")
    return Text(language, canonical_json(edition), edition_digest(edition))


def text_of_copy(database: Database, copy: ReviewCopy) -> Text:
    """Return the words of a copy as they were frozen for it.

    Raises:
        BadInput: the record does not hold them.
    """
    content = frozen_edition(database, copy.release_id, copy.version, copy.language)
    frozen = editions(database, copy.release_id, copy.version)
    digest = next((one.digest for one in frozen if one.language == copy.language), None)
    if content is None or digest is None:
        raise BadInput(f"the record does not hold the words of copy {copy.id}", hint="pressctl log --verify")
    return Text(copy.language, content, digest)


def copy_named(database: Database, release_id: str, copy_id: str) -> ReviewCopy:
    """Return a copy of the release.

    Raises:
        UsageError: no copy of this release has that id.
    """
    copy = copy_of(database, copy_id)
    if copy is None or copy.release_id != release_id:
        raise UsageError(f'no copy "{copy_id}" of this release', hint="pressctl review status shows them")
    return copy


def copy_seen(
    database: Database, release_id: str, organisation: str, signer: Signer, language: str | None
) -> ReviewCopy | None:
    """Return the copy last sent to somebody, else to their organisation; nothing where none was sent."""
    theirs = [one for one in requests(database, release_id) if one.organisation == organisation and _has_it(one)]
    own = [one for one in theirs if signer.address and one.email.casefold() == signer.address.casefold()]
    for request in reversed(own or theirs):
        if language is None or request.language == language:
            return copy_of(database, request.copy)
    return None


def _has_it(request: ReviewRequest) -> bool:
    return request.state in ASKED and request.state is not AskState.SENDING


def _quotations(blocks: Json) -> list[dict[str, Json]]:
    """Return the quotations of canonical blocks in reading order, those inside lists included."""
    found: list[dict[str, Json]] = []
    for block in blocks if isinstance(blocks, list) else []:
        match block:
            case dict() if block.get("is") == "Quotation":
                found.append(block)
            case {"is": "ItemList", "items": list(items)}:
                found.extend(one for item in items for one in _quotations(item))
            case _:
                pass
    return found


def _speaker(quotation: dict[str, Json]) -> str:
    attribution = quotation.get("attribution")
    return words_of(attribution.get("name")) if isinstance(attribution, dict) else ""
