package io.maskwise.model;

import io.maskwise.sequence.Mask;
import io.maskwise.text.Vocabulary;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a network for target sequences can be used to write them.
 *
 * <p>It must have an output for each step of the target, and no output may depend on what the target holds after that
 * step: with teacher forcing such a network learns to copy what it reads, has a loss of nearly nothing, and writes
 * nonsense. Shapes do not tell, so that a small batch is run.
 */
final class DecoderCheck {
    private static final double TOLERANCE = 1e-9;
    private static final boolean[] SOURCE = {true, true, true, false, false};
    private static final boolean[] TARGET = {true, true, true, true, false};
    private static final int LAST = 3;

    private final ModelSpec spec;
    private final DryRun run;

    private DecoderCheck(ModelSpec spec) {
        this.spec = spec;
        this.run = new DryRun(spec);
    }

    /**
     * @param spec a network that reads targets
     * @throws IllegalArgumentException if it has no output for each step of a target, or reads ahead
     */
    static void require(ModelSpec spec) {
        DecoderCheck check = new DecoderCheck(spec);
        Activation output = check.output(Vocabulary.UNKNOWN_ID);
        if (!output.mask().equals(Optional.of(Mask.of(new boolean[][] {TARGET})))) {
            throw new IllegalArgumentException(
                    "the output " + spec.output() + " is " + spec.shape(spec.output()) + ", and not of the steps of "
                            + ModelSpec.TARGETS + " (must have an output, and the mask, of each)");
        }
        check.requireNoReadingAhead(output, check.output(Vocabulary.END_ID));
    }

    /** The output for a target whose last real id is the given one. */
    private Activation output(int last) {
        double[] source = new double[SOURCE.length];
        Arrays.fill(source, Vocabulary.UNKNOWN_ID);
        double[] target = {Vocabulary.START_ID, Vocabulary.UNKNOWN_ID, Vocabulary.END_ID, last, Vocabulary.PADDING_ID};
        return run.output(Map.of(
                ModelSpec.INPUT, DryRun.row(source, SOURCE),
                ModelSpec.TARGETS, DryRun.row(target, TARGET)));
    }

    private void requireNoReadingAhead(Activation one, Activation other) {
        int before = LAST * one.values().features();
        double[] values = Arrays.copyOf(one.values().values(), before);
        double[] others = Arrays.copyOf(other.values().values(), before);
        for (int i = 0; i < before; i++) {
            if (!(Math.abs(values[i] - others[i]) <= TOLERANCE)) {
                throw new IllegalArgumentException("the output " + spec.output() + " at step "
                        + i / one.values().features() + " of a target depends on what stands at step " + LAST
                        + " (a decoder"
                        + " must not read ahead: let layers over " + ModelSpec.TARGETS
                        + " read forwards, and attend to them with causal = places or order)");
            }
        }
    }
}
