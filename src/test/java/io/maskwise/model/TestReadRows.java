package io.maskwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestReadRows {
    private static ReadRows read(int start, int units, int rows, int... read) {
        BitSet numbers = new BitSet();
        for (int row : read) {
            numbers.set(row);
        }
        return new ReadRows(start, units, rows, numbers);
    }

    @Test
    void joinsWhatEitherRead() {
        ReadRows both = read(7, 3, 10, 0, 4).or(read(7, 3, 10, 4, 9));
        assertThat(both).isEqualTo(read(7, 3, 10, 0, 4, 9)).isNotEqualTo(read(7, 3, 10, 0, 4));
        assertThat(both).hasToString("3 of 10 rows of 3 values from 7 on");
        assertThat(both.end()).isEqualTo(37);
    }

    @Test
    void isACopy() {
        BitSet numbers = new BitSet();
        ReadRows rows = new ReadRows(0, 1, 5, numbers);
        numbers.set(3);
        rows.read().set(2);
        assertThat(rows.read().cardinality()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"-1, 3, 10, 0", "0, 0, 10, 0", "0, 3, 0, 0", "0, 3, 10, 10"})
    void whatIsNoTableIsRefused(int start, int units, int rows, int row) {
        assertThatThrownBy(() -> read(start, units, rows, row))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid rows that were read: up to " + row + ", of " + rows + " rows of " + units
                        + " values from " + start + " on (must be rows of a table)");
    }

    @Test
    void otherTablesAreNotJoined() {
        assertThatThrownBy(() -> read(0, 3, 10, 1).or(read(30, 3, 10, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot join rows of different tables: 1 of 10 rows of 3 values from 0 on and 1 of 10 rows"
                        + " of 3 values from 30 on");
    }
}
