from django.urls import path, register_converter

from hoshin.site import staff
from hoshin.site.converters import EditionConverter
from hoshin.site.views import about, data, policy, search

register_converter(EditionConverter, "edition")

urlpatterns = [
    path("", policy.front, name="front"),
    path("policy/", policy.edition_list, name="editions"),
    path("policy/<edition:edition>/", policy.edition_detail, name="edition"),
    path("policy/<edition:edition>/initiatives/", policy.initiative_list, name="initiatives"),
    path("policy/<edition:edition>/initiatives/<path:slug>/", policy.initiative_detail, name="initiative"),
    path("policy/<edition:edition>/matrix/", policy.matrix_detail, name="matrix"),
    path("policy/<edition:edition>/glossary/", policy.glossary_detail, name="glossary"),
    path("schema/edition.json", data.schema_file, name="schema"),
    path("staff/", staff.home, name="workspace"),
    path("search/", search.search_list, name="search"),
    path("about/", about.about_detail, name="about"),
    path("accessibility/", about.accessibility_detail, name="accessibility"),
    path("patterns/", about.pattern_list, name="patterns"),
    path("sitemap.xml", about.sitemap_file, name="sitemap"),
    path("robots.txt", about.robots_file, name="robots"),
]
