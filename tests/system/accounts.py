"""The pages of the account itself: which there are, who of the cast sees them, and which this product never shows."""

# The key of the one-time codes of the account `xem`, as an authenticator app would keep it.
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

# Who has given the password of `xem`, and not yet the code.
HALFWAY = "xem, halfway"

PAGES = {
    "account_login": "",
    "account_signup": "",
    "account_inactive": "",
    "account_reset_password": "",
    "account_reset_password_done": "",
    "account_reset_password_from_key": "",
    "account_reset_password_from_key_done": "",
    "account_confirm_email": "",
    "account_email_verification_sent": "",
    "socialaccount_login_cancelled": "",
    "inbox": "minh",
    "wishes": "lan",
    "account_logout": "xem",
    "account_email": "xem",
    "account_reauthenticate": "xem",
    "account_change_password": "xem",
    "own-sessions": "xem",
    "mfa_index": "xem",
    "mfa_reauthenticate": "xem",
    "mfa_deactivate_totp": "xem",
    "mfa_view_recovery_codes": "xem",
    "mfa_generate_recovery_codes": "xem",
    "mfa_list_webauthn": "xem",
    "mfa_add_webauthn": "xem",
    "mfa_edit_webauthn": "xem",
    "mfa_remove_webauthn": "xem",
    "mfa_reauthenticate_webauthn": "xem",
    "mfa_authenticate": HALFWAY,
    "mfa_activate_totp": "thanh",
    "socialaccount_connections": "thanh",
}
SAY_NO = {"socialaccount_login_error": 401}
NEVER_SHOWN = {
    "inbox-message": "of one message of one account: tests/web/test_inbox.py",
    "inbox-read": "only takes the form of the inbox",
    "push-device": "what the script of the page of wishes asks for",
    "own-sessions-end": "only takes the form of our page of sessions",
    "usersessions_list": "our own page of sessions stands before it",
    "account_set_password": "leads to the change of the password: every account that signs in by one has one",
    "account_confirm_login_code": "leads to sign-in: codes by mail are not offered",
    "mfa_download_recovery_codes": "a file",
    "mfa_login_webauthn": "what the script of the sign-in page asks for",
    "socialaccount_signup": "leads to sign-in unless a single sign-on has just answered",
    "openid_connect_login": "exists once HIEUHOC_OIDC_URL is set, and leads there",
    "openid_connect_callback": "the same",
    "account/oidc/<str:provider_id>/login/callback/": "the same",
    "account/social/login/cancelled/": "old address, leads to the new one",
    "account/social/login/error/": "old address, leads to the new one",
    "account/social/signup/": "old address, leads to the new one",
    "account/social/connections/": "old address, leads to the new one",
}
