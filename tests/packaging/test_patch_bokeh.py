"""The changes to BokehJS fit the version that is locked, or the build stops."""

from pathlib import Path

import bokeh
import pytest

from playground.packaging.errors import BuildError
from playground.packaging.patch_bokeh import BOKEH, CHANGES, patch_bokeh

SCRIPT = (Path(bokeh.__file__).parent / "server/static/js" / BOKEH).read_bytes()


@pytest.mark.parametrize("old", CHANGES)
def test_another_bokeh_stops_the_build(old):
    with pytest.raises(BuildError, match=f"{BOKEH} cannot be changed"):
        patch_bokeh(SCRIPT.replace(old.encode(), b""))
