"""All tables in one import, for Alembic."""

from api.alerts.tables import AlertRow
from api.cases.tables import CaseRow
from api.database.base import Base
from api.messages.tables import FileRow, MessageRow
from api.review.tables import CorrectionRow

__all__ = ["AlertRow", "Base", "CaseRow", "CorrectionRow", "FileRow", "MessageRow"]
