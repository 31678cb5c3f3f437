from hieuhoc.documents.kinds import add_papers
from hieuhoc.lib import rooms


class DocumentsConfig(rooms.Room):
    name = "hieuhoc.documents"
    label = "documents"

    def ready(self) -> None:
        rooms.collect("paper_kinds", add_papers)
