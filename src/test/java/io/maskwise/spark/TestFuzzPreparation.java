package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small version of {@code jobs/fuzz-prepare}. */
class TestFuzzPreparation {
    @TempDir
    private Path folder;

    @Test
    void everyInputHasAClosedAccountOrIsRefused() throws IOException {
        FuzzSamples samples = new FuzzSamples(Path.of("data-samples/tagged/test.conllu"));
        Fuzzing fuzzing = new Fuzzing(samples, folder).warmedUp();
        Set<FuzzOutcome.Kind> seen = EnumSet.noneOf(FuzzOutcome.Kind.class);
        for (long seed = 0; seed < 300; seed++) {
            FuzzOutcome outcome = fuzzing.run(seed, seed % 150 == 0);
            assertThat(outcome.finding())
                    .as("seed %d: %s", seed, new FuzzInput(seed, samples))
                    .isEmpty();
            seen.add(outcome.kind());
        }
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        FuzzOutcome.Kind.CLOSED, FuzzOutcome.Kind.CLOSED_WITH_REJECTS, FuzzOutcome.Kind.REFUSED);
    }
}
