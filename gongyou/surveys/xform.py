"""An XForm read into a schema: tables, fields, choices, the files it speaks of."""

import re

from gongyou.surveys.safe_xml import children, local, parse, text_of
from gongyou.surveys.schema import CHOICE_CONTROLS, Field, Schema, Table

XFORMS = "{http://www.w3.org/2002/xforms}"
JR = "{http://openrosa.org/javarosa}"
ENTITIES = "{http://www.opendatakit.org/xforms/entities}"
HTML_TITLE = "title"

CONTROLS = {"input", "select", "select1", "upload", "trigger", "range", "rank"}
PULLDATA = re.compile(r"""pulldata\s*\(\s*(['"])(.+?)\1""")
SEARCH = re.compile(r"""\bsearch\s*\(\s*(['"])(.+?)\1""")


def read_form(xml: bytes) -> Schema:
    """Read an XForm.

    Raises UnsafeXML for what is no XML, ValueError for XML that is no XForm.
    """
    return _Reader(parse(xml)).read()


class _Reader:
    def __init__(self, root):
        self.root = root
        model = next(root.iter(XFORMS + "model"), None)
        if model is None:
            raise ValueError("no model: this is not an XForm")
        self.model = model
        self.instance = self._primary()
        self.top = "/" + local(self.instance)
        self.body = next((e for e in root.iter() if local(e) == "body"), None)
        self.texts: dict[str, dict] = {}
        self.binds = {}
        self.sources: dict[str, str] = {}

    def _primary(self):
        first = next(iter(self.model.iter(XFORMS + "instance")), None)
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
        for number, translation in enumerate(self.model.iter(XFORMS + "translation")):
            language = translation.get("lang", "")
            self.schema.languages.append(language)
            if number == 0 or "default" in translation.attrib:
                self.schema.default_language = language
            for text in translation.findall(XFORMS + "text"):
                plain = [v for v in text.findall(XFORMS + "value") if not v.get("form")]
                if plain:
                    self.texts.setdefault(text.get("id"), {})[language] = _readable(plain[0])

    def _binds(self) -> None:
        for bind in self.model.findall(XFORMS + "bind"):
            self.binds[bind.get("nodeset", "").strip()] = bind

    def _secondary_instances(self) -> None:
        for instance in self.model.findall(XFORMS + "instance"):
            source = instance.get("src", "")
            if source == "jr://instance/last-saved":
                self.schema.uses_last_saved = True
            elif source.startswith("jr://"):
                self._file(source)
                self.sources[instance.get("id", "")] = source.rpartition("/")[2]
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
        submission = self.model.find(XFORMS + "submission")
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
            return self._listed(itemset)
        searched = SEARCH.search(element.get("appearance", ""))
        items = {}
        for item in (e for e in children(element) if local(e) == "item"):
            value = next((text_of(e) for e in children(item) if local(e) == "value"), "")
            # Beside search() a row names columns of the file, unless its code is a number.
            if searched and not value.isdecimal():
                self._searched(question, searched.group(2), value, item)
            else:
                items[value] = self._text(item, "label")
        if items or not searched:
            self.schema.choices[question.path] = items
        return question.path

    def _listed(self, itemset) -> str:
        """The list of an itemset; where it stands in a file, by which of its columns."""
        nodeset = itemset.get("nodeset", "")
        name = nodeset.partition("instance('")[2].partition("'")[0]
        if name in self.sources:
            refs = {local(e): (e.get("ref") or "") for e in children(itemset)}
            label = "" if refs.get("label", "").startswith("jr:itext") else refs.get("label", "")
            found = [self.sources[name], refs.get("value", ""), label]
            if self.schema.choice_files.setdefault(name, found) != found:
                # The same file by other columns is another list.
                name = f"{name}:{refs.get('value', '')}"
                self.schema.choice_files[name] = found
        return name

    def _searched(self, question: Field, name: str, value: str, item) -> None:
        """search('file'): codes and labels come from columns of a CSV, which phones must get."""
        file = name if name.lower().endswith(".csv") else f"{name}.csv"
        label = next(iter(self._text(item, "label").values()), "")
        self.schema.choice_files.setdefault(question.path, [file, value, label.split(",")[0]])

    def _media(self) -> None:
        for element in self.model.iter(XFORMS + "value"):
            if element.get("form") in {"image", "big-image", "audio", "video"}:
                self._file(text_of(element).strip())
        for element in self.root.iter():
            for text in element.attrib.values() if isinstance(element.tag, str) else ():
                self._named_in(text)

    def _named_in(self, text: str) -> None:
        """Files that an expression reads: pulldata() and search()."""
        for found in (*PULLDATA.finditer(text), *SEARCH.finditer(text)):
            name = found.group(2).strip()
            self._name_file(name if name.lower().endswith(".csv") else f"{name}.csv")

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
