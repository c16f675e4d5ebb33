package io.maskwise.metrics;

/** What becomes of a mean at the end. */
enum Transform {
    NONE,
    SQUARE_ROOT,
    EXPONENTIAL;

    double of(double mean) {
        return switch (this) {
            case NONE -> mean;
            case SQUARE_ROOT -> Math.sqrt(mean);
            case EXPONENTIAL -> Math.exp(mean);
        };
    }
}
