package io.maskwise.spark;

/**
 * What became of an input.
 *
 * @param kind of which kind
 * @param finding what is wrong with that; empty where nothing is
 */
record FuzzOutcome(Kind kind, String finding) {
    /** The columns of the summary. */
    enum Kind {
        CLOSED("closed"),
        CLOSED_WITH_REJECTS("closed, rejects"),
        REFUSED("refused"),
        FINDING("finding");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    static FuzzOutcome of(Kind kind) {
        return new FuzzOutcome(kind, "");
    }

    static FuzzOutcome finding(String what) {
        return new FuzzOutcome(Kind.FINDING, what);
    }
}
