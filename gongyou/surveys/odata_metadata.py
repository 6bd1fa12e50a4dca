"""What the tables of a form are, in the language that OData clients read first ($metadata).

Common Schema Definition Language 4.0, XML representation; names as in ODK Central's service.
"""

from xml.sax.saxutils import quoteattr

from gongyou.surveys.odata import SYSTEM, identifier, parent_column, table_name, within
from gongyou.surveys.schema import Schema, Table

TYPES = {
    "int": "Int64", "integer": "Int64", "decimal": "Decimal", "boolean": "Boolean",
    "date": "Date", "dateTime": "DateTimeOffset", "geopoint": "GeographyPoint",
    "geotrace": "GeographyLineString", "geoshape": "GeographyPolygon",
}  # fmt: skip
SYSTEM_TYPES = {
    "submissionDate": "DateTimeOffset", "updatedAt": "DateTimeOffset",
    "deletedAt": "DateTimeOffset", "attachmentsPresent": "Int64", "attachmentsExpected": "Int64",
    "edits": "Int64",
}  # fmt: skip
COMMON = "org.opendatakit.submission"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0">'
    "<edmx:DataServices>"
)
TAIL = "</edmx:DataServices></edmx:Edmx>"
CSDL = 'xmlns="http://docs.oasis-open.org/odata/ns/edm"'


def metadata(schema: Schema) -> str:
    """The document of a form."""
    space = f"org.opendatakit.user.{identifier(schema.form_id)}"
    made = _Document(schema, space)
    system = "".join(_property(name, SYSTEM_TYPES.get(name, "String")) for name in SYSTEM)
    common = (
        f'<Schema {CSDL} Namespace="{COMMON}"><ComplexType Name="metadata">{system}</ComplexType>'
        "</Schema>"
    )
    return f"{HEAD}{common}{made.schema_element()}{TAIL}"


def entity_metadata(name: str, properties: list[str]) -> str:
    """The document of a list of entities."""
    space = f"org.opendatakit.user.{identifier(name)}"
    own = "".join(_property(identifier(each), "String") for each in ("label", *properties))
    system = "".join(
        _property(each, kind)
        for each, kind in (
            ("createdAt", "DateTimeOffset"), ("creatorId", "String"), ("creatorName", "String"),
            ("updates", "Int64"), ("updatedAt", "DateTimeOffset"), ("version", "Int64"),
            ("conflict", "String"),
        )
    )  # fmt: skip
    return (
        f'{HEAD}<Schema {CSDL} Namespace="org.opendatakit.entity">'
        f'<ComplexType Name="metadata">{system}</ComplexType></Schema>'
        f'<Schema {CSDL} Namespace={quoteattr(space)}><EntityType Name="Entities">{_KEY}'
        f'<Property Name="__id" Type="Edm.String" Nullable="false"/>'
        f'<Property Name="__system" Type="org.opendatakit.entity.metadata"/>{own}</EntityType>'
        f'<EntityContainer Name="{identifier(name)}">'
        f'<EntitySet Name="Entities" EntityType={quoteattr(space + ".Entities")}/>'
        f"</EntityContainer></Schema>{TAIL}"
    )


_KEY = '<Key><PropertyRef Name="__id"/></Key>'


def _property(name: str, kind: str) -> str:
    return f'<Property Name={quoteattr(name)} Type="Edm.{kind}"/>'


class _Document:
    def __init__(self, schema: Schema, space: str):
        self.schema, self.space = schema, space
        self.groups: list[str] = []

    def schema_element(self) -> str:
        entities = [self._entity(table) for table in self.schema.tables]
        sets = "".join(self._set(table) for table in self.schema.tables)
        name = identifier(self.schema.form_id)
        return (
            f"<Schema {CSDL} Namespace={quoteattr(self.space)}>{''.join(entities)}"
            f'{"".join(self.groups)}<EntityContainer Name="{name}">{sets}</EntityContainer>'
            "</Schema>"
        )

    def _entity(self, table: Table) -> str:
        name = table_name(table.path)
        tree = self._tree(table)
        fixed = '<Property Name="__id" Type="Edm.String" Nullable="false"/>'
        if table.path:
            fixed += _property(parent_column(self.schema, table.path), "String")
        else:
            fixed += f'<Property Name="__system" Type="{COMMON}.metadata"/>'
        return (
            f"<EntityType Name={quoteattr(name)}>{_KEY}{fixed}"
            f"{self._inside(name, tree)}</EntityType>"
        )

    def _tree(self, table: Table) -> dict:
        """Questions and repeats of a table in their groups."""
        tree: dict = {}
        leaves = [(each.path, TYPES.get(each.type, "String"))
                  for each in self.schema.in_table(table.path)]  # fmt: skip
        repeats = [(each.path, each) for each in self.schema.tables
                   if each.path and each.parent == table.path]  # fmt: skip
        for path, what in [*leaves, *repeats]:
            *groups, last = within(path, table.path).split("/")
            inside = tree
            for group in groups:
                held = inside.setdefault(identifier(group), {})
                inside = held if isinstance(held, dict) else {}
            inside[identifier(last)] = what
        return tree

    def _inside(self, name: str, tree: dict) -> str:
        made = []
        for key, what in tree.items():
            if isinstance(what, str):
                made.append(_property(key, what))
            elif isinstance(what, Table):
                kind = f"Collection({self.space}.{table_name(what.path)})"
                made.append(f"<NavigationProperty Name={quoteattr(key)} Type={quoteattr(kind)}/>")
            else:
                made.append(self._group(f"{name}.{key}", key, what))
        return "".join(made)

    def _group(self, name: str, key: str, tree: dict) -> str:
        # A dot would divide the name from its space.
        plain = name.replace(".", "_")
        self.groups.append(
            f"<ComplexType Name={quoteattr(plain)}>{self._inside(name, tree)}</ComplexType>"
        )
        return f"<Property Name={quoteattr(key)} Type={quoteattr(f'{self.space}.{plain}')}/>"

    def _set(self, table: Table) -> str:
        kind = f"{self.space}.{table_name(table.path)}"
        bound = "".join(
            "<NavigationPropertyBinding"
            f" Path={quoteattr('/'.join(map(identifier, within(c.path, table.path).split('/'))))}"
            f" Target={quoteattr(table_name(c.path))}/>"
            for c in self.schema.tables if c.path and c.parent == table.path
        )  # fmt: skip
        return (
            f"<EntitySet Name={quoteattr(table_name(table.path))} EntityType={quoteattr(kind)}>"
            f"{bound}</EntitySet>"
        )
