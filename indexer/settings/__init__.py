"""What has the operator chosen, in `sokverket.toml`, in SOKVERKET_* and on the command line?

`table` has a row for every setting and `sources` one for every key of a source; `kinds` tells which
values fit, and `loading` reads them.
"""

from indexer.settings.loading import FILE_NAME, load_settings
from indexer.settings.sources import HARVESTED, Source, choose_sources, is_address, make_source
from indexer.settings.table import Settings

__all__ = [
    "FILE_NAME",
    "HARVESTED",
    "Settings",
    "Source",
    "choose_sources",
    "is_address",
    "load_settings",
    "make_source",
]
