"""Where files lie: a folder, or storage that speaks S3, through Arrow."""

from __future__ import annotations

import json
import posixpath
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyarrow import fs


@dataclass(frozen=True)
class Place:
    """A folder somewhere, given as a path or as an address such as s3://bucket/folder."""

    address: str

    @property
    def _held(self) -> tuple[fs.FileSystem, str]:
        if "://" in self.address:
            return fs.FileSystem.from_uri(self.address)
        return fs.LocalFileSystem(), str(Path(self.address).absolute())

    @property
    def files(self) -> fs.FileSystem:
        """The file system."""
        return self._held[0]

    def path(self, *names: str) -> str:
        """The path of something in the folder, for its file system."""
        return posixpath.join(self._held[1], *names)

    def names(self, *below: str) -> list[str]:
        """What lies in the folder, or in one below it; nothing if it is not there."""
        selector = fs.FileSelector(self.path(*below), allow_not_found=True)
        return sorted(info.base_name for info in self.files.get_file_info(selector))

    def folders(self) -> list[str]:
        """The folders in it."""
        selector = fs.FileSelector(self.path(), allow_not_found=True)
        found = self.files.get_file_info(selector)
        return sorted(i.base_name for i in found if i.type == fs.FileType.Directory)

    def size(self, *names: str) -> int:
        """How long a file is; 0 if it is not there."""
        (info,) = self.files.get_file_info([self.path(*names)])
        return info.size or 0

    def read_json(self, *names: str) -> Any:
        """A JSON file, or None if it is not there or was not written to its end."""
        try:
            with self.files.open_input_stream(self.path(*names)) as file:
                return json.loads(file.read())
        except (FileNotFoundError, ValueError):
            return None

    def write(self, content: bytes, *names: str) -> None:
        """A file, there as a whole or not at all."""
        temporary = self.temporary(*names)
        with self.files.open_output_stream(temporary) as file:
            file.write(content)
        self.keep(temporary, *names)

    def temporary(self, *names: str) -> str:
        """The path of a file to be written beside its place, in a folder that is there."""
        *folders, name = names
        self.files.create_dir(self.path(*folders), recursive=True)
        return self.path(*folders, f".{name}.{uuid.uuid4().hex}")

    def keep(self, temporary: str, *names: str) -> None:
        """Put what was written in its place."""
        self.files.move(temporary, self.path(*names))
