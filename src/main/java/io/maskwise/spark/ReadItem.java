package io.maskwise.spark;

import java.io.Serializable;

/** What reading a corpus file gives: its rows, packed and counted where they wait, and one summary. */
sealed interface ReadItem extends Serializable permits SourceRow, PackedRows, PackedCounts, FileSummary {}
