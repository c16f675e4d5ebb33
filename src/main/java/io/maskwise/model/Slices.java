package io.maskwise.model;

/**
 * A number of things side by side, cut into slices of about one size for whoever takes them.
 *
 * @param length how many things there are
 * @param count into how many slices they are cut: however many help, so that one who comes late still finds some
 */
record Slices(int length, int count) {
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
        helpers.share(count, slice -> work.accept(first(slice), first(slice + 1) - first(slice)));
    }

    private int first(int slice) {
        return (int) ((long) length * slice / count);
    }
}
