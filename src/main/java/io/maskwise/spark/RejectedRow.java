package io.maskwise.spark;

import io.maskwise.text.RejectedRecord;

/** A record that is kept among the rejected. */
record RejectedRow(RejectedRecord record) implements DatasetRow {}
