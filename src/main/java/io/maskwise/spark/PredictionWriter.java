package io.maskwise.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Writes one Parquet file of predictions from the rows of a task, of whatever types these are.
 *
 * @param staged the folder of the staged predictions
 * @param columns the rows' columns
 */
record PredictionWriter(String staged, StructType columns) implements Serializable {
    /** The file of a part; the first is written even if it has no row, so that there is a table to read. */
    static String file(int part) {
        return String.format(Locale.ROOT, "part-%05d.parquet", part);
    }

    PredictedPart write(int part, Iterator<InternalRow> rows, Configuration hadoop) throws IOException {
        if (!rows.hasNext() && part > 0) {
            return PredictedPart.EMPTY;
        }
        TaskFile file = new TaskFile(staged, file(part), hadoop);
        int length = columns.fieldIndex(PredictionPass.LENGTH);
        int unknown = columns.fieldIndex(PredictionPass.UNKNOWN);
        int cut = columns.fieldIndex(PredictionPass.TOKENS_CUT);
        PredictedPart written = PredictedPart.EMPTY;
        HadoopOutput output = new HadoopOutput(file.files(), file.attempt());
        try (ParquetWriter<InternalRow> writer = TableFileBuilder.of(output, columns, hadoop)) {
            while (rows.hasNext()) {
                InternalRow row = rows.next();
                writer.write(row);
                int tokensCut = row.isNullAt(cut) ? 0 : row.getInt(cut);
                written = written.with(row.getInt(length), row.getInt(unknown), tokensCut);
            }
        }
        file.commit(ParquetFooter.inOrder(file.files(), file.attempt()));
        return written;
    }
}
