// Downloads the files of the page itself for Python, which packs them for learning platforms.

/**
 * Download those that are wanted, as they are on the server, to a folder of Python's.
 *
 * @param {Pyodide} python
 * @param {string} base the page's own folder
 * @param {string} folder
 * @param {(name: string) => boolean} isWanted
 */
export async function addPageFiles({ FS }, base, folder, isWanted) {
  /** @type {string[]} */
  const all = await (await load("page-files.json", base)).json();
  const names = all.filter(isWanted);
  const files = await Promise.all(
    names.map(async (name) => new Uint8Array(await (await load(name, base)).arrayBuffer())),
  );
  for (const [i, name] of names.entries()) {
    FS.mkdirTree(`${folder}/${name}`.replace(/\/[^/]*$/, ""));
    FS.writeFile(`${folder}/${name}`, files[i], { canOwn: true });
  }
}

/**
 * @param {string} name
 * @param {string} base
 */
async function load(name, base) {
  const response = await fetch(new URL(name, base));
  if (!response.ok) throw new Error(`${name}: status ${response.status}`);
  return response;
}
