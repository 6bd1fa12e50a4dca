"""The addresses of the shell itself."""

from django.urls import path

from gongyou.web import drafts, views
from gongyou.web.accounts import account, compartments, factors, joining, people, resets, sign_in

app_name = "web"

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("language/", views.language, name="language"),
    path("theme/", views.theme, name="theme"),
    path("drafts/<str:name>/", drafts.draft, name="draft"),
    path("components/", views.components, name="components"),
    path("robots.txt", views.robots, name="robots"),
    path("accounts/sign-in/", sign_in.sign_in, name="sign_in"),
    path("accounts/sign-in/second/", sign_in.second, name="second"),
    path("accounts/unlock/", sign_in.unlock, name="unlock"),
    path("accounts/lock/", sign_in.lock, name="lock"),
    path("accounts/sign-out/", sign_in.sign_out, name="sign_out"),
    path("accounts/alive/", views.alive, name="alive"),
    path("account/", account.account, name="account"),
    path("account/passphrase/", account.passphrase, name="passphrase"),
    path("account/recovery-code/", account.recovery_code, name="recovery_code"),
    path("account/new-keys/", account.new_keys, name="new_keys"),
    path("account/visits/<int:pk>/end/", account.end_visit, name="end_visit"),
    path("account/visits/end/", account.end_other_visits, name="end_other_visits"),
    path("account/app/", factors.add_app, name="add_app"),
    path("account/passkey/", factors.add_passkey, name="add_passkey"),
    path("account/codes/", factors.new_codes, name="new_codes"),
    path("account/programs/new/", account.program_password, name="program_password"),
    path("account/doors/<slug:door>/<uuid:pk>/end/", account.end_door, name="end_door"),
    path("account/factors/<int:pk>/remove/", factors.remove, name="remove_factor"),
    path("accounts/", people.accounts, name="accounts"),
    path("accounts/invite/", people.make_invitation, name="invite"),
    path("accounts/invitations/<ref:pk>/", people.withdraw, name="withdraw_invitation"),
    path("accounts/<ref:pk>/close/", people.close, name="close_account"),
    path("accounts/<ref:pk>/open/", people.reopen, name="open_account"),
    path("accounts/<ref:pk>/reset/", resets.ask, name="ask_reset"),
    path("accounts/resets/<ref:pk>/agree/", resets.agree, name="agree_reset"),
    path("accounts/resets/<ref:pk>/alone/", resets.alone, name="agree_alone"),
    path("accounts/resets/<ref:pk>/stop/", resets.stop, name="stop_reset"),
    path("reset/", joining.reset, name="reset"),
    path("join/", joining.join, name="join"),
    path("accounts/forgotten/", joining.forgotten, name="forgotten"),
    path("compartments/", compartments.compartments, name="compartments"),
    path("compartments/new/", compartments.new_compartment, name="new_compartment"),
    path("compartments/<ref:pk>/", compartments.compartment, name="compartment"),
    path("compartments/<ref:pk>/add/", compartments.add, name="add_member"),
    path("compartments/<ref:pk>/<ref:member>/grant/", compartments.grant, name="grant_again"),
    path("compartments/<ref:pk>/rename/", compartments.rename, name="rename_compartment"),
    path("compartments/officers/", compartments.officers, name="officers"),
    path("compartments/<ref:pk>/retention/", compartments.retention, name="retention"),
    path("compartments/<ref:pk>/new-key/", compartments.new_key, name="new_key"),
    path("compartments/<ref:pk>/<ref:member>/role/", compartments.role, name="change_role"),
    path("compartments/<ref:pk>/<ref:member>/remove/", compartments.remove, name="remove_member"),
]
