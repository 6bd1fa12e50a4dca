"""Writing the folder: pages, files, checksums, last day."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from gongyou.outreach.check import Settings, build_check
from gongyou.outreach.guides import Guide, leaflet_pdf, shipped_guide, shipped_guides

from .pages import Directory, guide_page, home_page, services_page

SUMS, UNTIL = "SHA256SUMS", "good-until"
LANGUAGES = ("zh-hans", "en")


@dataclass(frozen=True)
class Folder:
    """What a folder is made of: a law, the settings of its self-check, own guides, services."""

    law: str
    check: Settings
    title: str = "算一算 · Work it out"
    own_guides: list[tuple[str, str, Guide]] = field(default_factory=list)
    directory: Directory = field(default_factory=Directory)
    leaflets: bool = True


def write_folder(folder: Folder, where: Path) -> dict[str, str]:
    """Write it whole beside, then put it in place; gives {file: SHA-256}.

    A folder that is there and was made by this is replaced; another one is never touched.
    """
    if where.exists() and any(where.iterdir()) and not (where / SUMS).exists():
        raise FileExistsError(f"{where} holds something else")
    where.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".publish-", dir=where.parent))
    try:
        _fill(folder, made)
        found = sums(made)
        lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(found.items()))
        (made / SUMS).write_text(lines, "utf-8")
        made.chmod(0o755)
        if where.exists():
            shutil.rmtree(where)
        made.rename(where)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return found


def _fill(folder: Folder, made: Path) -> None:
    for name in ("check", "guides", "services"):
        (made / name).mkdir()
    until = folder.check.last_day.isoformat()
    files = _checks(folder, made)
    guides = _guides(folder)
    for lang in LANGUAGES:
        links = []
        for slug, own, guide in guides:
            if own == lang:
                _write(made / "guides" / f"{slug}-{lang}.html", guide_page(guide, lang, slug))
                if folder.leaflets:
                    (made / "guides" / f"{slug}-{lang}.pdf").write_bytes(leaflet_pdf(guide, lang))
                links.append((f"guides/{slug}-{lang}.html", guide.title))
        _write(made / f"index-{lang}.html", home_page(lang, folder.title, files, links, until))
        _write(made / "services" / f"{lang}.html", services_page(folder.directory, lang))
    first = (made / f"index-{LANGUAGES[0]}.html").read_text("utf-8")
    _write(made / "index.html", first)
    hsds = json.dumps({"services": folder.directory.hsds}, ensure_ascii=False, indent=1)
    _write(made / "services.json", hsds + "\n")
    _write(made / UNTIL, until + "\n")


def _checks(folder: Folder, made: Path) -> list[str]:
    """The self-check with the centre's box, and one without any to pass on."""
    _write(made / "check" / "index.html", build_check(folder.law, folder.check))
    open_ = replace(folder.check, box=None)
    _write(made / "check" / "pass-on.html", build_check(folder.law, open_))
    return ["check/index.html", "check/pass-on.html"]


def _guides(folder: Folder) -> list[tuple[str, str, Guide]]:
    """The program's guides of the law, the centre's own in place of those of their name."""
    mine = {(slug, lang) for slug, lang, _ in folder.own_guides}
    shipped = [
        (slug, lang, shipped_guide(law, slug, lang))
        for law, slug, lang in shipped_guides()
        if law == folder.law and (slug, lang) not in mine
    ]
    return [*folder.own_guides, *shipped]


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def sums(where: Path) -> dict[str, str]:
    """SHA-256 of every file of a folder but the list itself."""
    return {
        path.relative_to(where).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(where.rglob("*"))
        if path.is_file() and path.name != SUMS
    }


def good_until(where: Path) -> date:
    """The last day of a folder."""
    return date.fromisoformat((where / UNTIL).read_text("utf-8").strip())
