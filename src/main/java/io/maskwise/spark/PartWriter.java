package io.maskwise.spark;

import io.maskwise.sequence.Side;
import io.maskwise.text.Labelling;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * Writes one Parquet file from the rows of a task.
 *
 * @param staged the staged dataset's folder
 * @param padding the side on which rows are padded
 * @param labelling what labels belong to
 * @param metadata the file metadata of every file of a split, by split
 * @param rowGroupBytes about how large a row group may be before it is compressed
 */
record PartWriter(
        String staged, Side padding, Labelling labelling, Map<String, Map<String, String>> metadata, long rowGroupBytes)
        implements Serializable {
    /** Writes the rows of chunks, which come in their order. */
    WrittenPart write(DatasetPart part, Iterator<byte[]> chunks, Configuration hadoop) throws IOException {
        TaskFile file = new TaskFile(staged, part.path(), hadoop);
        long count = 0;
        long textTokens = 0;
        long labels = 0;
        try (DatasetFile open = open(part, file, hadoop)) {
            while (chunks.hasNext()) {
                Iterator<UnpaddedRow> rows = RowChunk.rows(chunks.next());
                while (rows.hasNext()) {
                    UnpaddedRow row = rows.next();
                    open.write(row);
                    count++;
                    textTokens += row.tokens().length;
                    labels += row.labels().length;
                }
            }
        }
        file.commit();
        long targetTokens = labelling == Labelling.TARGET_SEQUENCE ? labels : 0;
        return new WrittenPart(part, count, textTokens + targetTokens, targetTokens);
    }

    private DatasetFile open(DatasetPart part, TaskFile file, Configuration hadoop) throws IOException {
        HadoopOutput output = new HadoopOutput(file.files(), file.attempt());
        Map<String, String> ofSplit = metadata.getOrDefault(part.split(), Map.of());
        return new DatasetFile(
                output, new DatasetSchema(labelling), padding, ofSplit, part.bound(), rowGroupBytes, hadoop);
    }
}
