package io.maskwise.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.maskwise.testing.Golden;
import io.maskwise.testing.GoldenTensor;
import io.maskwise.testing.Goldens;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TestPadSequences {
    /** Calls that Keras refuses when they run and our types refuse when they are compiled. */
    private static final List<String> ILL_TYPED =
            List.of("edge: non-iterable member", "edge: str value with int dtype");

    private static final PadSequences PRE = PadSequences.of(new PaddingOptions(Side.PRE, Side.PRE, 0));

    static Stream<Golden> kerasCases() {
        return Goldens.cases("pad_sequences").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kerasCases")
    void doesWhatKerasDoes(Golden golden) {
        if (ILL_TYPED.contains(golden.name())) {
            assertThatNoOverloadTakesUntypedSequences();
        } else if (golden.expectsError()) {
            assertThatThrownBy(() -> numbers(golden)).isInstanceOf(IllegalArgumentException.class);
        } else if (golden.has("output_strings")) {
            assertThat(strings(golden)).isEqualTo(rowsOfStrings(golden.content().path("output_strings")));
        } else {
            assertSameTensor(golden);
        }
    }

    static Stream<Golden> kerasOwnTests() {
        return Goldens.kerasOwnTests("keras/src/utils/sequence_utils_test.py").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kerasOwnTests")
    void doesWhatKerasOwnTestsExpect(Golden golden) {
        JsonNode expected = golden.content().path("expected_nested");
        if (golden.config("value").isTextual()) {
            assertThat(strings(golden)).isEqualTo(rowsOfStrings(expected));
        } else {
            Object padded = numbers(golden);
            boolean vectors = padded instanceof double[][][];
            Object rows = vectors ? vectors(expected) : rowsOfNumbers(expected);
            assertThat(padded instanceof int[][] ids ? asDoubles(ids) : padded).isEqualTo(rows);
        }
    }

    private static double[][] asDoubles(int[][] ids) {
        return Arrays.stream(ids)
                .map(row -> Arrays.stream(row).asDoubleStream().toArray())
                .toArray(double[][]::new);
    }

    private static void assertThatNoOverloadTakesUntypedSequences() {
        List<String> accepted = new ArrayList<>();
        for (Method method : PadSequences.class.getMethods()) {
            if (method.getName().equals("pad")) {
                accepted.add(String.join(
                        ", ",
                        Arrays.stream(method.getGenericParameterTypes())
                                .map(Type::getTypeName)
                                .toList()));
            }
        }
        assertThat(accepted)
                .containsExactlyInAnyOrder(
                        "int[][], int",
                        "double[][], double",
                        "double[][][], double",
                        "java.util.List<java.util.List<T>>, T");
    }

    private static void assertSameTensor(Golden golden) {
        GoldenTensor expected = golden.tensor("output");
        Object actual = numbers(golden);
        assertShape(actual, expected.shape(), 0);
        assertThat(flat(actual).toArray()).isEqualTo(expected.doubles());
    }

    /** Pads as the case says: feature vectors as such, whole numbers as ids, all else as numbers. */
    private static Object numbers(Golden golden) {
        JsonNode sequences = golden.content().path("sequences");
        boolean ids = golden.config("dtype").asText("int32").equals("int32");
        double value = golden.config("value").asDouble(0);
        if (isNested(sequences)) {
            return padding(golden).pad(vectors(sequences), value);
        }
        double[][] rows = rowsOfNumbers(sequences);
        if (!ids) {
            return padding(golden).pad(rows, value);
        }
        int[][] idRows = Arrays.stream(rows)
                .map(row -> Arrays.stream(row).mapToInt(number -> (int) number).toArray())
                .toArray(int[][]::new);
        return padding(golden).pad(idRows, (int) value);
    }

    private static List<List<String>> strings(Golden golden) {
        return padding(golden)
                .pad(
                        rowsOfStrings(golden.content().path("sequences")),
                        golden.config("value").asText());
    }

    private static PadSequences padding(Golden golden) {
        // Keras looks at the sides only when there is something to pad.
        boolean unread = golden.name().contains("not validated");
        Side padding = unread ? Side.PRE : side(golden.config("padding"));
        PadSequences longest = PadSequences.of(new PaddingOptions(padding, side(golden.config("truncating")), 0));
        JsonNode length = golden.config("maxlen");
        return length.isInt() ? longest.to(length.asInt()) : longest;
    }

    private static Side side(JsonNode name) {
        return name.isMissingNode() ? Side.PRE : Side.of(name.asText());
    }

    private static boolean isNested(JsonNode sequences) {
        for (JsonNode sequence : sequences) {
            if (sequence.size() > 0) {
                return sequence.get(0).isArray();
            }
        }
        return false;
    }

    private static double[][][] vectors(JsonNode sequences) {
        double[][][] vectors = new double[sequences.size()][][];
        Arrays.setAll(vectors, row -> rowsOfNumbers(sequences.get(row)));
        return vectors;
    }

    private static double[][] rowsOfNumbers(JsonNode sequences) {
        double[][] rows = new double[sequences.size()][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = new double[sequences.get(row).size()];
            for (int step = 0; step < rows[row].length; step++) {
                rows[row][step] = sequences.get(row).get(step).asDouble();
            }
        }
        return rows;
    }

    private static List<List<String>> rowsOfStrings(JsonNode sequences) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode sequence : sequences) {
            List<String> row = new ArrayList<>();
            sequence.forEach(step -> row.add(step.asText()));
            rows.add(row);
        }
        return rows;
    }

    private static void assertShape(Object tensor, int[] shape, int dimension) {
        if (tensor instanceof Object[] inner) {
            assertThat(inner.length).as("dimension %d", dimension).isEqualTo(shape[dimension]);
            Arrays.stream(inner).forEach(part -> assertShape(part, shape, dimension + 1));
        } else {
            assertThat(flat(tensor).count()).as("last dimension").isEqualTo(shape[dimension]);
            assertThat(shape).hasSize(dimension + 1);
        }
    }

    private static DoubleStream flat(Object tensor) {
        if (tensor instanceof int[] row) {
            return IntStream.of(row).asDoubleStream();
        }
        return tensor instanceof double[] row
                ? DoubleStream.of(row)
                : Stream.of((Object[]) tensor).flatMapToDouble(TestPadSequences::flat);
    }

    @Test
    void refusesToGuessALength() {
        assertThatThrownBy(() -> PRE.pad(new int[0][], 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot pad no sequences to the longest of them: give a length");
        assertThatThrownBy(() -> PRE.to(-1)).hasMessage("Invalid padded length: -1 (must be >= 0)");
        assertThatThrownBy(() -> new PaddingOptions(Side.PRE, Side.PRE, -1))
                .hasMessage("Invalid maximum length: -1 (must be >= 0, where 0 = no limit)");
        assertThatThrownBy(() -> Side.of("middle")).hasMessage("Invalid side: middle (must be pre or post)");
    }

    @Test
    void refusesVectorsOfDifferentSizes() {
        double[][][] sequences = {{{1, 2}}, {{1, 2, 3}}};
        assertThatThrownBy(() -> PRE.pad(sequences, 0))
                .hasMessage("Invalid step of sequence 1: 3 features (must be 2, as the first step)");
    }

    @Test
    void cutsAtTheMaximumLengthAndPadsUpToIt() {
        PadSequences padding = PadSequences.of(new PaddingOptions(Side.POST, Side.POST, 3));
        assertThat(padding.pad(new int[][] {{1, 2, 3, 4}, {5}}, 0)).isDeepEqualTo(new int[][] {{1, 2, 3}, {5, 0, 0}});
    }

    @Test
    void sharesNothingWithWhatWasPassedIn() {
        double[][][] sequences = {{{1}}};
        PRE.pad(sequences, 0)[0][0][0] = 2;
        assertThat(sequences[0][0][0]).isEqualTo(1);
    }

    private static Side anySide(Random random) {
        return random.nextBoolean() ? Side.PRE : Side.POST;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theMaskMarksTheStepsThatWereThere(long seed) {
        Random random = new Random(seed);
        PadSequences padding =
                PadSequences.of(new PaddingOptions(anySide(random), anySide(random), 1 + random.nextInt(9)));
        int[][] sequences = new int[20][];
        Arrays.setAll(sequences, row -> random.ints(random.nextInt(15), 1, 100).toArray());
        int[][] padded = padding.pad(sequences, 0);
        for (int row = 0; row < sequences.length; row++) {
            boolean[] mask = padding.maskRow(sequences[row].length, padded[row].length);
            int[] kept = padded[row];
            for (int step = 0; step < mask.length; step++) {
                assertThat(mask[step]).as("row %d step %d", row, step).isEqualTo(kept[step] != 0);
            }
        }
    }
}
