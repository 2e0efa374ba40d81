"""What can go wrong around a parse. A parse itself never fails."""


class GongbaoError(ValueError):
    """What every exception of this package is."""


class DecodeError(GongbaoError):
    """Bytes or a string that are no text, or of an encoding that is not known."""


class InputTypeError(GongbaoError, TypeError):
    """Something that is neither a string nor bytes."""


class EmptyFileError(GongbaoError):
    """A file without a byte in it."""


class ReadError(OSError, GongbaoError):
    """A file that cannot be read; ``errno``, ``strerror`` and ``filename`` say which and why."""


class MissingFileError(ReadError, FileNotFoundError):
    """A file that is not there."""


class DirectoryError(ReadError, IsADirectoryError):
    """A directory where a file was due."""
