"""What Word does not print: text, paragraphs and rows formatted as hidden, themselves or by their styles."""

from __future__ import annotations

from lxml import etree

from importers.readers.docx_numbering import VAL, W


class Hidden:
    """What one document hides, by the formats and the `styles` part (None: a document without styles)."""

    def __init__(self, styles: etree._Element | None) -> None:
        found = (
            {} if styles is None else {style.get(f"{W}styleId"): style for style in styles.iterchildren(f"{W}style")}
        )
        self._styles = {name for name in found if _by_style(name, found)}

    def run(self, run: etree._Element, paragraph: etree._Element) -> bool:
        """Whether a run's text is hidden: by its own format, else by its style, else by that of its paragraph."""
        own = run.find(f"{W}rPr/{W}vanish")
        if own is not None:
            return _is_on(own)
        return bool(self._styles) and (self._named(run, "rPr/", "rStyle") or self._named(paragraph, "pPr/", "pStyle"))

    def mark(self, paragraph: etree._Element) -> bool:
        """Whether the end of a paragraph is hidden, and with it its number, where nothing of it is to be seen."""
        own = paragraph.find(f"{W}pPr/{W}rPr/{W}vanish")
        return _is_on(own) if own is not None else bool(self._styles) and self._named(paragraph, "pPr/", "pStyle")

    def _named(self, element: etree._Element, properties: str, kind: str) -> bool:
        style = element.find(f"{W}{properties}{W}{kind}")
        return style is not None and style.get(VAL) in self._styles


def is_hidden_row(row: etree._Element) -> bool:
    """Whether a table row is formatted as hidden."""
    hidden = row.find(f"{W}trPr/{W}hidden")
    return hidden is not None and _is_on(hidden)


def _is_on(switch: etree._Element) -> bool:
    return switch.get(VAL) not in ("0", "false", "off")


def _by_style(name: str | None, styles: dict[str | None, etree._Element]) -> bool:
    """Whether a style hides its text, itself or through the styles it is based on."""
    seen: set[str | None] = set()
    while name in styles and name not in seen:
        seen.add(name)
        own = styles[name].find(f"{W}rPr/{W}vanish")
        if own is not None:
            return _is_on(own)
        based = styles[name].find(f"{W}basedOn")
        name = based.get(VAL) if based is not None else None
    return False
