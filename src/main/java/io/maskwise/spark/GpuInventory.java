package io.maskwise.spark;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The GPUs of a machine, or why they are not known.
 *
 * @param gpus as far as they are known
 * @param failure in words; empty if there was none
 */
record GpuInventory(List<Gpu> gpus, String failure) implements Serializable {
    /** What is known where nobody asked. */
    static final GpuInventory NOT_ASKED = new GpuInventory(List.of(), "nobody asked");

    GpuInventory {
        gpus = List.copyOf(gpus);
    }

    static GpuInventory failed(String failure) {
        return new GpuInventory(List.of(), failure);
    }

    /** The GPU that Spark knows by an address; absent if there is none. */
    Optional<Gpu> at(String address) {
        OptionalInt index = TaskDevice.index(address);
        return gpus.stream()
                .filter(gpu -> index.isPresent() && gpu.index() == index.getAsInt())
                .findFirst();
    }

    /** Why the GPU of an address is not known. */
    String whyUnknown(String address) {
        if (!failure.isEmpty()) {
            return failure;
        }
        return TaskDevice.index(address).isPresent()
                ? "nvidia-smi does not list it"
                : "its address is no index (see jobs/discover-gpus)";
    }
}
