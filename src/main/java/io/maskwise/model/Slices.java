package io.maskwise.model;

/**
 * A number of things side by side, cut into slices of about one size for whoever takes them.
 *
 * @param length how many things there are
 */
record Slices(int length) {
    /** However many helpers there are, so that one who comes late still finds some. */
    private static final int SLICES = 16;

    /** What is done for one slice. */
    @FunctionalInterface
    interface Work {
        /**
         * Does it.
         *
         * @param start the first thing of the slice
         * @param count how many there are; 0 is possible
         */
        void accept(int start, int count);
    }

    /** Has it done for all slices, and returns when it is. */
    void share(Helpers helpers, Work work) {
        helpers.share(SLICES, slice -> work.accept(first(slice), first(slice + 1) - first(slice)));
    }

    private int first(int slice) {
        return (int) ((long) length * slice / SLICES);
    }
}
