"""The native module. Everything here is shown by :mod:`gongbao`, except what begins with an underscore.

Offsets are code points of ``gazette.source``, dates ISO 8601 as far as the text says them (``2027``, ``2024-06``,
``2023-10-28``). A fact that the text does not hold is ``None`` or empty, never a guess.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, Literal, SupportsIndex, TypeAlias, TypeVar, final, overload

from typing_extensions import disjoint_base

from gongbao.types import AssignmentMode as _AssignmentMode
from gongbao.types import Comparator as _Comparator
from gongbao.types import DatePrecision as _DatePrecision
from gongbao.types import DateRelation as _DateRelation
from gongbao.types import DocumentKind as _DocumentKind
from gongbao.types import Level as _Level
from gongbao.types import Severity as _Severity

_V = TypeVar("_V", bound=View, covariant=True)

_Block: TypeAlias = Division | Paragraph | Table | Roster | Box | QA

_Unit: TypeAlias = Document | Enclosure | Attachment

__all__ = [
    "__version__",
    "Gazette",
    "View",
    "Views",
    "Span",
    "DocNumber",
    "ArrowTable",
    "Record",
    "Issue",
    "Contents",
    "Document",
    "Enclosure",
    "Attachment",
    "Signer",
    "HistoryEntry",
    "Division",
    "Paragraph",
    "Table",
    "Roster",
    "RosterGroup",
    "Member",
    "Box",
    "QA",
    "Citation",
    "Reference",
    "Assignment",
    "AssignmentGroup",
    "Target",
    "Deadline",
    "DateMention",
    "Term",
    "Furniture",
    "Diagnostic",
    "parse",
    "_read_path",
    "_restore",
    "_restore_view",
    "_restore_views",
    "_parse_many",
    "_read_chunk",
]

__version__: str

def parse(text: str | bytes | bytearray | memoryview, *, encoding: str | None = None) -> Gazette:
    """Parse a text. Never fails on a text, however odd: what is doubtful is in ``Gazette.diagnostics``.

    Bytes are decoded as ``encoding`` says, or else by their byte order mark, as UTF-8, or as what they look like
    (GB18030, Big5, UTF-16). Raises ``DecodeError`` for what is no text, ``InputTypeError`` for what is neither
    ``str`` nor bytes.

    >>> gazette = parse("第一章 总 则\\n第一条 为了规范工作，制定本办法。")
    >>> gazette.documents[0].body[0].heading
    '总则'
    >>> parse("第一条 略。".encode("gb18030"), encoding="gbk").encoding
    'gb18030'
    >>> parse("").diagnostics[0].message
    'the text is empty'
    """

@final
class Gazette:
    """A parsed text: what it is, what it holds, and what is doubtful in it.

    Made by ``parse``, ``read`` and their batch forms. Frozen; equal to another one of the same text; can be pickled
    and shared by threads.
    """

    @property
    def schema(self) -> Literal["gongbao/1"]:
        """The version of the tree: ``gongbao/1``."""
    @property
    def source(self) -> str:
        """The text that was parsed."""
    @property
    def encoding(self) -> str | None:
        """What the bytes were decoded from; ``None`` where the text was given as ``str``."""
    @property
    def span(self) -> Span:
        """The place of the whole text.

        >>> parse("公报😀").span
        Span(0, 3)
        """
    @property
    def text(self) -> str:
        """How the documents read: a line for each title, heading and paragraph, without the page's furniture."""
    @property
    def parent(self) -> None:
        """Nothing is above a gazette."""
    @property
    def breadcrumbs(self) -> tuple[str, ...]:
        """Empty: nothing is above a gazette."""
    @property
    def record(self) -> Record | None:
        """The head table of a government web page, or ``None``."""
    @property
    def issue(self) -> Issue | None:
        """The issue (期) that the text is, or ``None``."""
    @property
    def documents(self) -> Views[Document]:
        """The documents (公文), in order."""
    @property
    def furniture(self) -> Views[Furniture]:
        """What belongs to the page and not to a document: running heads, page numbers, repeated fragments."""
    @property
    def diagnostics(self) -> Views[Diagnostic]:
        """What is doubtful, in order of place."""
    def walk(self) -> Views[View]:
        """All documents, enclosures, attachments and blocks, each before what lies below it.

        >>> [type(view).__name__ for view in parse("第一条 甲。\\n第二条 乙。").walk()]
        ['Document', 'Division', 'Paragraph', 'Division', 'Paragraph']
        """
    def find(self, eid: str) -> _Unit | Division | None:
        """What has an id or eid, or ``None``.

        >>> parse("第一条 甲。\\n第二条 乙。").find("doc_1__art_2").text
        '第二条乙。'
        """
    def at(self, offset: int) -> _Unit | _Block | None:
        """The innermost document or block at a code point; ``None`` between them.

        >>> parse("第一条 甲。\\n第二条 乙。").at(11).text
        '乙。'
        """
    def to_dict(self) -> dict[str, Any]:
        """The tree as dicts and lists: that of ``to_json``, but spans are ``[start, end]`` in code points.

        >>> parse("第一条 甲。").to_dict()["documents"][0]["body"][0]["marker_span"]
        [0, 3]
        """
    def to_json(self) -> str:
        """The tree as JSON: the line that ``gongbao parse`` prints. Spans are in bytes of the UTF-8 source.

        >>> '"marker_span":[0,9]' in parse("第一条 甲。").to_json()
        True
        """
    def to_markdown(self) -> str:
        """The text for reading, as Markdown: headings, paragraphs, tables, lists, without the page's furniture.

        >>> print(parse("第一章　总　则\\n第一条　为了规范工作，制定本办法。").to_markdown(), end="")
        # 第一章 总则
        <BLANKLINE>
        **第一条** 为了规范工作，制定本办法。
        """
    def documents_table(self) -> ArrowTable:
        """One row a document, with its head and how much is in it.

        >>> parse("甲关于乙的通知").documents_table().column_names[:6]
        ['document', 'title', 'doc_number', 'date', 'date_precision', 'issuer']
        """
    def citations_table(self) -> ArrowTable:
        """One row a citation; ``cited_title``, ``cited_number``, ``article`` … ``target``."""
    def assignments_table(self) -> ArrowTable:
        """One row a unit that is named responsible; ``mode``, ``group``, ``scope``, ``role`` (lead, unit), ``unit``."""
    def deadlines_table(self) -> ArrowTable:
        """One row a deadline; ``until`` is its last day, ``until_precision`` how exactly it is said."""
    def targets_table(self) -> ArrowTable:
        """One row a target; ``indicator``, ``comparator``, ``value``, ``unit``, ``due``, ``nature``."""
    def paragraphs_table(self) -> ArrowTable:
        """One row a paragraph; ``unit``, ``division``, ``level``, ``marker``, ``heading``."""
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __copy__(self, /) -> Gazette: ...
    def __deepcopy__(self, _memo: Any, /) -> Gazette: ...

