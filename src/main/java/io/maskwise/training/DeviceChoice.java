package io.maskwise.training;

/** Where a training may compute. */
public enum DeviceChoice {
    /** On GPUs where every executor can use its own, else on the CPU; says why, if Spark gave GPUs in vain. */
    AUTO,
    /** On the CPU; GPUs are not asked for. */
    CPU,
    /** On GPUs, or not at all: the training is refused where an executor cannot use one. */
    GPU
}
