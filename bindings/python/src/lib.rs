//! The native module of the Python package: it converts arguments, calls the core and hands out handles.
//!
//! **Knows no gazette.** A view is a reference to the `Gazette` object with the number of what it shows; a property
//! asks the core's handle of that number when it is read.
#![allow(
    clippy::needless_pass_by_value,
    clippy::trivially_copy_pass_by_ref,
    clippy::unused_self,
    reason = "the signatures of what Python calls are PyO3's"
)]
#![allow(
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "indices are Python's, signed, and checked against lengths, which are not"
)]

mod batch;
mod errors;
mod gazette;
mod input;
mod key;
mod out;
mod property;
mod sequence;
mod shared;
mod span;
mod table;
mod to_python;
mod tree;
mod view;
mod views;

use pyo3::prelude::*;

/// The names that the package shows; the rest of the module is for its Python half.
#[pymodule(gil_used = false)]
fn _gongbao(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<gazette::Gazette>()?;
    module.add_class::<view::View>()?;
    module.add_class::<sequence::Views>()?;
    module.add_class::<span::Span>()?;
    module.add_class::<out::DocNumber>()?;
    module.add_class::<table::ArrowTable>()?;
    views::add(module)?;
    module.add_function(wrap_pyfunction!(gazette::parse, module)?)?;
    module.add_function(wrap_pyfunction!(gazette::read_path, module)?)?;
    module.add_function(wrap_pyfunction!(gazette::restore, module)?)?;
    module.add_function(wrap_pyfunction!(view::restore_view, module)?)?;
    module.add_function(wrap_pyfunction!(sequence::restore_views, module)?)?;
    module.add_function(wrap_pyfunction!(batch::parse_many, module)?)?;
    module.add_function(wrap_pyfunction!(batch::read_chunk, module)?)
}
