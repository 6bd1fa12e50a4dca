"""The shell around the rooms as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Layout, components, home, sign-in and account pages."""

    name = "gongyou.web"
    label = "web"
    home_panels = [
        ("web/door/_waiting.html", "gongyou.web.door.steps.panel"),
        ("web/_laptops.html", "gongyou.web.accounts.laptops.panel"),
        ("web/_backups.html", "gongyou.web.door.plans.panel"),
    ]
    periodic = [
        ("web.backup", "gongyou.web.door.plans.run_if_due", 600),
        ("web.prune", "gongyou.web.jobs.prune", 24 * 3600),
        ("web.look_over", "gongyou.vault.commands.look_over", 24 * 3600),
    ]

    def ready(self):
        """Note each sign-in, so that people see where they are signed in."""
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        from gongyou.vault.public import on_second_step
        from gongyou.web.accounts import factors, visits

        on_second_step(factors.asked)

        user_logged_in.connect(visits.note, dispatch_uid="web-visit")
        user_logged_out.connect(visits.forget, dispatch_uid="web-visit")
