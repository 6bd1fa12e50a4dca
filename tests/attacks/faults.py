"""A view that breaks on request, with names in its message and its variables."""


class Faults:
    """Middleware: the header X-Fault makes the view fail as a programming error would."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, *_view):
        if "X-Fault" in request.headers:
            name = request.POST.get("name")
            raise RuntimeError(f"cannot work with {name}: {dict(request.POST)}")
