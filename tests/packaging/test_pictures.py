"""Pictures of all drawers are taken, and one that has changed is shown beside the former one."""

from playground.experiment.control_names import DRAWERS
from playground.packaging.pictures import index_page, keep, shots


def test_every_drawer_is_photographed():
    assert {shot.drawer for shot in shots()} == {"", *DRAWERS}
    names = [shot.name for shot in shots()]
    assert len(names) == len(set(names))


def test_the_former_picture_is_kept_where_it_differs(tmp_path):
    for name, pictures in {"same": (b"a", b"a"), "new": (b"b",), "changed": (b"c", b"d")}.items():
        for picture in pictures:
            keep(tmp_path, f"{name}.png", picture)
    assert [path.name for path in tmp_path.glob("former/*")] == ["changed.png"]
    assert (tmp_path / "former/changed.png").read_bytes() == b"c"
    page = index_page(tmp_path)
    assert page.count("<h2>") == 3
    assert page.count("<img") == 4
    assert "former/changed.png" in page


def test_what_stays_the_same_is_no_longer_shown_beside_a_former_picture(tmp_path):
    for picture in (b"c", b"d", b"d"):
        keep(tmp_path, "changed.png", picture)
    assert "former" not in index_page(tmp_path)
