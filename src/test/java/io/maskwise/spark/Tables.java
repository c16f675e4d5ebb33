package io.maskwise.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Small tables for the tests of preparation. */
final class Tables {
    private Tables() {}

    static Dataset<Row> table(SparkSession spark, String schema, List<Row> rows) {
        return spark.createDataFrame(rows, StructType.fromDDL(schema));
    }

    /** Writes a table as one file, in row groups of a few rows where the format has such. */
    static void write(Dataset<Row> table, String format, Path file) throws IOException {
        Path folder = file.resolveSibling(file.getFileName() + "-written");
        table.coalesce(1)
                .write()
                .format(format)
                .option("header", true)
                .option("parquet.block.size", 4096)
                .option("parquet.page.size.row.check.min", 1)
                .option("parquet.block.size.row.check.min", 10)
                .save(folder.toString());
        try (Stream<Path> parts = Files.list(folder)) {
            Path part = parts.filter(path -> path.getFileName().toString().startsWith("part-"))
                    .findFirst()
                    .orElseThrow();
            Files.createDirectories(file.getParent());
            Files.move(part, file);
        }
        try (Stream<Path> rest = Files.list(folder)) {
            for (Path path : rest.toList()) {
                Files.delete(path);
            }
        }
        Files.delete(folder);
    }

    /** Texts of 1 to 20 words and a label each; one in ten has no text, one in ten no label. */
    static List<Row> randomRows(SplittableRandom random, int rows) {
        return IntStream.range(0, rows)
                .mapToObj(row -> RowFactory.create(
                        "k" + row,
                        random.nextInt(10) == 0 ? null : words(random),
                        random.nextInt(10) == 0 ? null : random.nextInt(3)))
                .toList();
    }

    private static String words(SplittableRandom random) {
        return String.join(
                " ",
                IntStream.range(0, random.nextInt(1, 21))
                        .mapToObj(word -> "w" + random.nextInt(30))
                        .toList());
    }
}
