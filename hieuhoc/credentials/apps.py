from hieuhoc.lib import rooms


class CredentialsConfig(rooms.Room):
    name = "hieuhoc.credentials"
    label = "credentials"
