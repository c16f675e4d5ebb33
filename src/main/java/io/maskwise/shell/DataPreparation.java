package io.maskwise.shell;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.maskwise.config.MaskwiseConfig;
import io.maskwise.spark.FrameFiles;
import io.maskwise.spark.PreparationOptions;
import io.maskwise.text.SparkSourceOptions;
import io.maskwise.text.TokenizerKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** DataFrames of texts and labels become padded, masked, bucketed data: the command {@code prepare}. */
public final class DataPreparation extends Request<DataPreparation> {
    private static final String TEXT = "corpus.spark.text";
    private static final String LABEL = "corpus.spark.label";
    private static final String ID = "corpus.spark.id";

    private final Work work;
    private final Map<String, Dataset<Row>> frames = new LinkedHashMap<>();
    private final Map<String, String> holdOut = new LinkedHashMap<>();

    DataPreparation(Dataset<Row> frame) {
        this.work = Work.of(frame.sparkSession());
        frames.put(PreparationOptions.TRAINING_SPLIT, frame);
    }

    @Override
    DataPreparation self() {
        return this;
    }

    /** Names the column of the text, a string, or of its tokens, an array of strings; {@code text} unless it is named. */
    @CanIgnoreReturnValue
    public DataPreparation text(String column) {
        return set(TEXT, Settings.quoted(column));
    }

    /**
     * Names the column of the label: a string, a whole number or a truth value, or an array of such, one for each token;
     * {@code label} unless it is named.
     */
    @CanIgnoreReturnValue
    public DataPreparation label(String column) {
        return set(LABEL, Settings.quoted(column));
    }

    /** Says that there are no labels. */
    @CanIgnoreReturnValue
    public DataPreparation unlabelled() {
        return set(LABEL, Settings.quoted(""));
    }

    /** Names the column of the row's id, unique in its split; unless it is named, ids tell the row's number. */
    @CanIgnoreReturnValue
    public DataPreparation id(String column) {
        return set(ID, Settings.quoted(column));
    }

    /** Adds another split, with the same columns. */
    @CanIgnoreReturnValue
    public DataPreparation split(String name, Dataset<Row> frame) {
        frames.put(name, frame);
        return this;
    }

    /** Holds a share of the rows out as a split of its own, by a seeded hash of each row's id. */
    @CanIgnoreReturnValue
    public DataPreparation holdOut(String split, double fraction) {
        holdOut.put(split, String.valueOf(fraction));
        return set("corpus.hold-out.fractions", holdOut);
    }

    /** Says how texts are cut, such as {@code word} or {@code characters}. */
    @CanIgnoreReturnValue
    public DataPreparation tokenizer(String kind) {
        return set("tokenizer.kind", kind);
    }

    /** Lower-cases every token. */
    @CanIgnoreReturnValue
    public DataPreparation lowerCase() {
        return set("tokenizer.lower-case", true);
    }

    /** Sets how many padded lengths there are at most. */
    @CanIgnoreReturnValue
    public DataPreparation buckets(int count) {
        return set("buckets.count", count);
    }

    /** Sets how many tokens a row keeps at most. */
    @CanIgnoreReturnValue
    public DataPreparation maximumLength(int tokens) {
        return set("padding.maximum-length", tokens);
    }

    /**
     * Prepares the data.
     *
     * @param path the folder of the dataset, on any file system that Hadoop knows
     * @throws io.maskwise.MaskwiseException as the command does; naming a column that is missing, of a wrong type, or null in
     *     all rows
     */
    public PreparedData to(String path) {
        return work.calling(() -> prepare(path));
    }

    private PreparedData prepare(String path) {
        try (FrameFolder folder = FrameFolder.beside(path, work.hadoop())) {
            List<Said> said = said(folder, path);
            MaskwiseConfig config = settings().load(said);
            said.addAll(ofTypes(config.corpus().spark(), config.tokenizer().kind()));
            config = settings().load(said);
            config.preparation();
            SparkSourceOptions options = config.corpus().spark();
            Map<String, FrameFiles> files = new LinkedHashMap<>();
            frames.forEach((split, frame) -> files.put(split, FrameFiles.ofExamples(split, frame, options)));
            files.forEach((split, each) -> folder.write(each, work, "the split " + split, "these are rejected"));
            String source = frames.size() == 1 ? "a DataFrame" : frames.size() + " DataFrames";
            work.commands().prepare(config, existing(), source);
            return PreparedData.open(work.spark(), path);
        }
    }

    private List<Said> said(FrameFolder folder, String path) {
        Map<String, String> patterns = new LinkedHashMap<>();
        frames.keySet().forEach(split -> patterns.put(split, FrameFiles.pattern(split)));
        String frame = "prepare(DataFrame)";
        return new ArrayList<>(List.of(
                new Said("corpus.format", "parquet", frame),
                new Said("corpus.spark.source", "parquet", frame),
                new Said("corpus.path", Settings.quoted(folder.path().toString()), frame),
                new Said("corpus.splits", Settings.section(patterns), ".split(name, DataFrame)"),
                new Said("dataset.path", Settings.quoted(path), ".to(folder)")));
    }

    /** What the types of the columns say: labels for each token, and texts that are cut already. */
    private List<Said> ofTypes(SparkSourceOptions options, TokenizerKind kind) {
        Dataset<Row> frame = frames.values().iterator().next();
        List<Said> said = new ArrayList<>();
        if (options.labelled()
                && FrameFiles.isArray(frame, options.label())
                && options.level() == SparkSourceOptions.DEFAULT.level()
                && !settings().says("corpus.spark.level")) {
            said.add(new Said("corpus.spark.level", "token", ".label(column)"));
        }
        if (FrameFiles.isArray(frame, options.text())
                && kind == TokenizerKind.WORD
                && !settings().says("tokenizer.kind")) {
            said.add(new Said("tokenizer.kind", "pretokenized", ".text(column)"));
        }
        return said;
    }

    @Override
    public String toString() {
        return "a dataset of " + String.join(", ", frames.keySet()) + ", which .to(folder) prepares";
    }
}
