// Figures and sliders write numbers as the language of the page does, of which Bokeh knows little.

import { spelled } from "./spelling.js";

/** Bokeh's modules and the classes in them that write the numbers of axes and sliders. */
const FORMATTERS = [
  ["basic_tick_formatter", "BasicTickFormatter"],
  ["numeral_tick_formatter", "NumeralTickFormatter"],
  ["printf_tick_formatter", "PrintfTickFormatter"],
];

/** Have all numbers that Bokeh writes from now on be in the language that the page has then. */
export function translateNumbers() {
  for (const [module, name] of FORMATTERS) {
    const { prototype } = Bokeh.require(`models/formatters/${module}`)[name];
    const write = prototype.doFormat;
    prototype.doFormat = function (...ticks) {
      return write.apply(this, ticks).map(spelled);
    };
  }
  // What figures show where they are pointed at.
  const { DEFAULT_FORMATTERS } = Bokeh.require("core/util/templating");
  const { numeral } = DEFAULT_FORMATTERS;
  DEFAULT_FORMATTERS.numeral = (...options) => spelled(numeral(...options));
}
