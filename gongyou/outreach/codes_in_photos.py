"""The text of a code in a photograph, a text file or a PDF's picture."""

import io

LARGEST = 12 * 1024 * 1024


class NoCode(Exception):
    """Nothing could be read."""


def text_of(upload) -> str:
    """The text of an uploaded file: its own, or that of the code in it.

    Raises:
        NoCode: neither.
    """
    if upload is None or upload.size > LARGEST:
        raise NoCode
    data = upload.read()
    if data[:3] in (b"GY0", b"GY1"):
        return data.decode("ascii", "replace")
    return read_photo(data)


def read_photo(data: bytes) -> str:
    """The text of the code in a photograph: turned, dim or blurred, as far as it can be read."""
    import zxingcpp
    from PIL import Image, ImageOps

    try:
        picture = ImageOps.grayscale(Image.open(io.BytesIO(data)))
    except (OSError, ValueError) as error:
        raise NoCode from error
    for made in (
        picture,
        ImageOps.autocontrast(picture),
        picture.resize((picture.width * 2, picture.height * 2)),
    ):
        for found in zxingcpp.read_barcodes(made):
            if found.text.startswith("GY"):
                return found.text
    raise NoCode
