"""What a build promises about the folder it makes."""

import base64
import hashlib
import json
import re

import pytest
from jinja2 import ModuleLoader

from playground.packaging import downloads
from playground.packaging.archive import unpack
from playground.packaging.compression import FAST, decompress
from playground.packaging.dist import build_dist
from playground.packaging.errors import BuildError
from playground.packaging.lazy_packs import ALL_LIBRARIES, PACKS
from playground.packaging.lock import read_lock
from playground.style_sheets import WIDGETS
from playground.text.catalogues import language_names

OTHERS = ("pyodide", "brotli-dec-wasm")
"""What is locked and goes to the page, but is no library of Python."""

PARTS = ("site", "app", "early", "rest")

OUR_SCRIPTS = {".html", ".js", ".css"}
OTHER_ORIGIN = re.compile(r"""(?:src|href|from|import|fetch|url)\s*[=(]?\s*["'(]*(?:https?:)?//""")
ROOT_RELATIVE = re.compile(r"""(?:src|href)\s*=\s*["']/|from\s+["']/|url\(["']?/""")


def contents(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def packed(dist):
    """The files of Python's site-packages in the browser, apart from packs."""
    return {path: file for name in PARTS for path, file in read_pack(dist, name).items()}


def read_pack(dist, name):
    files = json.loads((dist / "runtime.json").read_text())["python"]["files"]
    return unpack(decompress((dist / files[name]["url"]).read_bytes()))


def test_every_file_the_page_is_told_of_is_there(dist):
    runtime = json.loads((dist / "runtime.json").read_text())
    python = runtime["python"]
    files = [python["decoder"], *python["files"].values()]
    sizes = {file["url"]: file["bytes"] for file in files}
    assert sizes == {name: (dist / name).stat().st_size for name in sizes}


def test_the_page_fetches_at_once_what_its_scripts_will_load(dist):
    page = (dist / "index.html").read_text(encoding="utf-8")
    modules = re.findall(r'<link rel="modulepreload" href="([^"]+)">', page)
    names = {name.rpartition("/")[2] for name in modules}
    assert {"start.js", "worker-connection.js", "frames.js", "live-text.js"} <= names
    assert len(modules) == len(set(modules))
    (document,) = re.findall(r'<link rel="preload" href="([^"]+)" as="fetch" crossorigin>', page)
    files = json.loads((dist / "runtime.json").read_text())["python"]["files"]
    assert document == files["document"]["url"]
    assert all((dist / name).is_file() for name in modules)


def test_the_list_of_all_files_is_complete(dist):
    assert json.loads((dist / "page-files.json").read_text()) == sorted(contents(dist))


def test_our_files_only_have_relative_addresses(dist, own_files, project):
    static = project / "static"
    ours = {path.name for path in (*static.iterdir(), *static.glob("css/*.css"))} | {"index.html"}
    for path in (*dist.iterdir(), *own_files.iterdir()):
        if path.name in ours and path.suffix in OUR_SCRIPTS:
            source = path.read_text(encoding="utf-8")
            assert not OTHER_ORIGIN.search(source), path.name
            assert not ROOT_RELATIVE.search(source), path.name


def test_style_sheets_of_the_document_are_in_the_folder(dist):
    document = read_pack(dist, "document")["document.json"].decode()
    sheets = set(re.findall(r'"url":\s*"([^"]+\.css)', document))
    sheets.remove(WIDGETS)  # it comes with the document
    assert sheets
    assert all((dist / sheet).is_file() for sheet in sheets)


def test_our_style_sheets_are_whole(dist, own_files, project):
    names = {path.name for path in (project / "static/css").glob("*.css")}
    built = [*dist.glob("*.css"), *own_files.glob("*.css")]
    assert names == {path.name for path in built} | {WIDGETS}
    styles = read_pack(dist, "document")[WIDGETS]
    assert not [css for css in (styles, *(p.read_bytes() for p in built)) if b"@import" in css]
    assert b":host(.form)" in styles


def test_every_library_comes_with_its_licence(dist):
    for name in [*ALL_LIBRARIES, *OTHERS]:
        texts = [path.read_text(encoding="utf-8") for path in (dist / "licenses" / name).iterdir()]
        assert any("copyright" in text.lower() for text in texts), name
    assert (dist / "licenses/playground.txt").is_file()


def test_the_build_tools_are_not_in_the_browser(packed):
    ours = [name for name in packed if name.startswith("playground/")]
    assert "playground/app.pyc" in ours
    assert not [name for name in ours if name.startswith("playground/packaging/")]


def test_only_bytecode_of_python_is_sent(packed):
    assert not [name for name in packed if name.endswith(".py")]


@pytest.mark.parametrize("name", PACKS)
def test_what_is_needed_later_is_in_a_pack_of_its_own_that_is_kept_too(dist, packed, name):
    pack = read_pack(dist, name)
    assert not pack.keys() & packed.keys()
    assert {f"{library}/__init__.pyc" for library in PACKS[name].libraries} <= set(pack)
    assert not [path for path in pack if path.endswith(".py")]
    url = json.loads((dist / "runtime.json").read_text())["python"]["files"][name]["url"]
    assert f'"{url}"' in (dist / "service-worker.js").read_text()


def test_the_course_is_in_the_pack_of_exercises(dist, project):
    library = project / "playground/exercises/library"
    wanted = {f"playground/exercises/library/{path.stem}.json" for path in library.glob("*.yaml")}
    assert wanted <= set(read_pack(dist, "exercises"))


def test_templates_are_modules_in_the_pack_of_exercises(dist, packed, project):
    package = project / "playground"
    names = {path.relative_to(package).as_posix() for path in package.rglob("*.jinja")}
    modules = {f"{ModuleLoader.get_module_filename(name)}c" for name in names}
    pack = read_pack(dist, "exercises")
    compiled = {path.rpartition("/")[2] for path in pack if "/compiled_templates/" in path}
    assert compiled == modules
    sources = [path for path in {*pack, *packed} if path.endswith(".jinja")]
    assert not [path for path in sources if path.startswith("playground/")]


def test_nothing_that_loads_from_elsewhere_is_packed(packed, dist):
    forbidden = ("panel_material_ui", "pandas", "tornado", "PIL")
    assert not [name for name in packed if name.startswith(forbidden)]
    assert b"panel_material_ui" not in (dist / "index.html").read_bytes()


def test_the_lock_pins_every_file_by_version_and_digest(project):
    parts = read_lock(project / "static/runtime.lock.json")
    assert {name for name in parts if not parts[name].development} == {*ALL_LIBRARIES, *OTHERS}
    for part in parts.values():
        assert re.fullmatch(r"[\d.]+", part.version)
        assert re.fullmatch(r"[0-9a-f]{64}", part.sha256)
        assert re.fullmatch(r"[0-9a-f]{64}", part.digest)


def test_the_page_gets_the_versions_it_was_developed_with(project):
    """Bokeh and Panel make the document here and draw it there, and so does Jinja with HTML."""
    pinned = (project / "pyproject.toml").read_text(encoding="utf-8").lower()
    parts = read_lock(project / "static/runtime.lock.json")
    for name in ("bokeh", "panel", "param", "jinja2"):
        assert f'"{name}=={parts[name].version}"' in pinned


def test_a_second_build_downloads_nothing_and_makes_the_same_page(dist, copy, monkeypatch):
    """The memory snapshot is taken anew, and is the same byte by byte."""
    cache = copy / ".cache"
    real = cache.resolve()
    cache.unlink()
    cache.mkdir()
    for part in real.iterdir():
        if part.name in ("downloads", "compiled") or part.name.startswith("pyodide-"):
            (cache / part.name).symlink_to(part, target_is_directory=True)
    monkeypatch.setattr(downloads, "DOWNLOADERS", {})
    again, first = contents(build_dist(copy, FAST)), contents(dist)
    assert set(again) == set(first)
    assert [name for name in again if again[name] != first[name]] == []


@pytest.fixture
def earlier(copy):
    """A folder that an earlier build left behind."""
    folder = copy / "dist"
    folder.mkdir()
    (folder / "index.html").write_text("the page of the earlier build")
    return folder


def test_a_wrong_digest_stops_the_build_and_leaves_the_old_page(copy, earlier, monkeypatch):
    path = copy / "static/runtime.lock.json"
    lock = json.loads(path.read_text())
    lock["packaging"]["sha256"] = "0" * 64
    path.write_text(json.dumps(lock))

    def download(part, folder, node):
        (folder / "file.whl").write_bytes(b"not the locked wheel")
        return folder / "file.whl"

    monkeypatch.setitem(downloads.DOWNLOADERS, "pypi", download)
    with pytest.raises(BuildError, match=r"packaging .* must be 0000"):
        build_dist(copy, FAST)
    assert contents(earlier) == {"index.html": b"the page of the earlier build"}
    assert not list(copy.glob(".dist-*"))


def test_a_syntax_error_stops_the_build_and_leaves_the_old_page(copy, earlier):
    (copy / "playground/app.py").write_text("def broken(:\n")
    with pytest.raises(BuildError, match=r"app\.py"):
        build_dist(copy, FAST)
    assert contents(earlier) == {"index.html": b"the page of the earlier build"}


def test_an_error_in_the_document_names_its_cause(copy, earlier):
    (copy / "playground/app.py").write_text("raise RuntimeError('no document today')\n")
    with pytest.raises(BuildError, match="no document today"):
        build_dist(copy, FAST)
    assert contents(earlier) == {"index.html": b"the page of the earlier build"}


def test_the_service_worker_knows_what_it_keeps(dist, own_files):
    """Pages, which hosts change on their way, by the name of the build that they load."""
    first, _, source = (dist / "service-worker.js").read_text(encoding="utf-8").partition("\n")
    kept = json.loads(first.removeprefix("self.build = ").removesuffix(";"))
    assert source
    for name, known in kept["files"].items():
        found = hashlib.sha256((dist / name).read_bytes()).digest()
        assert base64.b64encode(found).decode() == known, name
    assert {f"{own_files.name}/start.js", "runtime.json"} <= set(kept["files"])
    assert not {"404.html", "not-found.js"} & set(kept["files"])
    _, _, types = source.partition("const TYPES = {")
    known = re.findall(r"(\w+):", types.partition("}")[0])
    assert {name.rpartition(".")[2] for name in kept["files"]} <= set(known)
    assert kept["pages"] == ["./", "embed.html", "index.html"]
    assert kept["mark"] == own_files.name


STARTING = ("wasm", "pyodide", "heap", "modules", "document")
"""What a start from the snapshot downloads, whatever the language."""


@pytest.mark.parametrize("code", [code for code in language_names() if code != "en"])
def test_a_start_in_another_language_downloads_hardly_more(dist, code):
    manifest = json.loads((dist / "runtime.json").read_text(encoding="utf-8"))
    sizes = {name: file["bytes"] for name, file in manifest["python"]["files"].items()}
    english = sum(sizes[name] for name in (*STARTING, "heap-en"))
    words = (dist / manifest["build"] / f"languages/{code}.json").stat().st_size
    more = sizes[f"heap-{code}"] - sizes["heap-en"] + sizes[f"document-{code}"] + words
    assert more < 0.05 * english
