package io.maskwise.spark;

import io.maskwise.sequence.PaddedSequence;
import io.maskwise.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.types.StructType;

/** The rows of a dataset's split, by bucket, file and place in it, without their padding. */
final class DatasetRows implements PredictionRows {
    private final SplitReader reader;
    private final SplitFiles files;
    private final PreparedDataset dataset;
    private final PredictionOptions options;
    private final boolean texts;

    /** @param texts whether the tokens themselves are needed, as far as the vocabulary knows them */
    DatasetRows(SplitReader reader, PreparedDataset dataset, PredictionOptions options, boolean texts) {
        this.reader = reader;
        this.files = reader.files();
        this.dataset = dataset;
        this.options = options;
        this.texts = texts;
    }

    @Override
    public JavaRDD<UnlabelledRow> rows() {
        PartPlan plan = PartPlan.of(files.files().stream().map(FileRows::rows).toList(), options.fileRows());
        SplitFiles placed = files;
        RowPlacement placement = (bucket, file, position) ->
                new RowPlace(plan.part(placed.index(file), position), bucket, placed.rank(file, position));
        return unpadded(reader.rows(placement, plan.parts()), dataset.vocabulary(), texts);
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static JavaRDD<UnlabelledRow> unpadded(
            JavaPairRDD<RowPlace, PaddedSequence> rows, Vocabulary vocabulary, boolean texts) {
        return rows.values().map(row -> unpadded(row, vocabulary, texts));
    }

    private static UnlabelledRow unpadded(PaddedSequence row, Vocabulary vocabulary, boolean texts) {
        int[] tokens = new int[row.length()];
        int found = 0;
        for (int step = 0; step < row.time(); step++) {
            if (row.mask()[step]) {
                tokens[found++] = row.tokens()[step];
            }
        }
        List<String> text = new ArrayList<>();
        if (texts) {
            for (int token : tokens) {
                text.add(vocabulary.token(token));
            }
        }
        return new UnlabelledRow(row.id(), tokens, text, UnlabelledRow.NOT_KNOWN, "");
    }

    @Override
    public ReadAccount account() {
        return ReadAccount.of(files.files().stream().mapToLong(FileRows::rows).sum());
    }

    @Override
    public long writeRejected(Path staged) {
        return 0;
    }

    @Override
    public List<InputFile> inputs() {
        return List.of();
    }

    @Override
    public StructType kept() {
        return new StructType();
    }

    /** What was cut off is known of the split as a whole. */
    @Override
    public PredictedPart completed(PredictedPart counted) {
        SplitCounts counts = dataset.metadata().counts(options.split());
        return new PredictedPart(
                counted.rows(),
                counted.realTokens(),
                counted.unknownTokens(),
                counts.rowsTruncated(),
                counts.tokensTruncated());
    }

    @Override
    public <T> T reading(Supplier<T> action) {
        return reader.reading(action);
    }

    @Override
    public void close() {
        // A dataset's rows are read where they lie.
    }
}
