package io.maskwise.model;

import java.util.List;

/**
 * The machine code in nd4j-cuda-11.6 1.0.0-M2.1.
 *
 * <p>The library holds no PTX, from which a driver could make code for a later architecture. So it runs from Kepler
 * (3.7) to Ada (8.9, by the code for 8.6), and on nothing newer.
 */
public final class CudaCode {
    private static final List<ComputeCapability> HELD = List.of(
            new ComputeCapability(3, 7),
            new ComputeCapability(5, 0),
            new ComputeCapability(5, 2),
            new ComputeCapability(6, 0),
            new ComputeCapability(6, 1),
            new ComputeCapability(7, 0),
            new ComputeCapability(7, 5),
            new ComputeCapability(8, 0),
            new ComputeCapability(8, 6));

    private CudaCode() {}

    /** Whether some of it runs on such a GPU. */
    public static boolean runsOn(ComputeCapability gpu) {
        return HELD.stream().anyMatch(gpu::runs);
    }

    /** What there is, in words. */
    public static String range() {
        return HELD.get(0) + " to " + HELD.get(HELD.size() - 1) + " and no PTX";
    }
}
