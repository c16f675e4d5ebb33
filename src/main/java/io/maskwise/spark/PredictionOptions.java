package io.maskwise.spark;

import io.maskwise.InvalidOption;
import io.maskwise.sequence.BatchOptions;
import io.maskwise.text.CorpusFormat;
import io.maskwise.text.CorpusOptions;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a model predicts, and where that goes.
 *
 * @param from what it predicts on
 * @param split which split of that
 * @param path the folder of the predictions
 * @param batch how large a batch may be; predictions do not depend on it, beyond the last digits of a float
 * @param keep the columns of a table that go along
 * @param allProbabilities whether the probability of every class is written, and not the predicted one's alone
 * @param longestTarget how many tokens of a target are written at most; 0 = as many as the longest row that the model was
 *     trained on
 * @param fileRows how many rows of the input a file of predictions is made of at most; one task does so
 * @param unknownWarning above which share of unknown tokens somebody is told, 0 to 1
 * @param watch whether new files are waited for
 */
public record PredictionOptions(
        PredictionInput from,
        String split,
        String path,
        BatchOptions batch,
        List<String> keep,
        boolean allProbabilities,
        int longestTarget,
        int fileRows,
        double unknownWarning,
        WatchOptions watch)
        implements Serializable {
    /** The keys that say where input and output are; no byte of the predictions depends on them. */
    public static final Set<String> PLACES = Set.of("corpus.path", "dataset.path", "predict.path");

    private static final Set<String> TAKEN = Set.of(
            "id",
            "prediction",
            "probability",
            "class_probabilities",
            "tokens",
            "predictions",
            "probabilities",
            "ended",
            "length",
            "unknown",
            "tokens_cut",
            "batch",
            KeptColumns.LABEL);

    public PredictionOptions {
        if (split.isBlank()) {
            throw new InvalidOption("split", "it is empty (must name a split of the corpus or dataset)", "split");
        }
        if (path.isBlank()) {
            throw new InvalidOption("path", "it is empty (must name a folder)", "path");
        }
        keep = List.copyOf(keep);
        requireFree(keep);
        if (longestTarget < 0) {
            throw new InvalidOption(
                    "longest target",
                    longestTarget + " (must be >= 0, where 0 = that of the training)",
                    "longest-target");
        }
        if (fileRows < 1) {
            throw new InvalidOption("rows of a file", fileRows + " (must be >= 1)", "file-rows");
        }
        if (!(unknownWarning >= 0 && unknownWarning <= 1)) {
            throw new InvalidOption(
                    "share of unknown tokens", unknownWarning + " (must be from 0 to 1)", "unknown-warning");
        }
        if (from == PredictionInput.DATASET) {
            requireNothingOfCorpora(keep, watch);
        }
    }

    /** The defaults, for a place. */
    public PredictionOptions(PredictionInput from, String split, String path) {
        this(from, split, path, new BatchOptions(64, 0), List.of(), false, 0, 5000, 0.5, WatchOptions.NONE);
    }

    private static void requireFree(List<String> keep) {
        Set<String> taken = new HashSet<>(TAKEN);
        for (String name : keep) {
            if (name.isEmpty() || !taken.add(name.toLowerCase(Locale.ROOT))) {
                throw new InvalidOption(
                        "column to keep",
                        "'" + name + "' (must be a column's name, each once, and none of those that predictions have: "
                                + String.join(", ", TAKEN.stream().sorted().toList()) + ")",
                        "keep");
            }
        }
    }

    private static void requireNothingOfCorpora(List<String> keep, WatchOptions watch) {
        if (!keep.isEmpty()) {
            throw new InvalidOption("columns to keep", keep + " (must be [], as a dataset has none)", "keep")
                    .beside("from");
        }
        if (watch.active()) {
            throw new InvalidOption("watching", "true (must be false, as a dataset is complete)", "watch", "active")
                    .beside("from");
        }
    }

    /**
     * Checks what goes together with a corpus.
     *
     * @return its texts
     * @throws InvalidOption if it has no such split, its format has no columns to keep, or it cannot be watched
     */
    public CorpusOptions texts(CorpusOptions corpus) {
        CorpusFormat format = corpus.format();
        if (!keep.isEmpty() && !format.isTable()) {
            throw new InvalidOption(
                            "columns to keep",
                            keep + " (must be [], as only tables have typed columns: corpus.format = parquet or spark)",
                            "predict",
                            "keep")
                    .beside("corpus", "format");
        }
        if (watch.active()) {
            requireWatchable(corpus);
        }
        CorpusOptions texts = corpus.texts(split);
        return keep.isEmpty() ? texts : texts.labelled(KeptColumns.LABEL);
    }

    private void requireWatchable(CorpusOptions corpus) {
        if (corpus.format().isTable()) {
            String complaint = "true (must be false: only files of text can be watched)";
            throw new InvalidOption("watching", complaint, "predict", "watch", "active").beside("corpus", "format");
        }
        CorpusOptions texts = corpus.texts(split);
        List<String> names = texts.files(texts.splits().keySet().iterator().next());
        if (names.size() != 1 || names.get(0).contains("/")) {
            throw new InvalidOption(
                    "files to watch",
                    String.join(", ", names)
                            + " (must be one name or pattern of files in the folder corpus.path itself, such"
                            + " as *.txt)",
                    "corpus",
                    "splits");
        }
    }

    /** The same, which waits for new files. */
    public PredictionOptions watching(WatchOptions changed) {
        return new PredictionOptions(
                from, split, path, batch, keep, allProbabilities, longestTarget, fileRows, unknownWarning, changed);
    }

    /** The same, written elsewhere. */
    PredictionOptions at(String elsewhere) {
        return new PredictionOptions(
                from, split, elsewhere, batch, keep, allProbabilities, longestTarget, fileRows, unknownWarning, watch);
    }
}
