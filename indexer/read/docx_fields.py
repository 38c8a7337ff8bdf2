"""The fields of a Word document: which are open here, and do they show a list of contents?"""

from __future__ import annotations

from dataclasses import dataclass, field

from indexer.read.docx_styles import W
from indexer.read.markup import Element

FIELD, INSTRUCTION, SIMPLE = (f"{W}{name}" for name in ("fldChar", "instrText", "fldSimple"))
_CONTENTS = frozenset({"TOC", "TOA", "INDEX"})


@dataclass(slots=True)
class Fields:
    """The instructions of the fields that are open; they are heeded where each one ends."""

    open: list[str] = field(default_factory=list)
    heeded: bool = True

    @classmethod
    def of(cls, root: Element) -> Fields:
        """Return the fields of a document before its first paragraph."""
        kinds = [one.get(f"{W}fldCharType", "") for one in root.iter(FIELD)]
        return cls(heeded=kinds.count("begin") == kinds.count("end"))

    def follow(self, mark: Element) -> None:
        """Keep account of where fields begin and end."""
        if mark.tag == INSTRUCTION:
            if self.open:
                self.open[-1] += mark.text or ""
        elif mark.get(f"{W}fldCharType") == "begin":
            self.open.append("")
        elif mark.get(f"{W}fldCharType") == "end" and self.open:
            self.open.pop()

    def show_contents(self) -> bool:
        """Tell whether what stands here is a line of a list of contents."""
        return self.heeded and any(map(is_contents, self.open))


def is_contents(instruction: str) -> bool:
    """Tell the instruction of a list of contents."""
    return not _CONTENTS.isdisjoint(instruction.split(maxsplit=1)[:1])
