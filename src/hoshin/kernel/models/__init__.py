from hoshin.kernel.models.audit import APPEND_ONLY, AuditEntry
from hoshin.kernel.models.departments import Department, DepartmentSuccession
from hoshin.kernel.models.people import Deputy, Membership, Role, User
from hoshin.kernel.models.search import SearchDocument, SearchSynonym
from hoshin.kernel.models.tenancy import Municipality, TenantManager, TenantModel, claim
from hoshin.kernel.models.values import Certainty, NotedModel, QuantityModel, VersionedModel

__all__ = [
    "APPEND_ONLY",
    "AuditEntry",
    "Certainty",
    "Department",
    "DepartmentSuccession",
    "Deputy",
    "Membership",
    "Municipality",
    "NotedModel",
    "QuantityModel",
    "Role",
    "SearchDocument",
    "SearchSynonym",
    "TenantManager",
    "TenantModel",
    "User",
    "VersionedModel",
    "claim",
]
