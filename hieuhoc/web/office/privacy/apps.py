from hieuhoc.web import areas


class PrivacyConfig(areas.Area):
    name = "hieuhoc.web.office.privacy"
    label = "office_privacy"
    face = "office"
