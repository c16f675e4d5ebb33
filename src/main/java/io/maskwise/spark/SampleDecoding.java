package io.maskwise.spark;

import io.maskwise.metrics.Bleu;
import io.maskwise.model.GreedyDecoder;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.sequence.Mask;
import io.maskwise.sequence.PaddedSequence;
import io.maskwise.text.Labelling;
import io.maskwise.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** Decodes the first rows of a split, so that a person can see what a model writes. */
final class SampleDecoding {
    private final PreparedDataset dataset;
    private final SplitReader reader;
    private final EvaluationOptions options;

    SampleDecoding(PreparedDataset dataset, SplitReader reader, EvaluationOptions options) {
        this.dataset = dataset;
        this.reader = reader;
        this.options = options;
    }

    /** The rows decoded; none where the dataset has no targets. */
    List<DecodedRow> run(SequenceNetwork network) {
        if (!(dataset.labels() instanceof Vocabulary targets)) {
            return List.of();
        }
        GreedyDecoder decoder = new GreedyDecoder(network, dataset.longestRow());
        return reader.reading(this::firstRows).stream()
                .map(row -> decoded(row, decoder, targets))
                .toList();
    }

    private List<PaddedSequence> firstRows() {
        return rows(dataset, options.split()).takeOrdered(options.decodeRows(), new RowIdOrder());
    }

    /** Static, so that the tasks get nothing but what they need. */
    private static JavaRDD<PaddedSequence> rows(PreparedDataset dataset, String split) {
        Labelling labelling = dataset.labelling();
        return dataset.split(split).toJavaRDD().map(row -> SequenceCodec.decode(row, labelling));
    }

    private DecodedRow decoded(PaddedSequence row, GreedyDecoder decoder, Vocabulary targets) {
        int[] written = decoder.decode(new int[][] {row.tokens()}, Mask.of(new boolean[][] {row.mask()}))[0];
        List<String> reference = tokens(row.labels(), row.labelMask(), targets);
        List<String> decoded = tokens(written, allReal(written.length), targets);
        Bleu bleu = new Bleu();
        bleu.add(decoded, reference);
        return new DecodedRow(
                row.id(),
                String.join(" ", tokens(row.tokens(), row.mask(), dataset.vocabulary())),
                String.join(" ", reference),
                String.join(" ", decoded),
                bleu);
    }

    private static boolean[] allReal(int length) {
        return Mask.allReal(1, length).toRows()[0];
    }

    private static List<String> tokens(int[] ids, boolean[] mask, Vocabulary vocabulary) {
        List<String> tokens = new ArrayList<>();
        for (int step = 0; step < ids.length; step++) {
            if (mask[step] && !isEnd(ids[step], vocabulary)) {
                tokens.add(vocabulary.token(ids[step]));
            }
        }
        return tokens;
    }

    private static boolean isEnd(int id, Vocabulary vocabulary) {
        return id == Vocabulary.END_ID && id < vocabulary.firstTokenId();
    }
}
