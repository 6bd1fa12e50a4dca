"""Projects of other programs: read and reported first, then brought; handed over again whole."""

import datetime as dt
import hashlib
import uuid

from django.db import transaction
from django.utils import timezone
from lxml import etree

from gongyou.fieldwork.errors import FieldworkError
from gongyou.fieldwork.formats.databases import read_any
from gongyou.fieldwork.formats.refi import write_project
from gongyou.fieldwork.formats.refi.kept import keep
from gongyou.fieldwork.formats.refi.positions import STANDARD, Way
from gongyou.fieldwork.formats.refi.read import Project, ReadCoding, Selection, Source
from gongyou.fieldwork.formats.refi.write import Out, OutCode, OutCoding, OutSelection, OutSource
from gongyou.fieldwork.formats.refi.xml import PROJECT
from gongyou.fieldwork.formats.transcripts import Said, Transcript
from gongyou.fieldwork.models import Code, Coder, Coding, KeptProject, Study, Text, Turn
from gongyou.fieldwork.queries.codings import visible
from gongyou.fieldwork.queries.texts import OpenText, open_texts, readable
from gongyou.fieldwork.services.codebook import bring_codebook
from gongyou.fieldwork.services.leaving import depart
from gongyou.fieldwork.services.people import add_participant, record_consent
from gongyou.fieldwork.services.studies import coder_of
from gongyou.fieldwork.services.texts import bring_text
from gongyou.vault.public import (
    Actor,
    Refused,
    Right,
    StoredFile,
    files,
    journal,
    reveal_many,
)


def digest(content: bytes) -> str:
    """What names the bytes of a file."""
    return hashlib.sha256(content).hexdigest()


@transaction.atomic
def bring_project(
    *,
    by: Actor,
    study: Study,
    content: bytes,
    on: dt.date,
    how: str,
    answers: dict[str, str],
    way: Way | None = None,
) -> KeptProject:
    """Take in a .qdpx or .qde file; the same file twice changes nothing.

    Its texts come with the consent that was given elsewhere: who brings them says which uses the
    people agreed to, and a participant stands for the people of each text.

    Args:
        on, how, answers: the consent as `record_consent` takes it.
        way: how positions are counted, where it was chosen by hand.

    Raises:
        Unreadable: it is no project.
    """
    by.require(Right.WRITE, study.compartment_id)
    by.require(Right.WRITE, study.field_id)
    known = KeptProject.objects.filter(study=study, digest=digest(content)).first()
    if known is not None:
        return known
    project = read_any(content, way)
    kept = KeptProject(
        compartment_id=study.compartment_id,
        study=study,
        digest=digest(content),
        brought_on=timezone.localdate(),
        counting=project.counting.way.name if project.counting else "",
    )
    bring_codebook(by=by, study=study, codes=project.codes)
    bringer = _Bringer(by, study, project, way, {"on": on, "how": how, "answers": answers})
    bringer.bring()
    kept.seal(by, xml=_frame(project), report=[])
    kept.take_sealed_changes()
    kept.save(force_insert=True)
    journal.append(by, "fieldwork.bring_project", kept, sealed={})
    return kept


def _frame(project: Project) -> str:
    """The document without what stands in sources: those are kept with their own texts."""
    root = etree.fromstring(etree.tostring(project.root))
    for name in ("TextSource", "PDFSource", "PictureSource", "AudioSource", "VideoSource"):
        for element in root.findall(f".//{{{PROJECT}}}Sources/{{{PROJECT}}}{name}"):
            for child in list(element):
                element.remove(child)
    return etree.tostring(root, encoding="unicode")


