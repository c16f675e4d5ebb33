package io.maskwise.spark;

import io.maskwise.model.DeviceKey;
import io.maskwise.model.NetworkFactory;
import io.maskwise.model.SequenceNetwork;
import java.io.Serializable;
import java.util.function.Function;

/**
 * The networks of tasks: one of the executor's own for each task at a time, on the task's device.
 *
 * @param factory makes them
 * @param use where tasks compute
 */
record TaskNetworks(NetworkFactory factory, DeviceUse use) implements Serializable {
    /** Does a task's work with a network, in whatever state that was left. */
    <T> T with(Function<SequenceNetwork, T> work) {
        DeviceKey device = TaskDevice.bind(use);
        return NetworkPool.ofThisJvm().with(factory, device, work);
    }

    /** Closes those of this JVM. */
    void close() {
        NetworkPool.ofThisJvm().close(factory);
    }
}
