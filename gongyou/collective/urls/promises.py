"""Promises and payments."""

from django.urls import path

from gongyou.collective.views import paylists, promises, withdrawals

urlpatterns = [
    path("<ref:pk>/promises/", promises.promises, name="promises"),
    path("<ref:pk>/promises/new/", promises.promise_new, name="promise_new"),
    path("<ref:pk>/promises/account/", promises.account_file, name="account_file"),
    path("promises/<ref:pk>/", promises.promise, name="promise"),
    path("promises/<ref:pk>/divide/", promises.promise_divide, name="promise_divide"),
    path("promises/<ref:pk>/pay/", promises.promise_pay, name="promise_pay"),
    path("promises/<ref:pk>/pay/all/", promises.promise_pay_everyone, name="promise_pay_everyone"),
    path("promises/<ref:pk>/lists/", paylists.pay_list_upload, name="pay_list_upload"),
    path("lists/<ref:pk>/", paylists.pay_list, name="pay_list"),
    path("lists/<ref:pk>/record/", paylists.pay_list_record, name="pay_list_record"),
    path("lists/<ref:pk>/undo/", paylists.pay_list_undo, name="pay_list_undo"),
    path("recorded/<slug:noun>/<ref:pk>/", withdrawals.withdrawal, name="withdrawal"),
    path("promises/<ref:pk>/keep/", promises.promise_keep, name="promise_keep"),
]
