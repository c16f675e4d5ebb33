package io.maskwise.spark;

import io.maskwise.model.ComputeCapability;
import io.maskwise.model.CudaCode;
import java.io.Serializable;

/**
 * A GPU of a machine.
 *
 * @param index its place, from 0
 * @param name what NVIDIA calls it
 * @param capability what machine code it runs
 */
record Gpu(int index, String name, ComputeCapability capability) implements Serializable {
    /** Whether nd4j-cuda holds code for it. */
    boolean isSupported() {
        return CudaCode.runsOn(capability);
    }

    @Override
    public String toString() {
        return "GPU " + index + " (" + name + ", compute capability " + capability + ")";
    }
}
