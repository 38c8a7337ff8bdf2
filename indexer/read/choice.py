"""What a source's settings say of paths and addresses: what is taken, and of which kind is it?"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from indexer.read.file import File
from indexer.settings import Source
from indexer.settings.globs import is_of_address, match_address, match_path, path_of_address


def takes_folder(source: Source, path: str) -> bool:
    """Tell whether anything beneath the folder may be taken."""
    return not match_path(source.exclude, path)


def takes_path(source: Source, path: str) -> bool:
    """Tell whether a file of the source is to be opened; what it holds may be left out even so."""
    if match_path(source.exclude, path):
        return False
    wanted = source.include
    return not wanted or any(map(is_of_address, wanted)) or match_path(wanted, path)


def takes_page(source: Source, url: str) -> bool:
    """Tell whether a page of the web is taken."""
    return _takes(source, path_of_address(url), url)


def excludes_page(source: Source, url: str) -> bool:
    """Tell whether the source leaves a page of the web out, wherever links lead."""
    exclude = source.exclude
    return match_path(exclude, path_of_address(url)) or match_address(exclude, url)


def takes_member(file: File) -> bool:
    """Tell whether a file within an archive is to be read."""
    if not (file.source.include or file.source.exclude):
        return True
    if _is_page(file):
        return takes_page(file.source, file.url)
    return takes_path(file.source, path_within(file))


def takes_article(file: File, url: str) -> bool:
    """Tell whether an article with this address, in the file, is taken."""
    if not (file.source.include or file.source.exclude):
        return True
    return _takes(file.source, path_within(file), url or file.url)


def kind_of(file: File, url: str) -> str:
    """Return the kind that the source gives what lies here, or ""."""
    rules = file.source.kinds
    path = path_within(file) if rules else ""
    address = url or file.url
    for glob, kind in rules:
        if match_path([glob], path) or (address and match_address([glob], address)):
            return kind
    return ""


def path_within(file: File) -> str:
    """Return the path of a file from where its source begins, or of a page from its host."""
    if _is_page(file):
        return path_of_address(file.url)
    path = unquote(file.origin)
    archive = Path(file.source.location)
    inside = path.startswith(f"{archive.name}/") and not archive.is_dir()
    return path.removeprefix(f"{archive.name}/") if inside else path


def _is_page(file: File) -> bool:
    """Tell whether the file is a page of the web, fetched or archived."""
    return "://" in file.origin


def _takes(source: Source, path: str, address: str) -> bool:
    def listed(globs: tuple[str, ...]) -> bool:
        return match_path(globs, path) or (bool(address) and match_address(globs, address))

    return not listed(source.exclude) and (not source.include or listed(source.include))
