"""The graph as one SQL query, for a whole roster at once."""

from .compile import Options, Query, compile_query

__all__ = ["Options", "Query", "compile_query"]