class _Bringer:
    def __init__(self, by: Actor, study: Study, project: Project, way: Way | None, consent: dict):
        self.by, self.study, self.project, self.consent = by, study, project, consent
        self.way = way
        self.codes = {code.guid: code for code in Code.objects.filter(study=study)}
        self.coders = {coder.guid: coder for coder in Coder.objects.filter(study=study)}
        self.texts = set(
            Text.objects.filter(study=study, stage="desk").values_list("guid", flat=True)
        )

    def bring(self) -> None:
        for source in self.project.sources:
            if source.guid not in self.texts:
                self._source(source)

    def _coder(self, guid: uuid.UUID | None) -> Coder:
        if guid is None:
            return coder_of(self.by, self.study)
        if guid not in self.coders:
            made = Coder(study=self.study, guid=guid)
            made.seal(self.by, name=self.project.users.get(guid) or "–")
            made.take_sealed_changes()
            made.save(force_insert=True)
            self.coders[guid] = made
        return self.coders[guid]

    def _source(self, source: Source) -> None:
        person = add_participant(by=self.by, study=self.study, role="other", note=source.name)
        record_consent(by=self.by, participant=person, language=self.study.language, **self.consent)
        turns, starts = in_turns(source)
        text = bring_text(
            by=self.by,
            study=self.study,
            transcript=Transcript("refi", turns),
            title=source.name or str(source.guid),
            stage="desk",
            who={"": person},
            guid=source.guid,
            medium=source.kind,
        )
        text.state = "replaced"
        counting = self.project.counting.way if self.project.counting else self.way
        text.seal(self.by, kept=keep(source, counting))
        text.take_sealed_changes()
        text.file = keep_file(self.by, text, source)
        text.save()
        rows = list(text.turns.order_by("number"))
        made = []
        for selection in source.selections:
            made += self._codings(text, rows, starts, selection)
        Coding.objects.bulk_create(made, batch_size=500)
        journal.append(self.by, "fieldwork.code_passage", text, sealed={})

    def _codings(self, text: Text, rows: list[Turn], starts: list[int], selection: Selection):
        place = _place(rows, starts, selection)
        if place is None:
            return []
        found = []
        codings: list[ReadCoding | None] = [*selection.codings]
        for one in codings or [None]:
            user = one.user if one and one.user else selection.user
            coding = Coding(
                text=text,
                code=self.codes[one.code] if one else None,
                coder=self._coder(user),
                guid=one.guid if one else selection.guid,
                selection=selection.guid,
                **place,
            )
            if selection.description:
                coding.seal(self.by, note=selection.description)
                coding.take_sealed_changes()
            found.append(coding)
        return found


def keep_file(by: Actor, text: Text, source: Source) -> StoredFile | None:
    """The file of a source under the key of its text: a picture or PDF that can be shown is.

    What is not let in as something to show is kept as it came, only to be handed over again.
    """
    if not source.content:
        return None
    name = source.element.get("path") or source.element.get("richTextPath") or ""
    kept = {"kind": "source", "name": name, "under": text}
    try:
        look = source.kind in ("pdf", "picture", "sound")
        return files.store(by, None, source.content, look_inside=look, **kept)
    except Refused:
        return files.store(by, None, source.content, look_inside=False, **kept)


def in_turns(source: Source) -> tuple[list[Said], list[int]]:
    """A text as turns, a paragraph each; joined by line ends they are the text again."""
    if source.text is None:
        return [], []
    parts: list[str] = []
    for line in source.text.split("\n"):
        if parts and (not line.strip() or not parts[-1].strip()):
            parts[-1] += "\n" + line
        else:
            parts.append(line)
    starts, at = [], 0
    for part in parts:
        starts.append(at)
        at += len(part) + 1
    times = dict(source.times)
    begins = [next((times[p] for p in sorted(times) if s <= p <= s + len(w)), None)
              for s, w in zip(starts, parts, strict=True)]  # fmt: skip
    return [Said("", part, time) for part, time in zip(parts, begins, strict=True)], starts


def _place(rows: list[Turn], starts: list[int], selection: Selection) -> dict | None:
    if selection.area is not None:
        return {"area": selection.area}
    if selection.times is not None and selection.span is None:
        return {"start_ms": max(0, selection.times[0]), "end_ms": max(0, selection.times[1])}
    if selection.span is None or not rows:
        return None
    start, end = selection.span
    first = max(n for n, at in enumerate(starts) if at <= start)
    last = max(n for n, at in enumerate(starts) if at < end)
    return {
        "start_turn": rows[first],
        "start": min(start - starts[first], rows[first].length),
        "end_turn": rows[last],
        "end": min(end - starts[last], rows[last].length),
    }


@transaction.atomic
def hand_over_project(
    *,
    by: Actor,
    study: Study,
    to: str,
    use: str = "share",
    way: Way = STANDARD,
    read_twice: bool = False,
) -> tuple[bytes, list[str]]:
    """A .qdpx file of all texts whose people allow the use, and a note that it left.

    Args:
        read_twice: only texts in which somebody looked for names a second time.

    Raises:
        FieldworkError: no text may be handed over.
    """
    by.require(Right.EXPORT, study.compartment_id)
    texts = readable(by, use, study=study, **({"state": "read_twice"} if read_twice else {}))
    if not texts and Text.objects.filter(study=study, stage="desk").exists():
        raise FieldworkError("consent_no")
    codes = _codes(by, study)
    frames = reveal_many(by, KeptProject.objects.filter(study=study), ["xml"], journal=False)
    frame = next((values["xml"] for _pk, values in sorted(frames.items())), None)
    opened = open_texts(by, texts, use, journal=False)
    sources, users, count = _sources(by, study, opened, {code.guid for code in codes})
    out = Out("", users, codes, sources, frame.encode() if frame else None)
    out.name = study.reveal(by, "title") or "–"
    try:
        content, changed = write_project(out, way)
    except ValueError as error:
        raise FieldworkError("unreadable", text=str(error)) from None
    people = {line.participant for one in opened for line in one.lines if line.participant}
    depart(by=by, study=study, kind="project", to=to, people=people, texts=texts, passages=count)
    journal.append(by, "fieldwork.hand_over_project", study, sealed={})
    return content, changed


