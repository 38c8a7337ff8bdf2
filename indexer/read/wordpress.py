"""Exports from WordPress (WXR): feeds that hold what is published and all that is not, too."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from indexer.read.markup import Element, local_name

NEVER = frozenset({"attachment", "nav_menu_item", "revision"})
"""Types of posts that are no texts of their own, whatever is chosen."""

WITHHELD = {
    "draft": "utkast",
    "auto-draft": "utkast",
    "pending": "väntar på granskning",
    "private": "privata",
    "future": "tidsinställda",
    "trash": "i papperskorgen",
    "password": "skyddade med lösenord",
}
"""Why a post is not published, in Swedish."""

_OF_SUBJECTS = frozenset({"", "category", "post_tag", "tag"})
_UNSORTED = frozenset({"uncategorized", "okategoriserade", "okategoriserat"})
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_SHORTCODE = re.compile(
    r"\[/?(?:caption|wp_caption|gallery|embed|audio|video|playlist|contact-form\S*|ninja_form\S*"
    r"|gravityform|(?:vc|et_pb|fusion|av|su|rev|mk|fl)_\w+)(?:\s[^\[\]]{0,2000})?\]",
    re.IGNORECASE,
)


def is_export(root: Element) -> bool:
    """Tell whether the feed is an export: any mark of one is enough, lest a draft be published."""
    return any(
        local_name(element) in {"wxr_version", "post_type", "post_password"}
        for element in root.iter("*")
    )


def why_withheld(item: Element, types: Collection[str]) -> str:
    """Return why a post of an export is not to be published, as a key of `WITHHELD`, or "".

    A post of another type than those chosen gives `type:` and its type. A post that does not say
    that it is published is not.
    """
    said = {name: list(_said(item, name)) for name in ("status", "post_type", "post_password")}
    types_said = said["post_type"]
    if len(types_said) != 1 or types_said[0] in NEVER or types_said[0] not in types:
        return f"type:{' '.join(types_said)}"
    if said["status"] != ["publish"]:
        return " ".join(said["status"]) or "draft"
    return "password" if any(said["post_password"]) else ""


def is_subject(category: Element) -> bool:
    """Tell the categories and tags of a post from its formats, menus, languages and the like."""
    named = {category.get("nicename", ""), (category.text or "").strip().casefold()}
    return category.get("domain", "") in _OF_SUBJECTS and named.isdisjoint(_UNSORTED)


def as_html(content: str) -> str:
    """Return the text of a post as HTML: blank lines part paragraphs, short codes are no text."""
    return _BLANK_LINE.sub("\n<p>", _SHORTCODE.sub(" ", content))


def _said(item: Element, name: str) -> Iterator[str]:
    for child in item.iterchildren("{*}" + name):
        yield "".join(child.itertext()).strip()
