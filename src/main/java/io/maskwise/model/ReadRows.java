package io.maskwise.model;

import java.io.Serializable;
import java.util.BitSet;
import java.util.Objects;

/**
 * Which rows of an embedding table were read since a network continued from a state.
 *
 * <p>All others are what the updater alone makes of that state in so many steps: networks that took as many from the same
 * state agree on them, bit for bit, whatever they read.
 *
 * @param start where the table begins among the network's parameters
 * @param units the values of a row
 * @param rows how many rows the table has
 * @param read the numbers of those that were read
 */
public record ReadRows(int start, int units, int rows, BitSet read) implements Serializable {
    private static final long serialVersionUID = 1L;

    public ReadRows {
        if (start < 0 || units < 1 || rows < 1 || read.length() > rows) {
            throw new IllegalArgumentException("Invalid rows that were read: up to " + (read.length() - 1) + ", of "
                    + rows + " rows of " + units + " values from " + start + " on (must be rows of a table)");
        }
        read = (BitSet) read.clone();
    }

    @Override
    public BitSet read() {
        return (BitSet) read.clone();
    }

    /** Whether this is of the same table. */
    public boolean isOfSameTable(ReadRows other) {
        return start == other.start && units == other.units && rows == other.rows;
    }

    /** The rows that one network or another read of the same table. */
    public ReadRows or(ReadRows other) {
        if (!isOfSameTable(other)) {
            throw new IllegalArgumentException("Cannot join rows of different tables: " + this + " and " + other);
        }
        BitSet both = read();
        both.or(other.read);
        return new ReadRows(start, units, rows, both);
    }

    /** The place after the table's last value. */
    public int end() {
        return start + Math.multiplyExact(rows, units);
    }

    @Override
    public String toString() {
        return read.cardinality() + " of " + rows + " rows of " + units + " values from " + start + " on";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReadRows rowsOfOther && isOfSameTable(rowsOfOther) && read.equals(rowsOfOther.read);
    }

    @Override
    public int hashCode() {
        return Objects.hash(start, units, rows, read);
    }
}
