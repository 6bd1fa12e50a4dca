"""Places as GeoJSON (RFC 7946), one feature a place."""

import orjson

from gongyou.surveys.answers import Row
from gongyou.surveys.schema import Field, Schema
from gongyou.surveys.values import GEO_SHAPES, geojson


def feature_collection(
    schema: Schema, tables: dict[str, list[Row]], questions: list[Field], path: str = ""
) -> bytes:
    """All places that were answered.

    Args:
        tables: rows by table.
        questions: those that may leave.
        path: of the one question that is asked for, else every place.
    """
    places = [q for q in questions if q.type in GEO_SHAPES and (not path or q.path == path)]
    features = [
        feature
        for place in places
        for row in tables.get(place.table, [])
        if (feature := _feature(place, row, questions))
    ]
    return orjson.dumps({"type": "FeatureCollection", "features": features})


def _feature(place: Field, row: Row, questions: list[Field]) -> dict | None:
    shape = geojson(place.type, row.values.get(place.path))
    if shape is None:
        return None
    more = shape.pop("properties", {})
    others = {
        each.path: row.values.get(each.path)
        for each in questions
        if each.table == place.table and each.type not in GEO_SHAPES and not each.is_note
    }
    properties = {"fieldpath": f"/{place.path}", **others, **more}
    return {"type": "Feature", "id": row.key, "geometry": _closed(shape), "properties": properties}


def _closed(shape: dict) -> dict:
    """A ring ends where it begins."""
    if shape["type"] == "Polygon":
        ring = shape["coordinates"][0]
        if ring and ring[0] != ring[-1]:
            shape["coordinates"][0] = [*ring, ring[0]]
    return shape
