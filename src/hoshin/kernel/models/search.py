from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from hoshin.kernel.models.tenancy import TenantModel


class SearchDocument(TenantModel):
    """One thing that the city's search finds. Written by the rooms' actions in the transaction of the change itself."""

    scope = models.CharField(max_length=80)  # what is replaced together: `edition:12`
    kind = models.CharField(max_length=40)  # `plan.item`, `plan.term`: the site knows which page shows it
    key = models.CharField(max_length=120)  # inside kind and scope
    address = models.JSONField(default=dict)  # what the site needs to build the link: {"year": 2020, "number": "1"}
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    is_public = models.BooleanField(default=True)
    tokens = SearchVectorField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "scope", "kind", "key"], name="search_document_unique")
        ]
        indexes = [GinIndex(fields=["tokens"], name="search_document_tokens")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind} {self.key}"


class SearchSynonym(TenantModel):
    """A line of words that mean the same in this city's documents: 公衆無線LAN, Wi-Fi, ワイファイ."""

    words = models.CharField(max_length=300)  # separated by 、

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "words"], name="search_synonym_unique")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.words}"
