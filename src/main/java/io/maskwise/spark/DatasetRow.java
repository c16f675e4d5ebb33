package io.maskwise.spark;

import java.io.Serializable;

/** Where a record goes: into the dataset, or among the rejected. */
sealed interface DatasetRow extends Serializable permits EncodedRow, RejectedRow {}
