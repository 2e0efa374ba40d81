r'''Chinese government gazettes and official documents (公文): text in, structure and facts out.

>>> import gongbao
>>> gazette = gongbao.parse("""\
... 某市人民政府关于做好防汛工作的通知
... 某政发〔2024〕3号
... 各区人民政府:
... 一、请于2024年6月底前做好防汛准备。(责任单位:市水务局、市应急局)
... 某市人民政府
... 2024年5月6日
... """)
>>> document = gazette.documents[0]
>>> document.title, document.date
('某市人民政府关于做好防汛工作的通知', '2024-05-06')
>>> document.doc_number
<DocNumber 某政发〔2024〕3号>
>>> [unit for group in document.assignments[0].groups for unit in group.units]
['市水务局', '市应急局']
>>> span = document.deadlines[0].span
>>> gazette.source[span.slice]
'2024年6月底前'
'''

from collections.abc import Sequence as _Sequence

from gongbao._errors import (
    DecodeError,
    DirectoryError,
    EmptyFileError,
    GongbaoError,
    InputTypeError,
    MissingFileError,
    ReadError,
)
from gongbao._gongbao import (
    ArrowTable,
    Assignment,
    AssignmentGroup,
    Attachment,
    Box,
    Citation,
    Contents,
    DateMention,
    Deadline,
    Diagnostic,
    Division,
    DocNumber,
    Document,
    Enclosure,
    Furniture,
    Gazette,
    HistoryEntry,
    Issue,
    Member,
    Paragraph,
    QA,
    Record,
    Reference,
    Roster,
    RosterGroup,
    Signer,
    Span,
    Table,
    Target,
    Term,
    View,
    Views,
    __version__,
    parse,
)
from gongbao._read import parse_many, read, read_many
from gongbao._types import Block, Unit

# For `isinstance`, and for patterns like `[first, *rest]`.
_Sequence.register(Views)

__all__ = [
    "ArrowTable",
    "Assignment",
    "AssignmentGroup",
    "Attachment",
    "Block",
    "Box",
    "Citation",
    "Contents",
    "DateMention",
    "Deadline",
    "DecodeError",
    "Diagnostic",
    "DirectoryError",
    "Division",
    "DocNumber",
    "Document",
    "EmptyFileError",
    "Enclosure",
    "Furniture",
    "Gazette",
    "GongbaoError",
    "HistoryEntry",
    "InputTypeError",
    "Issue",
    "Member",
    "MissingFileError",
    "Paragraph",
    "QA",
    "ReadError",
    "Record",
    "Reference",
    "Roster",
    "RosterGroup",
    "Signer",
    "Span",
    "Table",
    "Target",
    "Term",
    "Unit",
    "View",
    "Views",
    "__version__",
    "parse",
    "parse_many",
    "read",
    "read_many",
]
