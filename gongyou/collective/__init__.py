"""The collective room: one case of many, from the request for help to money paid, and back."""
