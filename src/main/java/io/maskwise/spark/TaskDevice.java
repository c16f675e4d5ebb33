package io.maskwise.spark;

import io.maskwise.ExitCode;
import io.maskwise.MaskwiseException;
import io.maskwise.model.Backend;
import io.maskwise.model.DeviceKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;

/** The device of the running task. */
final class TaskDevice {
    private static final String RESOURCE = "gpu";
    private static final Pattern INDEX = Pattern.compile("\\d{1,4}");

    private TaskDevice() {}

    /**
     * Makes this thread compute where the task shall, and tells where that is; it must come before the task touches a
     * network.
     *
     * @throws MaskwiseException (resources) if it shall be a GPU, and Spark gave the task none, or one without an index
     */
    static DeviceKey bind(DeviceUse use) {
        return switch (use) {
            case CPU -> {
                Backend.preferCpu();
                yield DeviceKey.CPU;
            }
            case GPU -> {
                DeviceKey device = gpu(addresses());
                Backend.bind(device);
                yield device;
            }
        };
    }

    /** The GPUs that Spark gave the running task, as the discovery script named them; none outside a task. */
    static List<String> addresses() {
        TaskContext task = TaskContext.get();
        return Optional.ofNullable(task == null ? null : task.resourcesJMap().get(RESOURCE))
                .map(ResourceInformation::addresses)
                .map(List::of)
                .orElse(List.of());
    }

    /** The first of the addresses, as a device. */
    static DeviceKey gpu(List<String> addresses) {
        if (addresses.isEmpty()) {
            throw new MaskwiseException(
                    ExitCode.RESOURCES, "Cannot compute on a GPU: Spark gave this task none (see conf/gpu.conf)");
        }
        String address = addresses.get(0);
        return DeviceKey.gpu(index(address)
                .orElseThrow(() -> new MaskwiseException(
                        ExitCode.RESOURCES,
                        "Cannot compute on the GPU " + address
                                + ": it has no index (must be a number from 0, as jobs/discover-gpus prints them)")));
    }

    /** The index that an address is; empty if it is a name. */
    static OptionalInt index(String address) {
        return INDEX.matcher(address).matches() ? OptionalInt.of(Integer.parseInt(address)) : OptionalInt.empty();
    }
}
