package io.maskwise.spark;

import java.io.Serializable;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * A value of the driver that every task reads, until it is destroyed.
 *
 * @param <T> its type
 */
public sealed interface SharedValue<T> extends Serializable {
    /** The value, to tasks and on the driver. */
    T value();

    /** Where tasks may leave what goes when the value does. */
    StoredBlocks blocks();

    /** Removes it, and what was left with it, from the driver and from all executors. */
    void destroy();

    /**
     * Shares a value: as a broadcast, or where tasks run in the driver's own JVM, as it is.
     *
     * <p>A broadcast serialises and compresses its value even there, which for a model takes longer than a short round.
     */
    static <T extends Serializable> SharedValue<T> of(JavaSparkContext context, T value, Class<T> type) {
        return context.isLocal() ? Handed.of(value, type) : new Sent<>(context.broadcast(value));
    }

    /** A value that goes to other JVMs. */
    record Sent<T>(Broadcast<T> broadcast) implements SharedValue<T> {
        /** Spark's cleaner removes what nobody refers to: not while we do so, or each complains of what the other did. */
        private static final AtomicReference<@Nullable Broadcast<?>> BEING_REMOVED = new AtomicReference<>();

        @Override
        public T value() {
            return broadcast.value();
        }

        @Override
        public StoredBlocks blocks() {
            return StoredBlocks.of(broadcast);
        }

        @Override
        public void destroy() {
            BEING_REMOVED.set(broadcast);
            broadcast.destroy();
        }
    }

    /** A value that stays in this JVM. */
    record Handed<T>(StoredBlocks blocks, Class<T> type) implements SharedValue<T> {
        private static final String NAME = "value";

        static <T extends Serializable> Handed<T> of(T value, Class<T> type) {
            Handed<T> handed = new Handed<>(StoredBlocks.ofThisJvm(), type);
            handed.blocks().put(NAME, value);
            return handed;
        }

        @Override
        public T value() {
            return blocks.get(NAME, type).orElseThrow(() -> new IllegalStateException("The value is destroyed"));
        }

        @Override
        public void destroy() {
            blocks.remove();
        }
    }
}
