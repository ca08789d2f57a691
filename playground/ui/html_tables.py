"""Tables as HTML that a screen reader can walk through."""

from html import escape


def table_html(caption, heads, rows):
    """Lay out a table.

    Parameters
    ----------
    caption : str
        What the table shows.
    heads : sequence of str
        Headings of the columns.
    rows : iterable of (str, sequence of str)
        Heading and cells of each row, as HTML.

    Returns
    -------
    str
        HTML; a table that is too wide scrolls inside its place.
    """
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{name}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
        for name, cells in rows
    )
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )
