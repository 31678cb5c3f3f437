from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hieuhoc.accounts"
    label = "accounts"
