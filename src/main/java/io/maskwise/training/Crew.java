package io.maskwise.training;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Threads that share the parts of a piece of work. */
public interface Crew {
    /** Into how many parts work is cut for them, >= 1; of about the same size, as any of them may take any part. */
    int parts();

    /**
     * Has each part done once, and returns when all are; what a part throws is thrown.
     *
     * @param part what is done for part 0, 1, ...
     */
    void share(IntConsumer part);

    /** Java's common pool, of which so many threads take part. */
    static Crew ofPool(int threads) {
        return new Crew() {
            @Override
            public int parts() {
                return threads;
            }

            @Override
            public void share(IntConsumer part) {
                IntStream parts = IntStream.range(0, threads);
                (threads > 1 ? parts.parallel() : parts).forEach(part);
            }
        };
    }
}
