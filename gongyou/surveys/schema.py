"""A published questionnaire as tables and fields, read from its XForm.

One table for the questionnaire and one for each repeat. A field's path is
relative to the root (`household/size`), which is how analysis names columns.
"""

from dataclasses import asdict, dataclass, field

GEO = {"geopoint", "geotrace", "geoshape"}
# What may name or show a person is left out of tables made for analysis.
IDENTIFYING = {"string", "binary", "barcode", *GEO}
CHOICE_CONTROLS = {"select", "select1", "rank"}


@dataclass
class Field:
    """One question or calculated value. Labels are by language, '' when there is one."""

    path: str
    name: str
    table: str
    type: str
    control: str = ""
    labels: dict = field(default_factory=dict)
    hints: dict = field(default_factory=dict)
    choices: str = ""
    mediatype: str = ""
    saveto: str = ""
    preload: str = ""
    calculated: bool = False
    readonly: bool = False
    required: bool = False
    # Only older versions asked it.
    removed: bool = False

    @property
    def is_note(self) -> bool:
        """A text to be read, without an answer."""
        return self.control == "input" and self.readonly and not self.calculated

    @property
    def is_binary(self) -> bool:
        """Holds the name of an attached file."""
        return self.type == "binary"

    @property
    def is_choice(self) -> bool:
        """Holds one or several names of choices."""
        return self.control in CHOICE_CONTROLS

    @property
    def is_multiple(self) -> bool:
        """Holds several names of choices, separated by blanks."""
        return self.control in {"select", "rank"}

    @property
    def identifying(self) -> bool:
        """Free text, place, picture or device mark: kept out of analysis tables."""
        if self.preload in {"property", "context"} or self.path.startswith("meta/"):
            return True
        return self.type in IDENTIFYING and not self.is_choice and self.control != "trigger"

    def label(self, language: str = "") -> str:
        """The label in a language, or in the first there is, or the name."""
        return pick(self.labels, language) or self.name


@dataclass
class Table:
    """The questionnaire itself (path '') or one repeat."""

    path: str
    parent: str | None
    labels: dict = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name that OData uses: Submissions, Submissions.group.repeat."""
        return ".".join(["Submissions", *self.path.split("/")]) if self.path else "Submissions"


@dataclass
class Schema:
    """All that the server must know of one version of a form."""

    form_id: str
    version: str
    title: str
    languages: list = field(default_factory=list)
    default_language: str = ""
    tables: list = field(default_factory=list)
    fields: list = field(default_factory=list)
    choices: dict = field(default_factory=dict)
    files: list = field(default_factory=list)
    # Lists whose choices stand in a file: [file, column of the codes, column of the labels].
    choice_files: dict = field(default_factory=dict)
    # Which entity list each container (form, group, repeat) writes to.
    entity_places: dict = field(default_factory=dict)
    public_key: str = ""
    uses_last_saved: bool = False
    # Whether the browser page opened it: yes, no, or not tried yet.
    opens: str = ""
    editable: bool = False

    def to_json(self) -> dict:
        """Plain data for storing."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict) -> "Schema":
        """Back from plain data."""
        data = dict(data)
        data["tables"] = [Table(**row) for row in data["tables"]]
        data["fields"] = [Field(**row) for row in data["fields"]]
        return cls(**data)

    @property
    def entity_lists(self) -> list[str]:
        """The lists this form writes to, each once."""
        return list(dict.fromkeys(self.entity_places.values()))

    def entity_properties(self, name: str) -> list[str]:
        """The properties that this form saves into a list."""
        found = []
        for each in (each for each in self.fields if each.saveto):
            holders = [p for p in self.entity_places if not p or each.path.startswith(p + "/")]
            if holders and self.entity_places[max(holders, key=len)] == name:
                found.append(each.saveto)
        return found

    def in_table(self, path: str) -> list[Field]:
        """The fields that are columns of one table, in the order of the form."""
        return [each for each in self.fields if each.table == path]

    def by_path(self) -> dict[str, Field]:
        """Fields by their path."""
        return {each.path: each for each in self.fields}

    def choice_label(self, question: Field, name: str, language: str = "") -> str:
        """The label of a choice, or its name where the list is not in the form."""
        return pick(self.choices.get(question.choices, {}).get(name, {}), language) or name


def pick(by_language: dict, language: str) -> str:
    """The text for a language: exact, then the code in brackets, then the first."""
    if not by_language:
        return ""
    if language in by_language:
        return by_language[language]
    code = language.partition("-")[0]
    for name, text in by_language.items():
        if code and (name == code or name.endswith((f"({code})", f"({language})"))):
            return text
    return by_language.get("") or next(iter(by_language.values()))
