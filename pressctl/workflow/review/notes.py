"""Comments of reviewers, shown with their place; those to be answered by hand are kept as a list in `review/`."""

from __future__ import annotations

from pressctl.frozen import Frozen
from pressctl.model.revision import Comment
from pressctl.store.files import make_private_folder, write_atomically
from pressctl.workflow.review.applying import Answer, Applying
from pressctl.workflow.review.copies import REVIEW

NOTES = "notes.md"
_HEAD = "# To be answered by hand\n\n"


class Noted(Frozen):
    """A comment, and in whose file it stands."""

    answer: Answer
    comment: Comment

    def line(self, language: str) -> str:
        """Return it as an item of the list."""
        words = " ".join(self.comment.text.split())
        quoted = " ".join(self.comment.quoted.split())
        about = f" (on “{quoted}”)" if quoted else ""
        when = f", {self.comment.at:%Y-%m-%d %H:%M}" if self.comment.at else ""
        where = f"{language}, version {self.answer.copy.version}, {self.comment.where}"
        return f"- [ ] {self.comment.author}{when}; {where}{about}: {words}\n"


def comments_to_show(run: Applying) -> tuple[Noted, ...]:
    """Return the comments that are not settled, each once: one that two files hold is the same."""
    found: dict[tuple[str, str, str], Noted] = {}
    kept = _kept(run)
    for answer in run.answers:
        for comment in answer.review.comments:
            noted = Noted(answer, comment)
            if not comment.resolved and noted.line(run.today.language) not in kept:
                found.setdefault((comment.author, comment.text, comment.quoted), noted)
    return tuple(found.values())


def keep_note(run: Applying, noted: Noted) -> str:
    """Add a comment to the list; return the file, as it is seen from the workspace."""
    release = run.opened.folder.relative_to(run.opened.workspace.root).as_posix()
    folder = run.opened.workspace.inside(f"{release}/{REVIEW}")
    make_private_folder(folder)
    text = _kept(run) or _HEAD
    write_atomically(folder / NOTES, (text + noted.line(run.today.language)).encode(), private=True)
    return f"{release}/{REVIEW}/{NOTES}"


def _kept(run: Applying) -> str:
    path = run.opened.folder / REVIEW / NOTES
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
