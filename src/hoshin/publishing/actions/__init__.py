from hoshin.publishing.actions.loading import install_folder, load_folder

__all__ = ["install_folder", "load_folder"]
