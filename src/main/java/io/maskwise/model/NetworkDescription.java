package io.maskwise.model;

/**
 * Everything that a new network depends on.
 *
 * @param spec its layers
 * @param updater how its parameters are updated
 * @param precision the type of its parameters
 * @param seed the seed of its first parameters
 */
public record NetworkDescription(ModelSpec spec, UpdaterOptions updater, Precision precision, long seed)
        implements NetworkFactory {
    @Override
    public SequenceNetwork create() {
        return Dl4jNetwork.create(this);
    }

    @Override
    public NetworkFactory undrawn() {
        return new Undrawn(this);
    }

    /** Makes networks whose parameters are not numbers until they are given a state. */
    private record Undrawn(NetworkDescription description) implements NetworkFactory {
        @Override
        public SequenceNetwork create() {
            return Dl4jGraphs.createUndrawn(description);
        }
    }
}
