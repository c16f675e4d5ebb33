package io.maskwise.model;

/**
 * What was measured of a law.
 *
 * @param subject the layer, or what else was measured
 * @param law which law
 * @param error the largest error seen; NaN or infinite where a number that had to be finite was not
 * @param remark what was varied, or why something was not
 */
public record LawResult(String subject, Law law, double error, String remark) {
    /** Whether the law holds. */
    public boolean holds() {
        return error <= law.tolerance();
    }
}
