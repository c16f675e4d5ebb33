package io.maskwise.model;

import java.util.function.IntConsumer;

/**
 * Threads that take a part of a network's work while they have none of their own.
 *
 * <p>Parts may run at the same time and in any thread: they write to different places, and none reads what another one
 * writes. What they wrote is seen by whoever had them done. A layer whose way back needs memory of the thread that went
 * forward, as that of {@link EncoderBlock} does, is no part.
 */
@FunctionalInterface
public interface Helpers {
    /** Nobody: the thread does all by itself. */
    Helpers NONE = (parts, part) -> {
        for (int i = 0; i < parts; i++) {
            part.accept(i);
        }
    };

    /**
     * Has each part done once, and returns when all are.
     *
     * <p>If parts fail, what one of them threw is thrown when nobody is at work any more, and others may not have been done.
     *
     * @param parts how many there are
     * @param part what is done for part 0, 1, ...
     */
    void share(int parts, IntConsumer part);
}