@final
class Span:
    """A half-open range of code points: ``gazette.source[span.slice]`` is the text.

    ``ValueError`` where the end is before the start, or the start below zero.

    >>> span = Span(3, 7)
    >>> start, end = span
    >>> start, end
    (3, 7)
    >>> len(span), 3 in span, 7 in span
    (4, True, False)
    >>> "一二三四五六七"[span.slice]
    '四五六七'
    """

    __match_args__: ClassVar[tuple[str, str]]
    def __new__(cls, start: int, end: int) -> Span: ...
    @property
    def start(self) -> int:
        """The first code point."""
    @property
    def end(self) -> int:
        """The code point behind the last one."""
    @property
    def slice(self) -> slice:
        """The range as a slice."""
    def __len__(self, /) -> int: ...
    def __bool__(self, /) -> bool: ...
    def __iter__(self, /) -> Iterator[int]: ...
    def __contains__(self, offset: int, /) -> bool: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __lt__(self, other: Span, /) -> bool: ...
    def __le__(self, other: Span, /) -> bool: ...
    def __gt__(self, other: Span, /) -> bool: ...
    def __ge__(self, other: Span, /) -> bool: ...

@final
class DocNumber:
    """A document number (发文字号): 津政发〔2023〕17号.

    >>> number = DocNumber("津政发〔2023〕17号", "津政发", 2023, 17)
    >>> str(number), number.year
    ('津政发〔2023〕17号', 2023)
    """

    def __new__(
        cls, text: str, agency: str | None = None, year: int | None = None, number: int | None = None
    ) -> DocNumber: ...
    @property
    def text(self) -> str:
        """The number as printed."""
    @property
    def agency(self) -> str | None:
        """The agency's abbreviation (机关代字), or ``None``."""
    @property
    def year(self) -> int | None:
        """The year, or ``None``."""
    @property
    def number(self) -> int | None:
        """The serial number, or ``None``."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...

@final
class ArrowTable:
    """A table behind the Arrow PyCapsule interface.

    ``pyarrow.table(x)``, ``polars.DataFrame(x)``, ``duckdb.sql("from x")`` and ``pandas.DataFrame.from_arrow(x)``
    take it without a copy, as often as they like. Every table begins with ``document`` (id), ``title``,
    ``doc_number``, ``date``, ``date_precision``, ``issuer``, ``path`` (the headings above, joined by `` / ``),
    ``text``, ``start`` and ``end`` (code points).

    >>> parse("第一条 甲。").paragraphs_table()
    <ArrowTable 1 rows, 15 columns>
    """

    @property
    def column_names(self) -> list[str]:
        """The names of the columns."""
    @property
    def num_rows(self) -> int:
        """The number of rows."""
    def __len__(self, /) -> int: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """A new stream over the columns, for libraries that read Arrow."""

@final
class Views(Sequence[_V]):
    """A sequence of views, each made when it is looked at.

    >>> body = parse("第一条 甲。\\n第二条 乙。\\n第三条 丙。").documents[0].body
    >>> len(body), body[-1].eid, [division.number for division in body[:2]]
    (3, 'doc_1__art_3', [(1,), (2,)])
    """

    @classmethod
    def __class_getitem__(cls, _of: Any) -> type[Views[Any]]: ...
    @overload
    def __getitem__(self, index: SupportsIndex, /) -> _V: ...
    @overload
    def __getitem__(self, index: slice, /) -> Views[_V]: ...
    def __len__(self, /) -> int: ...
    def __iter__(self, /) -> Iterator[_V]: ...
    def __reversed__(self, /) -> Iterator[_V]: ...
    def __contains__(self, value: object, /) -> bool: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def index(self, value: object, start: int = 0, stop: int | None = None) -> int:
        """Where a view first stands; ``ValueError`` where it does not."""
    def count(self, value: object) -> int:
        """How often a view stands in it."""
    def to_list(self) -> list[_V]:
        """The views as a list."""
    def _repr_html_(self) -> str: ...

@disjoint_base
class View:
    """A part of a gazette, as a reference to it: frozen, hashable, and good as long as it is kept.

    A value with a place of its own has it under two names. ``title_spans`` are the pieces of the source that it is made
    of, several where a break has cut it, for a list those of each item; they are empty where the value was read out of
    another one. ``title_span`` reaches from the first piece to the last: what stands between them is no part of it.

    >>> document = parse("某市人民政府关于\\n做好防汛工作的通知\\n一、检查。").documents[0]
    >>> document.title, document.title_span, document.title_spans
    ('某市人民政府关于做好防汛工作的通知', Span(0, 18), (Span(0, 8), Span(9, 18)))
    """

    @property
    def gazette(self) -> Gazette:
        """The gazette it is part of."""
    @property
    def span(self) -> Span:
        """Its place: ``gazette.source[span.slice]`` is its text as printed."""
    @property
    def text(self) -> str:
        """How it reads: without furniture and without the blanks of typesetting, a line for each paragraph."""
    @property
    def parent(self) -> View | Gazette:
        """What it stands in: a fact in a block, a block in a block or a document, a document in the gazette."""
    @property
    def breadcrumbs(self) -> tuple[str, ...]:
        """The titles and headings from the document down to it."""
    def walk(self) -> Views[View]:
        """It and all blocks below, each before what lies below it."""
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __copy__(self, /) -> View: ...
    def __deepcopy__(self, _memo: Any, /) -> View: ...

@final
class Record(View):
    """The head table of a government web page (政府信息公开)."""

    __match_args__: ClassVar[tuple[str, str]]
    @property
    def index_number(self) -> str | None:
        """索引号, or `None`."""
    @property
    def index_number_span(self) -> Span | None:
        """The place of ``index_number``, or ``None``."""
    @property
    def index_number_spans(self) -> tuple[Span, ...]:
        """The pieces of ``index_number``."""
    @property
    def publisher(self) -> str | None:
        """发布机构, or `None`."""
    @property
    def publisher_span(self) -> Span | None:
        """The place of ``publisher``, or ``None``."""
    @property
    def publisher_spans(self) -> tuple[Span, ...]:
        """The pieces of ``publisher``."""
    @property
    def title(self) -> str | None:
        """信息名称, or `None`."""
    @property
    def title_span(self) -> Span | None:
        """The place of ``title``, or ``None``."""
    @property
    def title_spans(self) -> tuple[Span, ...]:
        """The pieces of ``title``."""
    @property
    def topic(self) -> str | None:
        """主题分类, or `None`."""
    @property
    def topic_span(self) -> Span | None:
        """The place of ``topic``, or ``None``."""
    @property
    def topic_spans(self) -> tuple[Span, ...]:
        """The pieces of ``topic``."""
    @property
    def published_on(self) -> str | None:
        """发布日期 in ISO 8601, or `None`."""
    @property
    def published_on_span(self) -> Span | None:
        """The place of ``published_on``, or ``None``."""
    @property
    def published_on_spans(self) -> tuple[Span, ...]:
        """The pieces of ``published_on``."""
    @property
    def written_on(self) -> str | None:
        """成文日期 in ISO 8601, or `None`."""
    @property
    def written_on_span(self) -> Span | None:
        """The place of ``written_on``, or ``None``."""
    @property
    def written_on_spans(self) -> tuple[Span, ...]:
        """The pieces of ``written_on``."""
    @property
    def repealed_on(self) -> str | None:
        """废止日期 in ISO 8601, or `None`."""
    @property
    def repealed_on_span(self) -> Span | None:
        """The place of ``repealed_on``, or ``None``."""
    @property
    def repealed_on_spans(self) -> tuple[Span, ...]:
        """The pieces of ``repealed_on``."""
    @property
    def number(self) -> str | None:
        """文号, or `None`."""
    @property
    def number_span(self) -> Span | None:
        """The place of ``number``, or ``None``."""
    @property
    def number_spans(self) -> tuple[Span, ...]:
        """The pieces of ``number``."""
    @property
    def keywords(self) -> tuple[str, ...]:
        """关键词."""
    @property
    def keywords_spans(self) -> tuple[tuple[Span, ...], ...]:
        """The pieces of each of ``keywords``."""

@final
class Issue(View):
    """An issue (期) of a gazette: masthead and contents list."""

    __match_args__: ClassVar[tuple[str, str, str]]
    @property
    def title(self) -> str | None:
        """The gazette's name (公报名), or `None`."""
    @property
    def title_span(self) -> Span | None:
        """The place of ``title``, or ``None``."""
    @property
    def title_spans(self) -> tuple[Span, ...]:
        """The pieces of ``title``."""
    @property
    def year(self) -> int | None:
        """The year, or `None`."""
    @property
    def year_span(self) -> Span | None:
        """The place of ``year``, or ``None``."""
    @property
    def year_spans(self) -> tuple[Span, ...]:
        """The pieces of ``year``."""
    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers within the year (期); a double issue has two."""
    @property
    def numbers_spans(self) -> tuple[tuple[Span, ...], ...]:
        """The pieces of each of ``numbers``."""
    @property
    def serials(self) -> tuple[int, ...]:
        """The numbers since the gazette began (总期号)."""
    @property
    def serials_spans(self) -> tuple[tuple[Span, ...], ...]:
        """The pieces of each of ``serials``."""
    @property
    def sponsor(self) -> str | None:
        """The organ that edits it (主办), or `None`."""
    @property
    def sponsor_span(self) -> Span | None:
        """The place of ``sponsor``, or ``None``."""
    @property
    def sponsor_spans(self) -> tuple[Span, ...]:
        """The pieces of ``sponsor``."""
    @property
    def published_on(self) -> str | None:
        """The day it came out, in ISO 8601, or `None`."""
    @property
    def published_on_span(self) -> Span | None:
        """The place of ``published_on``, or ``None``."""
    @property
    def published_on_spans(self) -> tuple[Span, ...]:
        """The pieces of ``published_on``."""
    @property
    def contents(self) -> Views[Contents]:
        """The contents list (目录)."""

@final
class Contents(View):
    """An entry of a contents list (目录)."""

    __match_args__: ClassVar[tuple[str, str]]
    @property
    def column(self) -> str | None:
        """The column (栏目) it stands under, or `None`."""
    @property
    def column_span(self) -> Span | None:
        """The place of ``column``, or ``None``."""
    @property
    def column_spans(self) -> tuple[Span, ...]:
        """The pieces of ``column``."""
    @property
    def title(self) -> str:
        """The title."""
    @property
    def title_span(self) -> Span:
        """The place of ``title``."""
    @property
    def title_spans(self) -> tuple[Span, ...]:
        """The pieces of ``title``."""
    @property
    def doc_number(self) -> DocNumber | None:
        """The document number, or `None`."""
    @property
    def doc_number_span(self) -> Span | None:
        """The place of ``doc_number``, or ``None``."""
    @property
    def doc_number_spans(self) -> tuple[Span, ...]:
        """The pieces of ``doc_number``."""
    @property
    def page(self) -> int | None:
        """The page, or `None`."""
    @property
    def page_span(self) -> Span | None:
        """The place of ``page``, or ``None``."""
    @property
    def page_spans(self) -> tuple[Span, ...]:
        """The pieces of ``page``."""
    @property
    def document(self) -> int | None:
        """The index of the document it announces in `gazette.documents`, or `None`."""

@final
class Signer(View):
    """A person who signs: 省长 甲."""

    __match_args__: ClassVar[tuple[str, str]]
    @property
    def post(self) -> str | None:
        """The post, or `None`."""
    @property
    def post_span(self) -> Span | None:
        """The place of ``post``, or ``None``."""
    @property
    def post_spans(self) -> tuple[Span, ...]:
        """The pieces of ``post``."""
    @property
    def name(self) -> str | None:
        """The name, or `None`."""
    @property
    def name_span(self) -> Span | None:
        """The place of ``name``, or ``None``."""
    @property
    def name_spans(self) -> tuple[Span, ...]:
        """The pieces of ``name``."""

@final
class HistoryEntry(View):
    """A line of the history under a title: 2015年4月24日…通过."""

    __match_args__: ClassVar[tuple[str, str]]
    @property
    def date(self) -> str | None:
        """The date of the line in ISO 8601, or `None`."""
    @property
    def text(self) -> str:
        """The line."""
    @property
    def text_span(self) -> Span:
        """The place of ``text``."""
    @property
    def text_spans(self) -> tuple[Span, ...]:
        """The pieces of ``text``."""

@final
class Furniture(View):
    """A piece of the page that is no part of a document."""

    __match_args__: ClassVar[tuple[str]]
    @property
    def text(self) -> str:
        """Its characters, blanks included."""

@final
class Diagnostic(View):
    """What is doubtful in a parse, with its place."""

    __match_args__: ClassVar[tuple[str, str, str]]
    @property
    def code(self) -> str:
        """The stable code: `GB0201`."""
    @property
    def severity(self) -> _Severity:
        """`error`, `warning` or `note`."""
    @property
    def message(self) -> str:
        """The finding in words."""

@final
class Document(View):
    """A document (公文)."""

    __match_args__: ClassVar[tuple[str, str]]
    @property
    def id(self) -> str:
        """The identifier: `doc_1`."""
    @property
    def kind(self) -> _DocumentKind:
        """The 文种: `notice`, `opinion`, `regulation` …"""
    @property
    def title(self) -> str | None:
        """The title, joined over its lines, or `None`."""
    @property
    def title_span(self) -> Span | None:
        """The place of ``title``, or ``None``."""
    @property
    def title_spans(self) -> tuple[Span, ...]:
        """The pieces of ``title``."""
    @property
    def doc_number(self) -> DocNumber | None:
        """The document number (发文字号), or `None`."""
    @property
    def doc_number_span(self) -> Span | None:
        """The place of ``doc_number``, or ``None``."""
    @property
    def doc_number_spans(self) -> tuple[Span, ...]:
        """The pieces of ``doc_number``."""
    @property
    def issuers(self) -> tuple[str, ...]:
        """The issuing organs (发文机关)."""
    @property
    def issuers_spans(self) -> tuple[tuple[Span, ...], ...]:
        """The pieces of each of ``issuers``."""
    @property
    def addressees(self) -> tuple[str, ...]:
        """The addressees (主送机关)."""
    @property
    def addressees_spans(self) -> tuple[tuple[Span, ...], ...]:
        """The pieces of each of ``addressees``."""
    @property
    def body(self) -> Views[_Block]:
        """The blocks of the body."""
    @property
    def attachment_list(self) -> tuple[str, ...]:
        """The titles that 附件说明 announces."""
    @property
    def attachment_list_spans(self) -> tuple[tuple[Span, ...], ...]:
        """The pieces of each of ``attachment_list``."""
    @property
    def signatories(self) -> tuple[str, ...]:
        """The organs that sign (署名)."""
    @property
    def signatories_spans(self) -> tuple[tuple[Span, ...], ...]:
        """The pieces of each of ``signatories``."""
    @property
    def signers(self) -> Views[Signer]:
        """The persons who sign an order."""
    @property
    def date(self) -> str | None:
        """The date of signature (成文日期) in ISO 8601 as far as it is said, or `None`."""
    @property
    def date_span(self) -> Span | None:
        """The place of ``date``, or ``None``."""
    @property
    def date_spans(self) -> tuple[Span, ...]:
        """The pieces of ``date``."""
    @property
    def effective_on(self) -> str | None:
        """The day from which it is in force, in ISO 8601, or `None`."""
    @property
    def notes(self) -> tuple[str, ...]:
        """Notes (附注), as printed."""
    @property
    def notes_spans(self) -> tuple[tuple[Span, ...], ...]:
        """The pieces of each of ``notes``."""
    @property
    def copied_to(self) -> tuple[str, ...]:
        """Who gets a copy (抄送)."""
    @property
    def copied_to_spans(self) -> tuple[tuple[Span, ...], ...]:
        """The pieces of each of ``copied_to``."""
    @property
    def history(self) -> Views[HistoryEntry]:
        """How it came about (题注)."""
    @property
    def contents(self) -> Views[Contents]:
        """A contents list (目录) inside it."""
    @property
    def attachments(self) -> Views[Attachment]:
        """The attachments (附件)."""
    @property
    def column(self) -> str | None:
        """The column (栏目), or `None`."""
    @property
    def column_span(self) -> Span | None:
        """The place of ``column``, or ``None``."""
    @property
    def column_spans(self) -> tuple[Span, ...]:
        """The pieces of ``column``."""
    @property
    def printed_by(self) -> str | None:
        """Who prints it (印发机关), or `None`."""
    @property
    def printed_by_span(self) -> Span | None:
        """The place of ``printed_by``, or ``None``."""
    @property
    def printed_by_spans(self) -> tuple[Span, ...]:
        """The pieces of ``printed_by``."""
    @property
    def printed_on(self) -> str | None:
        """When it was printed (印发日期), in ISO 8601, or `None`."""
    @property
    def printed_on_span(self) -> Span | None:
        """The place of ``printed_on``, or ``None``."""
    @property
    def printed_on_spans(self) -> tuple[Span, ...]:
        """The pieces of ``printed_on``."""
    @property
    def signed_off_by(self) -> str | None:
        """Who signed it off (签发人), or `None`."""
    @property
    def signed_off_by_span(self) -> Span | None:
        """The place of ``signed_off_by``, or ``None``."""
    @property
    def signed_off_by_spans(self) -> tuple[Span, ...]:
        """The pieces of ``signed_off_by``."""
    @property
    def secrecy(self) -> str | None:
        """The secrecy mark (密级), or `None`."""
    @property
    def secrecy_span(self) -> Span | None:
        """The place of ``secrecy``, or ``None``."""
    @property
    def secrecy_spans(self) -> tuple[Span, ...]:
        """The pieces of ``secrecy``."""
    @property
    def urgency(self) -> str | None:
        """The urgency mark (紧急程度), or `None`."""
    @property
    def urgency_span(self) -> Span | None:
        """The place of ``urgency``, or ``None``."""
    @property
    def urgency_spans(self) -> tuple[Span, ...]:
        """The pieces of ``urgency``."""
    @property
    def subject_words(self) -> tuple[str, ...]:
        """The subject words (主题词)."""
    @property
    def subject_words_spans(self) -> tuple[tuple[Span, ...], ...]:
        """The pieces of each of ``subject_words``."""
    @property
    def contacts(self) -> tuple[str, ...]:
        """Who answers questions (联系人)."""
    @property
    def contacts_spans(self) -> tuple[tuple[Span, ...], ...]:
        """The pieces of each of ``contacts``."""
    @property
    def enclosures(self) -> Views[Enclosure]:
        """What it promulgates or passes on (印发的方案, 转发的报告)."""
    @property
    def citations(self) -> Views[Citation]:
        """The documents it cites, each time."""
    @property
    def references(self) -> Views[Reference]:
        """The places in itself that it refers to."""
    @property
    def assignments(self) -> Views[Assignment]:
        """Who is responsible for what."""
    @property
    def targets(self) -> Views[Target]:
        """The figures to be reached."""
    @property
    def deadlines(self) -> Views[Deadline]:
        """What is due by when."""
    @property
    def dates(self) -> Views[DateMention]:
        """Every date said."""
    @property
    def terms(self) -> Views[Term]:
        """The short names it defines."""
    def to_markdown(self) -> str:
        """It and all that belongs to it as Markdown.

        >>> parse("关于做好工作的通知\\n各区要加强巡查。").documents[0].to_markdown()
        '# 关于做好工作的通知\\n\\n各区要加强巡查。\\n'
        """

@final
class Enclosure(View):
    """The instrument that a covering document promulgates or passes on."""

    __match_args__: ClassVar[tuple[str, str]]
    @property
    def id(self) -> str:
        """The identifier: `doc_1__enc_1`."""
    @property
    def kind(self) -> _DocumentKind:
        """The 文种: `notice`, `opinion`, `regulation` …"""
    @property
    def title(self) -> str | None:
        """The title, joined over its lines, or `None`."""
    @property
    def title_span(self) -> Span | None:
        """The place of ``title``, or ``None``."""
    @property
    def title_spans(self) -> tuple[Span, ...]:
        """The pieces of ``title``."""
    @property
    def doc_number(self) -> DocNumber | None:
        """The document number (发文字号), or `None`."""
    @property
    def doc_number_span(self) -> Span | None:
        """The place of ``doc_number``, or ``None``."""
    @property
    def doc_number_spans(self) -> tuple[Span, ...]:
        """The pieces of ``doc_number``."""
    @property
    def issuers(self) -> tuple[str, ...]:
        """The issuing organs (发文机关)."""
    @property
    def issuers_spans(self) -> tuple[tuple[Span, ...], ...]:
        """The pieces of each of ``issuers``."""
    @property
    def addressees(self) -> tuple[str, ...]:
        """The addressees (主送机关)."""
    @property
    def addressees_spans(self) -> tuple[tuple[Span, ...], ...]:
        """The pieces of each of ``addressees``."""
    @property
    def body(self) -> Views[_Block]:
        """The blocks of the body."""
    @property
    def attachment_list(self) -> tuple[str, ...]:
        """The titles that 附件说明 announces."""
    @property
    def attachment_list_spans(self) -> tuple[tuple[Span, ...], ...]:
        """The pieces of each of ``attachment_list``."""
    @property
    def signatories(self) -> tuple[str, ...]:
        """The organs that sign (署名)."""
    @property
    def signatories_spans(self) -> tuple[tuple[Span, ...], ...]:
        """The pieces of each of ``signatories``."""
    @property
    def signers(self) -> Views[Signer]:
        """The persons who sign an order."""
    @property
    def date(self) -> str | None:
        """The date of signature (成文日期) in ISO 8601 as far as it is said, or `None`."""
    @property
    def date_span(self) -> Span | None:
        """The place of ``date``, or ``None``."""
    @property
    def date_spans(self) -> tuple[Span, ...]:
        """The pieces of ``date``."""
    @property
    def effective_on(self) -> str | None:
        """The day from which it is in force, in ISO 8601, or `None`."""
    @property
    def notes(self) -> tuple[str, ...]:
        """Notes (附注), as printed."""
    @property
    def notes_spans(self) -> tuple[tuple[Span, ...], ...]:
        """The pieces of each of ``notes``."""
    @property
    def copied_to(self) -> tuple[str, ...]:
        """Who gets a copy (抄送)."""
    @property
    def copied_to_spans(self) -> tuple[tuple[Span, ...], ...]:
        """The pieces of each of ``copied_to``."""
    @property
    def history(self) -> Views[HistoryEntry]:
        """How it came about (题注)."""
    @property
    def contents(self) -> Views[Contents]:
        """A contents list (目录) inside it."""
    @property
    def attachments(self) -> Views[Attachment]:
        """The attachments (附件)."""
    def to_markdown(self) -> str:
        """It and all that belongs to it as Markdown."""

@final
class Attachment(View):
    """What stands behind 附件."""

    __match_args__: ClassVar[tuple[str, str]]
    @property
    def id(self) -> str:
        """The identifier: `doc_1__att_1`."""
    @property
    def number(self) -> str | None:
        """附件1, where the text counts them, or `None`."""
    @property
    def number_span(self) -> Span | None:
        """The place of ``number``, or ``None``."""
    @property
    def number_spans(self) -> tuple[Span, ...]:
        """The pieces of ``number``."""
    @property
    def title(self) -> str | None:
        """The title, or `None`."""
    @property
    def title_span(self) -> Span | None:
        """The place of ``title``, or ``None``."""
    @property
    def title_spans(self) -> tuple[Span, ...]:
        """The pieces of ``title``."""
    @property
    def body(self) -> Views[_Block]:
        """The blocks of the body."""
    def to_markdown(self) -> str:
        """It as Markdown."""

@final
class Division(View):
    """A numbered part of a body: 编, 章, 节, 条, 一、, (一), 1., (1), ①, 项, 目, or a `——` paragraph."""

    __match_args__: ClassVar[tuple[str, str, str]]
    @property
    def type(self) -> Literal["division"]:
        """`"division"`."""
    @property
    def level(self) -> _Level:
        """What the marker is in its own series: `part`, `chapter`, `section`, `article`, `heading1` … `point`."""
    @property
    def eid(self) -> str:
        """A stable identifier, unique in the parse: `doc_1__enc_1__chp_2__art_8`."""
    @property
    def marker(self) -> str:
        """The marker as printed: 第八条."""
    @property
    def marker_span(self) -> Span:
        """The place of ``marker``."""
    @property
    def marker_spans(self) -> tuple[Span, ...]:
        """The pieces of ``marker``."""
    @property
    def number(self) -> tuple[int, ...]:
        """The marker's number: `(8,)`; 第二十条之一 is `(20, 1)`; empty where it has none."""
    @property
    def heading(self) -> str | None:
        """The heading without its full stop, or `None`."""
    @property
    def heading_span(self) -> Span | None:
        """The place of ``heading``, or ``None``."""
    @property
    def heading_spans(self) -> tuple[Span, ...]:
        """The pieces of ``heading``."""
    @property
    def run_in(self) -> bool:
        """Whether the text goes on in the paragraph that the heading begins."""
    @property
    def children(self) -> Views[_Block]:
        """The blocks below."""

