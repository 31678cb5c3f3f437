from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "hieuhoc.documents"
    label = "documents"
