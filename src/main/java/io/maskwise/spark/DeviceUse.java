package io.maskwise.spark;

/** Where the tasks of a training compute, once that is decided. */
enum DeviceUse {
    /** All on the CPU. */
    CPU,
    /** Each on the GPU that Spark gave it. */
    GPU
}
