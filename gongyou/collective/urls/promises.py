"""Promises and payments."""

from django.urls import path

from gongyou.collective.views import promises

urlpatterns = [
    path("<ref:pk>/promises/", promises.promises, name="promises"),
    path("<ref:pk>/promises/new/", promises.promise_new, name="promise_new"),
    path("<ref:pk>/promises/account/", promises.account_file, name="account_file"),
    path("promises/<ref:pk>/", promises.promise, name="promise"),
    path("promises/<ref:pk>/divide/", promises.promise_divide, name="promise_divide"),
    path("promises/<ref:pk>/pay/", promises.promise_pay, name="promise_pay"),
    path("promises/<ref:pk>/pay/all/", promises.promise_pay_everyone, name="promise_pay_everyone"),
    path("promises/<ref:pk>/keep/", promises.promise_keep, name="promise_keep"),
]
