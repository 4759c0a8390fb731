"""The embedded PostgreSQL: a real server under HOSHIN_HOME that runs as long as one of our processes uses it."""

from hoshin.config.postgres.lease import Lease, attach
from hoshin.config.postgres.place import PostgresNotUsable, socket_folder

__all__ = ["Lease", "PostgresNotUsable", "attach", "socket_folder"]
