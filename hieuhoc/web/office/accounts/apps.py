from hieuhoc.web import areas


class AccountsConfig(areas.Area):
    name = "hieuhoc.web.office.accounts"
    label = "office_accounts"
    face = "office"
