//! A parsed gazette as Arrow record batches, one table for each thing that is counted: documents, citations,
//! duties, deadlines, targets, paragraphs.
//!
//! Every table begins with the columns of [`COMMON`]: which document a row is from, where in it, and its words.
//! Calendar columns are `date32` with the precision in the column behind: a document's date is the first day of what
//! the text says, a term (`until`, `due`) the last. `start` and `end` are counted in the unit of the [`OffsetMap`].
//! A list of organs is one text: issuers and signatories joined with 、, addressees with ，, whatever stands between them in
//! the source. **Knows the model only, no grammar.**
#![forbid(unsafe_code)]

mod column;
mod context;
mod reading;
mod tables;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use gongbao::{Gazette, OffsetMap};

pub use reading::{reading_of_block, reading_of_unit};

/// The columns that every table begins with.
pub const COMMON: [&str; 10] =
    ["document", "title", "doc_number", "date", "date_precision", "issuer", "path", "text", "start", "end"];

/// What a table has one row of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Table {
    /// Documents, with how much is in each.
    Documents,
    /// Citations, each occurrence.
    Citations,
    /// Units that an assignment names: one row a unit.
    Assignments,
    /// Deadlines.
    Deadlines,
    /// Targets.
    Targets,
    /// Paragraphs.
    Paragraphs,
}

/// A table: a schema and batches of at most some 64 MiB.
#[derive(Debug, Clone)]
pub struct Batches {
    /// The schema, which the batches share.
    pub schema: SchemaRef,
    /// The rows; none where the gazette has nothing of the kind.
    pub batches: Vec<RecordBatch>,
}

impl Batches {
    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }
}

impl Table {
    /// The rows of a gazette.
    ///
    /// ```
    /// use gongbao::{OffsetMap, OffsetUnit};
    /// use gongbao_arrow::Table;
    /// let text = "第一条 甲。\n第二条 乙。";
    /// let map = OffsetMap::new(text, OffsetUnit::CodePoints);
    /// let table = Table::Paragraphs.of(&gongbao::parse(text), &map);
    /// assert_eq!(table.rows(), 2);
    /// assert_eq!(table.schema.field(0).name(), "document");
    /// ```
    pub fn of(self, gazette: &Gazette<'_>, map: &OffsetMap) -> Batches {
        match self {
            Table::Documents => tables::documents(gazette, map),
            Table::Citations => tables::citations(gazette, map),
            Table::Assignments => tables::assignments(gazette, map),
            Table::Deadlines => tables::deadlines(gazette, map),
            Table::Targets => tables::targets(gazette, map),
            Table::Paragraphs => tables::paragraphs(gazette, map),
        }
    }
}
