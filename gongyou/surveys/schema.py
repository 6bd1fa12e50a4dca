"""A published questionnaire as tables and fields, read from its XForm.

One table for the questionnaire and one for each repeat. A field's path is
relative to the root (`household/size`), which is how analysis names columns.
"""

from dataclasses import asdict, dataclass, field

from gongyou.surveys.safe_xml import children, local, parse, text_of

XFORMS = "{http://www.w3.org/2002/xforms}"
JR = "{http://openrosa.org/javarosa}"
ENTITIES = "{http://www.opendatakit.org/xforms/entities}"
HTML_TITLE = "title"

CONTROLS = {"input", "select", "select1", "upload", "trigger", "range", "rank"}
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
    # Which entity list each container (form, group, repeat) writes to.
    entity_places: dict = field(default_factory=dict)
    public_key: str = ""
    uses_last_saved: bool = False
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


def read_form(xml: bytes) -> Schema:
    """Read an XForm.

    Raises UnsafeXML for what is no XML, ValueError for XML that is no XForm.
    """
    return _Reader(parse(xml)).read()


class _Reader:
    def __init__(self, root):
        self.root = root
        self.model = next((e for e in root.iter(XFORMS + "model")), None)
        if self.model is None:
            raise ValueError("no model: this is not an XForm")
        self.instance = self._primary()
        self.top = "/" + local(self.instance)
        self.body = next((e for e in root.iter() if local(e) == "body"), None)
        self.texts: dict[str, dict] = {}
        self.binds = {}

    def _primary(self):
        first = next(iter(self.model.iter(XFORMS + "instance")), None)  # type: ignore[union-attr]
        found = children(first) if first is not None else []
        if not found or not found[0].get("id"):
            raise ValueError("no primary instance with an id: this is not an XForm")
        return found[0]

    def read(self) -> Schema:
        title = next((e for e in self.root.iter() if local(e) == HTML_TITLE), None)
        self.schema = Schema(
            form_id=self.instance.get("id"),
            version=self.instance.get("version") or self.instance.get(JR + "version") or "",
            title=text_of(title).strip() or self.instance.get("id"),
        )
        self._languages()
        self._binds()
        self._secondary_instances()
        self._submission()
        self._tables()
        self._fields()
        self._controls()
        self._media()
        return self.schema

    def _languages(self) -> None:
        for number, translation in enumerate(self.model.iter(XFORMS + "translation")):  # type: ignore[union-attr]
            language = translation.get("lang", "")
            self.schema.languages.append(language)
            if number == 0 or "default" in translation.attrib:
                self.schema.default_language = language
            for text in translation.findall(XFORMS + "text"):
                plain = [v for v in text.findall(XFORMS + "value") if not v.get("form")]
                if plain:
                    self.texts.setdefault(text.get("id"), {})[language] = text_of(plain[0])

    def _binds(self) -> None:
        for bind in self.model.findall(XFORMS + "bind"):  # type: ignore[union-attr]
            self.binds[bind.get("nodeset", "").strip()] = bind

    def _secondary_instances(self) -> None:
        for instance in self.model.findall(XFORMS + "instance"):  # type: ignore[union-attr]
            source = instance.get("src", "")
            if source == "jr://instance/last-saved":
                self.schema.uses_last_saved = True
            elif source.startswith("jr://"):
                self._file(source)
            elif instance.get("id"):
                self._choices_of(instance)

    def _choices_of(self, instance) -> None:
        found = {}
        for item in (e for e in instance.iter() if local(e) == "item"):
            parts = {local(e): text_of(e) for e in children(item)}
            if "name" in parts:
                label = self.texts.get(parts.get("itextId", ""))
                found[parts["name"]] = label or {"": parts.get("label", parts["name"])}
        if found:
            self.schema.choices[instance.get("id")] = found

    def _submission(self) -> None:
        submission = self.model.find(XFORMS + "submission")  # type: ignore[union-attr]
        if submission is not None:
            self.schema.public_key = (submission.get("base64RsaPublicKey") or "").strip()
        editable = "{http://www.opendatakit.org/xforms}client-editable"
        self.schema.editable = self.instance.get(editable) == "true" or (
            submission is not None and submission.get(editable) == "true"
        )

    def _tables(self) -> None:
        self.schema.tables.append(Table(path="", parent=None, labels={"": self.schema.title}))
        body = self.body if self.body is not None else []
        paths = [
            self._relative(e.get("nodeset", "")) for e in getattr(body, "iter", list)()
            if isinstance(e.tag, str) and local(e) == "repeat"
        ]  # fmt: skip
        for path in dict.fromkeys(paths):
            parent = max((p for p in paths if path.startswith(p + "/")), key=len, default="")
            self.schema.tables.append(Table(path=path, parent=parent))
        self.repeats = set(paths)

    def _relative(self, nodeset: str) -> str:
        nodeset = nodeset.strip()
        return nodeset.removeprefix(self.top).strip("/")

    def _fields(self) -> None:
        self._walk(self.instance, "", "")

    def _walk(self, element, path: str, table: str) -> None:
        seen = set()
        for each in children(element):
            name = local(each)
            here = f"{path}/{name}".lstrip("/")
            if here in seen:  # the second copy of a repeat stands beside its template
                continue
            seen.add(here)
            inside = here if here in self.repeats else table
            if name == "entity" and local(element) == "meta":
                self.schema.entity_places[path.removesuffix("meta").strip("/")] = each.get(
                    "dataset", ""
                )
            elif children(each) or here in self.repeats:
                self._walk(each, here, inside)
            else:
                self.schema.fields.append(self._field(here, name, table))

    def _field(self, path: str, name: str, table: str) -> Field:
        bind = self.binds.get(f"{self.top}/{path}")
        attributes = bind.attrib if bind is not None else {}
        kind = attributes.get("type", "string").rpartition(":")[2]
        return Field(
            path=path, name=name, table=table, type=kind,
            saveto=attributes.get(ENTITIES + "saveto", ""),
            preload=attributes.get(JR + "preload", ""),
            calculated="calculate" in attributes,
            readonly=attributes.get("readonly", "") == "true()",
            required=attributes.get("required", "") == "true()",
        )  # fmt: skip

    def _controls(self) -> None:
        if self.body is None:
            return
        fields = self.schema.by_path()
        tables = {table.path: table for table in self.schema.tables}
        for element in self.body.iter():
            name = local(element)
            where = self._relative(element.get("ref") or element.get("nodeset") or "")
            if name in CONTROLS and where in fields:
                self._describe(fields[where], element, name)
            elif name == "group" and where in tables:
                tables[where].labels = self._text(element, "label")

    def _describe(self, question: Field, element, control: str) -> None:
        question.control = control
        question.mediatype = element.get("mediatype", "")
        question.labels = self._text(element, "label")
        question.hints = self._text(element, "hint")
        if control in CHOICE_CONTROLS:
            question.choices = self._choice_list(question, element)
        query = element.get("query")
        if query:  # select_one_external: an input with a query over itemsets.csv
            question.control, question.choices = "select1", ""
            self._name_file("itemsets.csv")

    def _text(self, element, kind: str) -> dict:
        found = next((e for e in children(element) if local(e) == kind), None)
        if found is None:
            return {}
        reference = found.get("ref", "")
        if reference.startswith("jr:itext("):
            return self.texts.get(reference[len("jr:itext(") : -1].strip("'\""), {})
        text = _readable(found)
        return {"": text} if text else {}

    def _choice_list(self, question: Field, element) -> str:
        itemset = next((e for e in children(element) if local(e) == "itemset"), None)
        if itemset is not None:
            nodeset = itemset.get("nodeset", "")
            return nodeset.partition("instance('")[2].partition("'")[0]
        items = {}
        for item in (e for e in children(element) if local(e) == "item"):
            value = next((text_of(e) for e in children(item) if local(e) == "value"), "")
            items[value] = self._text(item, "label")
        self.schema.choices[question.path] = items
        return question.path

    def _media(self) -> None:
        for element in self.model.iter(XFORMS + "value"):  # type: ignore[union-attr]
            if element.get("form") in {"image", "big-image", "audio", "video"}:
                self._file(text_of(element).strip())
        for text in (e.get("calculate", "") for e in self.binds.values()):
            for name in _pulldata_names(text):
                self._name_file(name + ".csv")

    def _file(self, reference: str) -> None:
        if reference.startswith("jr://") and not reference.startswith("jr://instance/"):
            self._name_file(reference.rpartition("/")[2])

    def _name_file(self, name: str) -> None:
        if name and name not in self.schema.files:
            self.schema.files.append(name)


def _readable(element) -> str:
    """Text with inserted answers shown as ${name}."""
    parts = [element.text or ""]
    for each in element:
        if isinstance(each.tag, str):
            target = (each.get("value") or "").strip().rpartition("/")[2]
            parts.append("${" + target + "}" if target else text_of(each))
        parts.append(each.tail or "")
    return "".join(parts).strip()


def _pulldata_names(expression: str) -> list[str]:
    names = []
    for piece in expression.split("pulldata(")[1:]:
        quote = piece.strip()[:1]
        if quote in "'\"" and quote:
            names.append(piece.strip()[1:].partition(quote)[0])
    return names
