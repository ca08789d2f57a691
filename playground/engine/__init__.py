"""The network and its training, in NumPy only."""

from .activations import ACTIVATIONS, OUTPUTS
from .batches import Batch
from .checkpoint import Checkpoint, GeneratorState
from .evaluator import Evaluator
from .initialization import INITIALIZATIONS
from .layout import parameter_count
from .losses import LOSSES
from .network import Network
from .optimizers import OPTIMIZERS
from .regularization import REGULARIZATIONS
from .schedules import SCHEDULES
from .trainer import Trainer

__all__ = [
    "ACTIVATIONS",
    "INITIALIZATIONS",
    "LOSSES",
    "OPTIMIZERS",
    "OUTPUTS",
    "REGULARIZATIONS",
    "SCHEDULES",
    "Batch",
    "Checkpoint",
    "Evaluator",
    "GeneratorState",
    "Network",
    "Trainer",
    "parameter_count",
]
