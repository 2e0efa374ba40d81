"""Names for what several views have in common, for annotations and ``isinstance``."""

from gongbao._gongbao import QA, Attachment, Box, Division, Document, Enclosure, Paragraph, Roster, Table

#: A node of a body.
Block = Division | Paragraph | Table | Roster | Box | QA

#: A document, or what belongs to one.
Unit = Document | Enclosure | Attachment
