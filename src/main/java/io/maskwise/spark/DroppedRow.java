package io.maskwise.spark;

/** A record that is left out, for a reason by which it is counted. */
record DroppedRow(RowOrigin origin, String reason) implements DatasetRow {}
