"""The control words of RTF that change what is read."""

from __future__ import annotations

import re

WRITTEN = {
    "tab": " ", "line": " ", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
    "qmspace": " ", "column": " ", "softline": " ", "lbr": " ", "nestcell": " ", "nestrow": " ",
}  # fmt: skip
LEFT_OUT = frozenset(
    "colortbl pict object header headerl headerr headerf footer footerl footerr footerf ftnsep"
    " ftnsepc ftncn aftnsep aftnsepc aftncn annotation atnid atnauthor atntime atnicn atnref"
    " atnparent atndate xe tc tcn rxe filetbl revtbl listtable listoverridetable rsidtbl pntxta"
    " pntxtb nextfile template private themedata colorschememapping latentstyles datastore"
    " pgptbl userprops xmlnstbl wgrffmtfilter nonshppict shprslt objdata sv sn sp picprop"
    " nonesttables formfield".split()
)
"""Groups whose text is none of the document's."""

SHOWN = frozenset("do shpinst shptxt fldinst footnote dptxbxtext result shppict mmath mr".split())
"""Groups that are read though programs that do not know them may pass them over."""

PROPERTIES = frozenset("title keywords category".split())
MOMENTS = frozenset("creatim revtim".split())
CONTENTS = re.compile(r"\s*(?:TOC|TOA|INDEX)\b")
IN_INFO = frozenset("yr mo dy uc f b i plain".split())
HEEDED = frozenset(
    word.encode()
    for word in (
        *LEFT_OUT.union(WRITTEN, PROPERTIES, MOMENTS),
        *"do bin u v deleted plain f fcharset ansicpg mac pc pca uc deff s sbasedon".split(),
        *"outlinelevel par sect page pard intbl ls cell row yr mo dy fonttbl stylesheet".split(),
        *"fldinst info listtext pntext fldrslt footnote shptxt dptxbxtext".split(),
    )
)
"""All words that change what is read; a document has many more."""
