//! Columns that are written row by row, and cut into batches before an offset could overflow.

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, RecordBatch,
    builder::{Date32Builder, Int64Builder, StringBuilder},
};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use gongbao::Date;

use crate::Batches;

/// How many bytes of text a batch holds before the next one begins.
const BATCH: usize = 64 << 20;

/// The longest text that a cell can hold: offsets are 32 bits, as Spark reads them. A longer one is null.
const LONGEST: usize = 1 << 30;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Integer,
    Date,
}

#[derive(Debug)]
enum Builder {
    Text(StringBuilder),
    Integer(Int64Builder),
    Date(Date32Builder),
}

/// The columns of a table and the place where the next cell goes.
#[derive(Debug)]
pub(crate) struct Rows {
    schema: SchemaRef,
    builders: Vec<Builder>,
    next: usize,
    bytes: usize,
    batches: Vec<RecordBatch>,
}

impl Rows {
    /// A table with the common columns and these.
    pub(crate) fn new(columns: &[(&str, Kind)]) -> Self {
        let common = crate::COMMON.iter().map(|&name| match name {
            "date" => (name, Kind::Date),
            "start" | "end" => (name, Kind::Integer),
            _ => (name, Kind::Text),
        });
        let columns: Vec<_> = common.chain(columns.iter().copied()).collect();
        let field = |&(name, kind): &(&str, Kind)| {
            let data = match kind {
                Kind::Text => DataType::Utf8,
                Kind::Integer => DataType::Int64,
                Kind::Date => DataType::Date32,
            };
            Field::new(name, data, true)
        };
        let builder = |&(_, kind): &(&str, Kind)| match kind {
            Kind::Text => Builder::Text(StringBuilder::new()),
            Kind::Integer => Builder::Integer(Int64Builder::new()),
            Kind::Date => Builder::Date(Date32Builder::new()),
        };
        Self {
            schema: Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>())),
            builders: columns.iter().map(builder).collect(),
            next: 0,
            bytes: 0,
            batches: Vec::new(),
        }
    }

    fn builder(&mut self) -> &mut Builder {
        let at = self.next;
        self.next += 1;
        // OK because `end_row` sees to it that a row has as many cells as there are columns.
        &mut self.builders[at]
    }

    pub(crate) fn text(&mut self, value: Option<&str>) -> &mut Self {
        let value = value.filter(|text| text.len() <= LONGEST);
        self.bytes += value.map_or(0, str::len);
        match self.builder() {
            Builder::Text(builder) => builder.append_option(value),
            other => unreachable!("a text for {other:?}"),
        }
        self
    }

    pub(crate) fn integer(&mut self, value: Option<impl Into<i64>>) -> &mut Self {
        match self.builder() {
            Builder::Integer(builder) => builder.append_option(value.map(Into::into)),
            other => unreachable!("an integer for {other:?}"),
        }
        self
    }

    fn day(&mut self, value: Option<Date>) -> &mut Self {
        match self.builder() {
            Builder::Date(builder) => builder.append_option(value.map(days)),
            other => unreachable!("a date for {other:?}"),
        }
        self
    }

    /// A date by its first day, and how exactly it is said.
    pub(crate) fn date(&mut self, value: Option<Date>) -> &mut Self {
        self.day(value.map(Date::first_day)).text(value.map(precision))
    }

    /// The end of a term by its last day, and how exactly it is said.
    pub(crate) fn until(&mut self, value: Option<Date>) -> &mut Self {
        self.day(value.map(Date::last_day)).text(value.map(precision))
    }

    pub(crate) fn end_row(&mut self) {
        assert_eq!(self.next, self.builders.len(), "a row has a cell for every column");
        self.next = 0;
        if self.bytes >= BATCH {
            self.cut();
        }
    }

    fn cut(&mut self) {
        let finish = |builder: &mut Builder| -> ArrayRef {
            match builder {
                Builder::Text(b) => Arc::new(b.finish()),
                Builder::Integer(b) => Arc::new(b.finish()),
                Builder::Date(b) => Arc::new(b.finish()),
            }
        };
        let arrays: Vec<ArrayRef> = self.builders.iter_mut().map(finish).collect();
        self.bytes = 0;
        if arrays.first().is_some_and(|a| !a.is_empty()) {
            let batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays);
            // OK because each builder is of its field's type and each row filled all of them.
            self.batches.push(batch.expect("columns as the schema says"));
        }
    }

    pub(crate) fn finish(mut self) -> Batches {
        self.cut();
        Batches { schema: self.schema, batches: self.batches }
    }
}

fn precision(date: Date) -> &'static str {
    match date.parts() {
        (_, Some(_), Some(_)) => "day",
        (_, Some(_), None) => "month",
        _ => "year",
    }
}

/// The days from 1970-01-01 to a day of the Gregorian calendar; years are counted from March, so that a leap day is
/// the last of its year.
fn days(date: Date) -> i32 {
    let (year, month, day) = date.parts();
    let (month, day) = (i32::from(month.unwrap_or(1)), i32::from(day.unwrap_or(1)));
    let year = i32::from(year) - i32::from(month < 3);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        for (year, month, day, count) in [
            (1970, 1, 1, 0),
            (2000, 2, 29, 11_016),
            (2000, 3, 1, 11_017),
            (2023, 10, 28, 19_658),
            (1949, 10, 1, -7_397),
        ] {
            assert_eq!(days(Date::day(year, month, day).unwrap()), count, "{year}-{month}-{day}");
        }
    }

    #[test]
    fn batches_are_cut_before_offsets_overflow() {
        let mut rows = Rows::new(&[]);
        let text = "文".repeat(8 << 20);
        for _ in 0..6 {
            rows.text(None).text(None).text(None).date(None).text(None).text(None);
            rows.text(Some(&text)).integer(None::<i64>).integer(None::<i64>).end_row();
        }
        let batches = rows.finish().batches;
        assert_eq!(batches.iter().map(RecordBatch::num_rows).collect::<Vec<_>>(), [3, 3]);
    }
}
