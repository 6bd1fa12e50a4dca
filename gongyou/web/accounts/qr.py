"""QR codes as pictures that the content policy allows."""

import segno


def svg_data(text: str) -> str:
    """A data: address of an SVG."""
    return segno.make(text, error="m").svg_data_uri(border=2, scale=4)
