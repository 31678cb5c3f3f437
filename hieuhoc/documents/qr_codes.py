"""QR codes for papers."""

import io

import segno


def qr_svg(text: str) -> str:
    """Without margin, error correction M: it survives a stamp on its edge."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", border=0, dark="#1D2939", xmldecl=False)
    return drawn.getvalue().decode()
