from hoshin.publishing.actions.drafting import YearTaken, start_draft
from hoshin.publishing.actions.loading import install_folder, load_folder

__all__ = ["YearTaken", "install_folder", "load_folder", "start_draft"]
