"""A condition narrows the whole question, on whichever side of ELLER it was typed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from indexer.search.tree import All, Condition, Either, Node, Not


def lift_conditions(branches: Sequence[list[Node]]) -> tuple[list[list[Node]], list[Node]]:
    """Part the branches of ELLER from their conditions, which then hold for all of them.

    Conditions on the same thing in different branches widen each other. Where there is nothing but
    conditions, they are alternatives as they stand.

    >>> from indexer.search.tree import Plain
    >>> lift_conditions([[Plain("elev")], [Plain("barn"), Condition("kind", "dom")]])
    ([[Plain(text='elev')], [Plain(text='barn')]], [Condition(name='kind', value='dom')])
    """
    words = [[part for part in branch if not _is_condition(part)] for branch in branches]
    if len(branches) == 1 or not any(words):
        return list(branches), []
    ways: defaultdict[str, list[Node]] = defaultdict(list)
    excluded: list[Node] = []
    for branch in branches:
        of_branch: defaultdict[str, list[Node]] = defaultdict(list)
        for part in branch:
            if isinstance(part, Condition):
                of_branch[part.name].append(part)
            elif _is_condition(part):
                excluded.append(part)
        for name, parts in of_branch.items():
            ways[name].append(parts[0] if len(parts) == 1 else All(tuple(parts)))
    lifted = [one[0] if len(one) == 1 else Either(tuple(one)) for one in ways.values()]
    return [branch for branch in words if branch], [*lifted, *excluded]


def _is_condition(part: Node) -> bool:
    return isinstance(part.part if isinstance(part, Not) else part, Condition)
