"""The settings of an experiment in groups: by what they act on, and by where their control is."""

from playground.experiment.settings import Settings

_DECLARATIONS = Settings.declarations()


def _acting_on(*groups: str) -> frozenset[str]:
    return frozenset(name for name, one in _DECLARATIONS.items() if one.acts_on in groups)


DATA_SETTINGS = _acting_on("data")
RUN_SETTINGS = _acting_on("run")
FUNCTION_SETTINGS = _acting_on("function")
TRAINER_SETTINGS = _acting_on("training")
"""Names of the settings of each group of `ACTS_ON`; those of the trainer are its arguments, too."""

PAGE_SETTINGS = _acting_on("page")
"""Settings that change what the page offers and shows, and nothing about a run."""

OF_A_RUN = DATA_SETTINGS | RUN_SETTINGS | FUNCTION_SETTINGS | TRAINER_SETTINGS
"""Settings that change what a run computes; of the others, some say when it stops."""

SETTINGS_IN_DRAWERS = {
    drawer: tuple(name for name, one in _DECLARATIONS.items() if one.drawer == drawer)
    for drawer in dict.fromkeys(one.drawer for one in _DECLARATIONS.values() if one.drawer)
}
"""Settings that have their control in a drawer, by its name."""

HIDEABLE = tuple(_DECLARATIONS["hide"].objects)
"""All that can be hidden: parts of the page, and the settings in drawers."""
