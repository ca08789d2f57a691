// A little of Bokeh, for tests without a browser: documents of named data sources.

/** A signal as a property of Bokeh's has it. */
class Signal {
  #slots = new Set();

  connect(slot) {
    this.#slots.add(slot);
  }

  disconnect(slot) {
    this.#slots.delete(slot);
  }

  emit() {
    for (const slot of [...this.#slots]) slot();
  }
}

export class Source {
  document = null;
  change = new Signal();

  /** Every set of columns that was put in, with the options. */
  set = [];

  constructor(data) {
    this.data = data;
    this.properties = { data: { change: new Signal() } };
  }

  setv({ data }, options) {
    this.data = data;
    this.set.push({ data, options });
    if (options?.silent) return;
    this.properties.data.change.emit();
    this.change.emit();
    this.document?.changed({ model: this, attr: "data" });
  }
}

/** A document of sources by their names; its patches are the lists of changes themselves. */
export class BokehDocument {
  applied = [];
  #listeners = [];

  constructor(sources = {}) {
    this.sources = sources;
    for (const source of Object.values(sources)) source.document = this;
  }

  get_model_by_name(name) {
    return this.sources[name] ?? null;
  }

  on_change(listener) {
    this.#listeners.push(listener);
  }

  changed(event) {
    for (const listener of this.#listeners) listener(event);
  }

  create_json_patch(changes) {
    return changes.map(({ model, ...change }) => ({ ...change, model: model?.name ?? model }));
  }

  apply_json_patch(patch, buffers) {
    this.applied.push({ patch, buffers });
    this.changed({ model: "of the patch", attr: "value" });
  }
}
