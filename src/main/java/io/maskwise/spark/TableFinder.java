package io.maskwise.spark;

import io.maskwise.MaskwiseException;
import io.maskwise.text.SparkSourceOptions;
import io.maskwise.training.HadoopFiles;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.DataSource$;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.v2.FileDataSourceV2;

/** Finds the table of a split: what Spark reads of its files, folders and patterns, and which files these are. */
final class TableFinder {
    private static final String BASE_PATH = "basePath";

    private final SparkSession spark;
    private final SparkSourceOptions options;
    private final CorpusFolder folder;
    private final KeptColumns kept;

    TableFinder(SparkSession spark, SparkSourceOptions options, CorpusFolder folder, KeptColumns kept) {
        this.spark = spark;
        this.options = options;
        this.folder = folder;
        this.kept = kept;
    }

    /**
     * The table of a split.
     *
     * @param names its files, folders and patterns
     * @param firstIndex the index of its first file
     * @throws MaskwiseException as {@link TableCorpus#open} says
     */
    TableSplit find(String split, List<String> names, int firstIndex) throws IOException {
        List<CorpusPath> paths = paths(split, names);
        Dataset<Row> table = load(split, paths);
        TableMetadata metadata = TableMetadata.of(table, options);
        List<CorpusFile> files = files(split, paths, table.inputFiles(), firstIndex);
        if (files.isEmpty()) {
            throw MaskwiseException.input(
                    "Cannot read the split %s: no file is in %s (set corpus.splits.%s)",
                    split, String.join(", ", names), split);
        }
        CorpusFiles.requireDistinctIds(split, files);
        TableColumns columns = new TableColumns(split, table.schema(), options, kept);
        return new TableSplit(TableSplit.columns(table, metadata, columns), files, columns.kept());
    }

    private List<CorpusPath> paths(String split, List<String> names) throws IOException {
        CorpusFolder.Role role = new CorpusFolder.Role(split, "corpus.splits");
        List<CorpusPath> paths = new ArrayList<>();
        for (String name : names) {
            List<CorpusPath> found = folder.find(name, role);
            if (found.isEmpty()) {
                throw folder.nothingMatches(name, role);
            }
            paths.addAll(found);
        }
        requireApart(split, paths.stream().map(path -> path.status().getPath()).toList());
        return paths;
    }

    /** Spark would read a file twice that two names find. */
    private static void requireApart(String split, List<Path> paths) {
        Set<Path> all = new HashSet<>();
        for (Path path : paths) {
            if (!all.add(path)) {
                throw twice(split, path, path);
            }
        }
        for (Path path : paths) {
            for (Path above = path.getParent(); above != null; above = above.getParent()) {
                if (all.contains(above)) {
                    throw twice(split, path, above);
                }
            }
        }
    }

    private static MaskwiseException twice(String split, Path path, Path above) {
        return MaskwiseException.input(
                "Cannot read the split %s: %s is found twice, once by the name of %s (must be found once; set"
                        + " corpus.splits.%s)",
                split, path.toUri().getPath(), above.toUri().getPath(), split);
    }

    private Dataset<Row> load(String split, List<CorpusPath> paths) {
        String[] places =
                paths.stream().map(path -> path.status().getPath().toString()).toArray(String[]::new);
        try {
            requireFiles();
            return reader(places).load(places);
        } catch (MaskwiseException refused) {
            throw refused;
        } catch (Exception failure) { // Scala throws AnalysisException unchecked
            String reason = UnreadableTable.reason(failure);
            if (failure instanceof ClassNotFoundException || reason.contains("Failed to find")) {
                throw MaskwiseException.usage(
                        "Invalid corpus.spark.source: %s (must be a source that Spark finds; add one after --, such as"
                                + " -- --packages org.apache.spark:spark-avro_2.12:%s for avro)",
                        options.source(), spark.version());
            }
            throw MaskwiseException.input(
                    failure,
                    "Cannot read the split %s by Spark's source %s: %s (is each file complete, and of this kind?)",
                    split,
                    options.source(),
                    reason);
        }
    }

    private void requireFiles() {
        Class<?> found = DataSource$.MODULE$.lookupDataSource(
                options.source(), spark.sessionState().conf());
        if (!FileFormat.class.isAssignableFrom(found) && !FileDataSourceV2.class.isAssignableFrom(found)) {
            throw TableMetadata.readsNoFiles(options.source());
        }
    }

    /** Columns may be told by folders, such as {@code year=2024}, below the corpus's. */
    private DataFrameReader reader(String[] places) {
        DataFrameReader reader = spark.read().format(options.source()).options(options.options());
        String root = folder.path().toString();
        boolean below = List.of(places).stream().allMatch(place -> place.startsWith(root + "/"));
        boolean told = options.options().keySet().stream().anyMatch(BASE_PATH::equalsIgnoreCase);
        return below && !told ? whole(reader).option(BASE_PATH, root) : whole(reader);
    }

    /** Whatever the session says: a file that cannot be read is no file without rows. */
    private static DataFrameReader whole(DataFrameReader reader) {
        return reader.option("ignoreCorruptFiles", false).option("ignoreMissingFiles", false);
    }

    private List<CorpusFile> files(String split, List<CorpusPath> paths, String[] found, int firstIndex)
            throws IOException {
        List<CorpusPath> files = new ArrayList<>();
        for (String url : found) {
            Path path = new Path(URI.create(url));
            Configuration hadoop = spark.sparkContext().hadoopConfiguration();
            FileStatus status = HadoopFiles.fileSystem(path, hadoop).getFileStatus(path);
            files.add(new CorpusPath(status, folder.nameOf(status.getPath()), finding(status.getPath(), paths)));
        }
        files.sort(Comparator.comparing(CorpusPath::name));
        List<CorpusFile> indexed = new ArrayList<>();
        for (CorpusPath file : files) {
            indexed.add(CorpusFiles.file(firstIndex + indexed.size(), split, file));
        }
        return indexed;
    }

    private static CorpusFile.Finding finding(Path file, List<CorpusPath> paths) {
        return paths.stream()
                .filter(path ->
                        path.status().isFile() && path.status().getPath().equals(file))
                .map(CorpusPath::finding)
                .findFirst()
                .orElse(CorpusFile.Finding.IN_FOLDERS);
    }
}
