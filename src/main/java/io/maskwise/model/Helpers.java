package io.maskwise.model;

import java.util.function.IntConsumer;

/**
 * Threads that take a part of a layer's work while they have none of their own.
 *
 * <p>Who does a part must not matter: parts write to different places, and read nothing that another one writes. A part
 * may be a layer's way forward or back, as what those keep for a thread they ask for anew each way.
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
     * Has each part done once, and returns when all are; what a part throws is thrown.
     *
     * @param parts how many there are
     * @param part what is done for part 0, 1, ...
     */
    void share(int parts, IntConsumer part);
}
