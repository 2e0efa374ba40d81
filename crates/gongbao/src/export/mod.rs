//! Model to formats. **Sees the model and the source, never the grammar.**

mod json;

pub use json::Json;
