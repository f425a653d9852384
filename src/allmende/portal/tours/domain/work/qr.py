"""QR codes as SVG."""

import io

import segno


def svg(address: str, *, title: str) -> str:
    """Inline SVG without colours from outside; dark on light in both themes."""
    target = io.BytesIO()
    code = segno.make_qr(address, error="m")
    code.save(
        target, kind="svg", scale=5, border=4, dark="#000", light="#fff", xmldecl=False,
        svgns=True, title=title, svgclass="qr", lineclass="",
    )  # fmt: skip
    return target.getvalue().decode()
