package io.maskwise.model;

import io.maskwise.metrics.LossSum;
import io.maskwise.sequence.PaddedBatch;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A mask-aware sequence network: all that training, evaluation and prediction know of one.
 *
 * <p>Not thread-safe: one network belongs to one task. The loss is the sum over the labels that count, each times its
 * weight; every step divides it by their number, so that padding, batching and the number of rows change nothing. A
 * batch without a label that counts has loss 0, weight 0 and gradient 0, and {@link #fit} leaves parameters and updater
 * state untouched.
 */
public interface SequenceNetwork extends Closeable {
    /** What this network is made of. */
    ModelSpec spec();

    /** The type of its parameters. */
    Precision precision();

    /** How many parameters it has. */
    int parameterCount();

    /** Forward, backward and one updater step; returns the loss before the step. */
    LossSum fit(PaddedBatch batch);

    /** The gradient of the batch's mean loss, without a step. */
    BatchGradient gradient(PaddedBatch batch);

    /** One updater step with a gradient that was combined elsewhere. */
    void apply(ParameterVector gradient);

    /** Scores and loss of a batch, in inference mode. */
    BatchScores forward(PaddedBatch batch);

    /**
     * Says that before parameters change {@link #forward} reads so many tokens or more, in all networks that are told so
     * together; a network may then do work once for all of them.
     *
     * <p>Scores may differ by it in the last digits of a float: who wants the same bytes from several networks tells each
     * of them the same number, whatever it reads itself. It holds until parameters change, or another number is told; 0
     * is nothing.
     */
    default void expect(long tokens) {}

    /** Says who may do a part of this network's work from now on, each time while a call lasts; nobody at first. */
    default void helpedBy(Helpers helpers) {}

    /** Who may do a part of what is done with this network just now. */
    default Helpers helpers() {
        return Helpers.NONE;
    }

    /** A copy of the parameters. */
    ParameterVector parameters();

    /** How many updater steps were taken, those before the state that it continues from included. */
    long steps();

    /** A copy of the parameters and of all that the updater remembers. */
    NetworkState state();

    /** The same; an implementation may take its arrays from spare ones, which the caller may give back later. */
    default NetworkState state(SpareVectors spare) {
        return state();
    }

    /**
     * Continues from a state of this network or of another one of the same spec.
     *
     * <p>An empty updater state makes an updater that remembers nothing: its own count of steps begins anew, while a
     * learning-rate schedule goes on.
     */
    void restore(NetworkState state);

    /**
     * What {@link #fit} read of embedding tables since {@link #restore}; nothing where that does not say which rows its
     * batches changed.
     */
    default List<ReadRows> readRows() {
        return List.of();
    }

    /**
     * Sets what the randomness of further training steps, such as that of {@link Dropout}, derives from, together with
     * the number of the step. Until then it is the seed that the network was made with.
     */
    void seed(long seed);

    /**
     * Writes spec, parameters and updater state as a DL4J model file.
     *
     * @throws IOException if the stream fails
     */
    void write(OutputStream out) throws IOException;

    /** Frees the memory outside the heap. */
    @Override
    void close();
}
