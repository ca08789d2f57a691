"""Tables as HTML that a screen reader can walk through."""

from collections.abc import Iterable

from markupsafe import Markup

from playground.ui.markup import each


def table_html(
    caption: str, heads: Iterable[str], rows: Iterable[tuple[str, Iterable[str]]]
) -> Markup:
    """Lay out a table.

    Parameters
    ----------
    caption : str
        What the table shows.
    heads : sequence of str
        Headings of the columns.
    rows : iterable of (str, sequence of str)
        Heading and cells of each row: text, or `Markup`.

    Returns
    -------
    Markup
        A table that is too wide scrolls inside its place.
    """
    head = each(Markup('<th scope="col">{}</th>'), heads)
    row, cell = Markup('<tr><th scope="row">{}</th>{}</tr>'), Markup("<td>{}</td>")
    body = Markup("").join(row.format(name, each(cell, cells)) for name, cells in rows)
    return Markup(
        '<div class="scroll" role="region" tabindex="0" aria-label="{caption}">'
        "<table><caption>{caption}</caption><thead><tr>{head}</tr></thead>"
        "<tbody>{body}</tbody></table></div>"
    ).format(caption=caption, head=head, body=body)
