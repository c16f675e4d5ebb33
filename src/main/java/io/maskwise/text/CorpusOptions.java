package io.maskwise.text;

import io.maskwise.InvalidOption;
import java.io.Serializable;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which corpus is read, and how.
 *
 * @param format how its files are written
 * @param path the folder that holds its files
 * @param splits for each split, such as {@code train}, its file below {@code path}, or several separated by commas, or a
 *     pattern, see {@link FileNames}; kept in the order of their names, so that no order in which they are given can
 *     reach a dataset's bytes
 * @param holdOut which rows of {@code train} go to splits of their own
 * @param conllu used by {@link CorpusFormat#CONLLU}
 * @param delimited used by {@link CorpusFormat#DELIMITED}
 * @param columns used by {@link CorpusFormat#COLUMNS}
 * @param jsonl used by {@link CorpusFormat#JSONL}
 * @param parallel used by {@link CorpusFormat#PARALLEL}
 * @param spark used by {@link CorpusFormat#PARQUET} and {@link CorpusFormat#SPARK}
 */
public record CorpusOptions(
        CorpusFormat format,
        String path,
        Map<String, String> splits,
        HoldOutOptions holdOut,
        ConlluOptions conllu,
        DelimitedOptions delimited,
        ColumnsOptions columns,
        JsonlOptions jsonl,
        ParallelOptions parallel,
        SparkSourceOptions spark)
        implements Serializable {
    public CorpusOptions {
        if (path.isBlank()) {
            throw new InvalidOption("corpus path", "it is empty (must be a folder)", "path");
        }
        SplitNames.requireValid("splits", splits.keySet());
        splits = Collections.unmodifiableSortedMap(new TreeMap<>(splits));
        splits.forEach(CorpusOptions::requireDistinctFiles);
        requireNewSplits(splits, holdOut);
        if (format == CorpusFormat.PARALLEL) {
            requireTargets(splits, parallel.targets());
        }
        if (format == CorpusFormat.PARQUET && !spark.source().equals("parquet")) {
            String complaint = spark.source() + " (must be parquet, or corpus.format = spark)";
            throw new InvalidOption("source", complaint, "spark", "source").beside("format");
        }
    }

    /** A corpus whose files need no others beside them. */
    public CorpusOptions(
            CorpusFormat format,
            String path,
            Map<String, String> splits,
            ConlluOptions conllu,
            DelimitedOptions delimited) {
        this(
                format,
                path,
                splits,
                HoldOutOptions.NONE,
                conllu,
                delimited,
                ColumnsOptions.DEFAULT,
                JsonlOptions.DEFAULT,
                ParallelOptions.NONE,
                SparkSourceOptions.DEFAULT);
    }

    /** A corpus of one format by its defaults. */
    public CorpusOptions(CorpusFormat format, String path, Map<String, String> splits) {
        this(format, path, splits, ConlluOptions.DEFAULT, DelimitedOptions.DEFAULT);
    }

    /** The same corpus, of token lines. */
    public CorpusOptions with(ColumnsOptions changed) {
        return new CorpusOptions(
                CorpusFormat.COLUMNS, path, splits, holdOut, conllu, delimited, changed, jsonl, parallel, spark);
    }

    /** The same corpus, of JSON Lines. */
    public CorpusOptions with(JsonlOptions changed) {
        return new CorpusOptions(
                CorpusFormat.JSONL, path, splits, holdOut, conllu, delimited, columns, changed, parallel, spark);
    }

    /** The same corpus, of texts and their targets. */
    public CorpusOptions with(ParallelOptions changed) {
        return new CorpusOptions(
                CorpusFormat.PARALLEL, path, splits, holdOut, conllu, delimited, columns, jsonl, changed, spark);
    }

    /** The same corpus, of tables that a source of Spark reads. */
    public CorpusOptions with(SparkSourceOptions changed) {
        return new CorpusOptions(
                CorpusFormat.SPARK, path, splits, holdOut, conllu, delimited, columns, jsonl, parallel, changed);
    }

    /** The same corpus, part of which is held out. */
    public CorpusOptions with(HoldOutOptions changed) {
        return new CorpusOptions(format, path, splits, changed, conllu, delimited, columns, jsonl, parallel, spark);
    }

    /**
     * The texts of a split alone: without its labels or targets, and without the files of other splits.
     *
     * @throws InvalidOption if there is no such split
     */
    public CorpusOptions texts(String split) {
        String read = holdOut.fractions().containsKey(split) ? HoldOutOptions.FROM : split;
        String files = splits.get(read);
        if (files == null) {
            String complaint = split + " (must be one of corpus.splits: " + String.join(", ", allSplits()) + ")";
            throw new InvalidOption("split", complaint, "predict", "split");
        }
        return new CorpusOptions(
                format == CorpusFormat.PARALLEL ? CorpusFormat.LINES : format,
                path,
                Map.of(read, files),
                holdOut,
                conllu,
                delimited.withoutLabels(),
                columns,
                jsonl.withoutLabels(),
                ParallelOptions.NONE,
                spark.withoutLabels());
    }

    /** The same tables, whose rows have a label of their own in a column. */
    public CorpusOptions labelled(String column) {
        return new CorpusOptions(
                format, path, splits, holdOut, conllu, delimited, columns, jsonl, parallel, spark.labelledBy(column));
    }

    private static void requireNewSplits(Map<String, String> splits, HoldOutOptions holdOut) {
        for (String split : holdOut.fractions().keySet()) {
            if (splits.containsKey(split)) {
                throw new InvalidOption(
                        "held-out split",
                        split + " (must be none of the splits that have files, " + splits.keySet() + ")",
                        "hold-out",
                        "fractions",
                        split);
            }
        }
    }

    private static void requireTargets(Map<String, String> splits, Map<String, String> targets) {
        if (!targets.keySet().equals(splits.keySet())) {
            throw new InvalidOption(
                    "targets of a parallel corpus",
                    targets.keySet() + " (must name a file for each of the splits " + splits.keySet() + ")",
                    "parallel",
                    "targets");
        }
        targets.forEach((split, names) -> {
            List<String> files = FileNames.split(names);
            List<String> sources = FileNames.split(splits.getOrDefault(split, ""));
            boolean counted = Stream.concat(files.stream(), sources.stream()).noneMatch(FileNames::isPattern);
            if ((counted && files.size() != sources.size()) || files.contains("")) {
                String complaint = "'" + names + "' (must be " + sources.size()
                        + " file names, one for each of the split's" + " files, separated by commas)";
                throw new InvalidOption("targets of split " + split, complaint, "parallel", "targets", split);
            }
        });
    }

    /** The splits that rows go to, in the order of their names: those that have files, and those held out from one. */
    public SortedSet<String> allSplits() {
        SortedSet<String> all = new TreeSet<>(splits.keySet());
        all.addAll(holdOut.fractions().keySet());
        return all;
    }

    /** What the corpus's labels belong to. */
    public Labelling labelling() {
        return switch (format) {
            case CONLLU, COLUMNS -> Labelling.PER_TOKEN;
            case JSONL -> jsonl.labelling();
            case DELIMITED -> delimited.labelled() ? Labelling.PER_SEQUENCE : Labelling.NONE;
            case LINES -> Labelling.NONE;
            case PARALLEL -> Labelling.TARGET_SEQUENCE;
            case PARQUET, SPARK -> spark.fields().labelling();
        };
    }

    /**
     * The files of a split, below {@link #path}, in the order given; names or patterns, see {@link FileNames}.
     *
     * @throws IllegalArgumentException if there is no such split
     */
    public List<String> files(String split) {
        String names = splits.get(split);
        if (names == null) {
            throw new IllegalArgumentException("Invalid split: " + split + " (must be one of " + splits.keySet() + ")");
        }
        return FileNames.split(names);
    }

    /**
     * The files of a split's targets, below {@link #path}, which are one for each of {@link #files} once patterns are
     * matched; none but in a parallel corpus.
     */
    public List<String> targetFiles(String split) {
        String names = parallel.targets().get(split);
        return format == CorpusFormat.PARALLEL && names != null ? FileNames.split(names) : List.of();
    }

    /** Row ids are made of a file's name without its folder, so two of one name would give one id twice. */
    private static void requireDistinctFiles(String split, String names) {
        Set<String> seen = new HashSet<>();
        for (String file : FileNames.split(names)) {
            String name = FileNames.last(file);
            if (name.isEmpty()) {
                throw refused(split, "'" + names + "' (must be file names separated by commas)");
            }
            if (!FileNames.isPattern(file) && !seen.add(name)) {
                throw refused(split, name + " stands twice (must differ, as row ids are made of file names)");
            }
        }
    }

    private static InvalidOption refused(String split, String complaint) {
        return new InvalidOption("files of split " + split, complaint, "splits", split);
    }
}
