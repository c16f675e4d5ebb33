package io.maskwise.spark;

import io.maskwise.text.RowId;
import io.maskwise.text.SourcePosition;
import java.io.Serializable;

/**
 * What a row is: a record, or one of the windows that it was cut into.
 *
 * @param record the record's place
 * @param cut whether it was cut into windows
 * @param window which of them the row is, from 0; 0 where it is the whole record
 */
record RowName(SourcePosition record, boolean cut, int window) implements Serializable {
    static RowName whole(SourcePosition record) {
        return new RowName(record, false, 0);
    }

    static RowName ofWindow(SourcePosition record, int window) {
        return new RowName(record, true, window);
    }

    /** The row's id: a string that is made when it is asked for, as most who see a row do not. */
    String id() {
        return cut ? RowId.ofWindow(record.id(), window) : record.id();
    }
}
