"""Photos of answers as small pictures of our own making."""

import io

EDGE = 320
# A picture that unpacks to more would fill the memory.
MOST_PIXELS = 60_000_000


def thumbnail(content: bytes) -> bytes | None:
    """A JPEG of at most 320 pixels a side and nothing else of the file; None if unreadable."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "GIF")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return None
            picture.draft("RGB", (EDGE, EDGE))
            small = ImageOps.exif_transpose(picture).convert("RGB")
            small.thumbnail((EDGE, EDGE))
            out = io.BytesIO()
            small.save(out, "JPEG", quality=80)
            return out.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
