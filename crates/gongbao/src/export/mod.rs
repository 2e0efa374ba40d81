//! Model to formats. **Sees the model and the source, never the grammar.**

mod json;
mod markdown;

pub use json::Json;
pub use markdown::Markdown;
