"""What all results are: values that never change, and can be compared, hashed, copied and pickled.

The same as a frozen dataclass, of which only the import would take several times as long as that of this package.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_):
        return lambda kind: kind


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Record:
    """Its fields are those it is made with. The ones with an underscore are no part of its value."""

    if not TYPE_CHECKING:

        def __init__(self, **fields: Any) -> None:
            self.__dict__.update(fields)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be deleted")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._value() == other._value()

    def __hash__(self) -> int:
        return hash(frozenset((name, _hashable(value)) for name, value in self._value().items()))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in self._value().items())
        return f"{type(self).__name__}({fields})"

    def _value(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if not name.startswith("_")}


def _hashable(value: object) -> object:
    """Of dictionaries, the names count."""
    return tuple(value) if isinstance(value, dict) else value
