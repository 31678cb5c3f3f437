from hieuhoc.lib import rooms


class PrivacyConfig(rooms.Room):
    name = "hieuhoc.privacy"
    label = "privacy"
