from hieuhoc.lib import rooms


class DocumentsConfig(rooms.Room):
    name = "hieuhoc.documents"
    label = "documents"
