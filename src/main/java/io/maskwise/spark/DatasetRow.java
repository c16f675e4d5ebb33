package io.maskwise.spark;

import java.io.Serializable;

/** Where a record goes: into the dataset, among the rejected, or nowhere. */
sealed interface DatasetRow extends Serializable permits EncodedRow, RejectedRow, DroppedRow {
    /** The record. */
    RowOrigin origin();
}
