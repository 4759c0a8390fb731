from hoshin.publishing.actions.drafting import NotLater, YearTaken, roll_over
from hoshin.publishing.actions.loading import NotOfThisDatabase, install_folder, load_folder
from hoshin.publishing.actions.pipeline import publish_through, refresh_site

__all__ = [
    "NotLater",
    "NotOfThisDatabase",
    "YearTaken",
    "install_folder",
    "load_folder",
    "publish_through",
    "refresh_site",
    "roll_over",
]
