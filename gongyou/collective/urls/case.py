"""Cases, findings, the board."""

urlpatterns: list = []
