//! Lines of Markdown: blank lines between blocks, the signs of block quotes, and signs that a text must not give.

use core::fmt::{self, Write};

use crate::model::Text;

/// How deep headings go in Markdown; what lies deeper is printed bold.
const DEEPEST: usize = 6;

/// The way of Markdown into a writer.
pub(super) struct Page<'w> {
    out: &'w mut dyn Write,
    /// How many block quotes are open.
    quotes: usize,
    /// How many of them were open all the time since the last line.
    kept: usize,
    is_empty: bool,
    /// Whether nothing stands in the block or item yet.
    opens: bool,
}

/// What can be written within a line.
pub(super) trait Words {
    fn write(self, page: &mut Page<'_>) -> fmt::Result;
}

impl Words for Text<'_> {
    fn write(self, page: &mut Page<'_>) -> fmt::Result {
        page.escaped(&self.to_str())
    }
}

impl Words for fmt::Arguments<'_> {
    /// Numbers and dates hold no sign of Markdown's.
    fn write(self, page: &mut Page<'_>) -> fmt::Result {
        page.opens = false;
        page.out.write_fmt(self)
    }
}

impl<'w> Page<'w> {
    pub(super) fn new(out: &'w mut dyn Write) -> Self {
        Self { out, quotes: 0, kept: 0, is_empty: true, opens: true }
    }

    /// Ends the last line.
    pub(super) fn end(self) -> fmt::Result {
        if self.is_empty { Ok(()) } else { self.out.write_char('\n') }
    }

    /// Begins a block: a line of its own behind an empty one.
    pub(super) fn block(&mut self) -> fmt::Result {
        if !self.is_empty {
            self.out.write_char('\n')?;
            for quote in 0..self.kept {
                self.out.write_str(if quote == 0 { ">" } else { " >" })?;
            }
            self.out.write_char('\n')?;
        }
        self.is_empty = false;
        self.kept = self.quotes;
        self.quote_signs()
    }

    /// Begins a further line of a block.
    pub(super) fn line(&mut self) -> fmt::Result {
        self.out.write_char('\n')?;
        self.quote_signs()
    }

    /// Begins an item of a list.
    pub(super) fn item(&mut self, is_first: bool) -> fmt::Result {
        if is_first {
            self.block()?;
        } else {
            self.line()?;
        }
        self.raw("- ")?;
        self.opens = true;
        Ok(())
    }

    fn quote_signs(&mut self) -> fmt::Result {
        self.opens = true;
        (0..self.quotes).try_for_each(|_| self.out.write_str("> "))
    }

    /// Writes blocks into a block quote.
    pub(super) fn quoted(&mut self, blocks: impl FnOnce(&mut Self) -> fmt::Result) -> fmt::Result {
        self.quotes += 1;
        blocks(self)?;
        self.quotes -= 1;
        self.kept = self.kept.min(self.quotes);
        Ok(())
    }

    /// Writes signs as they are.
    pub(super) fn raw(&mut self, signs: &str) -> fmt::Result {
        self.opens = false;
        self.out.write_str(signs)
    }

    /// Writes words within a line.
    pub(super) fn words(&mut self, words: impl Words) -> fmt::Result {
        words.write(self)
    }

    /// Writes a heading, the outermost of which is 1.
    pub(super) fn heading(
        &mut self,
        depth: usize,
        words: impl FnOnce(&mut Self) -> fmt::Result,
    ) -> fmt::Result {
        if depth > DEEPEST {
            return self.bold(words);
        }
        self.block()?;
        (0..depth).try_for_each(|_| self.raw("#"))?;
        self.raw(" ")?;
        words(self)
    }

    /// Writes a line in bold type.
    pub(super) fn bold(&mut self, words: impl FnOnce(&mut Self) -> fmt::Result) -> fmt::Result {
        self.block()?;
        self.raw("**")?;
        words(self)?;
        self.raw("**")
    }

    /// Writes words with a sign between them.
    pub(super) fn joined(&mut self, words: impl Iterator<Item = impl Words>, sign: &str) -> fmt::Result {
        for (at, words) in words.enumerate() {
            if at > 0 {
                self.raw(sign)?;
            }
            self.words(words)?;
        }
        Ok(())
    }

    /// Writes a row of a table.
    pub(super) fn row(&mut self, cells: impl Iterator<Item = Option<impl Words>>) -> fmt::Result {
        self.raw("|")?;
        for cell in cells {
            self.raw(" ")?;
            if let Some(words) = cell {
                self.words(words)?;
                self.raw(" ")?;
            }
            self.raw("|")?;
        }
        Ok(())
    }

    /// Writes a text so that it reads as itself. A number or dash that begins a block would make a list of it.
    fn escaped(&mut self, text: &str) -> fmt::Result {
        let opens = core::mem::replace(&mut self.opens, false);
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let mut from = 0;
        for (at, byte) in text.bytes().enumerate() {
            let is_sign = match byte {
                b'\\' | b'`' | b'*' | b'_' | b'[' | b']' | b'<' | b'&' | b'~' | b'|' | b'#' | b'$' => true,
                b'+' | b'-' | b'=' | b'>' => opens && at == 0,
                b'.' | b')' => opens && at > 0 && at == digits,
                _ => false,
            };
            // A value is one line, also where its blanks are not.
            let is_break = matches!(byte, b'\n' | b'\r');
            if is_sign || is_break {
                self.out.write_str(&text[from..at])?;
                self.out.write_char(if is_sign { '\\' } else { ' ' })?;
                from = at + usize::from(is_break);
            }
        }
        self.out.write_str(&text[from..])
    }
}
