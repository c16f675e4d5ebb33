package io.maskwise.spark;

import io.maskwise.text.RejectedRecord;

/** A record that is kept among the rejected. */
record RejectedRow(RowOrigin origin, RejectedRecord record) implements DatasetRow {}
