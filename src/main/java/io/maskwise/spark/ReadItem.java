package io.maskwise.spark;

import java.io.Serializable;

/** What reading a corpus file gives: its rows, packed where they wait, then one summary. */
sealed interface ReadItem extends Serializable permits SourceRow, PackedRow, FileSummary {}
