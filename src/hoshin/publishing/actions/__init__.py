from hoshin.publishing.actions.drafting import YearTaken, start_draft
from hoshin.publishing.actions.loading import NotOfThisDatabase, install_folder, load_folder
from hoshin.publishing.actions.pipeline import publish_through, refresh_site

__all__ = [
    "NotOfThisDatabase",
    "YearTaken",
    "install_folder",
    "load_folder",
    "publish_through",
    "refresh_site",
    "start_draft",
]
