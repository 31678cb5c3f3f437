"""A credential inside a picture: Open Badges 3.0 bakes it into the iTXt chunk `openbadgecredential` of a PNG."""

import zlib

KEYWORD = b"openbadgecredential"
END = b"\0\0\0\0IEND\xaeB`\x82"


def bake(picture: bytes, credential: str) -> bytes:
    """The PNG with the credential in it: JSON with its proof, or a JWT."""
    if not picture.endswith(END):
        raise ValueError("not a PNG that ends with IEND")
    content = KEYWORD + b"\0\0\0\0\0" + credential.encode()  # not compressed, no language, no translated keyword
    body = b"iTXt" + content
    return picture[: -len(END)] + len(content).to_bytes(4) + body + zlib.crc32(body).to_bytes(4) + END
