package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.sequence.Mask;
import io.maskwise.testing.Golden;
import io.maskwise.testing.KerasArtefacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A golden case of a merge of two inputs. */
record MergeCase(Golden golden, Layer layer) {
    void check() {
        List<Activation> inputs = TestMaskAwareGoldens.inputs(golden);
        Activation output = layer.forward(inputs, Map.of(), Call.inference()).output();
        switch (KerasArtefacts.of(golden).orElseThrow()) {
            case LOST_MASK -> {
                assertThat(TestMaskAwareGoldens.mask(golden.content().path("output_mask")))
                        .isEmpty();
                assertThat(output.mask()).isEqualTo(onlyMask(inputs));
                TestMaskAwareGoldens.assertSameAtRealSteps(output.values(), golden, "output", output.mask());
            }
            case MERGED_UNDER_THE_MASK -> {
                assertMask(output);
                TestMaskAwareGoldens.assertSameAtRealSteps(output.values(), golden, "output", output.mask());
            }
            case SUMMED_FROM_UNDER_THE_MASK -> {
                assertMask(output);
                TestMaskAwareGoldens.assertSameAtRealSteps(
                        output.values(), golden, "output", Optional.of(inBoth(inputs)));
                assertZeroCountsForMasked(inputs, output);
            }
            default -> throw new AssertionError("no comparison for " + golden);
        }
    }

    private void assertMask(Activation output) {
        assertThat(output.mask())
                .isPresent()
                .isEqualTo(TestMaskAwareGoldens.mask(golden.content().path("output_mask")));
    }

    /** The mask of the one input that has one. */
    static Optional<Mask> onlyMask(List<Activation> inputs) {
        List<Mask> masks =
                inputs.stream().flatMap(input -> input.mask().stream()).toList();
        assertThat(masks).hasSize(1);
        return Optional.of(masks.get(0));
    }

    private static Mask inBoth(List<Activation> inputs) {
        boolean[][] both = inputs.get(0).mask().orElseThrow().toRows();
        Mask other = inputs.get(1).mask().orElseThrow();
        for (int row = 0; row < both.length; row++) {
            for (int step = 0; step < both[row].length; step++) {
                both[row][step] &= other.isReal(row, step);
            }
        }
        return Mask.of(both);
    }

    /** Everywhere, the output is that of inputs without masks and with zeros for what was masked. */
    private void assertZeroCountsForMasked(List<Activation> inputs, Activation output) {
        List<Activation> zeroed = inputs.stream()
                .map(input -> Activation.unmasked(input.clearedValues()))
                .toList();
        Activation plain = layer.forward(zeroed, Map.of(), Call.inference()).output();
        assertThat(output.values().values()).containsExactly(plain.values().values());
    }
}
