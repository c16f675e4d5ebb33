package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TestParameterVector {
    private static ParameterVector random(Precision precision, int length, long seed) {
        return ParameterVector.rounded(
                precision, new Random(seed).doubles(length).toArray());
    }

    @ParameterizedTest(name = "{1} values in {0}, seed {2}")
    @CsvSource({
        "FLOAT, 0, 1",
        "FLOAT, 1, 2",
        "FLOAT, 1048576, 3",
        "FLOAT, 1048577, 4",
        "FLOAT, 2500000, 5",
        "DOUBLE, 0, 6",
        "DOUBLE, 1048577, 7"
    })
    void whatIsSentArrives(Precision precision, int length, long seed) throws IOException, ClassNotFoundException {
        ParameterVector sent = random(precision, length, seed);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(sent);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ParameterVector arrived = (ParameterVector) in.readObject();
            assertThat(arrived.precision()).isEqualTo(precision);
            assertThat(arrived.toDoubles()).isEqualTo(sent.toDoubles());
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOAT, 40001, 1", "DOUBLE, 40001, 2", "FLOAT, 0, 3"})
    void whatIsWrittenIsRead(Precision precision, int length, long seed) throws IOException {
        ParameterVector written = random(precision, length, seed);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        written.writeTo(out);
        assertThat(ParameterVector.ofBytes(precision, out.toByteArray()).toDoubles())
                .isEqualTo(written.toDoubles());
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void partsMakeTheWholeInAnyOrder(Precision precision) {
        ParameterVector vector = random(precision, 1000, 5);
        ParameterVector.Builder parts = new ParameterVector.Builder(precision, 1000);
        parts.put(600, vector.slice(600, 1000));
        parts.put(0, vector.slice(0, 100));
        parts.put(100, vector.slice(100, 600));
        assertThat(parts.build().toDoubles()).isEqualTo(vector.toDoubles());
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void aPartThatIsTheWholeIsTakenAsItIs(Precision precision) {
        ParameterVector vector = random(precision, 9, 5);
        ParameterVector.Builder builder = new ParameterVector.Builder(precision, 9);
        builder.put(0, vector.slice(0, 9));
        assertThat(builder.build()).isSameAs(vector);
    }

    @Test
    void withoutPartsThereAreZeros() {
        assertThat(new ParameterVector.Builder(Precision.FLOAT, 2).build().toDoubles())
                .containsExactly(0, 0);
    }

    @Test
    void bytesThatAreNoWholeNumberOfValuesAreRefused() {
        assertThatThrownBy(() -> ParameterVector.ofBytes(Precision.DOUBLE, new byte[12]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid vector: 12 bytes (must be a multiple of 8)");
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void oneValueThatIsNotFiniteIsFoundWhereverItIsAndWhoeverLooks(Precision precision) {
        for (int length :
                IntStream.concat(IntStream.range(0, 40), IntStream.of(100, 203)).toArray()) {
            double[] values =
                    IntStream.range(0, length).mapToDouble(i -> i - 3.5).toArray();
            assertFinite(precision, values, true);
            for (int place = 0; place < length; place++) {
                double finite = values[place];
                for (double other : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                    values[place] = other;
                    assertFinite(precision, values, false);
                }
                values[place] = finite;
            }
        }
    }

    private static void assertFinite(Precision precision, double[] values, boolean finite) {
        ParameterVector vector = ParameterVector.rounded(precision, values);
        assertThat(vector.isFinite()).as(() -> Arrays.toString(values)).isEqualTo(finite);
        assertThat(vector.isFinite(TestSlices.BACKWARDS))
                .as(() -> Arrays.toString(values))
                .isEqualTo(finite);
    }
}
