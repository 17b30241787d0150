//! The native part of the Python package `wqerr`: the library's answers as plain Python values. What a Python programmer
//! sees of it is in `../wqerr`.

mod catalog;
mod documents;

use pyo3::prelude::*;

/// The module, which `wqerr` alone imports. It keeps no state of its own, so it needs no lock of the interpreter.
#[pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    use super::catalog::{Catalog, CatalogError, redact, retry_text};
}
