package io.maskwise.spark;

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

    private final Map<NetworkFactory, Deque<SequenceNetwork>> idle = new HashMap<>();

    static NetworkPool ofThisJvm() {
        return OF_THIS_JVM;
    }

    /** Lends a network in whatever state it was left; a failure closes it. */
    <T> T with(NetworkFactory factory, Function<SequenceNetwork, T> work) {
        SequenceNetwork network = borrow(factory);
        boolean worked = false;
        try {
            T result = work.apply(network);
            worked = true;
            return result;
        } finally {
            if (worked) {
                giveBack(factory, network);
            } else {
                network.close();
            }
        }
    }

    private SequenceNetwork borrow(NetworkFactory factory) {
        List<SequenceNetwork> strangers = new ArrayList<>();
        try {
            synchronized (this) {
                Deque<SequenceNetwork> networks = idle.get(factory);
                if (networks == null) {
                    idle.values().forEach(strangers::addAll);
                    idle.clear();
                    networks = new ArrayDeque<>();
                    idle.put(factory, networks);
                }
                if (!networks.isEmpty()) {
                    return networks.pop();
                }
            }
        } finally {
            strangers.forEach(SequenceNetwork::close);
        }
        return factory.create();
    }

    private void giveBack(NetworkFactory factory, SequenceNetwork network) {
        synchronized (this) {
            Deque<SequenceNetwork> networks = idle.get(factory);
            if (networks != null) {
                networks.push(network);
                return;
            }
        }
        network.close();
    }

    /** Closes the idle networks of a factory; those at work are closed when they come back. */
    void close(NetworkFactory factory) {
        Deque<SequenceNetwork> networks;
        synchronized (this) {
            networks = idle.remove(factory);
        }
        if (networks != null) {
            networks.forEach(SequenceNetwork::close);
        }
    }
}
