"""Pages go out compressed, and not to an answer that somebody else's page asked for.

BREACH guesses a secret from the length of compressed answers: it makes the victim's browser ask
again and again with guesses of its own that come back in the page. Asked for from another site an
answer goes out as it is, so that nothing can be measured; what is asked for from here carries a
filler of random length besides (Django's own), and the form's token is masked anew each time.
"""

from django.middleware.gzip import GZipMiddleware

OWN = frozenset({"same-origin", "none"})


class CompressedPages(GZipMiddleware):
    """HTML that our own pages, or the person, asked for."""

    def process_response(self, request, response):
        """Compressed, or as it is."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        asked_by = request.headers.get("Sec-Fetch-Site", "")
        if kind != "text/html" or response.streaming or asked_by not in OWN:
            return response
        return super().process_response(request, response)
