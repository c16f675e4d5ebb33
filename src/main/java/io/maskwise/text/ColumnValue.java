package io.maskwise.text;

import java.util.List;

/** What stands in a column of one row of a table: nothing, a value in UTF-8, or values. */
public sealed interface ColumnValue {
    /** Null. */
    record Nothing() implements ColumnValue {}

    /** A text, or a number or truth value as it is written, in UTF-8; not copied. */
    @SuppressWarnings("ArrayRecordComponent") // made once, decoded once, and compared by nobody
    record Value(byte[] utf8) implements ColumnValue {}

    /** The elements of an array. */
    record Values(List<ColumnValue> elements) implements ColumnValue {
        public Values {
            elements = List.copyOf(elements);
        }
    }
}
