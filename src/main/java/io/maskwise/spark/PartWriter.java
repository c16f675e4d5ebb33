package io.maskwise.spark;

import io.maskwise.sequence.PaddedSequence;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;

/**
 * Writes one Parquet file from the rows of a task.
 *
 * @param staged the staged dataset's folder
 * @param padder pads the rows
 * @param metadata the file metadata of every file of a split, by split
 * @param rowGroupBytes about how large a row group may be before it is compressed
 */
record PartWriter(String staged, RowPadder padder, Map<String, Map<String, String>> metadata, long rowGroupBytes)
        implements Serializable {
    WrittenPart write(DatasetPart part, Iterator<EncodedRow> rows, Configuration hadoop) throws IOException {
        TaskFile file = new TaskFile(staged, part.path(), hadoop);
        long count = 0;
        long realTokens = 0;
        long targetTokens = 0;
        try (ParquetWriter<PaddedSequence> writer = open(part, file, hadoop)) {
            while (rows.hasNext()) {
                EncodedRow row = rows.next();
                writer.write(padder.pad(row, part.bound()));
                count++;
                realTokens += row.realTokens();
                targetTokens += row.targetTokens();
            }
        }
        file.commit(ParquetFooter.inOrder(file.files(), file.attempt()));
        return new WrittenPart(part, count, realTokens, targetTokens);
    }

    private ParquetWriter<PaddedSequence> open(DatasetPart part, TaskFile file, Configuration hadoop)
            throws IOException {
        HadoopOutput output = new HadoopOutput(file.files(), file.attempt());
        Map<String, String> ofSplit = metadata.getOrDefault(part.split(), Map.of());
        return new SequenceFileBuilder(output, padder.labelling(), ofSplit)
                .withConf(hadoop)
                .withRowGroupSize(rowGroupBytes)
                .build();
    }
}
