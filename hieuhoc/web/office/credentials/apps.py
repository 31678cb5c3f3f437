from hieuhoc.web import areas


class CredentialsConfig(areas.Area):
    name = "hieuhoc.web.office.credentials"
    label = "office_credentials"
    face = "office"
