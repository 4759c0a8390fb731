from hoshin.publishing.models.publication import Publication, PublicationRun, PublishedFile

__all__ = ["Publication", "PublicationRun", "PublishedFile"]
