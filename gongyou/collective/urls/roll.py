"""The roll and its members."""

from django.urls import path

from gongyou.collective.views import members, roll

urlpatterns = [
    path("<ref:pk>/members/choices/", members.member_choices, name="member_choices"),
    path("<ref:pk>/roll/", roll.roll, name="roll"),
    path("<ref:pk>/roll/sheet/", roll.roll_sheet, name="roll_sheet"),
    path("<ref:pk>/roll/import/", roll.roll_import, name="roll_import"),
    path("<ref:pk>/roll/take/", roll.roll_take, name="roll_take"),
    path("<ref:pk>/roll/law/", roll.roll_law, name="roll_law"),
    path("<ref:pk>/roll/sign/", roll.roll_sign, name="roll_sign"),
    path("<ref:pk>/roll/join/", roll.member_join, name="member_join"),
    path("members/<ref:pk>/", roll.member, name="member"),
    path("members/<ref:pk>/edit/", roll.member_edit, name="member_edit"),
    path("members/<ref:pk>/leave/", roll.member_leave, name="member_leave"),
]