def _codes(by: Actor, study: Study) -> list[OutCode]:
    rows = list(Code.objects.filter(study=study, merged_into=None).select_related("parent"))
    said = reveal_many(by, Code.objects.filter(study=study), ["name", "definition"], journal=False)
    found, left = [], rows
    written: set = set()
    while left:
        ready = [one for one in left if one.parent_id is None or one.parent_id in written]
        for one in ready or left:
            values = said[one.pk]
            found.append(
                OutCode(
                    one.guid,
                    values["name"] or "–",
                    one.parent.guid if one.parent else None,
                    one.colour,
                    one.codable and one.retired_on is None,
                    values["definition"] or "",
                )
            )
            written.add(one.pk)
        left = [one for one in left if one.pk not in written]
    return found


def _sources(by: Actor, study: Study, opened, known: set):
    texts = [one.text for one in opened]
    kept = reveal_many(by, Text.objects.filter(pk__in=[t.pk for t in texts]), ["kept"])
    rows = list(
        visible(by, text__in=texts, agreed=False).select_related("code", "coder").order_by("pk")
    )
    notes = reveal_many(by, Coding.objects.filter(pk__in=[r.pk for r in rows]), ["note"])
    users = _users(by, {row.coder_id for row in rows})
    sources, count = [], 0
    for one in opened:
        starts, at = {}, 0
        for line in one.lines:
            starts[line.id] = at
            at += len(line.words or "") + 1
        mine = [row for row in rows if row.text_id == one.text.pk and _given(row, one.lines)]
        count += len(mine)
        xml = kept[one.text.pk]["kept"]
        sources.append(
            OutSource(
                one.text.guid,
                one.text.medium,
                one.title,
                one.whole if one.lines else None,
                _selections(mine, starts, notes, known),
                xml.encode() if xml else None,
                _file(by, one),
            )
        )
    return sources, users, count


def _file(by: Actor, one: OpenText) -> bytes | None:
    """The file that a text came with, where nothing in the text is kept back."""
    if one.text.file is None or one.hidden:
        return None
    return files.read_file(by, one.text.file)


def _given(row: Coding, lines: list) -> bool:
    """Whether all turns of a passage may leave: what somebody keeps back is not coded outside."""
    if row.start_turn is None or row.end_turn is None:
        return True
    span = range(row.start_turn.number, row.end_turn.number + 1)
    return all(line.words is not None for line in lines if line.number in span)


def _users(by: Actor, coders: set) -> dict[uuid.UUID, str]:
    """Coders as users: those of the house by a letter each, not by their names."""
    rows = Coder.objects.filter(pk__in=coders).order_by("pk")
    said = reveal_many(by, rows, ["name"], journal=False)
    return {
        row.guid: said[row.pk]["name"] or f"coder {number}" for number, row in enumerate(rows, 1)
    }


def _selections(rows: list[Coding], starts: dict, notes: dict, known: set) -> list[OutSelection]:
    found: dict[uuid.UUID, OutSelection] = {}
    for row in rows:
        selection = found.get(row.selection)
        if selection is None:
            selection = OutSelection(row.selection, description=notes[row.pk]["note"] or "")
            if row.start_turn is not None and row.end_turn is not None:
                selection.span = (
                    starts[row.start_turn.pk] + row.start,
                    starts[row.end_turn.pk] + row.end,
                )
            elif row.area is not None:
                selection.area = [round(value) for value in row.area]
            else:
                selection.times = (row.start_ms or 0, row.end_ms or 0)
            found[row.selection] = selection
        if row.code is not None and row.code.guid in known:
            at = row.created_at.strftime("%Y-%m-%dT%H:%M:%SZ")
            coding = OutCoding(row.guid, row.code.guid, row.coder.guid, at)
            selection.codings.append(coding)
    return list(found.values())