@final
class Paragraph(View):
    """Running text, joined over page breaks."""

    __match_args__: ClassVar[tuple[str]]
    @property
    def type(self) -> Literal["paragraph"]:
        """`"paragraph"`."""
    @property
    def text(self) -> str:
        """The text, without the blanks of typesetting."""
    @property
    def spans(self) -> tuple[Span, ...]:
        """The pieces of the source that it is made of."""
    @property
    def children(self) -> Views[_Block]:
        """No blocks stand below a paragraph."""

@final
class Table(View):
    """A table."""

    __match_args__: ClassVar[tuple[str, str, str]]
    @property
    def type(self) -> Literal["table"]:
        """`"table"`."""
    @property
    def title(self) -> str | None:
        """The line above it that names it, or `None`."""
    @property
    def title_span(self) -> Span | None:
        """The place of ``title``, or ``None``."""
    @property
    def title_spans(self) -> tuple[Span, ...]:
        """The pieces of ``title``."""
    @property
    def columns(self) -> tuple[str, ...]:
        """The column heads."""
    @property
    def columns_spans(self) -> tuple[tuple[Span, ...], ...]:
        """The pieces of each of ``columns``."""
    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows, each a tuple of cells; `""` where a merged cell reaches down."""
    @property
    def rows_spans(self) -> tuple[tuple[tuple[Span, ...] | None, ...], ...]:
        """The pieces of each cell; ``None`` where a merged cell reaches down."""
    @property
    def children(self) -> Views[_Block]:
        """No blocks stand below a table."""

@final
class Roster(View):
    """A list of persons by role, or of appointments by action."""

    __match_args__: ClassVar[tuple[str, str]]
    @property
    def type(self) -> Literal["roster"]:
        """`"roster"`."""
    @property
    def title(self) -> str | None:
        """The line above it that names it, or `None`."""
    @property
    def title_span(self) -> Span | None:
        """The place of ``title``, or ``None``."""
    @property
    def title_spans(self) -> tuple[Span, ...]:
        """The pieces of ``title``."""
    @property
    def groups(self) -> Views[RosterGroup]:
        """The groups: 组长, 副组长, 成员; of appointments 任命, 免去."""
    @property
    def children(self) -> Views[_Block]:
        """No blocks stand below a roster."""

@final
class RosterGroup(View):
    """The members of one role in a roster."""

    __match_args__: ClassVar[tuple[str, str]]
    @property
    def role(self) -> str | None:
        """The role: 组长; of an appointment the action: 任命."""
    @property
    def role_span(self) -> Span | None:
        """The place of ``role``, or ``None``."""
    @property
    def role_spans(self) -> tuple[Span, ...]:
        """The pieces of ``role``."""
    @property
    def members(self) -> Views[Member]:
        """The members."""

@final
class Member(View):
    """A person in a roster."""

    __match_args__: ClassVar[tuple[str, str]]
    @property
    def name(self) -> str | None:
        """The name, or `None`."""
    @property
    def name_span(self) -> Span | None:
        """The place of ``name``, or ``None``."""
    @property
    def name_spans(self) -> tuple[Span, ...]:
        """The pieces of ``name``."""
    @property
    def post(self) -> str | None:
        """The post, or `None`."""
    @property
    def post_span(self) -> Span | None:
        """The place of ``post``, or ``None``."""
    @property
    def post_spans(self) -> tuple[Span, ...]:
        """The pieces of ``post``."""

@final
class Box(View):
    """A box (专栏): a frame with a label and blocks of its own."""

    __match_args__: ClassVar[tuple[str, str]]
    @property
    def type(self) -> Literal["box"]:
        """`"box"`."""
    @property
    def label(self) -> str:
        """The label: 专栏1."""
    @property
    def label_span(self) -> Span:
        """The place of ``label``."""
    @property
    def label_spans(self) -> tuple[Span, ...]:
        """The pieces of ``label``."""
    @property
    def title(self) -> str | None:
        """The title, or `None`."""
    @property
    def title_span(self) -> Span | None:
        """The place of ``title``, or ``None``."""
    @property
    def title_spans(self) -> tuple[Span, ...]:
        """The pieces of ``title``."""
    @property
    def children(self) -> Views[_Block]:
        """The blocks in it."""

@final
class QA(View):
    """A question and its answer."""

    __match_args__: ClassVar[tuple[str, str]]
    @property
    def type(self) -> Literal["qa"]:
        """`"qa"`."""
    @property
    def marker(self) -> str | None:
        """What stands before the question: 一、, 问:, or `None`."""
    @property
    def marker_span(self) -> Span | None:
        """The place of ``marker``, or ``None``."""
    @property
    def marker_spans(self) -> tuple[Span, ...]:
        """The pieces of ``marker``."""
    @property
    def question(self) -> str:
        """The question."""
    @property
    def question_span(self) -> Span:
        """The place of ``question``."""
    @property
    def question_spans(self) -> tuple[Span, ...]:
        """The pieces of ``question``."""
    @property
    def answer_marker(self) -> str | None:
        """What stands before the answer: 答:, or `None`."""
    @property
    def answer_marker_span(self) -> Span | None:
        """The place of ``answer_marker``, or ``None``."""
    @property
    def answer_marker_spans(self) -> tuple[Span, ...]:
        """The pieces of ``answer_marker``."""
    @property
    def answer(self) -> Views[_Block]:
        """The blocks of the answer."""
    @property
    def children(self) -> Views[_Block]:
        """The blocks of the answer."""

@final
class Citation(View):
    """A citation of a document: 《title》(number), a number alone, an article of it."""

    __match_args__: ClassVar[tuple[str, str, str]]
    @property
    def title(self) -> str | None:
        """The title without its outer 《》, or `None`."""
    @property
    def doc_number(self) -> DocNumber | None:
        """The document number, or `None`."""
    @property
    def article(self) -> tuple[int, ...] | None:
        """The article: `(12,)`, 之一: `(20, 1)`, or `None`."""
    @property
    def paragraph(self) -> int | None:
        """The paragraph of the article (第二款), or `None`."""
    @property
    def item(self) -> int | None:
        """The item (第三项), or `None`."""
    @property
    def article_to(self) -> tuple[int, ...] | None:
        """The last article of a range (第八条至第十条), or `None`."""
    @property
    def target(self) -> str | None:
        """The id or eid of what it points to, where that stands in the same parse, or `None`."""

@final
class Reference(View):
    """A reference inside the document: 本办法, 前款, 第五条第(二)项, 附件2."""

    __match_args__: ClassVar[tuple[str, str]]
    @property
    def text(self) -> str:
        """The words."""
    @property
    def target(self) -> str | None:
        """The id or eid of what it points to, or `None`."""

@final
class Assignment(View):
    """Who is responsible: (责任单位:A、B), (A牵头,B按职责分工负责)."""

    __match_args__: ClassVar[tuple[str, str]]
    @property
    def text(self) -> str:
        """The clause."""
    @property
    def groups(self) -> Views[AssignmentGroup]:
        """The groups of units, parted by ；."""
    @property
    def mode(self) -> _AssignmentMode:
        """How the units share it: `joint`, `lead`, `respective` or `listed`."""
    @property
    def division(self) -> str | None:
        """The eid of the division that the clause closes, or `None`."""

@final
class AssignmentGroup(View):
    """Units that act together."""

    __match_args__: ClassVar[tuple[str, str, str]]
    @property
    def scope(self) -> str | None:
        """The place that the first unit names for all of the group, or `None`."""
    @property
    def lead(self) -> tuple[str, ...]:
        """Who leads (牵头)."""
    @property
    def units(self) -> tuple[str, ...]:
        """The others."""

@final
class Target(View):
    """A figure to be reached: ≥80岁, 达到45%左右."""

    __match_args__: ClassVar[tuple[str, str, str, str]]
    @property
    def indicator(self) -> str | None:
        """What the figure is said of, or `None`."""
    @property
    def comparator(self) -> _Comparator | None:
        """How the value binds: `=`, `>=`, `<=`, `<`, `>`, `~`, or `None`."""
    @property
    def value(self) -> str:
        """The value as printed."""
    @property
    def unit(self) -> str | None:
        """The unit of measure, or `None`."""
    @property
    def due(self) -> str | None:
        """By when, in ISO 8601 as far as it is said, or `None`."""
    @property
    def nature(self) -> str | None:
        """预期性, 约束性, or `None`."""

@final
class Deadline(View):
    """A time by which something is due: 2024年6月底前."""

    __match_args__: ClassVar[tuple[str, str]]
    @property
    def text(self) -> str:
        """The words."""
    @property
    def until(self) -> str | None:
        """The last day, or the year, in ISO 8601; `None` for a period without a date (60日内)."""
    @property
    def division(self) -> str | None:
        """The eid of the division it stands in, or `None`."""

@final
class DateMention(View):
    """A date said in the text."""

    __match_args__: ClassVar[tuple[str, str, str]]
    @property
    def text(self) -> str:
        """The words."""
    @property
    def from_(self) -> str | None:
        """Where the time begins, in ISO 8601, or `None`."""
    @property
    def until(self) -> str | None:
        """Where it ends, in ISO 8601, or `None`."""
    @property
    def relation(self) -> _DateRelation:
        """`by`, `before`, `from`, `during` or `at`."""
    @property
    def precision(self) -> _DatePrecision:
        """`year`, `half`, `quarter`, `month` or `day`."""

@final
class Term(View):
    """A short name defined in the text: (以下简称《实施方案》)."""

    __match_args__: ClassVar[tuple[str, str]]
    @property
    def short(self) -> str:
        """The short form."""
    @property
    def stands_for(self) -> str:
        """What it stands for."""

def _parse_many(
    texts: Iterable[Any], threads: int | None = None, encoding: str | None = None
) -> list[Gazette | BaseException]: ...
def _read_chunk(
    paths: list[str], threads: int | None = None, encoding: str | None = None
) -> list[Any]: ...
def _read_path(path: str, encoding: str | None = None) -> Gazette: ...
def _restore(text: str, encoding: str | None) -> Gazette: ...
def _restore_view(owner: Gazette, key: tuple[int, int, int, int]) -> View: ...
def _restore_views(gazette: Gazette, keys: list[tuple[int, int, int, int]]) -> Views[View]: ...
