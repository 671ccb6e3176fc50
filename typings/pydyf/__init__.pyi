from collections.abc import Iterable, Mapping

class Object: ...

class Dictionary(Object, dict[str, object]):
    def __init__(self, values: Mapping[str, object] | None = ...) -> None: ...

class Array(Object, list[object]):
    def __init__(self, array: Iterable[object] | None = ...) -> None: ...

class String(Object):
    def __init__(self, string: str = ...) -> None: ...

class Stream(Object):
    stream: list[object]
    extra: dict[str, object]

class PDF:
    catalog: Dictionary
    objects: list[Object]
