package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.text.SparkSourceOptions;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * What Spark knows of the place of a table's rows.
 *
 * @param file the path of a row's file
 * @param number the row's number in it, from 0; nothing where the source does not count
 */
record TableMetadata(Column file, Optional<Column> number) {
    private static final String METADATA = "_metadata";
    private static final String NUMBER = "row_index";

    /** @throws MaskwiseException with exit 2 if the source reads no files, or knows of no order of rows without ids */
    static TableMetadata of(Dataset<Row> table, SparkSourceOptions options) {
        Column metadata = metadata(table, options.source());
        DataType type = table.select(metadata).schema().fields()[0].dataType();
        boolean counts = type instanceof StructType struct
                && Arrays.asList(struct.fieldNames()).contains(NUMBER);
        if (!counts && options.id().isEmpty()) {
            throw MaskwiseException.usage(
                    "Invalid corpus.spark.id: \"\" (must be the column of a unique id, as Spark's source %s does not say"
                            + " where in a file a row stands; parquet does)",
                    options.source());
        }
        return new TableMetadata(
                metadata.getField("file_path"), counts ? Optional.of(metadata.getField(NUMBER)) : Optional.empty());
    }

    private static Column metadata(Dataset<Row> table, String source) {
        try {
            Column metadata = table.metadataColumn(METADATA);
            table.select(metadata).schema();
            return metadata;
        } catch (Exception none) { // Scala throws AnalysisException unchecked
            throw readsNoFiles(source);
        }
    }

    /** That a source knows of no files. */
    static MaskwiseException readsNoFiles(String source) {
        return MaskwiseException.usage(
                "Invalid corpus.spark.source: %s (must read files, as parquet, orc, json and csv do; write what it reads as"
                        + " Parquet first)",
                source);
    }
}
