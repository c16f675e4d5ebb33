package io.maskwise.spark;

import io.maskwise.model.DeviceKey;
import io.maskwise.model.NetworkFactory;
import io.maskwise.model.SequenceNetwork;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The networks of this JVM that no task uses, so that a round need not build them again.
 *
 * <p>As many networks of a factory are made as tasks run at once. Those of another factory are closed when a task
 * comes with a new one, so that an executor holds no more than it works with.
 */
final class NetworkPool {
    private static final NetworkPool OF_THIS_JVM = new NetworkPool();

    private final Map<Place, Deque<SequenceNetwork>> idle = new HashMap<>();

    /** Which networks can be lent to a task: those of its factory, with their arrays on its device. */
    private record Place(NetworkFactory factory, DeviceKey device) {}

    static NetworkPool ofThisJvm() {
        return OF_THIS_JVM;
    }

    /** Lends a network of the CPU in whatever state it was left; a failure closes it. */
    <T> T with(NetworkFactory factory, Function<SequenceNetwork, T> work) {
        return with(factory, DeviceKey.CPU, work);
    }

    /** Lends a network of the device that this thread computes on, in whatever state it was left; a failure closes it. */
    <T> T with(NetworkFactory factory, DeviceKey device, Function<SequenceNetwork, T> work) {
        Place place = new Place(factory, device);
        SequenceNetwork network = borrow(place);
        boolean worked = false;
        try {
            T result = work.apply(network);
            worked = true;
            return result;
        } finally {
            if (worked) {
                giveBack(place, network);
            } else {
                network.close();
            }
        }
    }

    private SequenceNetwork borrow(Place place) {
        List<SequenceNetwork> strangers = new ArrayList<>();
        try {
            synchronized (this) {
                if (idle.keySet().stream().noneMatch(known -> known.factory().equals(place.factory()))) {
                    idle.values().forEach(strangers::addAll);
                    idle.clear();
                }
                Deque<SequenceNetwork> networks = idle.computeIfAbsent(place, absent -> new ArrayDeque<>());
                if (!networks.isEmpty()) {
                    return networks.pop();
                }
            }
        } finally {
            strangers.forEach(SequenceNetwork::close);
        }
        return place.factory().create();
    }

    private void giveBack(Place place, SequenceNetwork network) {
        synchronized (this) {
            Deque<SequenceNetwork> networks = idle.get(place);
            if (networks != null) {
                networks.push(network);
                return;
            }
        }
        network.close();
    }

    /** Closes the idle networks of a factory; those at work are closed when they come back. */
    void close(NetworkFactory factory) {
        List<SequenceNetwork> networks = new ArrayList<>();
        synchronized (this) {
            idle.forEach((place, ofPlace) -> {
                if (place.factory().equals(factory)) {
                    networks.addAll(ofPlace);
                }
            });
            idle.keySet().removeIf(place -> place.factory().equals(factory));
        }
        networks.forEach(SequenceNetwork::close);
    }
}
