"""How a code, a pseudonym or a place begins, asked so that an index answers."""

from django.db.models import Lookup


class Begins(Lookup):
    """`pseudonym__begins="G-7"`. SQLite finds the span in an index; its LIKE reads every row."""

    lookup_name = "begins"

    def as_sql(self, compiler, connection):
        """The standard way."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", [*params, connection.ops.prep_for_like_query(self.rhs) + "%"]

    def as_sqlite(self, compiler, connection):
        """From the text itself to before the same text with the last possible character."""
        column, params = self.process_lhs(compiler, connection)
        return f"({column} >= %s AND {column} < %s)", [
            *params,
            self.rhs,
            *params,
            f"{self.rhs}\U0010ffff",
        ]
