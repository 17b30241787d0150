//! A catalog and what can be asked of it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use pyo3::create_exception;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use pythonize::pythonize;
use serde::Serialize;
use wqerr::scan::{Scanner, Summary};
use wqerr::{Explanation, Lang, Retry, Secrets, UnknownName};

use crate::documents;

create_exception!(wqerr, CatalogError, PyValueError, "A catalog that cannot be used, with all its mistakes.");

/// What an answer looks like to `wqerr`: a document, and the text of each explanation.
type Document = Py<PyAny>;

#[pyclass(frozen, module = "wqerr._native")]
pub struct Catalog {
    /// `None` stands for the built-in one.
    own: Option<Arc<wqerr::Catalog>>,
}

#[pymethods]
impl Catalog {
    #[staticmethod]
    const fn embedded() -> Self {
        Self { own: None }
    }

    /// This catalog with another one over it.
    fn with_toml(&self, py: Python<'_>, text: &[u8]) -> PyResult<Self> {
        let text = wqerr::decode(text);
        let catalog = free(py, || Ok(self.get().overlaid(wqerr::Catalog::from_toml(&text)?)))?;
        let catalog = catalog.map_err(|error: wqerr::CatalogError| {
            let diagnostics: Vec<_> = (error.diagnostics().iter())
                .map(|diagnostic| (diagnostic.line, diagnostic.column, diagnostic.kind.to_string()))
                .collect();
            CatalogError::new_err((diagnostics,))
        })?;
        Ok(Self { own: Some(Arc::new(catalog)) })
    }

    fn name(&self) -> &str {
        self.get().name()
    }

    fn date(&self) -> Option<&str> {
        self.get().date()
    }

    fn entries(&self, py: Python<'_>) -> PyResult<Document> {
        plain(py, &self.get().entries())
    }

    fn explain(&self, py: Python<'_>, text: &[u8], lang: &str) -> PyResult<Vec<(Document, String)>> {
        let lang = language(lang);
        let explain = || {
            let explanations = wqerr::explain(self.get(), &wqerr::decode(text), Secrets::Masked);
            with_texts(explanations, lang)
        };
        explained(py, free(py, explain)?)
    }

    fn explain_response(
        &self,
        py: Python<'_>,
        status: u16,
        headers: Vec<(String, String)>,
        body: &[u8],
        lang: &str,
    ) -> PyResult<Vec<(Document, String)>> {
        let lang = language(lang);
        let explain = || {
            let headers = headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            let body = wqerr::decode(body);
            let explanations = wqerr::explain_response(self.get(), status, headers, &body, Secrets::Masked);
            with_texts(explanations, lang)
        };
        explained(py, free(py, explain)?)
    }

    fn lookup(&self, py: Python<'_>, query: &[u8]) -> PyResult<Document> {
        let query = wqerr::decode(query);
        let answer = free(py, || {
            let answer = wqerr::lookup(self.get(), &query);
            documents::Answer { query: Secrets::Masked.hide_question(self.get(), &query), answer }
        })?;
        plain(py, &answer)
    }

    fn search(&self, py: Python<'_>, query: &[u8]) -> PyResult<Document> {
        let query = wqerr::decode(query);
        let answer = free(py, || {
            let answer = wqerr::search(self.get(), &query);
            documents::Answer { query: Secrets::Masked.hide_question(self.get(), &query), answer }
        })?;
        plain(py, &answer)
    }

    /// Adds up what is in the blocks of whole lines that `read` returns, until it returns an empty one.
    fn scan(&self, py: Python<'_>, read: &Bound<'_, PyAny>) -> PyResult<Document> {
        let catalog = self.get();
        let mut scanner = Scanner::new(catalog, Secrets::Masked).without_request_ids();
        let mut summary = Summary::default();
        loop {
            let block = read.call0()?;
            let block = block.cast::<PyBytes>()?.as_bytes();
            if block.is_empty() {
                return plain(py, &documents::Scan::new(&summary));
            }
            free(py, || {
                let (before, at) = (summary.lines, summary.bytes);
                let lines = scanner.scan(block, |mut finding| {
                    finding.line += before;
                    summary.add(&finding, 0, at);
                });
                summary.lines += lines;
                summary.bytes += block.len() as u64;
            })?;
        }
    }

    /// The number of lines in a block of whole lines, and the errors in them.
    fn scan_block(&self, py: Python<'_>, block: &[u8]) -> PyResult<(u64, Document)> {
        let mut findings = Vec::new();
        let lines = free(py, || {
            let mut scanner = Scanner::new(self.get(), Secrets::Masked);
            scanner.scan(block, |finding| findings.push(documents::Finding::from(finding)))
        })?;
        Ok((lines, plain(py, &findings)?))
    }
}

impl Catalog {
    fn get(&self) -> &wqerr::Catalog {
        self.own.as_deref().unwrap_or_else(|| wqerr::Catalog::embedded())
    }
}

/// A text without secrets.
#[pyfunction]
pub fn redact(py: Python<'_>, text: &[u8]) -> PyResult<String> {
    let text = wqerr::decode(text);
    free(py, || wqerr::redact(&text).into_owned())
}

/// What there is to say about sending the same request again.
#[pyfunction]
pub fn retry_text(advice: &str, lang: &str) -> PyResult<&'static str> {
    let advice: Retry =
        advice.parse().map_err(|error: UnknownName| PyValueError::new_err(error.to_string()))?;
    Ok(advice.text(language(lang)))
}

/// Does something without the lock of the interpreter. A mistake of the library becomes an ordinary exception.
fn free<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    py.detach(|| catch_unwind(AssertUnwindSafe(work)))
        .map_err(|_| PyRuntimeError::new_err("wqerr panicked; this is a bug"))
}

/// Those of `wqerr` are `en` and `zh`.
fn language(name: &str) -> Lang {
    if name == "zh" { Lang::Zh } else { Lang::En }
}

fn with_texts(explanations: Vec<Explanation<'_>>, lang: Lang) -> Vec<(Explanation<'_>, String)> {
    let texts: Vec<String> = explanations.iter().map(|explanation| explanation.text(lang)).collect();
    explanations.into_iter().zip(texts).collect()
}

fn explained(
    py: Python<'_>,
    explanations: Vec<(Explanation<'_>, String)>,
) -> PyResult<Vec<(Document, String)>> {
    explanations.into_iter().map(|(explanation, text)| Ok((plain(py, &explanation)?, text))).collect()
}

/// The documented JSON as dictionaries and lists.
fn plain(py: Python<'_>, document: &impl Serialize) -> PyResult<Document> {
    Ok(pythonize(py, document)?.unbind())
}
