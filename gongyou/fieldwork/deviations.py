"""What deviates in a file, in sentences."""

from django.utils.translation import gettext_lazy as _

from gongyou.fieldwork.formats.deviations import Deviation, Unreadable

SENTENCES = {
    "no_empty_line": _("no empty line between two cues"),
    "bad_time": _("not a time: %(text)s"),
    "ends_before": _("ends before it begins: %(text)s"),
    "out_of_order": _("begins before the one above it: %(text)s"),
    "no_words": _("without words; left out"),
    "no_time": _("without a time: %(text)s"),
    "dependent_tier": _("a tier that stands on another one; left out"),
    "slot_without_time": _("a time slot without a time; taken between its neighbours"),
    "no_slot": _("names a time slot that is not there: %(text)s"),
    "running_head": _("a line that comes back on every page; left out: %(text)s"),
    "end_mark": _("a mark of the end; left out: %(text)s"),
    "no_speakers": _("nobody is named before the words; all is one voice"),
    "encoding": _("not UTF-8; read as %(text)s"),
    "namespace": _("%(count)s elements in the namespace %(text)s"),
    "schema": _("not as the standard says: %(text)s"),
    "code_twice": _("a code that is there twice; the first one counts"),
    "no_name": _("a source without a name"),
    "no_text": _("a text without words"),
    "no_file": _("a source without a file"),
    "missing_source": _("a file that is not in the project: %(text)s"),
    "no_sync_point": _("a passage whose times are not there"),
    "bad_area": _("an area without its corners"),
    "bad_position": _("a passage without whole numbers for its ends"),
    "no_coding": _("a passage without a code; kept: %(text)s"),
    "no_code_ref": _("a coding that names no code; left out"),
    "unknown_code": _("a coding whose code is not there; left out: %(text)s"),
    "guid_twice": _("an id that %(count)s elements bear"),
    "outside_text": _("a passage outside its text; kept as it came: %(text)s"),
    "areas_left": _("%(count)s codings on pages of a PDF, or without their place, stay behind"),
    "several_codebooks": _("more than one codebook"),
    "bad_row": _("a row that cannot be read: %(text)s"),
}
REASONS = {
    "empty": _("The file is empty."),
    "too_large": _("The file is too large."),
    "no_vtt": _("This is no WebVTT file."),
    "no_turns": _("No turn was found in the file."),
    "bad_json": _("This is no JSON, from line %(line)s on."),
    "bad_xml": _("This is no XML, from line %(line)s on."),
    "no_eaf": _("This is no ELAN file."),
    "bad_docx": _("This Word file cannot be read."),
    "no_text": _("This is no text."),
    "doctype": _("The file declares things of its own; that is not allowed."),
    "no_project": _("There is no project in this file."),
    "no_codebook": _("There is no codebook in this file."),
    "bad_zip": _("The packed file is damaged."),
    "zip_too_large": _("The packed file would unpack to too much."),
    "encrypted": _("The packed file is protected by a password."),
    "no_table": _("No column with the names of codes was found."),
    "no_database": _("This is no database of that program."),
}


def sentence(one: Deviation) -> str:
    """A deviation in the reader's language, with where it is."""
    text = str(SENTENCES[one.code]) % one.values
    return f"{one.where}: {text}" if one.where else text


def why(error: Unreadable) -> str:
    """Why a file cannot be read."""
    return str(REASONS[error.code]) % error.values
