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
 * @param tokens what each network is told to expect, see {@link SequenceNetwork#expect}, whoever had it before
 */
record TaskNetworks(NetworkFactory factory, DeviceUse use, long tokens) implements Serializable {
    /** Networks that expect nothing. */
    TaskNetworks(NetworkFactory factory, DeviceUse use) {
        this(factory, use, 0);
    }

    /** Does a task's work with a network, whose parameters are whatever was left in it. */
    <T> T with(Function<SequenceNetwork, T> work) {
        DeviceKey device = TaskDevice.bind(use);
        return NetworkPool.ofThisJvm().with(factory, device, network -> {
            network.expect(tokens);
            return work.apply(network);
        });
    }

    /** Closes those of this JVM. */
    void close() {
        NetworkPool.ofThisJvm().close(factory);
    }
}
