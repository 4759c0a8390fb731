from django.urls import path, re_path, register_converter

from hoshin.site import departments, deputies, people, reorganising, rights, settings, staff
from hoshin.site.converters import DayConverter, EditionConverter
from hoshin.site.views import about, as_of, compare, data, policy, preview, search

register_converter(EditionConverter, "edition")
register_converter(DayConverter, "day")

REVISION = "[0-9]{4}(?:r[1-9][0-9]{0,3})?"  # 2020 as it stands, 2020r1 as it was first published

urlpatterns = [
    path("", policy.front, name="front"),
    path("policy/", policy.edition_list, name="editions"),
    path("policy/<edition:edition>/", policy.edition_detail, name="edition"),
    path("policy/<edition:edition>/initiatives/", policy.initiative_list, name="initiatives"),
    path("policy/<edition:edition>/initiatives/<path:slug>/", policy.initiative_detail, name="initiative"),
    path("policy/<edition:edition>/matrix/", policy.matrix_detail, name="matrix"),
    path("policy/<edition:edition>/as-of/", as_of.as_of_choice, name="as_of_choice"),
    path("policy/<edition:edition>/as-of/<day:day>/", as_of.as_of_detail, name="as_of"),
    path("policy/<edition:edition>/glossary/", policy.glossary_detail, name="glossary"),
    re_path(
        rf"^policy/compare/(?:(?P<policy>[a-z0-9][a-z0-9_-]{{0,62}})/)?(?P<old>{REVISION})\.\.(?P<new>{REVISION})/$",
        compare.comparison_detail,
        name="comparison",
    ),
    path("schema/edition.json", data.schema_file, name="schema"),
    path("staff/", staff.home, name="workspace"),
    path("search/", search.search_list, name="search"),
    path("about/", about.about_detail, name="about"),
    path("accessibility/", about.accessibility_detail, name="accessibility"),
    path("patterns/", about.pattern_list, name="patterns"),
    path("sitemap.xml", about.sitemap_file, name="sitemap"),
    path("sitemap-services.xml", about.services_sitemap_file, name="services_sitemap"),
    path("robots.txt", about.robots_file, name="robots"),
    path("staff/people/", people.people_list, name="people"),
    path("staff/people/roles/", people.role_list, name="roles"),
    path("staff/people/rights/", rights.right_table, name="rights"),
    path("staff/people/new/", people.person_new, name="person_new"),
    path("staff/people/<int:pk>/", people.person_detail, name="person"),
    path("staff/people/<int:pk>/edit/", people.person_edit, name="person_edit"),
    path("staff/people/<int:pk>/roles/new/", people.membership_new, name="membership_new"),
    path("staff/people/<int:pk>/deputies/new/", deputies.deputy_new, name="deputy_new"),
    path("staff/people/deputies/<int:pk>/end/", deputies.deputy_end, name="deputy_end"),
    path("staff/people/<int:pk>/stop/", people.person_stop, name="person_stop"),
    path("staff/people/<int:pk>/password-link/", people.password_link_new, name="password_link"),
    path("staff/people/<int:pk>/second-factor/", people.second_factor_reset, name="second_factor_reset"),
    path("staff/people/memberships/<int:pk>/", people.membership_edit, name="membership"),
    path("staff/departments/", departments.department_list, name="departments"),
    path("staff/departments/new/", departments.department_new, name="department_new"),
    path("staff/departments/<int:pk>/", departments.department_edit, name="department"),
    path("staff/departments/<int:pk>/succession/", reorganising.succession_new, name="succession_new"),
    path("staff/departments/<int:pk>/delete/", departments.department_delete, name="department_delete"),
    path("staff/departments/successions/<int:pk>/delete/", departments.succession_delete, name="succession_delete"),
    path("staff/departments/undo/<uuid:token>/", departments.department_undo, name="department_undo"),
    path("staff/settings/", settings.settings_edit, name="settings"),
    path("staff/drafts/<slug:policy>-<int:year>/compare/", compare.draft_comparison, name="draft_comparison"),
    path("staff/as-of/<edition:edition>/", as_of.evidence_choice, name="evidence_choice"),
    path("staff/as-of/<edition:edition>/<day:day>/", as_of.evidence_detail, name="evidence"),
    path("staff/preview/<edition:edition>/", preview.edition_preview, name="preview"),
    path("staff/preview/<edition:edition>/matrix/", preview.matrix_preview, name="preview_matrix"),
    path("staff/preview/<edition:edition>/glossary/", preview.glossary_preview, name="preview_glossary"),
    path("staff/preview/<edition:edition>/initiatives/<path:slug>/", preview.initiative_preview, name="preview_item"),
]
