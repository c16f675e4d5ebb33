package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.report.LawTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stock DL4J's layers by the checks that ours must pass.
 *
 * <p>{@code -Dstock.table=FILE} writes the table of all measurements to a file. Asserted is only what is wrong in DL4J
 * 1.0.0-M2.1 whatever the numbers are, and what is right in it, which shows that the checks can be passed.
 */
final class TestStockLayers {
    private static final int ZEROS = 0;
    private static final int ANYTHING = 1;
    private static final int GRADIENTS = 2;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void stockLayersBreakLawsThatOursHold(long seed) throws IOException {
        Map<String, List<LawResult>> measured = LawComparison.measure(seed);
        write(measured);
        measured.forEach((name, results) -> {
            if (name.startsWith("our ")) {
                assertThat(results).allMatch(LawResult::holds);
            }
        });
        for (String name : List.of(
                "LSTM",
                "Bidirectional(LSTM)",
                "MaskZeroLayer(LSTM)",
                "SimpleRnn",
                "Bidirectional(SimpleRnn)",
                "LSTM + RnnOutputLayer")) {
            assertThat(holds(measured, name, ZEROS)).as("L1 of %s", name).isFalse();
        }
        for (String name :
                List.of("GlobalPooling AVG", "GlobalPooling MAX", "Dense", "ActivationLayer", "EmbeddingSequence")) {
            assertThat(holds(measured, name, ZEROS)).as("L1 of %s", name).isTrue();
            assertThat(holds(measured, name, GRADIENTS)).as("L3 of %s", name).isTrue();
        }
        for (String name : List.of("GlobalPooling AVG", "Dense", "SelfAttention", "EmbeddingSequence")) {
            assertThat(holds(measured, name, ANYTHING)).as("L1 of %s", name).isFalse();
        }
    }

    private static boolean holds(Map<String, List<LawResult>> measured, String stock, int law) {
        return Optional.ofNullable(measured.get("stock " + stock))
                .orElseThrow()
                .get(law)
                .holds();
    }

    private static void write(Map<String, List<LawResult>> measured) throws IOException {
        String file = System.getProperty("stock.table", "");
        if (!file.isEmpty()) {
            List<LawResult> rows =
                    measured.values().stream().flatMap(List::stream).toList();
            Files.writeString(Path.of(file), LawTable.render(rows));
        }
    }
}
