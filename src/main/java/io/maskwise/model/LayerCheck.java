package io.maskwise.model;

import java.util.List;
import java.util.Random;

/**
 * Measures the laws of masking on one layer, shipped or a user's own.
 *
 * <p>The layer is fed a sample of its inputs; a random gradient comes back to the real steps of its outputs. L1 lays the
 * same sequences out anew (padded right, left, with gaps, longer; zeros, NaN, infinities and huge values under the mask)
 * and feeds each row alone and unpadded; outputs at real steps and all gradients must stay. L3 compares gradients by
 * parameters and by inputs with central differences, at {@value #PROBES} places of each. L8 masks every step: gradients
 * must be zero, and no output may be NaN. A layer that throws while the sample is varied breaks the law.
 */
public final class LayerCheck {
    private static final int PROBES = 12;

    private LayerCheck() {}

    /**
     * One result for each law.
     *
     * @param built the layer with its parameters
     * @param inputs a sample of its inputs, with their masks
     * @param seed the seed of gaps, gradients and places
     */
    public static List<LawResult> check(BuiltLayer built, List<Activation> inputs, long seed) {
        String name = built.layer().getClass().getSimpleName();
        return check(new Measured(name, built.layer(), built.parameters(), inputs, 0), PROBES, seed);
    }

    /** One result for each law, L3 at so many places of each parameter and input. */
    static List<LawResult> check(Measured measured, int probes, long seed) {
        Random random = new Random(seed);
        return List.of(
                new PaddingCheck(measured, random).measure(List.of(Relayout.Garbage.values())),
                new GradientCheck(measured, probes, random).measure(),
                new NothingRealCheck(measured).measure());
    }
}
