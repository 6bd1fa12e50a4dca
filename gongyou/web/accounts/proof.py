"""Before something grave: the passphrase must have been given within the last minutes."""

from functools import wraps
from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse

from gongyou.vault.public import proved_recently


def fresh(view):
    """Ask for the passphrase first unless it was given within five minutes."""

    @wraps(view)
    def proved(request, *args, **kwargs):
        if proved_recently(request):
            return view(request, *args, **kwargs)
        back = request.path if request.method == "GET" else reverse("web:account")
        return redirect(f"{reverse('web:unlock')}?{urlencode({'next': back, 'fresh': 1})}")

    return proved
