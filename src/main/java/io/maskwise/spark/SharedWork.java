package io.maskwise.spark;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Parts of a piece of work, of which each goes to whoever comes for it first. */
final class SharedWork {
    private final int parts;
    private final IntConsumer work;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** @param work what is done for part 0, 1, ... */
    SharedWork(int parts, IntConsumer work) {
        this.parts = parts;
        this.work = work;
    }

    /** Whether there is a part that nobody has taken. */
    boolean isOpen() {
        return taken.get() < parts;
    }

    /** Does parts until all are taken. */
    void help() {
        for (int part = taken.getAndIncrement(); part < parts; part = taken.getAndIncrement()) {
            try {
                work.accept(part);
            } catch (Throwable thrown) {
                // Told to whoever awaits the work; Scala and Hadoop throw checked ones unchecked.
                failure.compareAndSet(null, thrown);
            } finally {
                done.getAndIncrement();
            }
        }
    }

    /**
     * Helps, then waits for the parts that others have taken.
     *
     * @throws RuntimeException or an error, if a part threw it
     */
    @SuppressWarnings("ThreadPriorityCheck") // what one waits for is often done before one could be woken up
    void complete() {
        help();
        while (done.get() < parts) {
            Thread.yield();
        }
        Throwable thrown = failure.get();
        if (thrown != null) {
            raise(thrown);
        }
    }

    /** Throws what a part threw, maybe in another thread; what is checked, as the cause of an exception that is not. */
    static void raise(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        throw new IllegalStateException("A part of a round failed: " + thrown, thrown);
    }
}
