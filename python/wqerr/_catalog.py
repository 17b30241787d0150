"""Catalogs: the built-in one and your own."""

from __future__ import annotations

from . import _lang, _native, _results
from ._native import CatalogError as _NativeError
from ._record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class Diagnostic(Record):
    """A mistake in a catalog file."""

    line: int
    column: int
    message: str
    """What is wrong there, and what to write instead."""

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.message}"


class CatalogError(ValueError):
    """A catalog that cannot be used. `diagnostics` has every mistake of the file."""

    __module__ = "wqerr"

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        return "\n".join(map(str, self.diagnostics))


class Catalog:
    """A set of known errors. All functions of this package take one as `catalog`; without, they use the built-in one."""

    __slots__ = ("_native", "_toml")

    def __init__(self, native: _native.Catalog, toml: tuple[str, ...] = ()) -> None:
        """Use `embedded` or `from_toml` instead."""
        self._native = native
        self._toml = toml

    @staticmethod
    def embedded() -> Catalog:
        """The catalog that this package carries."""
        return _EMBEDDED

    @staticmethod
    def from_toml(text: str) -> Catalog:
        """The built-in catalog with your own on top, from the text of a file in the form that `docs/catalogs.md` describes.

        An entry with the ID of a built-in one takes its place. Raises `CatalogError`.
        """
        return _EMBEDDED.with_toml(text)

    def with_toml(self, text: str) -> Catalog:
        """This catalog with another one on top. Raises `CatalogError`."""
        try:
            native = self._native.with_toml(utf8(text))
        except _NativeError as error:
            diagnostics = error.args[0]
        else:
            return Catalog(native, (*self._toml, text))
        raise CatalogError(Diagnostic(line=line, column=column, message=message) for line, column, message in diagnostics)

    @property
    def name(self) -> str:
        """The name of the lowest catalog."""
        return self._native.name()

    @property
    def date(self) -> str | None:
        """The day when the built-in catalog was last compared with its source, as `YYYY-MM-DD`."""
        return self._native.date()

    def entries(self, lang: str | None = None) -> list[_results.Entry]:
        """All entries: the official ones in the order of their tables, then others."""
        resolved = _lang.resolve(lang)
        return [_results.entry(document, resolved) for document in self._native.entries()]

    def get(self, id: str, lang: str | None = None) -> _results.Entry | None:
        """The entry with this ID."""
        return next((entry for entry in self.entries(lang) if entry.id == id), None)

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuilt, (self._toml,)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Catalog) and self._toml == other._toml

    def __hash__(self) -> int:
        return hash(self._toml)

    def __repr__(self) -> str:
        return f"<wqerr.Catalog {self.name!r}>"


def native(catalog: Catalog | None) -> _native.Catalog:
    """The native part of a catalog, or of the built-in one."""
    return _EMBEDDED._native if catalog is None else catalog._native


def utf8(text: str) -> bytes:
    """Any string as bytes; what UTF-8 does not have (lone surrogates) becomes a question mark."""
    return text.encode("utf-8", "replace")


def redact(text: str) -> str:
    """A text with its API keys, tokens, passwords and other secrets masked."""
    return _native.redact(utf8(text))


def _rebuilt(toml: tuple[str, ...]) -> Catalog:
    catalog = _EMBEDDED
    for text in toml:
        catalog = catalog.with_toml(text)
    return catalog


_EMBEDDED = Catalog(_native.Catalog.embedded())
