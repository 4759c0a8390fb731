from hoshin.publishing.models.imports import RememberedColumn, TableImport
from hoshin.publishing.models.publication import Publication, PublicationRun, PublishedFile

__all__ = ["Publication", "PublicationRun", "PublishedFile", "RememberedColumn", "TableImport"]
