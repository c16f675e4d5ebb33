package io.maskwise.model;

import java.util.OptionalInt;

/**
 * Where arrays are, so that a network is not lent to a thread that computes elsewhere.
 *
 * @param gpu the GPU's index, as CUDA counts from 0; empty on the CPU
 */
public record DeviceKey(OptionalInt gpu) {
    /** The CPU. */
    public static final DeviceKey CPU = new DeviceKey(OptionalInt.empty());

    /** A GPU. */
    public static DeviceKey gpu(int index) {
        return new DeviceKey(OptionalInt.of(index));
    }

    @Override
    public String toString() {
        return gpu.isPresent() ? "GPU " + gpu.getAsInt() : "CPU";
    }
}
